/** Writes a stream to a client that may read slowly or not at all. */
import type {Writable} from 'node:stream';
import type {Limits} from './limits.ts';

/** How many items are written at a time. */
const atOnce = 100;

/**
 * Sends each item as it comes. Items are taken in at once, and are turned into text only when the client has room for
 * it: what waits for a slow client are references, not copies. One that stalls or falls too far behind is given up.
 * @param items ended early when the client is given up, or has left
 * @param write turns an item into text
 * @returns whether all was sent. Rejects with what `items` rejects with
 */
export async function pour<T>(
	items: AsyncIterable<T>,
	output: Writable,
	write: (item: T) => string,
	limits: Pick<Limits, 'stallTime' | 'waitingBytes' | 'waitingEvents'>,
): Promise<boolean> {
	const waiting: T[] = [];
	let ended = false;
	let behind = false;
	let failure: unknown;
	let wake = () => {};
	// What is there at the very beginning, such as all the objects of a kind, is no sign of a slow client.
	let most = Number.POSITIVE_INFINITY;
	const takeIn = async () => {
		for await (const item of items) {
			waiting.push(item);
			behind = waiting.length > most && output.writableLength > limits.waitingBytes;
			wake();
			if (behind || output.destroyed) {
				return;
			}
		}
	};
	const taken = takeIn()
		.catch(error => {
			failure = error;
		})
		.finally(() => {
			ended = true;
			wake();
		});
	const left = () => wake();
	output.once('close', left);
	try {
		while (!output.destroyed && !behind) {
			const some = waiting.splice(0, atOnce);
			if (some.length > 0) {
				output.write(some.map(write).join(''));
				most = Math.min(most, waiting.length + limits.waitingEvents);
				if (output.writableLength > limits.waitingBytes && !(await hasDrained(output, limits.stallTime))) {
					return false;
				}
			} else if (ended) {
				await taken;
				if (failure !== undefined) {
					throw failure;
				}
				return true;
			} else {
				await new Promise<void>(resolve => {
					wake = resolve;
				});
			}
		}
		return false;
	} finally {
		output.off('close', left);
	}
}

/** Waits until everything is sent; whether it is, before that many milliseconds have passed. */
function hasDrained(output: Writable, patience: number): Promise<boolean> {
	return new Promise(resolve => {
		const finish = (drained: boolean) => {
			clearTimeout(timer);
			output.off('drain', onDrain);
			output.off('close', onClose);
			resolve(drained);
		};
		const onDrain = () => finish(true);
		const onClose = () => finish(false);
		const timer = setTimeout(() => finish(false), patience);
		output.once('drain', onDrain);
		output.once('close', onClose);
	});
}
