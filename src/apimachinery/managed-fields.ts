/**
 * Which fields an object has, and which of them differ between two states of it, by the schema
 * (structured-merge-diff typed/tofieldset.go, typed/compare.go).
 */
import {jsonEqual} from './equal.ts';
import {
	differenceOf,
	emptySet,
	type FieldPath,
	type FieldSet,
	fieldElement,
	formatPath,
	intersectionOf,
	isEmptySet,
	pathsOf,
	recursiveDifferenceOf,
	unionOf,
	withPath,
} from './field-set.ts';
import {
	hasParts,
	isObject,
	type Part,
	partsOf,
	type Structure,
	structureOfMessage,
	structureUnder,
} from './merge-structure.ts';
import type {Message} from './schema.ts';

/** What differs between two states. */
export interface Comparison {
	readonly added: FieldSet;
	readonly modified: FieldSet;
	readonly removed: FieldSet;
}

/** Fields that no manager owns: they name the object, or are the server's (stripmeta.go). */
const unmanaged: FieldSet = [
	['f:apiVersion'],
	['f:kind'],
	['f:metadata'],
	['f:metadata', 'f:name'],
	['f:metadata', 'f:namespace'],
	['f:metadata', 'f:creationTimestamp'],
	['f:metadata', 'f:selfLink'],
	['f:metadata', 'f:uid'],
	['f:metadata', 'f:generation'],
	['f:metadata', 'f:managedFields'],
	['f:metadata', 'f:resourceVersion'],
].reduce(withPath, emptySet);

/** The set without what no manager can own. */
export function withoutUnmanaged(set: FieldSet): FieldSet {
	return differenceOf(set, unmanaged);
}

/** The set without a part of the object, such as `status`, which a write to that resource leaves as it was. */
export function withoutFields(set: FieldSet, ...fields: readonly FieldPath[]): FieldSet {
	return recursiveDifferenceOf(set, fields.reduce(withPath, emptySet));
}

/** The fields that a configuration sets: its values, and the items of its lists. */
export function fieldSetOf(value: unknown, message: Message): FieldSet {
	return fieldsIn(structureOfMessage(message), value) ?? emptySet;
}

/** What stands under the element of a value; undefined where nothing does, as in a list without items. */
function fieldsIn(structure: Structure, value: unknown): FieldSet | undefined {
	const parts = partsOf(structure, value);
	if (!parts) {
		return emptySet;
	}
	const set: Record<string, FieldSet> = {};
	for (const part of parts) {
		const inner = fieldsIn(part.structure, part.value);
		if (inner) {
			set[part.element] = ownPath(part) ? member(inner) : inner;
		} else if (ownPath(part)) {
			set[part.element] = emptySet;
		}
	}
	return isEmptySet(set) ? undefined : set;
}

/** Items and entries are fields themselves, beside what is in them; fields of structs are so only where they are empty. */
function ownPath({named, value}: Part): boolean {
	const empty = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
	return !named || value === null || empty;
}

/** What stands under an element whose own path is in the set, beside what is below it. */
function member(below: FieldSet | undefined): FieldSet {
	return below && !isEmptySet(below) ? {'.': emptySet, ...below} : emptySet;
}

/** @param before undefined where there was nothing, and `after` the same where there is nothing any more */
export function compare(before: unknown, after: unknown, message: Message): Comparison {
	const {added, modified, removed} = childrenOf(structureOfMessage(message), before, after);
	return {added: added ?? emptySet, modified: modified ?? emptySet, removed: removed ?? emptySet};
}

/** What differs at or below a place; absent where nothing does. */
type Difference = {-readonly [K in keyof Comparison]?: FieldSet};
const ways = ['added', 'modified', 'removed'] as const;

function differenceAt(structure: Structure, before: unknown, after: unknown): Difference {
	const difference = childrenOf(structure, before, after);
	if (before === undefined) {
		difference.added = member(difference.added);
	} else if (after === undefined) {
		difference.removed = member(difference.removed);
	} else if (!hasParts(structure, before) && !hasParts(structure, after) && !jsonEqual(before, after)) {
		difference.modified = member(difference.modified);
	}
	return difference;
}

