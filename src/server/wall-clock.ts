/**
 * Lets a cluster's virtual time run beside the real one. It sleeps until something falls due in the cluster, brings the
 * cluster up to the present before a request, and never holds up the event loop for long.
 */

/** The cluster, as this needs it. */
export interface TimedCluster {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** When something falls due next. */
	readonly next: number | undefined;
	/** Moves time on, having everything happen that falls due on the way. */
	advanceTo(instant: number): void;
	/** Makes it another time, without anything having happened. */
	moveTo(instant: number): void;
}

/** The real world. */
export interface WallClockEffects {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls back after so many milliseconds; returns what takes that back. */
	after(milliseconds: number, run: () => void): () => void;
}

export interface WallClockOptions {
	/** How many milliseconds pass in the cluster for each real one; 1 is the wall clock. */
	readonly speed?: number;
	/** The cluster could not be moved on; the clock has stopped. */
	readonly failed: (error: unknown) => void;
	/** The cluster's clock shows another second; without it the clock may sleep for longer. */
	readonly ticked?: () => void;
	/** Nobody looked at the time for so long, in milliseconds, that it was moved instead of lived through. */
	readonly slept?: (milliseconds: number) => void;
}

/** After so long without a look at the time the machine must have slept, or its clock was set. */
const longestSilence = 60_000;
/** How far the cluster may be ahead of the wall clock until it is taken back, in milliseconds of real time. */
const mostAhead = 2000;
/** The clock looks at the time at least so often, however little there is to do, and at most so often. */
const longestSleep = 5000;
const longestSleepOfTicking = 1000;
const shortestSleep = 5;
/** How long the event loop may be held up at a time. */
const longestStretch = 12;

export class WallClock {
	readonly #cluster: TimedCluster;
	readonly #effects: WallClockEffects;
	readonly #options: WallClockOptions;
	readonly #speed: number;
	/** A real instant, and the cluster's instant that belongs to it. */
	#anchor: {readonly real: number; readonly virtual: number};
	/** When anybody looked at the time last. */
	#looked: number;
	#timer: {readonly at: number; readonly cancel: () => void} | undefined;
	/** The second that was told last. */
	#second = Number.NaN;
	#advancing = false;
	#stopped = true;

	constructor(cluster: TimedCluster, effects: WallClockEffects, options: WallClockOptions) {
		this.#cluster = cluster;
		this.#effects = effects;
		this.#options = options;
		this.#speed = options.speed ?? 1;
		this.#anchor = {real: 0, virtual: 0};
		this.#looked = 0;
	}

	/** Makes it now in the cluster, and lets its time run from here. */
	start(): void {
		this.#stopped = false;
		this.moveToNow();
	}

	stop(): void {
		this.#stopped = true;
		this.#timer?.cancel();
		this.#timer = undefined;
	}

	/** Makes it now in the cluster without anything having happened meanwhile, and goes on from here. */
	moveToNow(): void {
		const real = this.#effects.now();
		this.#cluster.moveTo(real);
		this.#anchor = {real, virtual: this.#cluster.now};
		this.#looked = real;
		this.wake();
	}

	/** Brings the cluster up to the present, as far as it can be without holding others up. For before a request. */
	catchUp(): void {
		if (this.#stopped || this.#advancing) {
			return;
		}
		try {
			this.#look();
		} catch (error) {
			this.stop();
			this.#options.failed(error);
			return;
		}
		this.wake();
	}

	/** Something may fall due sooner than was known: a client has asked something of the cluster. */
	wake(): void {
		if (this.#stopped || this.#advancing) {
			return;
		}
		const real = this.#effects.now();
		const {next} = this.#cluster;
		const due = next === undefined ? Number.POSITIVE_INFINITY : this.#realOf(next);
		const longest = this.#options.ticked ? longestSleepOfTicking : longestSleep;
		const sleep = Math.ceil(Math.min(longest, Math.max(shortestSleep, due - real)));
		if (this.#timer && this.#timer.at <= real + sleep) {
			return;
		}
		this.#timer?.cancel();
		const cancel = this.#effects.after(sleep, () => {
			this.#timer = undefined;
			this.catchUp();
			this.#tick();
		});
		this.#timer = {at: real + sleep, cancel};
	}

	#tick(): void {
		const second = Math.floor(this.#cluster.now / 1000);
		if (second !== this.#second) {
			this.#second = second;
			this.#options.ticked?.();
		}
	}

	#look(): void {
		const real = this.#effects.now();
		const silence = real - this.#looked;
		this.#looked = real;
		if (Math.abs(silence) > longestSilence) {
			this.#wakeUp(real, silence);
			return;
		}
		if (this.#speed === 1 && this.#cluster.now > real + mostAhead) {
			// Somebody has moved time on by hand.
			this.moveToNow();
			return;
		}
		const target = this.#virtualOf(real);
		this.#advancing = true;
		try {
			for (let {next} = this.#cluster; next !== undefined && next <= target; {next} = this.#cluster) {
				this.#cluster.advanceTo(next);
				// What is left is made up for in the next stretch; requests are answered in between.
				if (Math.abs(this.#effects.now() - real) >= longestStretch) {
					return;
				}
			}
			this.#cluster.advanceTo(target);
		} finally {
			this.#advancing = false;
		}
	}

	/** At the wall clock's pace it is now again; at any other pace no time has passed meanwhile. */
	#wakeUp(real: number, silence: number): void {
		if (this.#speed === 1) {
			this.#cluster.moveTo(real);
		}
		this.#anchor = {real, virtual: this.#cluster.now};
		this.#options.slept?.(silence);
	}

	#virtualOf(real: number): number {
		const {real: from, virtual} = this.#anchor;
		return Math.floor(virtual + (real - from) * this.#speed);
	}

	#realOf(virtual: number): number {
		const {real, virtual: from} = this.#anchor;
		return real + (virtual - from) / this.#speed;
	}
}
