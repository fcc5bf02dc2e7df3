/** Lets virtual time run beside real time: at a pace, paused, or hurried on to a moment. */

export interface Pace {
	readonly paused: boolean;
	/** 1 is the wall clock's pace. */
	readonly speed: number;
}

export const speeds = [1, 2, 5, 10, 30, 60] as const;

/** How often time is moved on, in real milliseconds. */
const tick = 50;
/** A real pause longer than this (a laptop that slept) is not made up for. */
const longestStep = 1000;
/** A hurried stretch is shown in about this many steps, so that what happens in it can be seen. */
const hurriedSteps = 30;
/** The shortest of them, in virtual milliseconds. */
const shortestStep = 250;

export interface PacedClock {
	readonly now: number;
	/** When something falls due next. */
	readonly next: number | undefined;
	advance(milliseconds: number): void;
}

export interface PacerHooks {
	/** The clock shows another second, or the pace is another. */
	changed(): void;
	/** Moving time on threw; the pacer has stopped. */
	failed(error: unknown): void;
}

interface Hurry {
	readonly until: number;
	readonly step: () => number;
	readonly done: () => void;
	readonly stop: () => boolean;
}

export class Pacer {
	readonly #clock: PacedClock;
	readonly #realNow: () => number;
	readonly #hooks: PacerHooks;
	#timer: NodeJS.Timeout | undefined;
	#last = 0;
	#rest = 0;
	#hurry: Hurry | undefined;
	pace: Pace;

	constructor(clock: PacedClock, pace: Pace, hooks: PacerHooks, realNow: () => number = () => performance.now()) {
		this.#clock = clock;
		this.pace = pace;
		this.#hooks = hooks;
		this.#realNow = realNow;
	}

	start(): void {
		this.#last = this.#realNow();
		this.#timer = setInterval(() => {
			try {
				this.#tick();
			} catch (error) {
				this.stop();
				this.#hooks.failed(error);
			}
		}, tick);
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#hurry?.done();
		this.#hurry = undefined;
	}

	/**
	 * Moves time on by so much, quickly, paused or not; ends sooner when `stop` says so. As nobody knows when that will
	 * be, the steps are then short at first, and grow with what has passed: what happens after 4 s is seen at 5 s.
	 */
	hurry(milliseconds: number, stop?: () => boolean): Promise<void> {
		this.#hurry?.done();
		const began = this.#clock.now;
		const even = Math.ceil(milliseconds / hurriedSteps);
		const step = () => Math.max(shortestStep, stop ? Math.ceil((this.#clock.now - began) / 4) : even);
		return new Promise(done => {
			this.#hurry = {until: began + milliseconds, step, done, stop: stop ?? (() => false)};
		});
	}

	cancelHurry(): void {
		this.#hurry?.done();
		this.#hurry = undefined;
		this.#hooks.changed();
	}

	setPace(pace: Partial<Pace>): void {
		this.pace = {...this.pace, ...pace};
		this.#hooks.changed();
	}

	#tick(): void {
		const real = this.#realNow();
		const elapsed = Math.min(real - this.#last, longestStep);
		this.#last = real;
		const before = Math.floor(this.#clock.now / 1000);
		if (this.#hurry) {
			const {until, step, done, stop} = this.#hurry;
			// What happened in the step before is known by now.
			if (!stop()) {
				this.#clock.advance(Math.min(step(), Math.max(0, until - this.#clock.now)));
			}
			if (this.#clock.now >= until || stop()) {
				this.#hurry = undefined;
				done();
			}
			this.#hooks.changed();
		} else if (!this.pace.paused) {
			// Whole milliseconds pass; what is left over counts the next time.
			const passed = elapsed * this.pace.speed + this.#rest;
			this.#rest = passed % 1;
			this.#clock.advance(Math.floor(passed));
			if (Math.floor(this.#clock.now / 1000) !== before) {
				this.#hooks.changed();
			}
		}
	}
}
