/** A text, read character by character, with its lines and columns. */
import type {Mark} from './tokens.ts';

export class Source {
	readonly #characters: readonly string[];
	#index = 0;
	#line = 0;
	#column = 0;

	constructor(text: string) {
		this.#characters = Array.from(text);
	}

	get mark(): Mark {
		return {index: this.#index, line: this.#line, column: this.#column};
	}

	get column(): number {
		return this.#column;
	}

	/** The character so far ahead; '' at the end. */
	peek(ahead = 0): string {
		return this.#characters[this.#index + ahead] ?? '';
	}

	skip(count = 1): void {
		this.#index += count;
		this.#column += count;
	}

	skipLine(): void {
		this.#index += this.peek() === '\r' && this.peek(1) === '\n' ? 2 : 1;
		this.newLine();
	}

	/** Counts a line that the text does not end. */
	newLine(): void {
		this.#line++;
		this.#column = 0;
	}

	/** `---` or `...` at the start of a line. */
	atDocumentIndicator(): boolean {
		if (this.#column !== 0) return false;
		const three = this.peek() + this.peek(1) + this.peek(2);
		return (three === '---' || three === '...') && isBlankOrEnd(this.peek(3));
	}
}

export function isBlank(character: string): boolean {
	return character === ' ' || character === '\t';
}

export function isBreak(character: string): boolean {
	return character !== '' && '\r\n\u0085\u2028\u2029'.includes(character);
}

export function isBreakOrEnd(character: string): boolean {
	return character === '' || isBreak(character);
}

export function isBlankOrEnd(character: string): boolean {
	return isBlank(character) || isBreakOrEnd(character);
}
