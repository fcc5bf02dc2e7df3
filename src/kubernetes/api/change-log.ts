/**
 * The latest changes of a store, in order. Snapshots share the list: whoever finds that it has been continued by another
 * goes on with a copy.
 */

/** How many changes can be asked for again; older ones are answered with 410 Gone. */
const limit = 10_000;

interface Revised {
	readonly revision: number;
}

export interface ChangeLogSnapshot<T extends Revised> {
	readonly shared: T[];
	readonly from: number;
	readonly to: number;
}

/** The same in a list of its own, for a snapshot that is kept for long: what logs go on to add is not kept with it. */
export function setApart<T extends Revised>({shared, from, to}: ChangeLogSnapshot<T>): ChangeLogSnapshot<T> {
	return {shared: shared.slice(from, to), from: 0, to: to - from};
}

/** Revisions follow each other without gaps. */
export class ChangeLog<T extends Revised> {
	#shared: T[] = [];
	/** The part of the shared list that is this log's. */
	#from = 0;
	#to = 0;

	/** @returns the revision that was forgotten for it, if one was */
	add(change: T): number | undefined {
		if (this.#shared.length !== this.#to || this.#from > limit) {
			this.#shared = this.#shared.slice(this.#from, this.#to);
			this.#to -= this.#from;
			this.#from = 0;
		}
		this.#shared.push(change);
		this.#to++;
		return this.#to - this.#from > limit ? this.#shared[this.#from++]!.revision : undefined;
	}

	/** The changes after a revision. */
	after(revision: number): T[] {
		const first = this.#shared[this.#from];
		if (this.#from === this.#to || !first) {
			return [];
		}
		return this.#shared.slice(this.#from + Math.max(0, revision + 1 - first.revision), this.#to);
	}

	snapshot(): ChangeLogSnapshot<T> {
		return {shared: this.#shared, from: this.#from, to: this.#to};
	}

	restore({shared, from, to}: ChangeLogSnapshot<T>): void {
		this.#shared = shared;
		this.#from = from;
		this.#to = to;
	}

	clear(): void {
		this.restore({shared: [], from: 0, to: 0});
	}
}
