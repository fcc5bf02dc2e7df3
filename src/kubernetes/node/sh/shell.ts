/** A shell that runs a script in virtual time. Signals, jobs and pipes are as one has them that is process 1. */
import {FileFailure} from '../process/files.ts';
import type {Input, Job, Machine, Output, Process, Steps} from '../process/process.ts';
import {Pipe, TextInput} from '../process/streams.ts';
import {ArithmeticError} from './arithmetic.ts';
import {builtins} from './builtins.ts';
import {Exit, Leave} from './control.ts';
import {execute} from './executables.ts';
import {expandPattern, expandText, expandWords} from './expand.ts';
import {runFor, runLoop} from './loops.ts';
import {parseScript} from './parse.ts';
import {matchesPattern} from './pattern.ts';
import {ShellSyntaxError} from './reader.ts';
import {redirect} from './redirect.ts';
import type {AndOr, Command, List, Pipeline} from './syntax.ts';

/** How a shell in an image says its own name in errors, and how it numbers lines. */
export interface ShellStyle {
	readonly name: string;
	/** `sh: 1: foo: not found` instead of `sh: foo: not found`. */
	readonly numbered: boolean;
	/** bash says `bash: line 1: foo: command not found`. */
	readonly bash?: boolean;
}

export interface Streams {
	readonly stdin: Input;
	readonly stdout: Output;
	readonly stderr: Output;
}

export class Shell {
	readonly process: Process;
	readonly machine: Machine;
	readonly style: ShellStyle;
	/** All variables, exported or not. */
	readonly variables: Map<string, string>;
	readonly exported: Set<string>;
	readonly functions: Map<string, Command>;
	readonly traps = new Map<string, string>();
	readonly jobs: Job[] = [];
	readonly options = new Set<string>();
	cwd: string;
	status = 0;
	parameters: readonly string[];
	name: string;
	/** How the last command substitution ended. */
	substitutionStatus = 0;
	/** Counts what a round of a loop did besides writing and waiting. */
	effects = 0;

	constructor(process: Process, style: ShellStyle, from?: Shell) {
		this.process = process;
		this.machine = process.machine;
		this.style = style;
		this.variables = new Map(from?.variables ?? process.env);
		this.exported = new Set(from?.exported ?? process.env.keys());
		this.functions = new Map(from?.functions);
		this.cwd = from?.cwd ?? process.cwd;
		this.parameters = from?.parameters ?? [];
		this.name = from?.name ?? style.name;
		for (const option of from?.options ?? []) {
			this.options.add(option);
		}
	}

	/** Runs a whole script; the result is its exit code. */
	*run(text: string, streams: Streams): Steps {
		let code: number;
		try {
			code = yield* this.runPart(text, streams);
		} catch (error) {
			code = this.ending(error, streams);
		}
		return yield* this.leave(code, streams);
	}

	/** Runs a part of a script that goes on. Throws where the script is to end there. */
	*runPart(text: string, {stdin, stdout, stderr}: Streams): Steps {
		const streams = {stdin, stdout, stderr};
		const code = yield* this.list(parseScript(text), streams);
		yield* this.handleSignals(streams);
		return code;
	}

	/** What is to be done at the end of a script; the result is its exit code. */
	*leave(exitCode: number, {stdin, stdout, stderr}: Streams): Steps {
		const streams = {stdin, stdout, stderr};
		let code = exitCode;
		const onExit = this.traps.get('EXIT');
		if (onExit !== undefined) {
			this.traps.delete('EXIT');
			this.status = code;
			try {
				yield* this.list(parseScript(onExit), streams);
			} catch (error) {
				code = this.ending(error, streams);
			}
		}
		return code;
	}

	/** The exit code of a script that ended by `exit`, or could not be read. */
	ending(error: unknown, streams: Streams): number {
		if (error instanceof Exit) {
			return error.code;
		}
		if (error instanceof Leave) {
			return error.code;
		}
		if (error instanceof ShellSyntaxError || error instanceof ArithmeticError) {
			streams.stderr.write(`${this.prefix()}${error.message}\n`);
			return 2;
		}
		throw error;
	}

	/** A copy that changes without this one. */
	subshell(): Shell {
		return new Shell(this.process, this.style, this);
	}

	/** The shell that runs a script file, as a process of its own. */
	forScript(process: Process, name: string): Shell {
		const shell = new Shell(process, {...this.style, name});
		shell.parameters = process.argv.slice(1);
		return shell;
	}

	/** What is shown where a command can be typed. */
	prompt(): string {
		const {host} = this.machine;
		const sign = host.user.uid === 0 ? '#' : '$';
		if (this.style.bash) {
			return `${host.user.uid === 0 ? 'root' : 'I have no name!'}@${host.hostname}:${this.cwd}${sign} `;
		}
		return this.style.numbered ? `${sign} ` : `${this.cwd} ${sign} `;
	}

	/** What errors begin with. */
	prefix(): string {
		return this.style.bash ? `${this.name}: line 1: ` : this.style.numbered ? `${this.name}: 1: ` : `${this.name}: `;
	}

	*list(list: List, streams: Streams): Steps {
		let code = 0;
		for (const item of list) {
			if (item.background) {
				this.#background(item, streams);
				code = 0;
			} else {
				code = yield* this.#andOr(item, streams);
			}
			this.status = code;
			yield* this.handleSignals(streams);
		}
		return code;
	}

