/**
 * Strategic merge patches: like a merge patch, but a list that has a merge key is merged item by item, and directives
 * (`$patch`, `$deleteFromPrimitiveList`, `$setElementOrder`, `$retainKeys`) say what JSON cannot
 * (apimachinery pkg/util/strategicpatch/patch.go).
 */
import {jsonEqual} from './equal.ts';
import {withoutNulls} from './merge-patch.ts';
import {goValue, isMap, type JsonMap, PatchError} from './patch-error.ts';
import {type PatchMeta, type PatchSchema, patchMetaOf} from './patch-schema.ts';
import type {Message} from './schema.ts';
import {
	asList,
	asMap,
	deduplicate,
	deleteFromPrimitiveList,
	directiveMarker,
	findByKey,
	hasDirective,
	holdObjects,
	noMergeKey,
	normalizeOrder,
	retainKeysDirective,
	sameIdentity,
	setElementOrder,
} from './strategic-merge-lists.ts';

type List = readonly unknown[];

/** What is done with directives: carried out, or kept for whoever carries out the merged patch. */
export interface MergeOptions {
	readonly carryOut: boolean;
	/** Is told what the merge has not taken out of each map of the patch. */
	readonly leftOver?: Map<unknown, JsonMap>;
}

export interface MergedStrategically {
	readonly object: JsonMap;
	/**
	 * The patch without the directives and the lists that upstream's merge takes out of it as it goes, which is how
	 * upstream shows a patch that makes no object of its kind.
	 */
	readonly leftOver: unknown;
}

/** Merges a patch into an object and tells what is left of the patch; throws a PatchError. */
export function mergeStrategically(original: JsonMap, patch: unknown, message: Message): MergedStrategically {
	const leftOver = new Map<unknown, JsonMap>();
	const object = applyStrategicMergePatch(original, patch, message, leftOver);
	const without = (value: unknown): unknown => {
		if (Array.isArray(value)) {
			return value.map(without);
		}
		if (!isMap(value)) {
			return value;
		}
		const entries = Object.entries(leftOver.get(value) ?? value);
		return Object.fromEntries(entries.map(([key, inner]) => [key, without(inner)]));
	};
	return {object, leftOver: without(patch)};
}

/** The object with the patch merged into it; throws a PatchError. */
export function applyStrategicMergePatch(
	original: JsonMap,
	patch: unknown,
	message: Message,
	leftOver?: Map<unknown, JsonMap>,
): JsonMap {
	if (!isMap(patch)) {
		const name = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
		throw new PatchError(`json: cannot unmarshal ${name} into Go value of type map[string]interface {}`, {
			malformed: true,
		});
	}
	return mergeMap(original, patch, message, {carryOut: true, ...(leftOver && {leftOver})});
}

/** Merges a patch into an object (`carryOut`) or into another patch. */
export function mergeMap(original: JsonMap, patch: JsonMap, schema: PatchSchema, options: MergeOptions): JsonMap {
	if (directiveMarker in patch) {
		return wholeMap(patch);
	}
	const merged: Record<string, unknown> = {...original};
	const rest: Record<string, unknown> = {...patch};
	retainKeys(merged, rest, options);
	for (const key of Object.keys(rest)) {
		if (key.startsWith(setElementOrder)) {
			mergeOrdered(merged, rest, key, schema, options);
		}
	}
	options.leftOver?.set(patch, rest);
	for (const [key, value] of Object.entries(rest)) {
		if (!key.startsWith(deleteFromPrimitiveList)) {
			mergeField(merged, key, value, false, schema, options);
		} else if (options.carryOut) {
			mergeField(merged, listOf(key, deleteFromPrimitiveList), value, true, schema, options);
		} else {
			merged[key] = value;
		}
	}
	return merged;
}

