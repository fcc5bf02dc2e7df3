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
	formatPath,
	intersectionOf,
	isEmptySet,
	pathsOf,
	recursiveDifferenceOf,
	unionOf,
	withPath,
} from './field-set.ts';
import {type Part, partsOf, type Structure, structureOfMessage} from './merge-structure.ts';
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
	return pathsIn(structureOfMessage(message), value).reduce(withPath, emptySet);
}

function pathsIn(structure: Structure, value: unknown, path: FieldPath = []): FieldPath[] {
	const parts = partsOf(structure, value);
	if (!parts) {
		return path.length > 0 ? [path] : [];
	}
	return parts.flatMap(part => {
		const at = [...path, part.element];
		const inner = pathsIn(part.structure, part.value, at);
		return ownPath(part) ? [at, ...inner] : inner;
	});
}

/** Items and entries are fields themselves, beside what is in them; fields of structs are so only where they are empty. */
function ownPath({named, value}: Part): boolean {
	const empty = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
	return !named || value === null || empty;
}

export function compare(before: unknown, after: unknown, message: Message): Comparison {
	const found = {added: [] as FieldPath[], modified: [] as FieldPath[], removed: [] as FieldPath[]};
	compareValues(structureOfMessage(message), before, after, [], found);
	const setOf = (paths: readonly FieldPath[]) => paths.filter(path => path.length > 0).reduce(withPath, emptySet);
	return {added: setOf(found.added), modified: setOf(found.modified), removed: setOf(found.removed)};
}

function compareValues(
	structure: Structure,
	before: unknown,
	after: unknown,
	path: FieldPath,
	found: Record<keyof Comparison, FieldPath[]>,
): void {
	if (before === after) {
		return;
	}
	const [old, next] = [partsOf(structure, before) ?? [], partsOf(structure, after) ?? []];
	if (before === undefined) {
		found.added.push(path);
	} else if (after === undefined) {
		found.removed.push(path);
	} else if (old.length === 0 && next.length === 0 && !jsonEqual(before, after)) {
		found.modified.push(path);
	}
	const others = new Map(next.map(part => [part.element, part]));
	const seen = new Set<string>();
	for (const part of old) {
		if (!seen.has(part.element)) {
			seen.add(part.element);
			const other = others.get(part.element);
			compareValues(part.structure, part.value, other?.value, [...path, part.element], found);
		}
	}
	for (const [element, part] of others) {
		if (!seen.has(element)) {
			compareValues(part.structure, undefined, part.value, [...path, element], found);
		}
	}
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
