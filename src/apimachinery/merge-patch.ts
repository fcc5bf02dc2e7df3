/** JSON Merge Patch (RFC 7386), as the library that upstream uses has it (evanphx/json-patch v4, merge.go). */
import {jsonEqual} from './equal.ts';
import {isMap, type JsonMap, PatchError} from './patch-error.ts';

/** The document with the patch merged into it: null takes a field away, lists are replaced. */
export function applyMergePatch(document: JsonMap, patch: unknown): JsonMap {
	if (patch === null) {
		throw new PatchError('Invalid JSON Patch', {malformed: true});
	}
	if (!isMap(patch)) {
		const name = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
		throw new PatchError(`json: cannot unmarshal ${name} into Go value of type map[string]interface {}`);
	}
	return merge(document, patch);
}

function merge(document: JsonMap, patch: JsonMap): JsonMap {
	const merged: Record<string, unknown> = {...document};
	for (const [key, value] of Object.entries(patch)) {
		const before = merged[key];
		if (value === null || value === undefined) {
			delete merged[key];
		} else if (isMap(before)) {
			merged[key] = isMap(value) ? merge(before, value) : value;
		} else {
			merged[key] = withoutNulls(value);
		}
	}
	return merged;
}

/** What is new has nothing to take away; the library leaves nulls out of it, in lists of objects too. */
export function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(withoutNulls);
	}
	if (!isMap(value)) {
		return value;
	}
	const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
	return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}

/** The patch that makes `modified` of `original`. */
export function createMergePatch(original: JsonMap, modified: JsonMap): JsonMap {
	const patch: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(modified)) {
		const before = original[key];
		if (isMap(before) && isMap(value)) {
			const inner = createMergePatch(before, value);
			if (Object.keys(inner).length > 0) {
				patch[key] = inner;
			}
		} else if (value !== undefined && (before === undefined || !jsonEqual(before, value))) {
			patch[key] = value;
		}
	}
	for (const key of Object.keys(original)) {
		if (original[key] !== undefined && modified[key] === undefined) {
			patch[key] = null;
		}
	}
	return patch;
}

/**
 * The patch that `apply` sends for kinds whose schema is not known: what differs from the live object, and takes away
 * what was applied before and is no more (apimachinery pkg/util/jsonmergepatch).
 */
export function createThreeWayMergePatch(original: JsonMap, modified: JsonMap, current: JsonMap): JsonMap {
	const changes = keep(createMergePatch(current, modified), false);
	const deletions = keep(createMergePatch(original, modified), true);
	return combine(deletions, changes);
}

/** Keeps either the nulls of a patch or all else. */
function keep(patch: JsonMap, nulls: boolean): JsonMap {
	const kept: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(patch)) {
		if (isMap(value)) {
			const inner = keep(value, nulls);
			if (Object.keys(inner).length > 0 || (!nulls && Object.keys(value).length === 0)) {
				kept[key] = inner;
			}
		} else if ((value === null) === nulls) {
			kept[key] = value;
		}
	}
	return kept;
}

function combine(deletions: JsonMap, changes: JsonMap): JsonMap {
	const combined: Record<string, unknown> = {...deletions};
	for (const [key, value] of Object.entries(changes)) {
		const other = combined[key];
		combined[key] = isMap(other) && isMap(value) ? combine(other, value) : value;
	}
	return combined;
}
