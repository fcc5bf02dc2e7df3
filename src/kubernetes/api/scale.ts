/** The `scale` subresource: the replicas of any workload in one form (pkg/registry/apps/deployment/storage/storage.go). */
import {fieldErrors, invalid} from '../../apimachinery/field-error.ts';
import {selectorFromLabelSelector, selectorFromLabels} from '../../apimachinery/labels.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {badRequest, conflict} from '../../apimachinery/status.ts';
import type {LabelSelector} from '../../apimachinery/validation.ts';
import {goKindOf, groupResource} from './errors.ts';
import {apiVersionOf, type Column, type ResourceDefinition} from './resource.ts';
import {ageColumn, nameColumn} from './resources/columns.ts';

interface Scalable extends KubernetesObject {
	readonly spec: {readonly replicas?: number; readonly selector?: LabelSelector | Readonly<Record<string, string>>};
	readonly status?: {readonly replicas?: number};
}

/** autoscaling/v1 Scale. */
export interface Scale extends KubernetesObject {
	readonly spec: {readonly replicas?: number};
	readonly status: {readonly replicas: number; readonly selector?: string};
}

export function scaleOf(object: KubernetesObject): Scale {
	const {spec, status, metadata} = object as Scalable;
	const {name, namespace, uid, resourceVersion, creationTimestamp} = metadata;
	// A ReplicationController's selector is a map of labels.
	const byLabels = object.kind === 'ReplicationController';
	const selector = byLabels
		? selectorFromLabels(spec.selector as Readonly<Record<string, string>>).toString()
		: selectorFromLabelSelector(spec.selector as LabelSelector).toString();
	return {
		kind: 'Scale',
		apiVersion: 'autoscaling/v1',
		metadata: {
			name,
			...(namespace !== undefined && {namespace}),
			...(uid !== undefined && {uid}),
			...(resourceVersion !== undefined && {resourceVersion}),
			...(creationTimestamp !== undefined && {creationTimestamp}),
		},
		spec: {...(spec.replicas && {replicas: spec.replicas})},
		status: {replicas: status?.replicas ?? 0, ...(selector !== '' && {selector})},
	};
}

/** The columns of a Scale (pkg/printers/internalversion/printers.go printScale). */
export const scaleColumns: readonly Column<Scale>[] = [
	nameColumn,
	{
		name: 'Desired',
		type: 'integer',
		description: 'How many Pods there should be.',
		cell: ({spec}) => spec.replicas ?? 0,
	},
	{name: 'Available', type: 'integer', description: 'How many Pods there are.', cell: ({status}) => status.replicas},
	ageColumn,
];

/** The workload with the replicas of a scale; throws Invalid and Conflict. */
export function withScale(definition: ResourceDefinition, object: KubernetesObject, scale: Scale): KubernetesObject {
	const {name, uid} = object.metadata;
	const replicas = scale.spec?.replicas ?? 0;
	if (replicas < 0) {
		throw invalid({group: 'autoscaling', kind: 'Scale'}, name, [
			fieldErrors.invalid('spec.replicas', replicas, 'must be greater than or equal to 0'),
		]);
	}
	if (scale.metadata.uid && scale.metadata.uid !== uid) {
		const of = groupResource(definition);
		throw conflict(
			{...of, resource: `${of.resource}/scale`},
			name,
			`Precondition failed: UID in precondition: ${scale.metadata.uid}, UID in object meta: ${uid}`,
		);
	}
	const {resourceVersion: _, ...metadata} = object.metadata;
	const given = scale.metadata.resourceVersion;
	return {
		...object,
		metadata: given ? {...metadata, resourceVersion: given} : metadata,
		spec: {...(object as Scalable).spec, replicas},
	} as KubernetesObject;
}

/**
 * What applying a scale says of the workload: its replicas alone (apimachinery managedfields/scalehandler.go). A
 * configuration that is no Scale is refused.
 */
export function scaleConfiguration(definition: ResourceDefinition, configuration: KubernetesObject): KubernetesObject {
	const {apiVersion, kind, metadata} = configuration;
	if (apiVersion !== 'autoscaling/v1' || kind !== 'Scale') {
		throw badRequest(`invalid object type: ${goKindOf(apiVersion ?? '', kind ?? '')}`);
	}
	const {replicas} = (configuration as Partial<Scale>).spec ?? {};
	return {
		apiVersion: apiVersionOf(definition),
		kind: definition.kind,
		metadata,
		...(replicas !== undefined && {spec: {replicas}}),
	} as KubernetesObject;
}
