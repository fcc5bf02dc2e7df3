/** What processes read and write: texts, pipes and nothing. */
import type {Input, Output, Steps} from './process.ts';

/** A text that is all there already. */
export class TextInput implements Input {
	#rest: string;
	constructor(text: string) {
		this.#rest = text;
	}
	// biome-ignore lint/correctness/useYield: it is all there
	*readLine(): Steps<string | undefined> {
		if (this.#rest === '') {
			return undefined;
		}
		const end = this.#rest.indexOf('\n');
		const line = end < 0 ? this.#rest : this.#rest.slice(0, end);
		this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
		return line;
	}
	// biome-ignore lint/correctness/useYield: it is all there
	*readAll(): Steps<string> {
		const all = this.#rest;
		this.#rest = '';
		return all;
	}
}

/** Connects two processes. */
export class Pipe implements Input, Output {
	#text = '';
	#closed = false;
	write(text: string): void {
		this.#text += text;
	}
	close(): void {
		this.#closed = true;
	}
	*readLine(): Steps<string | undefined> {
		while (!this.#closed && !this.#text.includes('\n')) {
			yield {until: Number.POSITIVE_INFINITY, when: () => this.#closed || this.#text.includes('\n')};
		}
		const end = this.#text.indexOf('\n');
		if (end < 0 && this.#text === '') {
			return undefined;
		}
		const line = end < 0 ? this.#text : this.#text.slice(0, end);
		this.#text = end < 0 ? '' : this.#text.slice(end + 1);
		return line;
	}
	*readAll(): Steps<string> {
		while (!this.#closed) {
			yield {until: Number.POSITIVE_INFINITY, when: () => this.#closed};
		}
		const all = this.#text;
		this.#text = '';
		return all;
	}
}

/** Keeps what is written. */
export class TextOutput implements Output {
	text = '';
	write(text: string): void {
		this.text += text;
	}
}

export const noOutput: Output = {write() {}};
