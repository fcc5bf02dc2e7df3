/** Turns calls into an async stream: what is put in comes out in order, until it is closed. */
export class Mailbox<T> {
	readonly #items: T[] = [];
	#wake: (() => void) | undefined;
	#closed = false;

	put(item: T): void {
		if (!this.#closed) {
			this.#items.push(item);
			this.#wake?.();
		}
	}

	/** Nothing more comes; what is in there still comes out. */
	close(): void {
		this.#closed = true;
		this.#wake?.();
	}

	/** Nothing more comes out either. */
	discard(): void {
		this.#items.length = 0;
		this.close();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
		for (let next = 0; ; ) {
			while (next < this.#items.length) {
				yield this.#items[next++]!;
			}
			this.#items.length = 0;
			next = 0;
			if (this.#closed) {
				return;
			}
			await new Promise<void>(resolve => {
				this.#wake = resolve;
			});
			this.#wake = undefined;
		}
	}
}
