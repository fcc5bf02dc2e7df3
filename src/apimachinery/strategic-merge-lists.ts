/** Lists in strategic merge patches: which items belong together and in which order (strategicpatch/patch.go). */
import {goValue, isMap, type JsonMap, PatchError} from './patch-error.ts';

export const directiveMarker = '$patch';
export const retainKeysDirective = '$retainKeys';
export const deleteFromPrimitiveList = '$deleteFromPrimitiveList';
export const setElementOrder = '$setElementOrder';

type List = readonly unknown[];

export function noMergeKey(map: JsonMap, key: string): PatchError {
	return new PatchError(`map: ${goValue(map)} does not contain declared merge key: ${key}`);
}

/** The item as an object; throws where it is none. */
export function asMap(value: unknown): JsonMap {
	if (isMap(value)) {
		return value;
	}
	throw new PatchError(`expected a map[string]interface {}, but received a ${goTypeOf(value)}`);
}

export function asList(value: unknown): List {
	if (Array.isArray(value)) {
		return value;
	}
	throw new PatchError(`expected a []interface {}, but received a ${goTypeOf(value)}`);
}

function goTypeOf(value: unknown): string {
	switch (typeof value) {
		case 'string':
			return 'string';
		case 'number':
			return Number.isInteger(value) ? 'int64' : 'float64';
		case 'boolean':
			return 'bool';
		default:
			return Array.isArray(value) ? '[]interface {}' : isMap(value) ? 'map[string]interface {}' : '%!s(<nil>)';
	}
}

/** Whether the lists hold objects (true) or plain values (false); throws where they hold both, lists or nothing. */
export function holdObjects(...lists: readonly List[]): boolean {
	let first: string | undefined;
	for (const item of lists.flat()) {
		const type = goTypeOf(item);
		if (first === undefined) {
			first = type;
			if (Array.isArray(item)) {
				throw new PatchError('lists of lists are not supported');
			}
		} else if (first !== type) {
			throw new PatchError(`list element types are not identical: ${goValue(lists)}`);
		}
	}
	if (first === undefined) {
		throw new PatchError('no elements in any of the given slices');
	}
	return first.startsWith('map');
}

export function hasDirective(item: unknown, directive?: string): boolean {
	return isMap(item) && directiveMarker in item && (directive === undefined || item[directiveMarker] === directive);
}

/** The value by which items are matched: of the merge key, or the item itself. */
function identity(item: unknown, mergeKey: string, objects: boolean): unknown {
	return objects ? (isMap(item) ? item[mergeKey] : null) : item;
}

/** Where in a list the item of the same identity stands; -1 where there is none. */
function indexIn(list: List, item: unknown, mergeKey: string, objects: boolean): number {
	const wanted = identity(item, mergeKey, objects);
	return list.findIndex(other => identity(other, mergeKey, objects) === wanted);
}

/** Where in a list of objects the one with that key's value stands; -1 where there is none. */
export function findByKey(list: List, mergeKey: string, value: unknown): number {
	return list.findIndex((item, index) => {
		if (!isMap(item)) {
			throw new PatchError(`value for key ${index} is not a map`);
		}
		return mergeKey in item && item[mergeKey] === value;
	});
}

/** Whether the two have the same identity; throws where an object has no merge key. */
export function sameIdentity(left: unknown, right: unknown, mergeKey: string): boolean {
	if (mergeKey === '') {
		return left === right;
	}
	const [a, b] = [asMap(left), asMap(right)];
	for (const map of [a, b]) {
		if (!(mergeKey in map)) {
			throw noMergeKey(map, mergeKey);
		}
	}
	return a[mergeKey] === b[mergeKey];
}

/** Sorts items by their place in `order`; deletions go to the end. */
export function sortByOrder(items: List, order: List, mergeKey: string, objects: boolean): unknown[] {
	if (objects) {
		for (const item of [...items, ...order]) {
			const map = asMap(item);
			if (!(mergeKey in map)) {
				throw noMergeKey(map, mergeKey);
			}
		}
	}
	const deletions = objects ? items.filter(item => hasDirective(item, 'delete')) : [];
	const kept = objects ? items.filter(item => !hasDirective(item, 'delete')) : [...items];
	const places = kept.map(item => indexIn(order, item, mergeKey, objects));
	// An insertion sort, because what has no place goes before its neighbour, which no comparison can express.
	for (let i = 1; i < kept.length; i++) {
		for (let j = i; j > 0 && (places[j]! < 0 || places[j - 1]! < 0 || places[j]! < places[j - 1]!); j--) {
			[kept[j], kept[j - 1]] = [kept[j - 1]!, kept[j]!];
			[places[j], places[j - 1]] = [places[j - 1]!, places[j]!];
		}
	}
	return [...kept, ...deletions];
}

/**
 * Brings a merged list into order: the items of the patch in the patch's order, those that only the server has in the
 * server's, and each of these before the first item of the patch that it stands before on the server.
 */
export function normalizeOrder(
	merged: List,
	patchOrder: List,
	serverOrder: List,
	mergeKey: string,
	objects: boolean,
): unknown[] {
	const inPatch = (item: unknown) => {
		if (!objects) {
			return patchOrder.includes(item);
		}
		const map = asMap(item);
		if (!(mergeKey in map)) {
			throw noMergeKey(map, mergeKey);
		}
		return findByKey(patchOrder, mergeKey, map[mergeKey]) >= 0;
	};
	const ofPatch = sortByOrder(merged.filter(inPatch), patchOrder, mergeKey, objects);
	const ofServer = sortByOrder(
		merged.filter(item => !inPatch(item)),
		serverOrder,
		mergeKey,
		objects,
	);
	const place = (item: unknown) => indexIn(serverOrder, item, mergeKey, objects);
	const ordered: unknown[] = [];
	while (ofPatch.length > 0 && ofServer.length > 0) {
		const [server, patch] = [place(ofServer[0]), place(ofPatch[0])];
		ordered.push(server >= 0 && patch >= 0 && server < patch ? ofServer.shift() : ofPatch.shift());
	}
	return [...ordered, ...ofServer, ...ofPatch];
}

/** In the order of the text that Go prints. */
export function sortScalars(list: List): unknown[] {
	return [...list].sort((a, b) => compareText(goValue(a), goValue(b)));
}

export function sortByKey(list: List, mergeKey: string): JsonMap[] {
	return list.map(asMap).sort((a, b) => compareText(goValue(a[mergeKey]), goValue(b[mergeKey])));
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Takes repeated values away. Upstream puts the last value in the place of a repeated one, so the order can change. */
export function deduplicate(list: List): unknown[] {
	const unique = [...list];
	for (let i = 0; i < unique.length - 1; i++) {
		for (let j = i + 1; j < unique.length; j++) {
			if (unique[i] === unique[j]) {
				unique[j] = unique.at(-1);
				unique.pop();
				j--;
			}
		}
	}
	return unique;
}
