/**
 * Who set which fields, kept beside an object instead of in it.
 *
 * Nearly all writes are the cluster's own (ten thousand Pods are driven to Ready by some eighty thousand, Events
 * included), and nearly nobody ever looks at the managed fields of what they wrote. So a write only leaves a note of
 * itself, which refers to the states before and after it. The sets are worked out when an object is shown with its
 * `managedFields`, is applied or is saved; the result is the same whenever that happens. A few notes in a row are worked
 * out at once, so that they do not keep every state of a long-lived object.
 *
 * The record belongs to the object's identity, which costs nothing where objects are copied, compared and read, and
 * serves every cluster that shares the object: snapshots and forks.
 */
import type {KubernetesObject, ManagedFieldsEntry} from '../../../apimachinery/object.ts';
import {shiftTime} from '../../../apimachinery/shift-times.ts';
import {type Managed, type ManagedSet, nobody, readEntries, writeEntries} from './managers.ts';

/** What a write makes of the owners. */
export type OwnershipStep = (before: Managed) => Managed;

/** After so many notes they are worked out. */
const mostNotes = 8;

export class FieldRecord {
	#before: FieldRecord | undefined;
	#step: OwnershipStep | undefined;
	#notes: number;
	#managed: Managed = nobody;
	/** When its only owner last wrote its own fields again, where `#managed` does not say so yet. */
	#renewed: string | undefined;
	#entries: readonly ManagedFieldsEntry[] | undefined;

	private constructor(before: FieldRecord | undefined, step: OwnershipStep | undefined, notes: number) {
		this.#before = before;
		this.#step = step;
		this.#notes = notes;
	}

	static of(managed: Managed): FieldRecord {
		const record = new FieldRecord(undefined, undefined, 0);
		record.#managed = managed;
		return record;
	}

	/** The record after one more write. */
	after(step: OwnershipStep): FieldRecord {
		const next = new FieldRecord(this, step, this.#notes + 1);
		if (next.#notes >= mostNotes) {
			next.#settle();
		}
		return next;
	}

	/** The record after the only owner gave another value to a field of its own. @param time as entries have it */
	renewed(time: string): FieldRecord {
		this.#settle();
		const next = FieldRecord.of(this.#managed);
		next.#renewed = time;
		return next;
	}

	/** The one who owns everything that is owned, if it is one. Its time may be that of an earlier write. */
	get soleOwner(): ManagedSet | undefined {
		this.#settle();
		return this.#managed.size === 1 ? this.#managed.values().next().value : undefined;
	}

	/** What is known without working anything out; undefined where notes are left. */
	get settled(): Managed | undefined {
		return this.#step ? undefined : this.managed;
	}

	get managed(): Managed {
		this.#settle();
		if (this.#renewed !== undefined) {
			this.#managed = new Map(Array.from(this.#managed, ([key, own]) => [key, {...own, time: this.#renewed}]));
			this.#renewed = undefined;
		}
		return this.#managed;
	}

	/** As `metadata.managedFields` has it. */
	get entries(): readonly ManagedFieldsEntry[] {
		this.#entries ??= writeEntries(this.managed);
		return this.#entries;
	}

	/** Whether it is certain, without working anything out, that nobody owns anything. */
	get isEmpty(): boolean {
		return this.#step === undefined && this.#managed.size === 0;
	}

	#settle(): void {
		if (this.#step) {
			this.#managed = this.#step(this.#before!.managed);
			this.#step = undefined;
			this.#before = undefined;
			this.#notes = 0;
		}
	}
}

export const emptyRecord = FieldRecord.of(nobody);

const itself = class {
	constructor(object: object) {
		// biome-ignore lint/correctness/noConstructorReturn: this is how the private field comes to stand in that object
		return object;
	}
};

/**
 * Puts a record into a private field of an object, where copies and comparisons do not see it. A WeakMap does the same
 * at several times the cost, most of it the garbage collector's.
 */
class Kept extends itself {
	#record: FieldRecord;

	private constructor(object: KubernetesObject, record: FieldRecord) {
		super(object);
		this.#record = record;
	}

	static with(object: KubernetesObject, record: FieldRecord): void {
		if (#record in object) {
			object.#record = record;
		} else {
			new Kept(object, record);
		}
	}

	static of(object: KubernetesObject): FieldRecord | undefined {
		return #record in object ? object.#record : undefined;
	}
}

export function recordOf(object: KubernetesObject): FieldRecord | undefined {
	return Kept.of(object);
}

/** Keeps a record with an object that is not stored yet; gives the object. */
export function keepRecord<T extends KubernetesObject>(object: T, record: FieldRecord | undefined): T {
	if (record) {
		Kept.with(object, record);
	}
	return object;
}

/** Gives a newly stored object its record: a new one, or that of the state that it replaces. */
export function inheritRecord(stored: KubernetesObject, record?: FieldRecord, previous?: KubernetesObject): void {
	const kept = record ?? (previous && recordOf(previous));
	if (kept) {
		Kept.with(stored, kept);
	}
}

/** The record with the times in it `by` milliseconds later. */
export function shiftRecord(record: FieldRecord, by: number): FieldRecord {
	return record.after(
		managed =>
			new Map(
				Array.from(managed, ([key, set]) => [
					key,
					set.time === undefined ? set : {...set, time: shiftTime(set.time, by)},
				]),
			),
	);
}

/** The object as clients see it. Its `managedFields` are worked out by who looks at them first. */
export function withManagedFields<T extends KubernetesObject>(object: T): T {
	const record = recordOf(object);
	if (!record || record.isEmpty) {
		return object;
	}
	const metadata = {
		...object.metadata,
		get managedFields() {
			const {entries} = record;
			return entries.length > 0 ? entries : undefined;
		},
	};
	return {...object, metadata};
}

/** The object with its `managedFields` as plain values, for a file. */
export function savedForm<T extends KubernetesObject>(object: T): T {
	const entries = recordOf(object)?.entries ?? [];
	return entries.length > 0 ? {...object, metadata: {...object.metadata, managedFields: entries}} : object;
}

/** The object of a file, with its `managedFields` kept beside it. */
export function fromSavedForm(object: KubernetesObject): KubernetesObject {
	const {managedFields, ...metadata} = object.metadata;
	const managed = managedFields && readEntries(managedFields);
	return managed ? keepRecord({...object, metadata}, FieldRecord.of(managed)) : object;
}
