/** What a strategic merge patch must know of a field: how it is merged, and what stands in it. */
import {PatchError} from './patch-error.ts';
import type {Message, Type} from './schema.ts';

/** The schema of an object: a message, or whatever a map holds. */
export type PatchSchema = Message | Type;

export interface PatchMeta {
	/** The schema of what is in the field: of the object itself, of a list's items. */
	readonly schema: PatchSchema;
	/** Whether a patch says which keys stay (`$retainKeys`). */
	readonly retainKeys: boolean;
	/** '' merges objects and replaces lists. */
	readonly strategy: '' | 'merge' | 'replace';
	/** The key by which a list's items are matched; '' for values that are no objects. */
	readonly mergeKey: string;
}

function isMessage(schema: PatchSchema): schema is Message {
	return 'fields' in schema;
}

/** Throws a PatchError for a field that the schema does not have. */
export function patchMetaOf(schema: PatchSchema, key: string): PatchMeta {
	if (!isMessage(schema)) {
		const values = schema.kind === 'map' ? schema.values : schema;
		return {schema: inside(values), retainKeys: false, strategy: '', mergeKey: ''};
	}
	const field = Object.hasOwn(schema.fields, key) ? schema.fields[key] : undefined;
	if (!field) {
		throw new PatchError(`unable to find api field in struct ${schema.name} for the json field ${JSON.stringify(key)}`);
	}
	const strategies = (field.patchStrategy ?? '').split(',');
	return {
		schema: inside(field.type),
		retainKeys: strategies.includes('retainKeys'),
		strategy: strategies.includes('merge') ? 'merge' : strategies.includes('replace') ? 'replace' : '',
		mergeKey: field.mergeKey ?? '',
	};
}

function inside(type: Type): PatchSchema {
	if (type.kind === 'list') {
		return inside(type.items);
	}
	return type.kind === 'message' ? type.message() : type;
}
