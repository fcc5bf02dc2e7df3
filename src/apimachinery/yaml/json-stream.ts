/** JSON objects one after the other, with Go's messages where one is wrong (encoding/json scanner.go). */
import type {Json} from '../object.ts';
import {YamlError} from './error.ts';

/** Where a JSON value that begins at `start` ends, or what Go says of it. */
class Scanner {
	readonly #text: string;
	at: number;
	constructor(text: string, at: number) {
		this.#text = text;
		this.at = at;
	}

	#fail(context: string): never {
		const character = this.#text[this.at];
		if (character === undefined) throw new JsonSyntax('unexpected EOF', this.at);
		const shown =
			character === "'" ? `'\\''` : character === '"' ? `'"'` : `'${JSON.stringify(character).slice(1, -1)}'`;
		throw new JsonSyntax(`invalid character ${shown} ${context}`, this.at + 1);
	}

	skipBlanks(): void {
		while (/[ \t\r\n]/.test(this.#text[this.at] ?? '')) this.at++;
	}

	value(): void {
		this.skipBlanks();
		const character = this.#text[this.at] ?? '';
		if (character === '{') this.#object();
		else if (character === '[') this.#array();
		else if (character === '"') this.#string();
		else if (/[-0-9]/.test(character)) this.#number();
		else if (/[tfn]/.test(character)) this.#literal(character);
		else this.#fail('looking for beginning of value');
	}

	#object(): void {
		this.at++;
		this.skipBlanks();
		if (this.#text[this.at] === '}') {
			this.at++;
			return;
		}
		for (;;) {
			this.skipBlanks();
			if (this.#text[this.at] !== '"') this.#fail('looking for beginning of object key string');
			this.#string();
			this.skipBlanks();
			if (this.#text[this.at] !== ':') this.#fail('after object key');
			this.at++;
			this.value();
			this.skipBlanks();
			const next = this.#text[this.at];
			if (next === ',') this.at++;
			else if (next === '}') {
				this.at++;
				return;
			} else this.#fail('after object key:value pair');
		}
	}

	#array(): void {
		this.at++;
		this.skipBlanks();
		if (this.#text[this.at] === ']') {
			this.at++;
			return;
		}
		for (;;) {
			this.value();
			this.skipBlanks();
			const next = this.#text[this.at];
			if (next === ',') this.at++;
			else if (next === ']') {
				this.at++;
				return;
			} else this.#fail('after array element');
		}
	}

	#string(): void {
		this.at++;
		for (;;) {
			const character = this.#text[this.at];
			if (character === undefined || character < ' ') this.#fail('in string literal');
			if (character === '"') {
				this.at++;
				return;
			}
			if (character === '\\') {
				this.at++;
				const escaped = this.#text[this.at] ?? '';
				if (escaped === 'u') {
					for (let digit = 0; digit < 4; digit++) {
						this.at++;
						if (!/[0-9a-fA-F]/.test(this.#text[this.at] ?? '')) this.#fail('in \\u hexadecimal character escape');
					}
				} else if (!/["\\/bfnrt]/.test(escaped)) this.#fail('in string escape code');
			}
			this.at++;
		}
	}

	#number(): void {
		const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/.exec(this.#text.slice(this.at))?.[0];
		if (number === undefined) {
			this.at++;
			this.#fail('in numeric literal');
		}
		this.at += number.length;
	}

	#literal(first: string): void {
		const word = {t: 'true', f: 'false', n: 'null'}[first]!;
		for (let index = 0; index < word.length; index++, this.at++) {
			if (this.#text[this.at] !== word[index]) this.#fail(`in literal ${word} (expecting '${word[index]}')`);
		}
	}
}

class JsonSyntax extends Error {
	readonly offset: number;
	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}

/**
 * The values of a text that begins with `{`, each with where it ends.
 * @throws YamlError when it comes to what is wrong
 */
export function* readJsonParts(text: string): Generator<{readonly value: Json; readonly end: number}> {
	const scanner = new Scanner(text, 0);
	for (;;) {
		scanner.skipBlanks();
		if (scanner.at >= text.length) return;
		const start = scanner.at;
		try {
			scanner.value();
		} catch (error) {
			if (!(error instanceof JsonSyntax)) throw error;
			const line = text.slice(0, error.offset).split('\n').length;
			const message =
				error.message === 'unexpected EOF' ? error.message : `json: offset ${error.offset}: ${error.message}`;
			throw new YamlError(message, 'json', line);
		}
		yield {value: JSON.parse(text.slice(start, scanner.at)) as Json, end: scanner.at};
	}
}

/** The values alone. @throws YamlError when it comes to what is wrong */
export function* readJsonStream(text: string): Generator<Json> {
	for (const {value} of readJsonParts(text)) yield value;
}
