/** Server-side printing: lists and objects as a Table (apiserver pkg/endpoints/handlers/response.go). */
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import {badRequest} from '../../apimachinery/status.ts';
import type {Cell, Column, ResourceDefinition, RowCondition} from './resource.ts';
import {metadataOnly, shownObject} from './shown-forms.ts';

export interface TableColumn {
	readonly name: string;
	readonly type: string;
	readonly format: string;
	readonly description: string;
	readonly priority: number;
}

export interface TableRow {
	readonly cells: readonly Cell[];
	readonly conditions?: readonly RowCondition[];
	readonly object?: KubernetesObject;
}

/** meta.k8s.io/v1 Table. */
export interface Table {
	readonly kind: 'Table';
	readonly apiVersion: 'meta.k8s.io/v1';
	readonly metadata: KubernetesList['metadata'];
	/** null in the later events of a watch. */
	readonly columnDefinitions: readonly TableColumn[] | null;
	readonly rows: readonly TableRow[];
}

export interface TableOptions {
	/** What each row carries: `None`, `Metadata` or `Object`. */
	readonly includeObject: string;
	/** Milliseconds since 1970: ages are counted to it. */
	readonly now: number;
	readonly withoutColumns?: boolean;
}

/** Reads `includeObject`; throws BadRequest. */
export function includeObjectOf(value: string | undefined): string {
	if (value === undefined || value === '') {
		return 'Metadata';
	}
	if (value !== 'None' && value !== 'Metadata' && value !== 'Object') {
		throw badRequest(
			`Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(value)}: must be 'Metadata', 'Object', 'None', or empty`,
		);
	}
	return value;
}

export function tableOf(
	definition: ResourceDefinition,
	items: readonly KubernetesObject[],
	metadata: KubernetesList['metadata'],
	options: TableOptions,
): Table {
	const columns: readonly Column<KubernetesObject>[] = definition.columns;
	return {
		kind: 'Table',
		apiVersion: 'meta.k8s.io/v1',
		metadata,
		columnDefinitions: options.withoutColumns ? null : columns.map(describeColumn),
		rows: items.map(object => ({
			cells: columns.map(column => column.cell(object, options.now)),
			...rowConditions(definition, object),
			...rowObject(definition, object, options.includeObject),
		})),
	};
}

function describeColumn({name, type, format, description, priority}: Column<KubernetesObject>): TableColumn {
	return {name, type, format: format ?? '', description, priority: priority ?? 0};
}

function rowConditions(definition: ResourceDefinition, object: KubernetesObject): Pick<TableRow, 'conditions'> {
	const conditions = definition.rowConditions?.(object);
	return conditions ? {conditions} : {};
}

function rowObject(
	{view}: ResourceDefinition,
	object: KubernetesObject,
	include: string,
): {readonly object?: KubernetesObject} {
	switch (include) {
		case 'None':
			return {};
		case 'Object':
			return {object: view ? view.fromStored(shownObject(object)) : shownObject(object)};
		default:
			return {object: metadataOnly(object)};
	}
}
