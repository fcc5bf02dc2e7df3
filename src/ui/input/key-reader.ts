/** Reads a terminal's bytes and hands out keys; only the wait after a lone Escape needs a timer. */
import {StringDecoder} from 'node:string_decoder';
import {flushKeys, isPending, type Key, noKeys, readKeys} from './keys.ts';

/** How long the rest of a sequence may take after its Escape, in milliseconds. Slow links split them. */
const escapeWait = 50;
/** How long a paste may pause before it is taken for ended. */
const pasteWait = 2000;

export class KeyReader {
	readonly #decoder = new StringDecoder('utf8');
	readonly #onKeys: (keys: readonly Key[]) => void;
	#state = noKeys;
	#timer: NodeJS.Timeout | undefined;

	/** @param onKeys called with all keys of a chunk at once, never with none */
	constructor(onKeys: (keys: readonly Key[]) => void) {
		this.#onKeys = onKeys;
	}

	push(chunk: Buffer | string): void {
		clearTimeout(this.#timer);
		const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
		const [keys, state] = readKeys(this.#state, text);
		this.#state = state;
		if (isPending(state)) {
			this.#timer = setTimeout(() => this.#flush(), state.paste === undefined ? escapeWait : pasteWait);
		}
		if (keys.length > 0) {
			this.#onKeys(keys);
		}
	}

	/** Forgets what is pending. */
	reset(): void {
		clearTimeout(this.#timer);
		this.#state = noKeys;
	}

	#flush(): void {
		const [keys, state] = flushKeys(this.#state);
		this.#state = state;
		if (keys.length > 0) {
			this.#onKeys(keys);
		}
	}
}
