/** Walks through a script's text: blanks, comments, keywords, and the lines of here-documents. */

/** A script that no shell can read. */
export class ShellSyntaxError extends Error {
	override readonly name = 'ShellSyntaxError';
}

/** A here-document that was announced, and whose lines come after the present one. */
export interface AwaitedDocument {
	/** The line that ends it. */
	readonly end: string;
	/** Leading tabs are taken off (`<<-`). */
	readonly strip: boolean;
	/** Takes its text. */
	fill(text: string): void;
}

export class ScriptReader {
	readonly #text: string;
	#at = 0;
	readonly #awaited: AwaitedDocument[] = [];

	constructor(text: string) {
		this.#text = text;
	}

	/** Nothing but blanks is left. */
	atEnd(): boolean {
		this.blanks(true);
		return this.ended;
	}

	get ended(): boolean {
		return this.#at >= this.#text.length;
	}

	/** The character that comes next; undefined at the end. */
	get next(): string | undefined {
		return this.#text[this.#at];
	}

	/** The one after it. */
	get afterNext(): string | undefined {
		return this.#text[this.#at + 1];
	}

	starts(text: string): boolean {
		return this.#text.startsWith(text, this.#at);
	}

	/** Whether the next character is one of those that `pattern` matches; at the end, no. */
	nextIs(pattern: RegExp): boolean {
		return !this.ended && pattern.test(this.#text[this.#at]!);
	}

	/** What `pattern`, which must be sticky, matches here, without going on. */
	match(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.#at;
		return pattern.exec(this.#text);
	}

	/** What `pattern`, which must be sticky, matches here; goes on behind it. */
	take(pattern: RegExp): RegExpExecArray | null {
		const match = this.match(pattern);
		this.#at += match?.[0].length ?? 0;
		return match;
	}

	/** The next characters, so many of them. */
	takeChars(count: number): string {
		const text = this.#text.slice(this.#at, this.#at + count);
		this.#at += count;
		return text;
	}

	/** The text up to `end`, going on behind it; undefined, without going on, where it does not come. */
	takeUntil(end: string): string | undefined {
		const stop = this.#text.indexOf(end, this.#at);
		if (stop < 0) {
			return undefined;
		}
		const text = this.#text.slice(this.#at, stop);
		this.#at = stop + end.length;
		return text;
	}

	/** Goes on behind `text` if it comes next. */
	skip(text: string): boolean {
		const comes = this.starts(text);
		this.#at += comes ? text.length : 0;
		return comes;
	}

	/** The plain word that comes next; '' where none does. */
	keyword(): string {
		this.blanks(true);
		return this.match(/([a-z]+|[{}])(?=[\s;&|()<>]|$)/y)?.[1] ?? '';
	}

	expect(char: string): void {
		this.blanks(true);
		if (!this.skip(char)) {
			throw this.unexpected();
		}
	}

	expectWord(word: string): void {
		if (this.keyword() !== word) {
			throw this.unexpected();
		}
		this.#at += word.length;
	}

	unexpected(): ShellSyntaxError {
		if (this.ended) {
			return new ShellSyntaxError('syntax error: unexpected end of file');
		}
		const [token = ''] = this.match(/;;|&&|\|\||[;&|()<>]|[^\s;&|()<>]+|\n/y) ?? [];
		return new ShellSyntaxError(`syntax error: unexpected ${token === '\n' ? 'newline' : `"${token}"`}`);
	}

	/** Takes the document's lines when the present line ends. */
	await(document: AwaitedDocument): void {
		this.#awaited.push(document);
	}

	/** Goes past blanks and comments, and past ends of lines if `newlines`. */
	blanks(newlines: boolean): void {
		for (;;) {
			const char = this.next;
			if (char === ' ' || char === '\t' || char === '\r') {
				this.#at++;
			} else if (char === '\\' && this.afterNext === '\n') {
				this.#at += 2;
			} else if (char === '#' && (this.#at === 0 || /[\s;&|()]/.test(this.#text[this.#at - 1]!))) {
				this.take(/[^\n]*/y);
			} else if (char === '\n' && (newlines || this.#awaited.length > 0)) {
				this.#at++;
				this.#hereDocuments();
				if (!newlines) {
					this.#at -= this.#text[this.#at - 1] === '\n' ? 1 : 0;
					return;
				}
			} else {
				return;
			}
		}
	}

	#hereDocuments(): void {
		for (const document of this.#awaited.splice(0)) {
			const lines: string[] = [];
			while (!this.ended) {
				const raw = this.takeUntil('\n') ?? this.take(/[^\n]*/y)![0];
				const line = document.strip ? raw.replace(/^\t+/, '') : raw;
				if (line === document.end) {
					break;
				}
				lines.push(`${line}\n`);
			}
			document.fill(lines.join(''));
		}
	}
}
