/**
 * The terminal as the screen holds it: raw keys, the alternate screen, bracketed paste. Whatever ends the program, it
 * is put back as it was, and nothing of the scrollback is erased.
 */
import {spawn} from 'node:child_process';
import type {ReadStream, WriteStream} from 'node:tty';
import {KeyReader} from './input/key-reader.ts';
import type {Key} from './input/keys.ts';
import type {Size} from './layout.ts';

const bracketedPaste = {on: '\x1b[?2004h', off: '\x1b[?2004l'};
/** A row that is too long for a moment, during a resize, is cut off instead of pushing others down. */
const autoWrap = {on: '\x1b[?7h', off: '\x1b[?7l'};
const alternateScreen = {on: '\x1b[?1049h', off: '\x1b[?1049l'};
const cursor = {show: '\x1b[?25h', hide: '\x1b[?25l'};
const plainStyle = '\x1b[0m';

/** Signals that end the program, and what is added to 128 for its exit code. */
const endings = {SIGINT: 2, SIGTERM: 15, SIGHUP: 1} as const;

/** The exit codes after an error, and when the terminal went away. */
export const errorCode = 1;
export const hangupCode = 128 + endings.SIGHUP;

export interface TerminalOptions {
	readonly stdin: ReadStream;
	readonly stdout: WriteStream;
	readonly alternateScreen: boolean;
	readonly onKeys: (keys: readonly Key[]) => void;
	readonly onResize: () => void;
	/** What was on the screen is gone: paint all of it. */
	readonly onLost: () => void;
	/** The program is to end with that code: a signal, a terminal that went away, or an error (already shown). */
	readonly onEnd: (exitCode: number) => void;
}

export class Terminal {
	readonly #options: TerminalOptions;
	readonly #reader: KeyReader;
	readonly #cleanups: (() => void)[] = [];
	#held = false;
	#closed = false;
	#failed = false;

	constructor(options: TerminalOptions) {
		this.#options = options;
		this.#reader = new KeyReader(options.onKeys);
	}

	get size(): Size {
		const {columns, rows} = this.#options.stdout;
		return {columns: columns || 80, rows: rows || 24};
	}

	/** Takes the terminal, and sees to it that it is given back. */
	open(): void {
		const {stdin, stdout, onResize, onLost, onEnd} = this.#options;
		for (const [signal, number] of Object.entries(endings)) {
			this.#listen(process, signal, () => this.#end(128 + number));
		}
		this.#listen(process, 'uncaughtException', (error: unknown) => this.fail(error));
		this.#listen(process, 'unhandledRejection', (error: unknown) => this.fail(error));
		this.#listen(process, 'exit', () => this.close());
		this.#listen(process, 'SIGCONT', () => {
			// It was stopped from outside; the shell has had the terminal since.
			if (this.#held) {
				this.#take();
				onLost();
			}
		});
		this.#listen(stdout, 'resize', onResize);
		this.#listen(stdout, 'error', () => onEnd(hangupCode));
		this.#listen(stdin, 'data', (chunk: Buffer) => this.#held && this.#reader.push(chunk));
		this.#listen(stdin, 'end', () => this.#end(hangupCode));
		this.#listen(stdin, 'error', () => this.#end(hangupCode));
		this.#take();
	}

	write(text: string): void {
		if (this.#held) {
			this.#options.stdout.write(text);
		}
	}

	/** Runs another program on the terminal. Resolves with its exit code; rejects when it cannot be started. */
	async lend(command: string, file: string): Promise<number> {
		this.#giveBack();
		this.#options.stdin.pause();
		try {
			return await new Promise((resolve, reject) => {
				// `$EDITOR` may hold arguments ("code --wait"), so a shell reads it; the file is an argument, never its text.
				const child =
					process.platform === 'win32'
						? spawn(`${command} "${file}"`, {stdio: 'inherit', shell: true})
						: spawn('/bin/sh', ['-c', `${command} "$1"`, 'sh', file], {stdio: 'inherit'});
				child.once('error', reject);
				child.once('exit', code => resolve(code ?? 1));
			});
		} finally {
			this.#reader.reset();
			if (!this.#closed) {
				this.#take();
				this.#options.onLost();
			}
		}
	}

	/** Gives the terminal back for good. */
	close(): void {
		if (this.#closed) {
			return;
		}
		this.#closed = true;
		this.#giveBack();
		this.#reader.reset();
		this.#options.stdin.pause();
		for (const cleanup of this.#cleanups) {
			cleanup();
		}
	}

	#take(): void {
		const {stdin, stdout, alternateScreen: alternate} = this.#options;
		stdin.setRawMode(true);
		stdin.resume();
		// Without the alternate screen, what is there is scrolled up, so that it stays to be read.
		const room = alternate ? alternateScreen.on : '\n'.repeat(Math.max(0, this.size.rows - 1));
		stdout.write(`${room}${bracketedPaste.on}${autoWrap.off}${cursor.hide}`);
		this.#held = true;
	}

	#giveBack(): void {
		if (!this.#held) {
			return;
		}
		this.#held = false;
		const {stdin, stdout, alternateScreen: alternate} = this.#options;
		const leave = alternate ? alternateScreen.off : `\x1b[${this.size.rows};1H`;
		try {
			stdout.write(`${plainStyle}${autoWrap.on}${bracketedPaste.off}${leave}${cursor.show}`);
			stdin.setRawMode(false);
		} catch {
			// The terminal is gone; there is nothing left to give back.
		}
	}

	#end(exitCode: number): void {
		this.#options.onEnd(exitCode);
	}

	/** Ends the program because of an error, shown when the terminal is as it was. */
	fail(error: unknown): void {
		if (this.#failed) {
			return;
		}
		this.#failed = true;
		this.close();
		// What goes wrong from here on is a consequence; the first error is the one to be read.
		process.on('uncaughtException', () => {});
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		this.#end(errorCode);
	}

	// biome-ignore lint/suspicious/noExplicitAny: listeners of any event
	#listen(emitter: NodeJS.EventEmitter, event: string, listener: (...args: any[]) => void): void {
		emitter.on(event, listener);
		this.#cleanups.push(() => emitter.off(event, listener));
	}
}
