/** `sh`: runs a script in virtual time. Signals, jobs and pipes are as a shell has them that is process 1. */
import {FileFailure, parentOf, resolvePath} from '../process/files.ts';
import type {Input, Job, Machine, Output, Process, Program, Steps} from '../process/process.ts';
import {Pipe, TextInput, TextOutput} from '../process/streams.ts';
import {ArithmeticError, evaluateArithmetic} from './arithmetic.ts';
import {builtins} from './builtins.ts';
import {Exit, Leave} from './control.ts';
import {isName, parseScript, ShellSyntaxError} from './parse.ts';
import {matchesPattern, patternSource} from './pattern.ts';
import type {AndOr, Command, List, Pipeline, Redirect, Word} from './syntax.ts';

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

/** A loop without a wait in it takes this long a round, so that time moves on. */
const shortestRound = 10;

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
	#substitutionStatus = 0;
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
			code = yield* this.list(parseScript(text), streams);
			yield* this.handleSignals(streams);
		} catch (error) {
			code = this.#ending(error, streams);
		}
		const onExit = this.traps.get('EXIT');
		if (onExit !== undefined) {
			this.traps.delete('EXIT');
			this.status = code;
			try {
				yield* this.list(parseScript(onExit), streams);
			} catch (error) {
				code = this.#ending(error, streams);
			}
		}
		return code;
	}

	#ending(error: unknown, streams: Streams): number {
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
		const child = new Shell(this.process, this.style, this);
		const run = function* (): Steps {
			try {
				return yield* child.#andOr({...item, background: false}, {...streams, stdin: new TextInput('')});
			} catch (error) {
				return child.#ending(error, streams);
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
			const child = new Shell(this.process, this.style, this);
			const own = {...streams, stdin, stdout: pipe};
			const run = function* (): Steps {
				try {
					return yield* child.command(command, own);
				} catch (error) {
					return child.#ending(error, own);
				} finally {
					pipe.close();
				}
			};
			this.machine.spawn(run, ['sh']);
			stdin = pipe;
		}
		const last = new Shell(this.process, this.style, this);
		try {
			return yield* last.command(commands.at(-1)!, {...streams, stdin});
		} catch (error) {
			return last.#ending(error, streams);
		}
	}

	*command(command: Command, outer: Streams): Steps {
		let streams = outer;
		try {
			streams = yield* this.redirect(command.redirects, outer);
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
				const child = new Shell(this.process, this.style, this);
				try {
					return yield* child.list(command.body, streams);
				} catch (error) {
					return child.#ending(error, streams);
				}
			}
			case 'if':
				for (const [condition, body] of command.branches) {
					if ((yield* this.#test(condition, streams)) === 0) {
						return yield* this.list(body, streams);
					}
				}
				return command.otherwise ? yield* this.list(command.otherwise, streams) : 0;
			case 'loop':
				return yield* this.#loop(command, streams);
			case 'for':
				return yield* this.#for(command, streams);
			case 'case': {
				const text = yield* this.text(command.word, streams);
				for (const [patterns, body] of command.branches) {
					for (const pattern of patterns) {
						if (matchesPattern(yield* this.#pattern(pattern, streams), text)) {
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

	*#test(condition: List, streams: Streams): Steps {
		const before = this.#testing;
		this.#testing = true;
		try {
			return yield* this.list(condition, streams);
		} finally {
			this.#testing = before;
		}
	}

	*#loop(command: Extract<Command, {kind: 'loop'}>, streams: Streams): Steps {
		const endless =
			isAlways(command.condition) &&
			!command.until &&
			!hasWayOut(command.body) &&
			!this.options.has('e') &&
			this.functions.size === 0;
		let code = 0;
		for (;;) {
			const started = this.machine.now;
			const effects = this.effects;
			const condition = yield* this.#test(command.condition, streams);
			if ((condition === 0) === command.until) {
				return code;
			}
			try {
				code = yield* this.list(command.body, streams);
			} catch (error) {
				if (!this.#leavesLoop(error)) {
					throw error;
				}
				if (error.how === 'break') {
					return 0;
				}
			}
			const {now} = this.machine;
			if (now === started) {
				yield {until: now + shortestRound, endless};
				yield* this.handleSignals(streams);
			} else if (endless) {
				// Rounds that are all alike and that nobody will read about need not be run one by one.
				const alike = this.effects === effects && this.machine.forgetsUntil > now;
				const rounds = alike ? Math.floor((this.machine.forgetsUntil - now) / (now - started)) : 0;
				yield {until: now + rounds * (now - started), endless};
			}
		}
	}

	*#for(command: Extract<Command, {kind: 'for'}>, streams: Streams): Steps {
		const values = command.words ? yield* this.words(command.words, streams) : this.parameters;
		let code = 0;
		for (const value of values) {
			this.set(command.name, value);
			try {
				code = yield* this.list(command.body, streams);
			} catch (error) {
				if (!this.#leavesLoop(error)) {
					throw error;
				}
				if (error.how === 'break') {
					return 0;
				}
			}
		}
		return code;
	}

	/** Whether an error is a `break` or `continue` of the present loop; one of an outer loop goes on up. */
	#leavesLoop(error: unknown): error is Leave {
		if (!(error instanceof Leave) || error.how === 'return') {
			return false;
		}
		return --error.depth === 0;
	}

	*#simple(command: Extract<Command, {kind: 'simple'}>, streams: Streams): Steps {
		this.#substitutionStatus = 0;
		const words = yield* this.words(command.words, streams);
		const assigned: [string, string][] = [];
		for (const [name, value] of command.assignments) {
			assigned.push([name, yield* this.text(value, streams)]);
		}
		const [name, ...args] = words;
		if (name === undefined) {
			for (const [variable, value] of assigned) {
				this.set(variable, value);
			}
			return this.#substitutionStatus;
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
		return yield* this.execute(words, streams, assigned);
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

	/** Runs an executable of the image. */
	*execute(argv: readonly string[], streams: Streams, assigned: readonly (readonly [string, string])[] = []): Steps {
		const name = argv[0]!;
		const program = this.find(name);
		if (!program) {
			const isPath = name.includes('/');
			const folder = isPath && this.machine.files.isFolder(resolvePath(this.cwd, name));
			const what = folder ? 'Permission denied' : this.style.bash && !isPath ? 'command not found' : 'not found';
			streams.stderr.write(`${this.prefix()}${name}: ${what}\n`);
			return folder ? 126 : 127;
		}
		const env = new Map([...this.exported].map(each => [each, this.variables.get(each) ?? '']));
		for (const [variable, value] of assigned) {
			env.set(variable, value);
		}
		const {pid} = this.process;
		return yield* program({pid: pid === 1 ? 7 : pid + 1, argv, env, cwd: this.cwd, ...streams, machine: this.machine});
	}

	/** The executable of that name, or a script that the container itself has written. */
	find(name: string): Program | undefined {
		const program = this.machine.program(name);
		if (program || !name.includes('/')) {
			return program;
		}
		const entry = this.machine.files.entry(resolvePath(this.cwd, name));
		if (!entry || !((entry.mode ?? 0) & 0o111)) {
			return undefined;
		}
		const {style} = this;
		return function* (process) {
			const shell = new Shell(process, {...style, name});
			shell.parameters = process.argv.slice(1);
			return yield* shell.run(entry.data, streamsOf(process));
		};
	}

	set(name: string, value: string): void {
		if (this.variables.get(name) !== value) {
			this.variables.set(name, value);
			this.effects++;
		}
	}

	get(name: string): string | undefined {
		switch (name) {
			case '?':
				return String(this.status);
			case '$':
				return String(this.process.pid);
			case '#':
				return String(this.parameters.length);
			case '@':
			case '*':
				return this.parameters.join(' ');
			case '-':
				return [...this.options].join('');
			case '0':
				return this.name;
			case 'PWD':
				return this.cwd;
			case 'RANDOM':
				return this.style.numbered ? this.variables.get(name) : String((this.machine.now >>> 3) % 32768);
			default:
				return /^\d+$/.test(name) ? this.parameters[Number(name) - 1] : this.variables.get(name);
		}
	}

	*redirect(redirects: readonly Redirect[], streams: Streams): Steps<Streams> {
		const result = {...streams};
		for (const {fd, operator, target} of redirects) {
			const text = yield* this.text(target, streams);
			if (operator === '<<') {
				result.stdin = new TextInput(text);
			} else if (operator === '<') {
				result.stdin = this.#open(text);
			} else if (operator === '>&') {
				const to = text === '1' ? result.stdout : text === '2' ? result.stderr : undefined;
				if (to && fd === 1) {
					result.stdout = to;
				} else if (to && fd === 2) {
					result.stderr = to;
				}
			} else {
				const output = this.output(text, operator === '>>', result);
				if (fd === 2) {
					result.stderr = output;
				} else {
					result.stdout = output;
				}
			}
		}
		return result;
	}

	#open(name: string): Input {
		try {
			return new TextInput(this.machine.files.read(resolvePath(this.cwd, name)));
		} catch (error) {
			throw this.#cannot(error, 'open', name);
		}
	}

	/** A file to write to; `/dev/stdout` and its like are streams. */
	output(name: string, append: boolean, streams: Streams): Output {
		const path = resolvePath(this.cwd, name);
		if (path === '/dev/stdout' || path === '/proc/self/fd/1') {
			return streams.stdout;
		}
		if (path === '/dev/stderr' || path === '/proc/self/fd/2') {
			return streams.stderr;
		}
		if (path === '/proc/1/fd/1' || path === '/proc/1/fd/2') {
			return path.endsWith('1') ? this.machine.log.out : this.machine.log.err;
		}
		const {machine} = this;
		try {
			machine.files.write(path, '', machine.now, append);
		} catch (error) {
			throw this.#cannot(error, 'create', name);
		}
		this.effects += append ? 1 : 0;
		return {
			write: text => {
				machine.files.write(path, text, machine.now, true);
			},
		};
	}

	#cannot(error: unknown, what: 'open' | 'create', name: string): unknown {
		if (!(error instanceof FileFailure)) {
			return error;
		}
		if (this.style.bash) {
			return new FileFailure(`${name}: ${error.message}`);
		}
		if (this.style.numbered) {
			const reason =
				what === 'create' && error.message === 'No such file or directory'
					? 'Directory nonexistent'
					: error.message.replace('No such file or directory', 'No such file');
			return new FileFailure(`cannot ${what} ${name}: ${reason}`);
		}
		const reason =
			error.message === 'No such file or directory' && what === 'create'
				? 'nonexistent directory'
				: error.message.replace('No such file or directory', 'no such file');
		return new FileFailure(`can't ${what} ${name}: ${reason}`);
	}

	/** Expands words: variables, substitutions, splitting, patterns. */
	*words(words: readonly Word[], streams: Streams): Steps<string[]> {
		const result: string[] = [];
		for (const word of words) {
			result.push(...(yield* this.#fields(word, streams)));
		}
		return result;
	}

	*#fields(word: Word, streams: Streams): Steps<string[]> {
		const fields: {text: string; pattern: string; globs: boolean}[] = [];
		let current: {text: string; pattern: string; globs: boolean} | undefined;
		const add = (text: string, quoted: boolean) => {
			current ??= {text: '', pattern: '', globs: false};
			current.text += text;
			current.pattern += quoted ? text.replace(/[\\*?[\]]/g, '\\$&') : text;
			current.globs ||= !quoted && /[*?[]/.test(text);
		};
		const split = () => {
			if (current) {
				fields.push(current);
				current = undefined;
			}
		};
		for (const [index, part] of word.entries()) {
			if (part.kind === 'text') {
				const tilde = index === 0 && !part.quoted ? /^~(?=\/|$)/.test(part.text) : false;
				add(tilde ? (this.variables.get('HOME') ?? '/root') + part.text.slice(1) : part.text, part.quoted);
				continue;
			}
			if (part.kind === 'variable' && part.name === '@' && part.quoted) {
				this.parameters.forEach((parameter, position) => {
					if (position > 0) {
						split();
					}
					add(parameter, true);
				});
				continue;
			}
			const value = yield* this.#value(part, streams);
			if (part.quoted) {
				add(value, true);
				continue;
			}
			const pieces = value.split(/[ \t\n]+/);
			pieces.forEach((piece, position) => {
				if (position > 0) {
					split();
				}
				if (piece !== '') {
					add(piece, false);
				}
			});
		}
		split();
		return fields.flatMap(field => (field.globs ? this.#glob(field.pattern, field.text) : [field.text]));
	}

	#glob(pattern: string, text: string): string[] {
		const absolute = pattern.startsWith('/');
		let found = [''];
		for (const part of pattern.split('/').slice(absolute ? 1 : 0)) {
			const expression = new RegExp(`^${patternSource(part)}$`);
			found = found.flatMap(prefix => {
				const folder = resolvePath(this.cwd, absolute ? prefix || '/' : prefix || '.');
				if (!/[*?[]/.test(part)) {
					const next = absolute || prefix ? `${prefix}/${part}` : part;
					return this.machine.files.exists(resolvePath(this.cwd, next)) ? [next] : [];
				}
				if (!this.machine.files.isFolder(folder)) {
					return [];
				}
				return this.machine.files
					.list(folder)
					.filter(name => expression.test(name) && (part.startsWith('.') || !name.startsWith('.')))
					.map(name => (absolute || prefix ? `${prefix}/${name}` : name));
			});
		}
		return found.length > 0 ? found : [text];
	}

	*#pattern(word: Word, streams: Streams): Steps<string> {
		let pattern = '';
		for (const part of word) {
			if (part.kind === 'text') {
				pattern += part.quoted ? part.text.replace(/[\\*?[\]]/g, '\\$&') : part.text;
			} else {
				pattern += yield* this.#value(part, streams);
			}
		}
		return pattern;
	}

	/** Expands a word without splitting it. */
	*text(word: Word, streams: Streams): Steps<string> {
		let text = '';
		for (const part of word) {
			text += part.kind === 'text' ? part.text : yield* this.#value(part, streams);
		}
		return text;
	}

	*#value(part: Exclude<Word[number], {kind: 'text'}>, streams: Streams): Steps<string> {
		if (part.kind === 'command') {
			const output = new TextOutput();
			const child = new Shell(this.process, this.style, this);
			const own = {...streams, stdout: output};
			try {
				this.#substitutionStatus = yield* child.list(part.body, own);
			} catch (error) {
				this.#substitutionStatus = child.#ending(error, own);
			}
			return output.text.replace(/\n+$/, '');
		}
		if (part.kind === 'arithmetic') {
			return this.#arithmetic(yield* this.text(part.expression, streams));
		}
		const value = this.get(part.name);
		const {operator = ''} = part;
		const missing = value === undefined || (operator.startsWith(':') && value === '');
		switch (operator.replace(':', '')) {
			case '':
				if (value === undefined && this.options.has('u')) {
					streams.stderr.write(`${this.prefix()}${part.name}: parameter not set\n`);
					throw new Exit(2);
				}
				return value ?? '';
			case '-':
				return missing ? yield* this.text(part.word ?? [], streams) : value;
			case '=': {
				if (!missing) {
					return value;
				}
				const fallback = yield* this.text(part.word ?? [], streams);
				this.set(part.name, fallback);
				return fallback;
			}
			case '+':
				return missing ? '' : yield* this.text(part.word ?? [], streams);
			case '?': {
				if (!missing) {
					return value;
				}
				const why = yield* this.text(part.word ?? [], streams);
				streams.stderr.write(`${this.prefix()}${part.name}: ${why || 'parameter not set or null'}\n`);
				throw new Exit(2);
			}
			case 'length':
				return String((value ?? '').length);
			default:
				return trimmed(value ?? '', operator, yield* this.#pattern(part.word ?? [], streams));
		}
	}

	#arithmetic(expression: string): string {
		const assignment = /^\s*([A-Za-z_]\w*)\s*([-+*/%]?)=(?!=)(.*)$/s.exec(expression);
		const lookUp = (name: string) => this.get(name) ?? '';
		if (assignment) {
			const [, name = '', operator, right = ''] = assignment;
			const value = evaluateArithmetic(operator ? `${name}${operator}(${right})` : right, lookUp);
			this.set(name, String(value));
			return String(value);
		}
		const step = /^\s*(\+\+|--)?([A-Za-z_]\w*)(\+\+|--)?\s*$/.exec(expression);
		if (step?.[1] || step?.[3]) {
			const name = step[2]!;
			const before = Number.parseInt(lookUp(name) || '0', 10);
			const after = (step[1] ?? step[3]) === '++' ? before + 1 : before - 1;
			this.set(name, String(after));
			return String(step[1] ? after : before);
		}
		return String(evaluateArithmetic(expression, lookUp));
	}

	/** Reads `NAME=value` words, as `export` takes them. */
	assign(word: string): string | undefined {
		const [name = '', ...rest] = word.split('=');
		if (!isName(name)) {
			return undefined;
		}
		if (rest.length > 0) {
			this.set(name, rest.join('='));
		}
		return name;
	}

	parentExists(path: string): boolean {
		return this.machine.files.isFolder(parentOf(resolvePath(this.cwd, path)));
	}
}

function trimmed(value: string, operator: string, pattern: string): string {
	const lengths = [...Array(value.length + 1).keys()];
	const longest = operator.length === 2;
	for (const length of longest ? lengths.reverse() : lengths) {
		const part = operator.startsWith('#') ? value.slice(0, length) : value.slice(value.length - length);
		if (matchesPattern(pattern, part)) {
			return operator.startsWith('#') ? value.slice(length) : value.slice(0, value.length - length);
		}
	}
	return value;
}

/** Whether a condition is `true`, `:` or `[ 1 ]` and so never ends its loop. */
function isAlways(list: List): boolean {
	const only = list.length === 1 ? list[0]! : undefined;
	const command = only?.rest.length === 0 && only.first.commands.length === 1 ? only.first.commands[0]! : undefined;
	if (command?.kind !== 'simple' || only?.first.negated) {
		return false;
	}
	const words = command.words.map(word => word.map(part => (part.kind === 'text' ? part.text : '$')).join(''));
	return ['true', ':', '[ 1 ]', '[ true ]', '/bin/true'].includes(words.join(' '));
}

/** Whether a loop's body has words that may leave it. */
function hasWayOut(list: List): boolean {
	const text = JSON.stringify(list);
	return /"(break|return|exit|exec|kill|set|eval|\.)"/.test(text);
}

function streamsOf({stdin, stdout, stderr}: Process): Streams {
	return {stdin, stdout, stderr};
}

/** Runs `sh` as a program: `-c SCRIPT`, a script file, or what comes on standard input. */
export function shellProgram(style: ShellStyle): Program {
	return function* (process) {
		const [, ...args] = process.argv;
		const shell = new Shell(process, style);
		while (args[0]?.startsWith('-') && args[0] !== '-c' && args[0] !== '--') {
			const option = args.shift()!;
			if (option === '-o') {
				args.shift();
				continue;
			}
			for (const letter of option.slice(1)) {
				if (letter !== 'c') {
					shell.options.add(letter);
				}
			}
			if (option.includes('c')) {
				args.unshift('-c');
				break;
			}
		}
		if (args[0] === '-c') {
			const script = args[1];
			if (script === undefined) {
				process.stderr.write(`${style.name}: ${style.numbered ? '0: ' : ''}-c requires an argument\n`);
				return 2;
			}
			shell.name = args[2] ?? style.name;
			shell.parameters = args.slice(3);
			return yield* shell.run(script, streamsOf(process));
		}
		if (args[0] !== undefined && args[0] !== '--') {
			const entry = process.machine.files.entry(resolvePath(process.cwd, args[0]));
			if (!entry) {
				const can = style.numbered
					? `0: cannot open ${args[0]}: No such file`
					: `can't open '${args[0]}': No such file or directory`;
				process.stderr.write(`${style.name}: ${can}\n`);
				return 2;
			}
			shell.name = args[0];
			shell.parameters = args.slice(1);
			return yield* shell.run(entry.data, streamsOf(process));
		}
		return yield* shell.run(yield* process.stdin.readAll(), streamsOf(process));
	};
}