function childrenOf(structure: Structure, before: unknown, after: unknown): Difference {
	if (before === after || structure.kind === 'leaf') {
		return {};
	}
	return structure.kind === 'list'
		? differenceOfItems(structure, before, after)
		: differenceOfFields(structure, before, after);
}

/** What the parts differ in, put together under their elements. */
class Differences {
	readonly found: Partial<Record<keyof Comparison, Record<string, FieldSet>>> = {};

	add(element: string, structure: Structure, before: unknown, after: unknown): void {
		if (before === after) {
			return;
		}
		const difference = differenceAt(structure, before, after);
		for (const way of ways) {
			const inner = difference[way];
			if (inner) {
				this.found[way] ??= {};
				this.found[way][element] = inner;
			}
		}
	}
}

/** Most fields are the same value in both states, so this looks at nothing else of them. */
function differenceOfFields(
	structure: Structure & {readonly kind: 'struct' | 'map'},
	before: unknown,
	after: unknown,
): Difference {
	const differences = new Differences();
	const [old, next] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
	for (const name in old) {
		if (old[name] !== next[name]) {
			differences.add(fieldElement(name), structureUnder(structure, name), old[name], next[name]);
		}
	}
	for (const name in next) {
		if (!(name in old)) {
			differences.add(fieldElement(name), structureUnder(structure, name), undefined, next[name]);
		}
	}
	return differences.found;
}

function differenceOfItems(structure: Structure, before: unknown, after: unknown): Difference {
	const differences = new Differences();
	const others = new Map(partsOf(structure, after)?.map(part => [part.element, part]));
	const seen = new Set<string>();
	for (const part of partsOf(structure, before) ?? []) {
		if (!seen.has(part.element)) {
			seen.add(part.element);
			differences.add(part.element, part.structure, part.value, others.get(part.element)?.value);
		}
	}
	for (const [element, part] of others) {
		if (!seen.has(element)) {
			differences.add(element, part.structure, undefined, part.value);
		}
	}
	return differences.found;
}

/** What one manager owns; `applied` where it owns it by server-side apply. */
export interface Ownership {
	readonly set: FieldSet;
	readonly applied: boolean;
}

/** Managers by whatever tells them apart. */
export type Managers = ReadonlyMap<string, Ownership>;

export interface Conflict {
	readonly manager: string;
	/** Such as `.spec.replicas`. */
	readonly field: string;
}

/** The fields of others that a change touches. */
export function conflictsOf(managers: Managers, manager: string, change: Comparison): Conflict[] {
	const touched = unionOf(change.modified, change.added);
	return [...managers].flatMap(([other, {set}]) =>
		other === manager
			? []
			: pathsOf(intersectionOf(set, touched)).map(path => ({manager: other, field: formatPath(path)})),
	);
}

/** Takes from the other managers what a change takes over or away; a manager that is left with nothing goes. */
export function withoutTouched(managers: Managers, manager: string, change: Comparison): Managers {
	const touched = unionOf(unionOf(change.modified, change.added), change.removed);
	const left = [...managers].map(([other, {set, applied}]): [string, Ownership] => [
		other,
		{set: other === manager ? set : differenceOf(set, touched), applied},
	]);
	return new Map(left.filter(([, {set}]) => !isEmptySet(set)));
}

/** The owners after an ordinary write (merge/update.go Update). */
export function updateManagers(managers: Managers, manager: string, change: Comparison): Managers {
	const left = new Map(withoutTouched(managers, manager, change));
	const own = managers.get(manager)?.set ?? emptySet;
	const set = withoutUnmanaged(unionOf(unionOf(differenceOf(own, change.removed), change.modified), change.added));
	if (isEmptySet(set)) {
		left.delete(manager);
	} else {
		left.set(manager, {set, applied: false});
	}
	return left;
}
