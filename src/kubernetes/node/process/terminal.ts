/** A terminal between a person and a process: it echoes what is typed, and hands it over line by line (termios(3)). */
import type {Input, Output, Steps} from './process.ts';
import {Pipe} from './streams.ts';

/** Ctrl+C was pressed. Thrown into whatever the process is doing. */
export class Interrupted extends Error {
	override readonly name = 'Interrupted';
}

/** Ctrl+D. Stands for itself among the lines. */
const endOfInput = '\x04';
const backspaces = new Set(['\b', '\x7f']);
const escapeSequence = /^\x1b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z]|.)/;

export class Terminal implements Input, Output {
	readonly #screen: Output;
	readonly #interrupt: () => void;
	readonly #lines = new Pipe();
	#line = '';

	/**
	 * @param screen shows what the process writes and what is typed
	 * @param interrupt is told of Ctrl+C
	 */
	constructor(screen: Output, interrupt: () => void) {
		this.#screen = screen;
		this.#interrupt = interrupt;
	}

	/** Takes keys, as a terminal in raw mode sends them. */
	type(keys: string): void {
		let rest = keys;
		while (rest !== '') {
			const key = escapeSequence.exec(rest)?.[0] ?? Array.from(rest)[0]!;
			rest = rest.slice(key.length);
			this.#press(key);
		}
	}

	#press(key: string): void {
		if (key === '\r' || key === '\n') {
			this.#screen.write('\r\n');
			this.#lines.write(`${this.#line}\n`);
			this.#line = '';
		} else if (backspaces.has(key)) {
			this.#erase(1);
		} else if (key === '\x15') {
			this.#erase(Array.from(this.#line).length);
		} else if (key === endOfInput) {
			if (this.#line === '') {
				this.#lines.write(`${endOfInput}\n`);
			}
		} else if (key === '\x03') {
			this.#screen.write('^C\r\n');
			this.#line = '';
			this.#interrupt();
		} else if (key >= ' ' || key === '\t') {
			this.#line += key;
			this.#screen.write(key);
		}
	}

	#erase(count: number): void {
		const characters = Array.from(this.#line);
		const erased = Math.min(count, characters.length);
		this.#line = characters.slice(0, characters.length - erased).join('');
		this.#screen.write('\b \b'.repeat(erased));
	}

	/** Nobody types any more. */
	close(): void {
		this.#lines.close();
	}

	write(text: string): void {
		this.#screen.write(text.replaceAll(/\r?\n/g, '\r\n'));
	}

	/** Ctrl+D ends what is read now; the next who reads goes on behind it. */
	*readLine(): Steps<string | undefined> {
		const line = yield* this.#lines.readLine();
		return line === endOfInput ? undefined : line;
	}

	*readAll(): Steps<string> {
		let all = '';
		for (let line = yield* this.readLine(); line !== undefined; line = yield* this.readLine()) {
			all += `${line}\n`;
		}
		return all;
	}
}
