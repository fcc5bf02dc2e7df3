/**
 * Where working state holds instants, so that all of it can be moved in time (`Cluster.moveTo`). Whoever owns a table
 * says so beside it.
 */
import {findKind} from '../api/kinds.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import {shiftTime, shiftTimes} from '../apimachinery/shift-times.ts';

/** A value with every instant in it `by` milliseconds later. */
export type Shift<T> = (value: T, by: number) => T;

/** Where a controller's working state holds instants; its own tables by their names, as in `ControllerContext.table`. */
export interface Instants {
	// biome-ignore lint/suspicious/noExplicitAny: each table holds values of its own type
	readonly values?: Readonly<Record<string, Shift<any>>>;
	/** The keys of tables that are made of instants. */
	readonly keys?: Readonly<Record<string, Shift<string>>>;
	/** Keys of the work queue that are. */
	readonly queue?: Shift<string>;
}

/** Milliseconds since 1970. */
export const instant: Shift<number> = (value, by) => value + by;

/** An instant as the API writes it. */
export const timeText: Shift<string> = shiftTime;

/** An API object, by its schema. */
export function objectTimes<T extends KubernetesObject>(object: T, by: number): T {
	const kind = findKind(object.apiVersion, object.kind);
	return kind ? (shiftTimes(kind.message, object, by) as T) : object;
}

/** A record, some of whose fields hold instants. */
export function fields<T extends object>(
	shifts: {
		readonly [K in keyof T]?: Shift<NonNullable<T[K]>>;
	},
): Shift<T> {
	const entries = Object.entries(shifts) as [keyof T, Shift<unknown>][];
	return (value, by) => {
		const moved = {...value};
		for (const [name, shift] of entries) {
			const before = value[name];
			if (before !== undefined && before !== null) {
				moved[name] = shift(before, by) as T[keyof T];
			}
		}
		return moved;
	};
}

/** Every item of a list. */
export function items<T>(shift: Shift<T>): Shift<readonly T[]> {
	return (list, by) => list.map(item => shift(item, by));
}

/** Every value of a map. */
export function values<T>(shift: Shift<T>): Shift<Readonly<Record<string, T>>> {
	return (map, by) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, shift(value, by)]));
}
