/**
 * Merging an applied configuration into an object, and taking out of it what is applied no more
 * (structured-merge-diff typed/merge.go, typed/remove.go, merge/update.go prune).
 */
import {below, differenceOf, type FieldSet, hasElement, intersectionOf, isEmptySet, unionOf} from './field-set.ts';
import {fieldSetOf, type Managers} from './managed-fields.ts';
import {type Part, partsOf, type Structure, structureOfMessage} from './merge-structure.ts';
import type {JsonMap} from './patch-error.ts';
import type {Message} from './schema.ts';

/** The object with the configuration's fields in it. Nothing is taken away. */
export function mergeConfiguration(live: JsonMap, configuration: JsonMap, message: Message): JsonMap {
	return mergeValues(structureOfMessage(message), live, configuration) as JsonMap;
}

function mergeValues(structure: Structure, live: unknown, applied: unknown): unknown {
	if (applied === undefined || live === undefined) {
		return applied ?? live;
	}
	const [before, after] = [partsOf(structure, live), partsOf(structure, applied)];
	if (!before || !after || (before.length === 0 && after.length === 0)) {
		return applied;
	}
	if (structure.kind === 'list') {
		return mergeItems(before, after);
	}
	const merged = Object.fromEntries(before.map(part => [part.key!, part.value]));
	for (const part of after) {
		merged[part.key!] = mergeValues(part.structure, merged[part.key!], part.value);
	}
	return merged;
}

/**
 * The items of the configuration stand in its order, and those that only the object has between them where they stood:
 * of `a b c` and `c a` comes `b c a`.
 */
function mergeItems(live: readonly Part[], applied: readonly Part[]): unknown[] {
	const before = new Map(live.map(part => [part.element, part]));
	const after = new Map(applied.map(part => [part.element, part]));
	const shared = applied.filter(part => before.has(part.element)).map(part => part.element);
	const merged: unknown[] = [];
	const done = new Set<string>();
	const take = (part: Part) => {
		done.add(part.element);
		merged.push(mergeValues(part.structure, before.get(part.element)?.value, part.value));
		if (shared[0] === part.element) {
			shared.shift();
		}
	};
	for (let l = 0, r = 0; l < live.length || r < applied.length; ) {
		const [left, right] = [live[l], applied[r]];
		if (left && right && left.element === right.element) {
			take(right);
			l++;
			r++;
			continue;
		}
		if (left && right && after.has(left.element) && shared.length > 0 && shared[0] !== left.element) {
			l++;
			continue;
		}
		if (left && !after.has(left.element)) {
			merged.push(left.value);
			l++;
			continue;
		}
		if (left && done.has(left.element)) {
			l++;
		}
		if (right) {
			take(right);
			r++;
		}
	}
	return merged;
}

/** The value without these fields and items. What becomes empty by that stays, empty. */
export function removeFields(value: JsonMap, set: FieldSet, message: Message): JsonMap {
	return remove(structureOfMessage(message), value, set) as JsonMap;
}

function remove(structure: Structure, value: unknown, set: FieldSet): unknown {
	const parts = partsOf(structure, value);
	if (!parts || isEmptySet(set)) {
		return value;
	}
	const left = parts
		.filter(part => !hasElement(set, part.element))
		.map(part => ({...part, value: remove(part.structure, part.value, below(set, part.element))}));
	return structure.kind === 'list'
		? left.map(part => part.value)
		: Object.fromEntries(left.map(part => [part.key!, part.value]));
}

/** The set with the fields of structs in it that lead to what is in it. */
function withNamedFields(set: FieldSet, message: Message): FieldSet {
	return namedIn(structureOfMessage(message), set);
}

function namedIn(structure: Structure, set: FieldSet): FieldSet {
	const result: Record<string, FieldSet> = {};
	for (const element of Object.keys(set)) {
		const part = partOf(structure, element);
		const children = part ? namedIn(part.structure, below(set, element)) : below(set, element);
		const member = hasElement(set, element) || (part?.named ?? false);
		result[element] = member && !isEmptySet(children) ? {'.': {}, ...children} : children;
	}
	return result;
}

/** What stands under an element, as far as the schema can say. */
function partOf(structure: Structure, element: string): Part | undefined {
	if (structure.kind === 'list') {
		return {element, key: undefined, value: undefined, structure: structure.items, named: false};
	}
	const key = element.startsWith('f:') ? element.slice(2) : undefined;
	return key === undefined ? undefined : partsOf(structure, {[key]: null})?.[0];
}

/**
 * Takes out what the manager applied before and applies no more, unless somebody else owns it.
 * @param last what the manager owned before
 * @param managers the owners, the manager's new set included
 */
export function prune(merged: JsonMap, last: FieldSet, managers: Managers, message: Message): JsonMap {
	if (isEmptySet(last)) {
		return merged;
	}
	const named = (set: FieldSet) => withNamedFields(set, message);
	const all = named(fieldSetOf(merged, message));
	const fieldsOf = (value: JsonMap) => named(fieldSetOf(value, message));
	const owned = [...managers.values()].reduce((sum, {set}) => unionOf(sum, set), {} as FieldSet);
	let pruned = removeFields(merged, named(last), message);
	pruned = removeFields(merged, differenceOf(all, unionOf(fieldsOf(pruned), named(owned))), message);
	return removeFields(merged, intersectionOf(differenceOf(all, fieldsOf(pruned)), named(last)), message);
}
