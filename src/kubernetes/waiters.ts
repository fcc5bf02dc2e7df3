/**
 * Those who wait for an instant of virtual time: commands that sleep, requests that take their time, watches that end.
 * They belong to clients, not to the cluster, and are no part of its snapshots.
 */
export interface Waiter {
	/** Milliseconds since 1970. */
	at: number;
	readonly wake: () => void;
	/** Whether it waits only because a request takes time, and not for something to happen. */
	readonly brief: boolean;
}

export class Waiters {
	/** In the order of their instants; those of one instant in the order in which they came. */
	readonly #waiting: Waiter[] = [];

	/** When the next one is due, if anyone waits. */
	get next(): number | undefined {
		return this.#waiting[0]?.at;
	}

	/** When the last of those is due that wait only for a request to be done with. */
	get lastBrief(): number | undefined {
		return this.#waiting.findLast(waiter => waiter.brief)?.at;
	}

	/** Calls `wake` at an instant; returns what takes that back. */
	add(at: number, wake: () => void, brief = false): () => void {
		const waiter: Waiter = {at, wake, brief};
		const after = this.#waiting.findIndex(other => other.at > at);
		this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, waiter);
		return () => {
			const index = this.#waiting.indexOf(waiter);
			if (index >= 0) {
				this.#waiting.splice(index, 1);
			}
		};
	}

	/** Wakes everyone who is due; whether there was anyone. */
	release(now: number): boolean {
		let any = false;
		for (let first = this.#waiting[0]; first && first.at <= now; first = this.#waiting[0]) {
			this.#waiting.shift();
			first.wake();
			any = true;
		}
		return any;
	}

	/** Has everyone wait as long as before although time itself was moved. */
	shift(by: number): void {
		for (const waiter of this.#waiting) {
			waiter.at += by;
		}
	}
}

/** Resolves after that long; rejects with the signal's reason when it is aborted. */
export function sleepUntil(waiters: Waiters, at: number, signal?: AbortSignal, brief = false): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) {
			reject(signal.reason);
			return;
		}
		const abort = () => {
			forget();
			reject(signal!.reason);
		};
		const wake = () => {
			signal?.removeEventListener('abort', abort);
			resolve();
		};
		const forget = waiters.add(at, wake, brief);
		signal?.addEventListener('abort', abort, {once: true});
	});
}
