/** Columns that several resources print, and the texts in their cells (pkg/printers/internalversion/printers.go). */
import {type LabelSelector, ObjectMeta} from '../../../api/meta-v1.ts';
import {ageOf} from '../../../apimachinery/duration.ts';
import {formatLabelSelector} from '../../../apimachinery/labels.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Message} from '../../../apimachinery/schema.ts';
import type {Column} from '../resource.ts';

/** What the schema says of a field, so that a column is described in the same words. */
export function descriptionOf(message: Message, field: string): string {
	return message.fields[field]?.description ?? '';
}

export const nameColumn: Column<KubernetesObject> = {
	name: 'Name',
	type: 'string',
	format: 'name',
	description: descriptionOf(ObjectMeta, 'name'),
	cell: object => object.metadata.name,
};

export const ageColumn: Column<KubernetesObject> = {
	name: 'Age',
	type: 'string',
	description: descriptionOf(ObjectMeta, 'creationTimestamp'),
	cell: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};

/** Beside the name what resources show that have no table of their own (apiserver pkg/registry/rest/table.go). */
export const createdColumn: Column<KubernetesObject> = {
	name: 'Created At',
	type: 'date',
	description: 'When the object was made.',
	cell: ({metadata}) => metadata.creationTimestamp ?? null,
};

interface Templated extends KubernetesObject {
	readonly spec: {
		readonly template?: {
			readonly spec: {readonly containers?: readonly {readonly name: string; readonly image?: string}[]};
		};
	};
}

interface Selecting extends KubernetesObject {
	readonly spec: {readonly selector?: LabelSelector};
}

/** The containers and their images, of workloads that have a Pod template. */
export const containerColumns: readonly Column<Templated>[] = [
	{
		name: 'Containers',
		type: 'string',
		priority: 1,
		description: 'The names of the containers in the Pod template.',
		cell: object => (object.spec.template?.spec.containers ?? []).map(container => container.name).join(','),
	},
	{
		name: 'Images',
		type: 'string',
		priority: 1,
		description: 'The images of the containers in the Pod template.',
		cell: object => (object.spec.template?.spec.containers ?? []).map(container => container.image ?? '').join(','),
	},
];

export const selectorColumn: Column<Selecting> = {
	name: 'Selector',
	type: 'string',
	priority: 1,
	description: 'The labels by which Pods are found.',
	cell: object => formatLabelSelector(object.spec.selector),
};
