/**
 * The owners of an object's fields, and how `metadata.managedFields` writes them
 * (apimachinery pkg/util/managedfields/internal/managedfields.go, capmanagers.go).
 */
import {emptySet, type FieldSet, inOrder, unionOf} from '../../../apimachinery/field-set.ts';
import type {ManagedFieldsEntry} from '../../../apimachinery/object.ts';

/** One who writes, in one way: the same program is another manager where it applies, and where it writes the status. */
export interface ManagerName {
	readonly manager: string;
	readonly operation: 'Apply' | 'Update';
	readonly apiVersion: string;
	/** '' for the object itself. */
	readonly subresource: string;
}

export interface ManagedSet extends ManagerName {
	readonly set: FieldSet;
	/** When it last took a field, or applied. */
	readonly time: string | undefined;
}

/** What each manager owns, by its key. */
export type Managed = ReadonlyMap<string, ManagedSet>;

export const nobody: Managed = new Map();

/** Tells managers apart. One who applies stays the same whatever the version is that they apply in. */
export function managerKey({manager, operation, apiVersion, subresource}: ManagerName): string {
	return `${manager}\0${operation}\0${operation === 'Update' ? apiVersion : ''}\0${subresource}`;
}

/** Reads the entries of an object; undefined where one of them is none. */
export function readEntries(entries: readonly ManagedFieldsEntry[]): Managed | undefined {
	const managed = new Map<string, ManagedSet>();
	for (const entry of entries) {
		const {manager = '', operation, apiVersion, subresource = '', fieldsType, fieldsV1, time} = entry;
		if ((operation !== 'Apply' && operation !== 'Update') || !apiVersion || fieldsType !== 'FieldsV1') {
			return undefined;
		}
		const set = (fieldsV1 ?? emptySet) as FieldSet;
		const one: ManagedSet = {manager, operation, apiVersion, subresource, set, time};
		managed.set(managerKey(one), one);
	}
	return managed;
}

/** The entries in upstream's order: those who apply first, and each kind by time. */
export function writeEntries(managed: Managed): readonly ManagedFieldsEntry[] {
	return [...managed.values()].sort(byOperationAndTime).map(entryOf);
}

function entryOf({manager, operation, apiVersion, subresource, set, time}: ManagedSet): ManagedFieldsEntry {
	return {
		manager,
		operation,
		apiVersion,
		...(time !== undefined && {time}),
		fieldsType: 'FieldsV1',
		fieldsV1: inOrder(set),
		...(subresource !== '' && {subresource}),
	};
}

function byOperationAndTime(a: ManagedSet, b: ManagedSet): number {
	return (
		order(a.operation, b.operation) ||
		order(a.time ?? '', b.time ?? '') ||
		order(a.manager, b.manager) ||
		order(a.apiVersion, b.apiVersion) ||
		order(a.subresource, b.subresource)
	);
}

function order(a: string, b: string): number {
	return a === b ? 0 : a < b ? -1 : 1;
}

/** How many entries of ordinary writes an object keeps, and who owns what was written by those before. */
const mostUpdaters = 10;
const ancient = 'ancient-changes';

/** Puts the oldest ordinary writers together, so that objects that many write to do not grow without end. */
export function capped(managed: Managed): Managed {
	const updaters = [...managed].filter(([, {operation}]) => operation === 'Update');
	if (updaters.length <= mostUpdaters) {
		return managed;
	}
	updaters.sort(([a, {time: from = ''}], [b, {time: to = ''}]) => order(from, to) || order(a, b));
	const result = new Map(managed);
	const firstOf = new Map<string, string>();
	let length = updaters.length;
	for (const [key, updater] of updaters) {
		if (length <= mostUpdaters) {
			break;
		}
		const {apiVersion, set, time} = updater;
		const first = firstOf.get(apiVersion);
		if (first === undefined) {
			firstOf.set(apiVersion, key);
			continue;
		}
		const name: ManagerName = {manager: ancient, operation: 'Update', apiVersion, subresource: ''};
		const bucket = managerKey(name);
		const gathered = result.get(bucket) ?? result.get(first);
		result.delete(first);
		result.delete(key);
		result.set(bucket, {...name, set: unionOf(set, gathered?.set ?? emptySet), time});
		length--;
	}
	return result;
}
