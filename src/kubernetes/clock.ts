/**
 * Virtual time, and everything in the cluster that is no API object: pending timers, the working state of kubelets and
 * controllers, and the random state. All of it is plain data that snapshots share, so a snapshot costs next to nothing.
 */
import type {Shift} from './instants.ts';
import {Random, type RandomState} from './random.ts';
import {loadTables, type RowShift, saveTables, type Table, Tables, type TablesSnapshot} from './tables.ts';
import {inOrder, type Timer, TimerQueue, type TimerQueueSnapshot} from './timer-queue.ts';

export type {Table} from './tables.ts';

/** Everything the clock holds. */
export interface ClockSnapshot {
	readonly now: number;
	readonly turn: number;
	readonly random: RandomState;
	readonly timers: TimerQueueSnapshot;
	readonly tables: TablesSnapshot;
}

/** The same as plain JSON, for a file. */
export interface SavedClock {
	readonly now: number;
	readonly turn: number;
	readonly random: RandomState;
	readonly timers: readonly (readonly [number, number, string, string])[];
	readonly tables: readonly (readonly [string, unknown])[];
}

export type TimerHandler = (key: string) => void;

/** Where working state holds instants. */
export interface ClockInstants {
	ofTable(name: string): RowShift | undefined;
	/** Of a handler whose keys are made of instants. */
	ofTimer(handler: string): Shift<string> | undefined;
}

/** More timers than this at one instant mean that two of them feed each other for ever. */
const runawayLimit = 2_000_000;

export class VirtualClock {
	#now: number;
	#turn = 0;
	readonly #timers = new TimerQueue();
	readonly #tables = new Tables();
	readonly #handlers = new Map<string, TimerHandler>();
	readonly random: Random;

	/** @param start milliseconds since 1970 */
	constructor(options: {readonly start: number; readonly seed: number}) {
		this.#now = options.start;
		this.random = new Random(options.seed);
	}

	/** Milliseconds since 1970. */
	get now(): number {
		return this.#now;
	}

	/** Says what a timer does when it fires. Timers are kept by the handler's name, so that they can be saved. */
	handle(handler: string, run: TimerHandler): void {
		if (this.#handlers.has(handler)) {
			throw new Error(`two handlers are called ${handler}`);
		}
		this.#handlers.set(handler, run);
	}

	/**
	 * Fires `handler` with `key` after `delay` milliseconds. There is one timer for a handler and key: of two, the
	 * earlier one stays, as in a delaying work queue (client-go util/workqueue/delaying_queue.go).
	 */
	after(delay: number, handler: string, key: string): void {
		this.at(this.#now + Math.max(0, delay), handler, key);
	}

	/** The same for an instant. */
	at(instant: number, handler: string, key: string): void {
		const pending = this.#timers.get(handler, key);
		if (!pending || pending.at > instant) {
			this.#timers.set({at: Math.max(instant, this.#now), turn: this.#turn++, handler, key});
		}
	}

	/** Takes a timer back; whether there was one. */
	cancel(handler: string, key: string): boolean {
		return this.#timers.delete(handler, key);
	}

	/** When the timer fires, if it is set. */
	due(handler: string, key: string): number | undefined {
		return this.#timers.get(handler, key)?.at;
	}

	/** When the next timer fires, if there is one. */
	get next(): number | undefined {
		return this.#timers.first()?.at;
	}

	/** Moves time on to `instant`, firing what falls due on the way, in order. */
	advanceTo(instant: number): void {
		let fired = 0;
		for (let next = this.#timers.first(); next && next.at <= instant; next = this.#timers.first()) {
			if (next.at > this.#now) {
				this.#now = next.at;
				fired = 0;
			} else if (++fired > runawayLimit) {
				throw new Error(`time stands still at ${new Date(this.#now).toISOString()}`);
			}
			this.#timers.shift();
			const run = this.#handlers.get(next.handler);
			if (!run) {
				throw new Error(`nothing handles the timer ${next.handler}`);
			}
			run(next.key);
		}
		this.#now = Math.max(this.#now, instant);
	}

	/** A table of working state, kept in every snapshot. Its values are JSON and never changed in place. */
	table<T>(name: string): Table<T> {
		return this.#tables.table<T>(name);
	}

	/**
	 * Makes it another time: everything that is pending stays as far away as it is, and whatever a table holds of instants
	 * moves along.
	 */
	shift(by: number, instants: ClockInstants): void {
		this.#now += by;
		this.#timers.move(by, (handler, key) => instants.ofTimer(handler)?.(key, by) ?? key);
		this.#tables.shift(by, instants.ofTable);
	}

	snapshot(): ClockSnapshot {
		return {
			now: this.#now,
			turn: this.#turn,
			random: this.random.state,
			timers: this.#timers.snapshot(),
			tables: this.#tables.snapshot(),
		};
	}

	restore(snapshot: ClockSnapshot): void {
		this.#now = snapshot.now;
		this.#turn = snapshot.turn;
		this.random.state = snapshot.random;
		this.#timers.restore(snapshot.timers);
		this.#tables.restore(snapshot.tables);
	}
}

export function saveClock(snapshot: ClockSnapshot): SavedClock {
	return {
		now: snapshot.now,
		turn: snapshot.turn,
		random: snapshot.random,
		timers: inOrder(snapshot.timers).map(({at, turn, handler, key}) => [at, turn, handler, key]),
		tables: saveTables(snapshot.tables),
	};
}

export function loadClock(saved: SavedClock): ClockSnapshot {
	return {
		now: saved.now,
		turn: saved.turn,
		random: saved.random,
		// In order, timers are a heap already.
		timers: {heap: saved.timers.map(([at, turn, handler, key]): Timer => ({at, turn, handler, key})), stale: []},
		tables: loadTables(saved.tables),
	};
}