/** `$patch: replace` and `$patch: delete` mean the whole object. */
function wholeMap(patch: JsonMap): JsonMap {
	const {[directiveMarker]: directive, ...rest} = patch;
	if (directive === 'replace') {
		return rest;
	}
	if (directive === 'delete') {
		return {};
	}
	throw new PatchError(`unknown patch type: ${goValue(directive)} in map: ${goValue(patch)}`);
}

/** Takes away what `$retainKeys` does not name. Both maps are this call's own copies. */
function retainKeys(merged: Record<string, unknown>, patch: Record<string, unknown>, options: MergeOptions): void {
	if (!(retainKeysDirective in patch)) {
		return;
	}
	const wanted = patch[retainKeysDirective];
	delete patch[retainKeysDirective];
	if (!options.carryOut) {
		const other = merged[retainKeysDirective];
		if (other !== undefined && !jsonEqual(other, wanted)) {
			const both = `${goValue(other)} and ${goValue(wanted)}`;
			throw new PatchError(`${both} are not deep equal: this may happen when calculating the 3-way diff patch`);
		}
		merged[retainKeysDirective] = wanted;
		return;
	}
	if (!Array.isArray(wanted)) {
		throw new PatchError('invalid patch format of retainKeys', {malformed: true});
	}
	for (const [key, value] of Object.entries(patch)) {
		const isDirective = key.startsWith(deleteFromPrimitiveList) || key.startsWith(setElementOrder);
		if (value !== null && !isDirective && !wanted.includes(key)) {
			throw new PatchError('invalid patch format of retainKeys', {malformed: true});
		}
	}
	for (const key of Object.keys(merged)) {
		if (!wanted.includes(key)) {
			delete merged[key];
		}
	}
}

/** The field that a directive such as `$setElementOrder/containers` speaks of. */
function listOf(key: string, prefix: string): string {
	const slash = key.indexOf('/');
	if (slash < 0 || key.slice(0, slash) !== prefix) {
		const what = prefix === setElementOrder ? 'setElementOrder' : 'primitive';
		throw new PatchError(`invalid patch format of ${what} list`, {malformed: true});
	}
	return key.slice(slash + 1);
}

/** Merges the list that a `$setElementOrder` speaks of, and takes both out of what is left to do. */
function mergeOrdered(
	merged: Record<string, unknown>,
	rest: Record<string, unknown>,
	key: string,
	schema: PatchSchema,
	options: MergeOptions,
): void {
	if (!options.carryOut) {
		if (key in merged && !jsonEqual(merged[key], rest[key])) {
			throw new PatchError('invalid patch format of setElementOrder list', {malformed: true});
		}
		merged[key] = rest[key];
	}
	const order = asList(rest[key]);
	delete rest[key];
	const field = listOf(key, setElementOrder);
	const before = field in merged ? asList(merged[field]) : undefined;
	const patch = field in rest ? asList(rest[field]) : undefined;
	const meta = patchMetaOf(schema, field);
	checkOrder(patch ?? [], order, meta.mergeKey);
	if (!before && !patch) {
		return;
	}
	let list: List;
	if (before && patch) {
		list = mergeList(before, patch, meta, false, options);
	} else {
		list = before ?? (withoutDirectives(patch) as List);
	}
	const objects = holdObjects(before ?? [], patch ?? []);
	merged[field] = normalizeOrder(list, order, before ?? [], meta.mergeKey, objects);
	delete rest[field];
}

/** The items of a patch must stand in the order that the patch itself asks for. */
function checkOrder(patch: List, order: List, mergeKey: string): void {
	if (patch.length === 0 || order.length === 0) {
		return;
	}
	const items = mergeKey === '' ? patch : patch.map(asMap).filter(item => !hasDirective(item, 'delete'));
	let [at, place] = [0, 0];
	while (at < items.length && place < order.length) {
		if (hasDirective(items[at])) {
			at++;
			continue;
		}
		if (sameIdentity(items[at], order[place], mergeKey)) {
			at++;
		}
		place++;
	}
	if (at < items.length) {
		throw new PatchError(
			`The order in patch list:\n${goValue(patch)}\n doesn't match ${setElementOrder} list:\n${goValue(order)}\n`,
		);
	}
}

