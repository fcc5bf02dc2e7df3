/** Looks at the beginning of a stream before anything is answered, since a refusal is an answer of its own. */

/** A stream whose first item may be known already. */
export interface Begun<T> {
	/** What there is without waiting. */
	readonly first: T | undefined;
	/** All of it, the first item included. */
	readonly all: AsyncIterable<T>;
}

/**
 * Starts a stream and gives it one turn of the event loop. @throws what the stream throws within it
 */
export async function begin<T>(items: AsyncIterable<T>): Promise<Begun<T>> {
	const iterator = items[Symbol.asyncIterator]();
	const next = iterator.next();
	const turn = new Promise<undefined>(resolve => setImmediate(() => resolve(undefined)));
	const early = await Promise.race([next, turn]);
	async function* all(): AsyncGenerator<T, void, undefined> {
		try {
			for (let result = await next; !result.done; result = await iterator.next()) {
				yield result.value;
			}
		} finally {
			await iterator.return?.();
		}
	}
	// Whoever reads on is told of a later failure; until then it must not count as one that nobody minds.
	next.catch(() => {});
	return {first: early && !early.done ? early.value : undefined, all: all()};
}
