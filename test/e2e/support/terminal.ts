/** Runs a program in a real pseudo-terminal and looks at its screen as a person would. */
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface StartOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	/** Added to the environment; undefined takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What keys send, as xterm sends it. Others (`ctrl+a`, `alt+b`) are made from their names. */
const sequences: Readonly<Record<string, string>> = {
	enter: '\r',
	tab: '\t',
	escape: '\x1b',
	backspace: '\x7f',
	delete: '\x1b[3~',
	up: '\x1b[A',
	down: '\x1b[B',
	right: '\x1b[C',
	left: '\x1b[D',
	home: '\x1b[H',
	end: '\x1b[F',
	pageup: '\x1b[5~',
	pagedown: '\x1b[6~',
	'shift+tab': '\x1b[Z',
	'alt+up': '\x1b[1;3A',
	'alt+down': '\x1b[1;3B',
	f1: '\x1bOP',
	f2: '\x1bOQ',
	f3: '\x1bOR',
	f4: '\x1bOS',
	f5: '\x1b[15~',
	f6: '\x1b[17~',
	f7: '\x1b[18~',
	f8: '\x1b[19~',
	f9: '\x1b[20~',
	f10: '\x1b[21~',
	f12: '\x1b[24~',
};

/** Sequences that take away what the terminal keeps: the scrollback, or all that is on the screen. */
const erasing = /\x1b\[[23]J|\x1bc/;

export class TerminalSession {
	readonly #process: pty.IPty;
	readonly #terminal: InstanceType<typeof xterm.Terminal>;
	readonly #exit: Promise<number>;
	#raw = '';
	#pending: Promise<void> = Promise.resolve();
	#exited = false;

	private constructor(command: string, args: readonly string[], options: StartOptions) {
		const {columns = 80, rows = 24} = options;
		this.#terminal = new xterm.Terminal({cols: columns, rows, scrollback: 5000, allowProposedApi: true});
		this.#process = pty.spawn(command, [...args], {
			name: 'xterm-256color',
			cols: columns,
			rows,
			cwd: options.cwd ?? process.cwd(),
			env: environment(options.env),
		});
		this.#process.onData(data => {
			this.#raw += data;
			this.#pending = new Promise(resolve => this.#terminal.write(data, resolve));
		});
		// What the terminal itself answers (where the cursor is, for one) goes back to the program.
		this.#terminal.onData(data => !this.#exited && this.#process.write(data));
		this.#exit = new Promise(resolve =>
			this.#process.onExit(({exitCode, signal}) => {
				this.#exited = true;
				resolve(signal ? 128 + signal : exitCode);
			}),
		);
	}

	static start(command: string, args: readonly string[] = [], options: StartOptions = {}): TerminalSession {
		return new TerminalSession(command, args, options);
	}

	get pid(): number {
		return this.#process.pid;
	}

	/** Everything that the program has written. */
	get raw(): string {
		return this.#raw;
	}

	/** Sends text as it is, all at once, as fast fingers or a script do. */
	type(text: string): void {
		this.#process.write(text);
	}

	/** Types a line and Enter. */
	line(text: string): void {
		this.type(`${text}\r`);
	}

	press(...keys: string[]): void {
		for (const key of keys) {
			this.#process.write(sequenceOf(key));
		}
	}

	/** Pastes as a terminal does when the program has asked for bracketed paste. */
	paste(text: string): void {
		this.#process.write(`\x1b[200~${text.replaceAll('\n', '\r')}\x1b[201~`);
	}

	/** The rows of the screen, without the spaces at their ends. */
	async rows(): Promise<string[]> {
		await this.#pending;
		const {active} = this.#terminal.buffer;
		return Array.from(
			{length: this.#terminal.rows},
			(_, row) =>
				active
					.getLine(active.baseY + row)
					?.translateToString(true, 0, this.#terminal.cols)
					.trimEnd() ?? '',
		);
	}

	async screen(): Promise<string> {
		return (await this.rows()).join('\n');
	}

	/** Everything above the screen and on it, of the buffer that is shown. */
	async scrollback(): Promise<string> {
		await this.#pending;
		const {active} = this.#terminal.buffer;
		return Array.from({length: active.length}, (_, row) => active.getLine(row)?.translateToString(true) ?? '').join(
			'\n',
		);
	}

	async cursor(): Promise<{x: number; y: number}> {
		await this.#pending;
		const {active} = this.#terminal.buffer;
		return {x: active.cursorX, y: active.cursorY};
	}

	async onAlternateScreen(): Promise<boolean> {
		await this.#pending;
		return this.#terminal.buffer.active.type === 'alternate';
	}

	/** Whether the program ever erased the scrollback or the whole screen. */
	get erased(): boolean {
		return erasing.test(this.#raw);
	}

	/** Waits until the screen shows it; fails with the screen as it is then. Gives the screen. */
	async waitForText(wanted: string | RegExp, timeout = 5000): Promise<string> {
		return this.waitFor(
			screen => (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)),
			String(wanted),
			timeout,
		);
	}

	async waitFor(there: (screen: string) => boolean, what: string, timeout = 5000): Promise<string> {
		const end = Date.now() + timeout;
		for (;;) {
			const screen = await this.screen();
			if (there(screen)) {
				return screen;
			}
			if (Date.now() > end) {
				throw new Error(
					`${what} did not come within ${timeout} ms${this.#exited ? ' (the program has ended)' : ''}. The screen:\n${screen}`,
				);
			}
			await new Promise(resolve => setTimeout(resolve, 20));
		}
	}

	/** Waits until nothing has been written for a while. */
	async settle(quiet = 150): Promise<void> {
		for (let before = -1; before !== this.#raw.length; ) {
			before = this.#raw.length;
			await new Promise(resolve => setTimeout(resolve, quiet));
		}
	}

	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
		this.#process.resize(columns, rows);
	}

	/** The exit code; 128 and the signal's number for a signal. */
	async exit(timeout = 5000): Promise<number> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(
				() => this.screen().then(screen => reject(new Error(`it did not end. The screen:\n${screen}`))),
				timeout,
			);
		});
		try {
			return await Promise.race([this.#exit, late]);
		} finally {
			clearTimeout(timer);
		}
	}

	kill(signal: NodeJS.Signals = 'SIGKILL'): void {
		if (!this.#exited) {
			this.#process.kill(signal);
		}
	}

	/** Ends the program if it still runs, and lets go of everything. */
	async close(): Promise<void> {
		this.kill();
		await this.#exit;
		await this.#pending;
		this.#terminal.dispose();
	}
}

function sequenceOf(key: string): string {
	const known = sequences[key];
	if (known !== undefined) {
		return known;
	}
	const control = /^ctrl\+([a-z_])$/.exec(key);
	if (control) {
		return control[1] === '_' ? '\x1f' : String.fromCharCode(control[1]!.charCodeAt(0) - 0x60);
	}
	const alt = /^alt\+(.+)$/.exec(key);
	if (alt) {
		return `\x1b${sequences[alt[1]!] ?? alt[1]}`;
	}
	throw new Error(`no such key: ${key}`);
}

/** The environment of a person's terminal: not a CI's. */
function environment(added: StartOptions['env'] = {}): Record<string, string> {
	const {CI: _ci, NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...rest} = process.env;
	const all: Record<string, string | undefined> = {...rest, TERM: 'xterm-256color', ...added};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
