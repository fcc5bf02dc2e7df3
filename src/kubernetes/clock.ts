/**
 * Virtual time, and everything in the cluster that is no API object: pending timers, the working state of kubelets and
 * controllers, and the random state. All of it is plain data in trees that share their nodes, so a snapshot is a
 * reference and costs nothing.
 */
import {Random, type RandomState} from './random.ts';
import {compareText, emptyTree, type Tree} from './tree.ts';

/** A timer's place in the queue: when it fires, and its turn among those of the same instant. */
type Slot = readonly [at: number, turn: number];
interface Timer {
	readonly handler: string;
	readonly key: string;
}

/** Everything the clock holds. The trees are never changed once they are in a snapshot. */
export interface ClockSnapshot {
	readonly now: number;
	readonly turn: number;
	readonly random: RandomState;
	readonly timers: Tree<Slot, Timer>;
	readonly slots: Tree<string, Slot>;
	readonly tables: Tree<string, unknown>;
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

/** More timers than this at one instant mean that two of them feed each other for ever. */
const runawayLimit = 2_000_000;

function compareSlots(a: Slot, b: Slot): number {
	return a[0] - b[0] || a[1] - b[1];
}

export class VirtualClock {
	#now: number;
	#turn = 0;
	#timers = emptyTree<Slot, Timer>(compareSlots);
	#slots = emptyTree<string, Slot>(compareText);
	#tables = emptyTree<string, unknown>(compareText);
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
		const id = `${handler}\0${key}`;
		const pending = this.#slots.get(id);
		if (pending) {
			if (pending[0] <= instant) {
				return;
			}
			this.#timers.delete(pending);
		}
		const slot: Slot = [Math.max(instant, this.#now), this.#turn++];
		this.#timers.set(slot, {handler, key});
		this.#slots.set(id, slot);
	}

	/** Takes a timer back; whether there was one. */
	cancel(handler: string, key: string): boolean {
		const id = `${handler}\0${key}`;
		const pending = this.#slots.get(id);
		if (!pending) {
			return false;
		}
		this.#timers.delete(pending);
		this.#slots.delete(id);
		return true;
	}

	/** When the timer fires, if it is set. */
	due(handler: string, key: string): number | undefined {
		return this.#slots.get(`${handler}\0${key}`)?.[0];
	}

	/** When the next timer fires, if there is one. */
	get next(): number | undefined {
		return this.#timers.minKey()?.[0];
	}

	/** Moves time on to `instant`, firing what falls due on the way, in order. */
	advanceTo(instant: number): void {
		let fired = 0;
		for (let next = this.#timers.minKey(); next && next[0] <= instant; next = this.#timers.minKey()) {
			if (next[0] > this.#now) {
				this.#now = next[0];
				fired = 0;
			} else if (++fired > runawayLimit) {
				throw new Error(`time stands still at ${new Date(this.#now).toISOString()}`);
			}
			const timer = this.#timers.get(next)!;
			this.#timers.delete(next);
			this.#slots.delete(`${timer.handler}\0${timer.key}`);
			const run = this.#handlers.get(timer.handler);
			if (!run) {
				throw new Error(`nothing handles the timer ${timer.handler}`);
			}
			run(timer.key);
		}
		this.#now = Math.max(this.#now, instant);
	}

	/** A table of working state, kept in every snapshot. Its values are JSON and never changed in place. */
	table<T>(name: string): Table<T> {
		return new Table<T>(`${name}\0`, () => this.#tables as Tree<string, T>);
	}

	snapshot(): ClockSnapshot {
		return {
			now: this.#now,
			turn: this.#turn,
			random: this.random.state,
			timers: this.#timers.clone(),
			slots: this.#slots.clone(),
			tables: this.#tables.clone(),
		};
	}

	restore(snapshot: ClockSnapshot): void {
		this.#now = snapshot.now;
		this.#turn = snapshot.turn;
		this.random.state = snapshot.random;
		this.#timers = snapshot.timers.clone();
		this.#slots = snapshot.slots.clone();
		this.#tables = snapshot.tables.clone();
	}
}

/** Keys and values of one kind. */
export class Table<T> {
	readonly #prefix: string;
	readonly #tree: () => Tree<string, T>;

	constructor(prefix: string, tree: () => Tree<string, T>) {
		this.#prefix = prefix;
		this.#tree = tree;
	}

	get(key: string): T | undefined {
		return this.#tree().get(this.#prefix + key);
	}

	set(key: string, value: T): void {
		this.#tree().set(this.#prefix + key, value);
	}

	delete(key: string): void {
		this.#tree().delete(this.#prefix + key);
	}

	/** The entries whose keys begin with `start`, in the order of the keys. */
	entries(start = ''): [key: string, value: T][] {
		const from = this.#prefix + start;
		return this.#tree()
			.getRange(from, `${from}\uffff`)
			.map(([key, value]) => [key.slice(this.#prefix.length), value]);
	}
}

export function saveClock(snapshot: ClockSnapshot): SavedClock {
	return {
		now: snapshot.now,
		turn: snapshot.turn,
		random: snapshot.random,
		timers: snapshot.timers.toArray().map(([[at, turn], {handler, key}]) => [at, turn, handler, key]),
		tables: snapshot.tables.toArray(),
	};
}

export function loadClock(saved: SavedClock): ClockSnapshot {
	const timers = emptyTree<Slot, Timer>(compareSlots);
	const slots = emptyTree<string, Slot>(compareText);
	for (const [at, turn, handler, key] of saved.timers) {
		timers.set([at, turn], {handler, key});
		slots.set(`${handler}\0${key}`, [at, turn]);
	}
	const tables = emptyTree<string, unknown>(compareText);
	for (const [key, value] of saved.tables) {
		tables.set(key, value);
	}
	return {now: saved.now, turn: saved.turn, random: saved.random, timers, slots, tables};
}