function mergeField(
	merged: Record<string, unknown>,
	key: string,
	value: unknown,
	isDeletion: boolean,
	schema: PatchSchema,
	options: MergeOptions,
): void {
	if (value === null || value === undefined) {
		delete merged[key];
		if (options.carryOut) {
			return;
		}
	}
	const before = merged[key];
	const bothMaps = isMap(before) && isMap(value);
	const bothLists = Array.isArray(before) && Array.isArray(value);
	if (!bothMaps && !bothLists) {
		if (!isDeletion) {
			if (hasDirective(value)) {
				delete merged[key];
			} else {
				merged[key] = withoutDirectives(options.carryOut ? withoutNulls(value) : value);
			}
		}
		return;
	}
	const meta = patchMetaOf(schema, key);
	if (bothMaps) {
		merged[key] = meta.strategy === 'replace' ? value : mergeMap(before, value, meta.schema, options);
	} else {
		merged[key] = mergeList(before as List, value as List, meta, isDeletion, options);
	}
}

function mergeList(before: List, patch: List, meta: PatchMeta, isDeletion: boolean, options: MergeOptions): List {
	if (meta.strategy !== 'merge' && !isDeletion) {
		return patch;
	}
	if (before.length === 0 && patch.length === 0) {
		return before;
	}
	if (!holdObjects(before, patch)) {
		if (options.carryOut && isDeletion) {
			return before.filter(item => !patch.includes(item));
		}
		return normalizeOrder(deduplicate([...before, ...patch]), patch, before, meta.mergeKey, false);
	}
	const {mergeKey} = meta;
	if (mergeKey === '') {
		throw new PatchError(`cannot merge lists without merge key for ${'name' in meta.schema ? meta.schema.name : ''}`);
	}
	const {kept, changes} = carryOutItems(before, patch, mergeKey);
	const merged = [...kept];
	for (const change of changes) {
		if (!(mergeKey in change)) {
			throw noMergeKey(change, mergeKey);
		}
		const at = findByKey(merged, mergeKey, change[mergeKey]);
		if (at < 0) {
			merged.push(change);
		} else {
			merged[at] = mergeMap(asMap(merged[at]), change, meta.schema, options);
		}
	}
	return normalizeOrder(merged, changes, kept, mergeKey, true);
}

/** Carries out `$patch` in a list's items: what is left of the list, and the items without directives. */
function carryOutItems(before: List, patch: List, mergeKey: string): {kept: List; changes: readonly JsonMap[]} {
	let kept = before;
	let replace = false;
	const changes: JsonMap[] = [];
	for (const item of patch.map(asMap)) {
		if (!hasDirective(item)) {
			changes.push(item);
			continue;
		}
		switch (item[directiveMarker]) {
			case 'delete':
				if (!(mergeKey in item)) {
					throw noMergeKey(item, mergeKey);
				}
				kept = kept.filter(other => asMap(other)[mergeKey] !== item[mergeKey]);
				break;
			case 'replace':
				replace = true;
				break;
			case 'merge':
				throw new PatchError('merging lists cannot yet be specified in the patch');
			default:
				throw new PatchError(`unknown patch type: ${goValue(item[directiveMarker])} in map: ${goValue(item)}`);
		}
	}
	return replace ? {kept: changes, changes: []} : {kept, changes};
}

/** What is new has nothing to be merged with: objects with a `$patch` in it are left out. */
function withoutDirectives(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.filter(item => !hasDirective(item)).map(withoutDirectives);
	}
	if (!isMap(value)) {
		return value;
	}
	const kept = Object.entries(value).filter(([, inner]) => !hasDirective(inner));
	return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDirectives(inner)]));
}
