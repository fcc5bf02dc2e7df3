/** Runs the lines typed at the prompt, one after the other, and lets a command read what is typed while it runs. */
import {parseShell} from '../../shell/parse.ts';
import {runShell, type Terminal} from '../../shell/run.ts';
import type {ShellSession} from '../../shell/session.ts';
import {ShellSyntaxError, type SimpleCommand} from '../../shell/syntax.ts';
import {Conversation} from './conversation.ts';
import type {Output} from './output.ts';

export interface PromptHooks {
	/** Before a line runs; what is typed is in the output already. */
	before(line: string): void;
	/** It has written to standard output. */
	printed(): void;
	/** After it, with what it wrote to standard error. */
	after(line: string, exit: number, errors: string): void;
	changed(): void;
}

export class Prompt {
	readonly #session: ShellSession;
	readonly #output: Output;
	readonly #hooks: PromptHooks;
	readonly #waiting: string[] = [];
	#running: {readonly line: string; readonly abort: AbortController} | undefined;
	/** Gathers what a command reads from the terminal. */
	#reading: {readonly line: string; text: string} | undefined;
	readonly #talk: Conversation;

	constructor(session: ShellSession, output: Output, hooks: PromptHooks) {
		this.#session = session;
		this.#output = output;
		this.#hooks = hooks;
		this.#talk = new Conversation(output, () => hooks.changed());
	}

	/** What the command that runs asks for; undefined where it asks for nothing. */
	get question(): string | undefined {
		return this.#talk.question;
	}

	/** Asks for one line; undefined where it is declined. */
	ask(question: string): Promise<string | undefined> {
		return this.#talk.ask(question);
	}

	/** What is answered to the question: undefined declines it. */
	reply(text: string | undefined): void {
		this.#talk.reply(text);
	}

	get running(): {readonly line: string; readonly waiting?: string} | undefined {
		if (this.#reading) {
			return {line: this.#reading.line, waiting: 'what you type; Ctrl+D ends it, Ctrl+C leaves it'};
		}
		if (!this.#running) {
			return undefined;
		}
		const {line} = this.#running;
		return this.#session.connection.clock.paused ? {line, waiting: 'time to go on: it is paused'} : {line};
	}

	/** Runs a line when those before it are done. Lines after one that reads the terminal are its input. */
	run(text: string): void {
		const lines = text.split('\n');
		const reader = lines.findIndex(line => readsTerminal(line));
		if (this.#reading) {
			this.#read(text);
			return;
		}
		if (this.#talk.begun) {
			this.#talk.reply(text);
			return;
		}
		if (reader >= 0 && !isIncomplete(lines.slice(0, reader + 1).join('\n'))) {
			if (reader > 0) {
				this.#waiting.push(lines.slice(0, reader).join('\n'));
			}
			this.#waiting.push(lines[reader]!);
			const rest = lines.slice(reader + 1).join('\n');
			void this.#next().then(() => {
				if (rest !== '') {
					this.#read(rest);
				}
			});
			return;
		}
		this.#waiting.push(text);
		void this.#next();
	}

	interrupt(): void {
		if (this.#reading) {
			this.#output.write('tutor', '^C');
			this.#reading = undefined;
			this.#hooks.changed();
			void this.#next();
			return;
		}
		this.#waiting.length = 0;
		this.#running?.abort.abort();
		this.#talk.end();
	}

	endOfInput(): void {
		const reading = this.#reading;
		if (reading) {
			this.#reading = undefined;
			void this.#execute(reading.line, reading.text).then(() => this.#next());
		}
	}

	/** Ends what runs, and waits for it. */
	async stop(): Promise<void> {
		this.#waiting.length = 0;
		this.#reading = undefined;
		this.#running?.abort.abort();
		this.#talk.end();
		while (this.#running) {
			await new Promise(resolve => setTimeout(resolve, 5));
		}
	}

	#read(text: string): void {
		if (this.#reading) {
			this.#reading.text += `${text}\n`;
			this.#output.write('stdout', `${text}\n`);
		}
	}

	async #next(): Promise<void> {
		while (!this.#running && !this.#reading) {
			const line = this.#waiting.shift();
			if (line === undefined) {
				return;
			}
			if (readsTerminal(line)) {
				this.#output.write('command', line, this.promptText);
				this.#reading = {line, text: ''};
				this.#hooks.changed();
				return;
			}
			await this.#execute(line);
		}
	}

	/** What stands before the cursor: the namespace, and the folder where it is not the workspace. */
	get promptText(): string {
		const {settings, folder} = this.#session;
		return `${settings.namespace}${folder === '' ? '' : ` ~/${folder}`} $ `;
	}

	async #execute(line: string, typed?: string): Promise<void> {
		const abort = new AbortController();
		if (typed === undefined) {
			this.#output.write('command', line, this.promptText);
		}
		this.#running = {line, abort};
		this.#hooks.before(line);
		this.#hooks.changed();
		const mark = this.#output.mark;
		let errors = '';
		const terminal: Terminal = {
			out: text => {
				this.#output.write('stdout', text);
				this.#hooks.printed();
			},
			err: text => {
				errors += text;
				this.#output.write('stderr', text);
			},
			clear: () => this.#output.clear(/^\s*watch\b/.test(line) ? mark : 0),
			signal: abort.signal,
		};
		let exit = 1;
		try {
			const source = typed === undefined ? line : `${line} <<'${endMark}'\n${typed}${endMark}`;
			exit = await runShell(source, this.#session, terminal);
		} catch (error) {
			this.#output.write('stderr', `The tutor itself failed here: ${(error as Error).message}\n`);
		}
		if (abort.signal.aborted) {
			this.#output.write('tutor', '^C');
		}
		this.#running = undefined;
		this.#talk.end();
		this.#hooks.after(line, exit, errors);
		this.#hooks.changed();
	}
}

/** A line that nobody types. */
const endMark = '\u0001end of what was typed\u0001'.replaceAll(' ', '-');

/** Whether a line is one command that would read from the terminal: `cat > FILE`, `kubectl apply -f -`. */
export function readsTerminal(line: string): boolean {
	let steps: ReturnType<typeof parseShell>['steps'];
	try {
		steps = parseShell(line).steps;
	} catch {
		return false;
	}
	const [step, ...more] = steps;
	const command = step?.pipeline.commands[0];
	return more.length === 0 && command !== undefined && step!.pipeline.commands.length === 1 && wantsInput(command);
}

function wantsInput(command: SimpleCommand): boolean {
	if (command.redirects.some(({kind}) => kind === 'input' || kind === 'text')) {
		return false;
	}
	const words = command.words.map(word => word.map(part => (part.kind === 'text' ? part.text : '$')).join(''));
	const [program, ...rest] = words;
	if (program === 'cat' || program === 'tee') {
		return !rest.some(word => !word.startsWith('-') && program === 'cat');
	}
	if (program !== 'kubectl' && program !== 'k') {
		return false;
	}
	return rest.some(
		(word, i) => /^(-f=?-|--filename=-)$/.test(word) || (word === '-' && /^(-f|--filename)$/.test(rest[i - 1] ?? '')),
	);
}

/** Whether more lines would complete what was typed. */
export function isIncomplete(text: string): boolean {
	try {
		parseShell(text);
	} catch (error) {
		return error instanceof ShellSyntaxError && error.incomplete;
	}
	return /(^|[^\\])\\$/.test(text);
}
