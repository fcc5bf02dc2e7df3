/**
 * A real time for served clusters that slow machines cannot spoil. What clients see depends on how long they take from
 * one request to the next; on a busy machine that may be seconds. So time stands while a client thinks, and passes while
 * it is being answered or has nothing to do but to wait.
 */
import type {ApiRequest, Connection} from '../../src/apimachinery/connection.ts';
import type {WallClockEffects} from '../../src/server/wall-clock.ts';

/** How long a client may think, in milliseconds of the machine's time; after that it is waiting. */
const thinkingTime = 250;
/** How many times as fast as the machine's time this one goes while a client waits with a watch open. */
const hurry = 40;
/** How often it looks at the machine's time, in milliseconds. */
const beat = 5;
/** What of it counts at most while a client is answered, and while it waits; what a busy machine takes longer is lost. */
const longestBeat = {answering: 2 * beat, waiting: 10 * beat};

export class PacedTime implements WallClockEffects {
	#now: number;
	readonly #timers = new Set<{readonly at: number; readonly run: () => void}>();
	/** How many requests are being answered, and how many watches are open. */
	#requests = 0;
	#watches = 0;
	/** When a client was given something last, in the machine's time. */
	#given = Number.POSITIVE_INFINITY;

	/** @param start milliseconds since 1970 */
	constructor(start: number) {
		this.#now = start;
	}

	now(): number {
		return this.#now;
	}

	after(milliseconds: number, run: () => void): () => void {
		const timer = {at: this.#now + milliseconds, run};
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	}

	/** Lets so many milliseconds pass at once. */
	advance(milliseconds: number): void {
		const target = this.#now + milliseconds;
		for (let timer = this.#first(); timer && timer.at <= target; timer = this.#first()) {
			this.#timers.delete(timer);
			this.#now = Math.max(this.#now, timer.at);
			timer.run();
		}
		this.#now = target;
	}

	/** Lets time pass as a client needs it, from its first request until it has ended. */
	async whileClientRuns<T>(client: Promise<T>): Promise<T> {
		this.#given = Number.POSITIVE_INFINITY;
		let last = performance.now();
		const timer = setInterval(() => {
			const now = performance.now();
			const passed = now - last;
			last = now;
			if (this.#requests > 0) {
				this.advance(Math.min(passed, longestBeat.answering));
			} else if (now - this.#given > thinkingTime) {
				this.advance(Math.min(passed, longestBeat.waiting) * (this.#watches > 0 ? hurry : 1));
			}
		}, beat);
		try {
			return await client;
		} finally {
			clearInterval(timer);
		}
	}

	/** Listens in on what clients ask, to know when they wait. */
	through(connection: Connection): Connection {
		const request = async (asked: ApiRequest) => {
			this.#requests++;
			try {
				return await connection.request(asked);
			} finally {
				this.#requests--;
				this.#touch();
			}
		};
		return {
			clock: connection.clock,
			request,
			watch: (asked, signal) => this.#listening(connection.watch(asked, signal)),
			stream: (asked, signal, stdin) => this.#listening(connection.stream(asked, signal, stdin)),
		};
	}

	async *#listening<T>(events: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
		this.#watches++;
		this.#touch();
		try {
			for await (const event of events) {
				this.#touch();
				yield event;
			}
		} finally {
			this.#watches--;
			this.#touch();
		}
	}

	#touch(): void {
		this.#given = performance.now();
	}

	#first() {
		let first: {readonly at: number; readonly run: () => void} | undefined;
		for (const timer of this.#timers) {
			if (!first || timer.at < first.at) {
				first = timer;
			}
		}
		return first;
	}
}
