/**
 * Makes strategic merge patches: from two states of an object, or from what was applied, what is to be applied and what
 * is there (apimachinery pkg/util/strategicpatch/patch.go). Fields that are undefined count as absent.
 */
import {jsonEqual} from './equal.ts';
import {goValue, isMap, type JsonMap} from './patch-error.ts';
import {type PatchSchema, patchMetaOf} from './patch-schema.ts';
import type {Message} from './schema.ts';
import {
	deduplicate,
	deleteFromPrimitiveList,
	directiveMarker,
	holdObjects,
	noMergeKey,
	retainKeysDirective,
	sameIdentity,
	setElementOrder,
	sortByKey,
	sortByOrder,
	sortScalars,
} from './strategic-merge-lists.ts';
import {mergeMap} from './strategic-merge-patch.ts';

type List = readonly unknown[];

interface DiffOptions {
	/** Leaves out what is changed or new. */
	readonly ignoreChanges?: boolean;
	/** Leaves out what is gone. */
	readonly ignoreDeletions?: boolean;
	/** Names the keys that stay, so that the others go. */
	readonly retainKeys?: boolean;
}

/** The patch that makes `modified` of `original`; throws a PatchError. */
export function createTwoWayMergePatch(original: JsonMap, modified: JsonMap, message: Message): JsonMap {
	return diffMaps(original, modified, message, {});
}

/**
 * The patch that `kubectl apply` sends: what `modified` has and `current` has not or has otherwise, and takes away what
 * `original` (the last applied configuration) had and `modified` has no more. Throws a PatchError.
 */
export function createThreeWayMergePatch(
	original: JsonMap,
	modified: JsonMap,
	current: JsonMap,
	message: Message,
): JsonMap {
	const changes = diffMaps(current, modified, message, {ignoreDeletions: true});
	const deletions = diffMaps(original, modified, message, {ignoreChanges: true});
	return mergeMap(deletions, changes, message, {carryOut: false});
}

function kindOf(value: unknown): string {
	return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}

function diffMaps(original: JsonMap, modified: JsonMap, schema: PatchSchema, options: DiffOptions): JsonMap {
	const patch: Record<string, unknown> = {};
	const present = (map: JsonMap) => Object.keys(map).filter(key => map[key] !== undefined);
	for (const key of present(modified)) {
		const [before, after] = [original[key], modified[key]];
		if (before === undefined || kindOf(before) !== kindOf(after)) {
			if (!options.ignoreChanges) {
				patch[key] = after;
			}
		} else if (key === directiveMarker) {
			if (before !== after) {
				patch[key] = after;
			}
		} else if (isMap(before) && isMap(after)) {
			diffMapField(patch, key, before, after, schema, options);
		} else if (Array.isArray(before) && Array.isArray(after)) {
			diffListField(patch, key, before, after, schema, options);
		} else if (!options.ignoreChanges && before !== after) {
			patch[key] = after;
		}
	}
	const gone = present(original).filter(key => modified[key] === undefined);
	if (!options.ignoreDeletions) {
		for (const key of gone) {
			patch[key] = null;
		}
	}
	if (options.retainKeys) {
		const stay = present(modified).filter(key => modified[key] !== null);
		const changes = Object.keys(patch).length > 0 || gone.some(key => original[key] !== null);
		if (stay.length > 0 && changes) {
			patch[retainKeysDirective] = sortScalars(stay);
		}
	}
	return patch;
}

/** What the schema says of a field; undefined where it does not know it and there is nothing to be done. */
function metaFor(schema: PatchSchema, key: string, before: unknown, after: unknown) {
	try {
		return patchMetaOf(schema, key);
	} catch (error) {
		if (jsonEqual(before, after)) {
			return undefined;
		}
		throw error;
	}
}

function diffMapField(
	patch: Record<string, unknown>,
	key: string,
	before: JsonMap,
	after: JsonMap,
	schema: PatchSchema,
	options: DiffOptions,
): void {
	const meta = metaFor(schema, key, before, after);
	if (!meta) {
		return;
	}
	if (meta.strategy === 'replace') {
		if (!options.ignoreChanges) {
			patch[key] = after;
		}
		return;
	}
	const inner = diffMaps(before, after, meta.schema, {...options, retainKeys: meta.retainKeys});
	if (Object.keys(inner).length > 0) {
		patch[key] = inner;
	}
}

