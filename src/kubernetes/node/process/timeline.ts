/** Runs the threads of one Pod in step: everything that is due at an instant, then the next instant. */
import type {RunningMachine, Thread} from './machine.ts';
import type {Steps, Wait} from './process.ts';
import {Interrupted} from './terminal.ts';

/** How far back the rounds of endless loops are run one by one: a day. */
const remembered = 86_400_000;
/** What threads may do without time moving on. */
const stepLimit = 200_000;
/** The exit code of a process that Ctrl+C ended. */
const interruptedExit = 130;
export const forever = Number.POSITIVE_INFINITY;

/** Something that comes from outside at its time. */
interface TimelineEvent {
	readonly at: number;
	run(): void;
}

export class Timeline {
	now = 0;
	/** Rounds of endless loops before this instant need not be run one by one. */
	forgetsUntil = 0;
	readonly #threads: Thread[] = [];
	readonly #events: TimelineEvent[] = [];
	readonly #present: number;
	readonly #done: (thread: Thread) => void;
	#nextEvent = 0;

	/**
	 * @param present the instant at which the cluster is known as it is
	 * @param done told of each thread that has ended
	 */
	constructor(present: number, done: (thread: Thread) => void) {
		this.#present = present;
		this.#done = done;
	}

	/** Events may be added until time has come to theirs; those of one instant run in the order in which they were added. */
	at(at: number, run: () => void): void {
		let place = this.#events.length;
		while (place > this.#nextEvent && this.#events[place - 1]!.at > at) {
			place--;
		}
		this.#events.splice(place, 0, {at, run});
	}

	start(thread: Thread): void {
		this.#threads.push(thread);
	}

	/** Nothing of the machine's runs any more. */
	stop(machine: RunningMachine): void {
		for (const thread of this.#threads) {
			if (thread.machine === machine) {
				thread.done = true;
			}
		}
	}

	/** Has a process stop what it does; the one that handles it goes on. */
	interrupt(thread: Thread): void {
		if (!thread.done) {
			this.#step(thread, steps => steps.throw(new Interrupted()));
		}
	}

	/** Runs everything that is due at the present instant. */
	settle(): void {
		let steps = 0;
		for (let again = true; again; ) {
			again = false;
			// Threads may start others while they run.
			for (let index = 0; index < this.#threads.length; index++) {
				const thread = this.#threads[index]!;
				while (!thread.done && this.#ready(thread) && !this.#blocked(thread)) {
					if (++steps > stepLimit) {
						throw new Error(`a process of ${thread.machine.input.argv.join(' ')} does not let time pass`);
					}
					again = true;
					this.#step(thread, going => going.next());
				}
			}
			for (let index = this.#threads.length - 1; index >= 0; index--) {
				if (this.#threads[index]!.done) {
					this.#threads.splice(index, 1);
				}
			}
		}
	}

	/** When something happens next by itself; Infinity where nothing does. */
	get next(): number {
		let next = this.#events[this.#nextEvent]?.at ?? forever;
		for (const thread of this.#threads) {
			if (!this.#blocked(thread)) {
				next = Math.min(next, thread.wait.until);
			}
		}
		return next;
	}

	/** Moves time on to an instant, in the order in which things happen. */
	advanceTo(instant: number): void {
		this.forgetsUntil = instant - remembered;
		for (let next = this.next; next <= instant; next = this.next) {
			this.advanceOnce(next);
		}
		this.now = Math.max(this.now, instant);
	}

	/** Moves time on to the instant at which something happens, and runs what happens then. */
	advanceOnce(next: number): void {
		this.now = Math.max(this.now, next);
		while ((this.#events[this.#nextEvent]?.at ?? forever) <= this.now) {
			this.#events[this.#nextEvent++]!.run();
			this.settle();
		}
		this.settle();
	}

	/** When a thread asks first what cannot be known yet; undefined where none does. */
	get asksNext(): number | undefined {
		const instants = this.#threads.filter(thread => this.#blocked(thread)).map(({wait}) => wait.until);
		return instants.length > 0 ? Math.min(...instants) : undefined;
	}

	/** Whether everything goes round as it does, unless something comes from outside. */
	get goesRound(): boolean {
		return (
			!this.#awaitsEvents &&
			this.#threads.every(({endless, wait, pid, machine}) =>
				pid === 1 && machine.signalled ? false : endless || (wait.until === forever && !wait.when),
			)
		);
	}

	/** Whether all threads wait for something from outside. */
	get rests(): boolean {
		return !this.#awaitsEvents && this.#threads.every(({wait}) => wait.until === forever && !wait.when);
	}

	get #awaitsEvents(): boolean {
		return this.#nextEvent < this.#events.length;
	}

	#ready({wait, pid, machine}: Thread): boolean {
		return (
			wait.until <= this.now ||
			(wait.interruptible === true && pid === 1 && machine.signalled) ||
			wait.when?.() === true
		);
	}

	/** Whether a thread is about to ask what cannot be known yet. */
	#blocked(thread: Thread): boolean {
		return thread.wait.asksCluster === true && this.now > this.#present;
	}

	#step(thread: Thread, go: (steps: Steps) => IteratorResult<Wait, number>): void {
		let result: IteratorResult<Wait, number>;
		try {
			result = go(thread.steps);
		} catch (error) {
			if (!(error instanceof Interrupted)) {
				throw error;
			}
			result = {done: true, value: interruptedExit};
		}
		if (!result.done) {
			thread.wait = result.value;
			thread.endless ||= result.value.endless === true;
			return;
		}
		thread.done = true;
		thread.exitCode = result.value;
		thread.doneAt = this.now;
		this.#done(thread);
	}
}
