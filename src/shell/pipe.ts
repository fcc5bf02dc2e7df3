/** The text between two commands of a pipeline. */
export class Pipe {
	readonly #chunks: string[] = [];
	#ended = false;
	#wake: (() => void) | undefined;
	/** Aborted when the reader has enough, so that the writer stops, as a broken pipe stops it. */
	readonly closed = new AbortController();

	write(text: string): void {
		if (!this.closed.signal.aborted && text !== '') {
			this.#chunks.push(text);
			this.#wake?.();
		}
	}

	end(): void {
		this.#ended = true;
		this.#wake?.();
	}

	/** The chunks as they come. */
	async *read(): AsyncGenerator<string> {
		for (;;) {
			const chunk = this.#chunks.shift();
			if (chunk !== undefined) {
				yield chunk;
			} else if (this.#ended) {
				return;
			} else {
				await new Promise<void>(resolve => {
					this.#wake = resolve;
				});
				this.#wake = undefined;
			}
		}
	}
}

/** Standard input: what a pipe, a file or a here-document holds. */
export type Input = AsyncIterable<string>;

export async function* inputOf(text: string): AsyncGenerator<string> {
	if (text !== '') {
		yield text;
	}
}

export async function allText(input: Input | undefined): Promise<string> {
	let text = '';
	for await (const chunk of input ?? []) {
		text += chunk;
	}
	return text;
}

/** The lines as they come, without their ends; a last line without an end counts. */
export async function* linesOf(input: Input): AsyncGenerator<string> {
	let rest = '';
	for await (const chunk of input) {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop()!;
		yield* lines;
	}
	if (rest !== '') {
		yield rest;
	}
}