	/** Runs the traps of signals that came meanwhile. */
	*handleSignals(streams: Streams): Steps<void> {
		if (this.process.pid !== 1) {
			return;
		}
		for (let signal = this.machine.takeSignal(); signal !== undefined; signal = this.machine.takeSignal()) {
			const action = this.traps.get(signal.replace(/^SIG/, ''));
			if (action !== undefined) {
				const before = this.status;
				yield* this.list(parseScript(action), streams);
				this.status = before;
			}
		}
	}

	#background(item: AndOr, streams: Streams): void {
		const child = this.subshell();
		const run = function* (): Steps {
			try {
				return yield* child.#andOr({...item, background: false}, {...streams, stdin: new TextInput('')});
			} catch (error) {
				return child.ending(error, streams);
			}
		};
		const job = this.machine.spawn(run, ['sh']);
		this.jobs.push(job);
		this.variables.set('!', String(job.pid));
		this.effects++;
	}

	*#andOr(item: AndOr, streams: Streams): Steps {
		let code = yield* this.#pipeline(item.first, streams, item.rest.length > 0);
		for (const [index, [operator, pipeline]] of item.rest.entries()) {
			this.status = code;
			if (operator === '&&' ? code === 0 : code !== 0) {
				code = yield* this.#pipeline(pipeline, streams, index < item.rest.length - 1);
			}
		}
		return code;
	}

	*#pipeline(pipeline: Pipeline, streams: Streams, tested: boolean): Steps {
		let code: number;
		if (pipeline.commands.length === 1) {
			code = yield* this.command(pipeline.commands[0]!, streams);
		} else {
			code = yield* this.#piped(pipeline.commands, streams);
		}
		if (pipeline.negated) {
			return code === 0 ? 1 : 0;
		}
		if (code !== 0 && !tested && this.options.has('e') && !this.#testing) {
			throw new Exit(code);
		}
		return code;
	}
	#testing = false;

	*#piped(commands: readonly Command[], streams: Streams): Steps {
		let stdin = streams.stdin;
		for (const command of commands.slice(0, -1)) {
			const pipe = new Pipe();
			const child = this.subshell();
			const own = {...streams, stdin, stdout: pipe};
			const run = function* (): Steps {
				try {
					return yield* child.command(command, own);
				} catch (error) {
					return child.ending(error, own);
				} finally {
					pipe.close();
				}
			};
			this.machine.spawn(run, ['sh']);
			stdin = pipe;
		}
		const last = this.subshell();
		try {
			return yield* last.command(commands.at(-1)!, {...streams, stdin});
		} catch (error) {
			return last.ending(error, streams);
		}
	}

	*command(command: Command, outer: Streams): Steps {
		let streams = outer;
		try {
			streams = yield* redirect(this, command.redirects, outer);
		} catch (error) {
			if (error instanceof FileFailure) {
				outer.stderr.write(`${this.prefix()}${error.message}\n`);
				return 1;
			}
			throw error;
		}
		switch (command.kind) {
			case 'simple':
				return yield* this.#simple(command, streams);
			case 'group': {
				if (!command.subshell) {
					return yield* this.list(command.body, streams);
				}
				const child = this.subshell();
				try {
					return yield* child.list(command.body, streams);
				} catch (error) {
					return child.ending(error, streams);
				}
			}
			case 'if':
				for (const [condition, body] of command.branches) {
					if ((yield* this.condition(condition, streams)) === 0) {
						return yield* this.list(body, streams);
					}
				}
				return command.otherwise ? yield* this.list(command.otherwise, streams) : 0;
			case 'loop':
				return yield* runLoop(this, command, streams);
			case 'for':
				return yield* runFor(this, command, streams);
			case 'case': {
				const text = yield* expandText(this, command.word, streams);
				for (const [patterns, body] of command.branches) {
					for (const pattern of patterns) {
						if (matchesPattern(yield* expandPattern(this, pattern, streams), text)) {
							return yield* this.list(body, streams);
						}
					}
				}
				return 0;
			}
			case 'function':
				this.functions.set(command.name, command.body);
				return 0;
		}
	}

	/** Runs what only asks something: `set -e` does not end the script there. */
	*condition(list: List, streams: Streams): Steps {
		const before = this.#testing;
		this.#testing = true;
		try {
			return yield* this.list(list, streams);
		} finally {
			this.#testing = before;
		}
	}

	*#simple(command: Extract<Command, {kind: 'simple'}>, streams: Streams): Steps {
		this.substitutionStatus = 0;
		const words = yield* expandWords(this, command.words, streams);
		const assigned: [string, string][] = [];
		for (const [name, value] of command.assignments) {
			assigned.push([name, yield* expandText(this, value, streams)]);
		}
		const [name, ...args] = words;
		if (name === undefined) {
			for (const [variable, value] of assigned) {
				this.set(variable, value);
			}
			return this.substitutionStatus;
		}
		const definition = this.functions.get(name);
		if (definition) {
			return yield* this.#call(definition, args, streams);
		}
		const builtin = builtins[name];
		if (builtin) {
			for (const [variable, value] of assigned) {
				this.set(variable, value);
			}
			return yield* builtin(this, args, streams);
		}
		return yield* execute(this, words, streams, assigned);
	}

	*#call(definition: Command, args: readonly string[], streams: Streams): Steps {
		const before = this.parameters;
		this.parameters = args;
		try {
			return yield* this.command(definition, streams);
		} catch (error) {
			if (error instanceof Leave && error.how === 'return') {
				return error.code;
			}
			throw error;
		} finally {
			this.parameters = before;
		}
	}

	set(name: string, value: string): void {
		if (this.variables.get(name) !== value) {
			this.variables.set(name, value);
			this.effects++;
		}
	}
}