function diffListField(
	patch: Record<string, unknown>,
	key: string,
	before: List,
	after: List,
	schema: PatchSchema,
	options: DiffOptions,
): void {
	const meta = metaFor(schema, key, before, after);
	if (!meta) {
		return;
	}
	if (meta.strategy !== 'merge') {
		if (!options.ignoreChanges && !jsonEqual(before, after)) {
			patch[key] = after;
		}
		return;
	}
	const inner = {...options, retainKeys: meta.retainKeys};
	const {changes, deletions, order} = diffLists(before, after, meta.schema, meta.mergeKey, inner);
	if (changes.length > 0) {
		patch[key] = changes;
	}
	if (deletions.length > 0) {
		patch[`${deleteFromPrimitiveList}/${key}`] = deletions;
	}
	if (order.length > 0) {
		patch[`${setElementOrder}/${key}`] = order;
	}
}

interface ListDiff {
	/** Items to add or to merge; for objects, deletions too. */
	readonly changes: List;
	/** Plain values to take away. */
	readonly deletions: List;
	/** The order of the whole list, where it matters. */
	readonly order: List;
}

function diffLists(before: List, after: List, schema: PatchSchema, mergeKey: string, options: DiffOptions): ListDiff {
	if (before.length === 0) {
		return {changes: options.ignoreChanges ? [] : after, deletions: [], order: []};
	}
	if (holdObjects(before, after)) {
		return diffObjects(before, after, schema, mergeKey, options);
	}
	const {added, removed} = diffScalars(before, after, options);
	const changes = sortByOrder(added, after, mergeKey, false);
	// Upstream has sorted the list of before when it compares here, so any other order than that counts as a change.
	const ordered =
		(!options.ignoreDeletions && removed.length > 0) ||
		(!options.ignoreChanges && !jsonEqual(sortScalars(before), after));
	return {changes, deletions: removed, order: ordered ? after : []};
}

function diffScalars(before: List, after: List, options: DiffOptions): {added: unknown[]; removed: unknown[]} {
	const added: unknown[] = [];
	const removed: unknown[] = [];
	walk(sortScalars(before), sortScalars(after), goValue, (left, right) => {
		if (right === undefined && !options.ignoreDeletions) {
			removed.push(left);
		} else if (left === undefined && !options.ignoreChanges) {
			added.push(right);
		}
	});
	return {added, removed: deduplicate(removed)};
}

function diffObjects(before: List, after: List, schema: PatchSchema, mergeKey: string, options: DiffOptions): ListDiff {
	const changed: JsonMap[] = [];
	const deletions: JsonMap[] = [];
	const keyOf = (item: JsonMap) => {
		if (!(mergeKey in item)) {
			throw noMergeKey(item, mergeKey);
		}
		return goValue(item[mergeKey]);
	};
	walk(sortByKey(before, mergeKey), sortByKey(after, mergeKey), keyOf, (left, right) => {
		if (left && right) {
			const inner = diffMaps(left, right, schema, options);
			if (Object.keys(inner).length > 0) {
				changed.push({...inner, [mergeKey]: right[mergeKey]});
			}
		} else if (right) {
			if (!options.ignoreChanges) {
				changed.push(right);
			}
		} else if (left && !options.ignoreDeletions) {
			deletions.push({[mergeKey]: left[mergeKey], [directiveMarker]: 'delete'});
		}
	});
	const sorted = sortByOrder(changed, after, mergeKey, true);
	const sameOrder =
		before.length === after.length && before.every((item, index) => sameIdentity(item, after[index], mergeKey));
	const changes = [...sorted, ...deletions];
	const ordered =
		(!options.ignoreChanges && (changes.length > 0 || !sameOrder)) || (!options.ignoreDeletions && changes.length > 0);
	const order = ordered ? after.map(item => ({[mergeKey]: (item as JsonMap)[mergeKey]})) : [];
	return {changes, deletions: [], order};
}

/** Goes through two sorted lists side by side; an item that the other list has not comes alone. */
function walk<T>(
	before: readonly T[],
	after: readonly T[],
	keyOf: (item: T) => string,
	visit: (left: T | undefined, right: T | undefined) => void,
): void {
	let [i, j] = [0, 0];
	while (i < before.length || j < after.length) {
		const left = i < before.length ? keyOf(before[i]!) : undefined;
		const right = j < after.length ? keyOf(after[j]!) : undefined;
		if (left !== undefined && left === right) {
			visit(before[i++], after[j++]);
		} else if (left === undefined || (right !== undefined && left > right)) {
			visit(undefined, after[j++]);
		} else {
			visit(before[i++], undefined);
		}
	}
}
