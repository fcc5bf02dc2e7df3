/** Moving fields from the managers of client-side applies to one of server-side applies (client-go util/csaupgrade). */
import type {KubernetesObject, ManagedFieldsEntry} from '../../apimachinery/object.ts';
import {isMap, type JsonMap} from '../../apimachinery/patch-error.ts';
import {lastAppliedAnnotation} from '../last-applied.ts';

const annotationPath = ['f:metadata', 'f:annotations', `f:${lastAppliedAnnotation}`];

function owns(entry: ManagedFieldsEntry, path: readonly string[]): boolean {
	let fields: unknown = entry.fieldsV1;
	for (const step of path) {
		if (!isMap(fields) || fields[step] === undefined) {
			return false;
		}
		fields = fields[step];
	}
	return true;
}

/** Who owns the annotation of client-side apply, by that kind of write. */
export function managersOfAnnotation(object: KubernetesObject, operation: 'Apply' | 'Update'): readonly string[] {
	return (object.metadata.managedFields ?? [])
		.filter(entry => entry.operation === operation && !entry.subresource && owns(entry, annotationPath))
		.map(({manager}) => manager ?? '');
}

/** The managed fields once `manager` has taken over what client-side applies own; undefined where there is nothing. */
export function takenOver(object: KubernetesObject, manager: string): readonly ManagedFieldsEntry[] | undefined {
	const entries = object.metadata.managedFields ?? [];
	const earlier = new Set(managersOfAnnotation(object, 'Update'));
	const isEarlier = (entry: ManagedFieldsEntry) =>
		entry.operation === 'Update' && !entry.subresource && earlier.has(entry.manager ?? '');
	const own = entries.find(entry => entry.operation === 'Apply' && entry.manager === manager && !entry.subresource);
	if (earlier.size === 0 || !own) {
		return undefined;
	}
	const fieldsV1 = entries.filter(isEarlier).reduce((sum, entry) => union(sum, entry.fieldsV1), own.fieldsV1);
	return entries.filter(entry => !isEarlier(entry)).map(entry => (entry === own ? {...own, fieldsV1} : entry));
}

/** Sets of fields are trees; their union has the branches of both. */
function union(a: unknown, b: unknown): JsonMap {
	const [left, right] = [isMap(a) ? a : {}, isMap(b) ? b : {}];
	const merged: Record<string, unknown> = {...left};
	for (const [key, value] of Object.entries(right)) {
		merged[key] = key in left ? union(left[key], value) : value;
	}
	return merged;
}
