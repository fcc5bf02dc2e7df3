/**
 * The pending timers of a cluster: a binary heap of immutable entries, so that a snapshot is a copy of references and
 * firing one costs a few comparisons. A timer that was taken back stays in the heap until its turn comes.
 */

/** A timer fires at its instant; those of the same instant fire in the order of their turns. */
export interface Timer {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly turn: number;
	readonly handler: string;
	readonly key: string;
}

/** Everything a queue holds. */
export interface TimerQueueSnapshot {
	readonly heap: readonly Timer[];
	/** Those in the heap that were taken back. */
	readonly stale: readonly Timer[];
}

export class TimerQueue {
	#heap: Timer[] = [];
	/** By handler and key. */
	#pending = new Map<string, Map<string, Timer>>();
	#stale = new Set<Timer>();

	/** The timer of this handler and key, if it is set. */
	get(handler: string, key: string): Timer | undefined {
		return this.#pending.get(handler)?.get(key);
	}

	/** Sets a timer in the place of the one with its handler and key. */
	set(timer: Timer): void {
		const {handler, key} = timer;
		let ofHandler = this.#pending.get(handler);
		if (!ofHandler) {
			ofHandler = new Map();
			this.#pending.set(handler, ofHandler);
		}
		const before = ofHandler.get(key);
		if (before) {
			this.#stale.add(before);
		}
		ofHandler.set(key, timer);
		push(this.#heap, timer);
	}

	/** Takes a timer back; whether there was one. */
	delete(handler: string, key: string): boolean {
		const timer = this.get(handler, key);
		if (!timer) {
			return false;
		}
		this.#stale.add(timer);
		this.#pending.get(handler)!.delete(key);
		return true;
	}

	/** The timer that fires next. */
	first(): Timer | undefined {
		for (;;) {
			const first = this.#heap[0];
			if (!first || this.#stale.size === 0 || !this.#stale.delete(first)) {
				return first;
			}
			pop(this.#heap);
		}
	}

	/** Takes the timer that fires next out of the queue. */
	shift(): Timer | undefined {
		const first = this.first();
		if (first) {
			pop(this.#heap);
			this.#pending.get(first.handler)!.delete(first.key);
		}
		return first;
	}

	/** Moves every timer in time; `keyOf` names those anew whose keys are made of instants. */
	move(by: number, keyOf: (handler: string, key: string) => string): void {
		// All of them move by the same, so a heap stays one.
		const heap = this.#heap
			.filter(timer => !this.#stale.has(timer))
			.map(timer => ({...timer, at: timer.at + by, key: keyOf(timer.handler, timer.key)}));
		this.restore({heap, stale: []});
	}

	snapshot(): TimerQueueSnapshot {
		return {heap: [...this.#heap], stale: [...this.#stale]};
	}

	restore({heap, stale}: TimerQueueSnapshot): void {
		this.#heap = [];
		this.#pending = new Map();
		this.#stale = new Set();
		const gone = new Set(stale);
		for (const timer of heap) {
			if (!gone.has(timer)) {
				this.set(timer);
			}
		}
	}
}

/** The timers of a snapshot in the order in which they fire. */
export function inOrder({heap, stale}: TimerQueueSnapshot): Timer[] {
	const gone = new Set(stale);
	return heap.filter(timer => !gone.has(timer)).sort((a, b) => a.at - b.at || a.turn - b.turn);
}

function isEarlier(a: Timer, b: Timer): boolean {
	return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}

function push(heap: Timer[], timer: Timer): void {
	let place = heap.length;
	heap.push(timer);
	while (place > 0) {
		const above = (place - 1) >> 1;
		const parent = heap[above]!;
		if (!isEarlier(timer, parent)) {
			break;
		}
		heap[place] = parent;
		place = above;
	}
	heap[place] = timer;
}

function pop(heap: Timer[]): void {
	const last = heap.pop()!;
	const size = heap.length;
	if (size === 0) {
		return;
	}
	let place = 0;
	for (;;) {
		let below = 2 * place + 1;
		if (below >= size) {
			break;
		}
		if (below + 1 < size && isEarlier(heap[below + 1]!, heap[below]!)) {
			below++;
		}
		const child = heap[below]!;
		if (!isEarlier(child, last)) {
			break;
		}
		heap[place] = child;
		place = below;
	}
	heap[place] = last;
}
