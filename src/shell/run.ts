/** Runs what was typed. */
import {StatusError} from '../apimachinery/status.ts';
import type {KubectlIo} from '../kubectl/io.ts';
import {kubectl} from '../kubectl/main.ts';
import {type Expansion, expandText, expandWord} from './expand.ts';
import {fileProblem, filesFrom} from './folder.ts';
import {OptionError} from './options.ts';
import {parseShell} from './parse.ts';
import {allText, type Input, inputOf, Pipe} from './pipe.ts';
import {filePrograms} from './programs/files.ts';
import {filters} from './programs/filters.ts';
import {grep} from './programs/grep.ts';
import {sessionPrograms} from './programs/session.ts';
import type {CommandIo, ShellCommand, ShellSession} from './session.ts';
import {type Pipeline, ShellSyntaxError, type SimpleCommand} from './syntax.ts';

/** Where a line's output goes. */
export interface Terminal {
	out(text: string): void;
	err(text: string): void;
	clear?(): void;
	readonly signal: AbortSignal;
}

/** The exit code of what was stopped with Ctrl+C, as in a POSIX shell. */
export const interrupted = 130;

/** The names of the programs that this shell has, kubectl apart. */
export const programs: Readonly<Record<string, ShellCommand>> = {grep, ...filters, ...filePrograms, ...sessionPrograms};

/**
 * Runs a line, or several, and gives the exit code of the last command. What is wrong with the line is said on
 * standard error; nothing is thrown but bugs.
 */
export async function runShell(source: string, session: ShellSession, terminal: Terminal): Promise<number> {
	let line: ReturnType<typeof parseShell>;
	try {
		line = parseShell(source);
	} catch (error) {
		if (!(error instanceof ShellSyntaxError)) {
			throw error;
		}
		terminal.err(`sh: ${error.message}\n`);
		session.lastExit = 2;
		return 2;
	}
	let exit = line.steps.length === 0 ? 0 : session.lastExit;
	for (const {pipeline, when} of line.steps) {
		if (terminal.signal.aborted) {
			exit = interrupted;
			break;
		}
		if (when === 'always' || (when === 'success') === (exit === 0)) {
			exit = await runPipeline(pipeline, session, terminal);
			session.lastExit = exit;
		}
	}
	session.lastExit = exit;
	return exit;
}

async function runPipeline(pipeline: Pipeline, session: ShellSession, terminal: Terminal): Promise<number> {
	const {commands, negated} = pipeline;
	let input: Input | undefined;
	const running: Promise<number>[] = [];
	for (const [index, command] of commands.entries()) {
		const reads = input;
		if (index === commands.length - 1) {
			running.push(runSimple(command, session, terminal, reads));
			break;
		}
		const pipe = new Pipe();
		const signal = AbortSignal.any([terminal.signal, pipe.closed.signal]);
		const into: Terminal = {...terminal, signal, out: text => pipe.write(text)};
		running.push(runSimple(command, session, into, reads).finally(() => pipe.end()));
		input = readThenClose(pipe);
	}
	const exits = await Promise.all(running);
	const exit = exits.at(-1)!;
	return negated ? (exit === 0 ? 1 : 0) : exit;
}

/** Reads a pipe; when the reader stops early, the writer is told. */
async function* readThenClose(pipe: Pipe): AsyncGenerator<string> {
	try {
		yield* pipe.read();
	} finally {
		pipe.closed.abort();
	}
}

async function runSimple(
	command: SimpleCommand,
	session: ShellSession,
	terminal: Terminal,
	input: Input | undefined,
): Promise<number> {
	const files = filesFrom(session.workspace, session.folder);
	const expansion: Expansion = {
		files,
		variable: name => (name === '?' ? String(session.lastExit) : (session.variables.get(name) ?? '')),
		async substitute(line) {
			let text = '';
			await runShell(line, session, {
				...terminal,
				out: piece => {
					text += piece;
				},
			});
			return text;
		},
	};
	try {
		const words = (await Promise.all(command.words.map(word => expandWord(word, expansion)))).flat();
		if (words.length === 0) {
			for (const {name, value} of command.assignments) {
				session.variables.set(name, await expandText(value, expansion));
			}
		}
		const streams = await redirect(command, expansion, terminal, input);
		try {
			return words.length === 0 ? 0 : await runProgram(unalias(words, session), session, streams);
		} finally {
			streams.finish();
			await drain(streams.input);
		}
	} catch (error) {
		return complain(error, terminal);
	}
}

/** What nobody read is let go, so that the writer before a pipe ends. */
async function drain(input: Input | undefined): Promise<void> {
	await (input as AsyncGenerator<string> | undefined)?.return?.(undefined);
}

interface Streams extends Terminal {
	readonly input: Input | undefined;
	/** Writes the files that output went to. */
	finish(): void;
}

async function redirect(
	command: SimpleCommand,
	expansion: Expansion,
	terminal: Terminal,
	input: Input | undefined,
): Promise<Streams> {
	let out = (text: string) => terminal.out(text);
	let err = (text: string) => terminal.err(text);
	let source = input;
	const finishers: (() => void)[] = [];
	for (const redirection of command.redirects) {
		if (redirection.kind === 'text') {
			source = inputOf(await expandText(redirection.body, expansion));
		} else if (redirection.kind === 'input') {
			source = inputOf(expansion.files.read(await expandText(redirection.target, expansion)));
		} else if (redirection.kind === 'merge') {
			if (redirection.from === 'err') {
				err = out;
			} else {
				out = err;
			}
		} else {
			const name = await expandText(redirection.target, expansion);
			let write = (_text: string) => {};
			if (name !== '/dev/null') {
				let text = redirection.append && expansion.files.kind(name) === 'file' ? expansion.files.read(name) : '';
				expansion.files.write(name, text);
				write = piece => {
					text += piece;
				};
				finishers.push(() => expansion.files.write(name, text));
			}
			if (redirection.stream !== 'err') {
				out = write;
			}
			if (redirection.stream !== 'out') {
				err = write;
			}
		}
	}
	return {
		out,
		err,
		clear: () => terminal.clear?.(),
		signal: terminal.signal,
		input: source,
		finish() {
			for (const finish of finishers) {
				finish();
			}
		},
	};
}

/** An alias stands for its words; one that names itself is taken once. */
function unalias(words: readonly string[], session: ShellSession): string[] {
	let result = [...words];
	const seen = new Set<string>();
	while (session.aliases.has(result[0]!) && !seen.has(result[0]!)) {
		seen.add(result[0]!);
		result = [...session.aliases.get(result[0]!)!.split(/\s+/).filter(Boolean), ...result.slice(1)];
	}
	return result;
}

async function runProgram(words: readonly string[], session: ShellSession, streams: Streams): Promise<number> {
	const [name = '', ...rest] = words;
	const files = filesFrom(session.workspace, session.folder);
	const io: CommandIo = {
		session,
		files,
		input: streams.input,
		out: streams.out,
		err: streams.err,
		clear: () => streams.clear?.(),
		signal: streams.signal,
		run: (inner, over = {}) => {
			const inside: Streams = {...streams, out: over.out ?? streams.out, input: over.input, finish: () => {}};
			return runProgram(unalias(inner, session), session, inside).catch(error => complain(error, inside));
		},
	};
	const program = session.commands?.get(name) ?? (Object.hasOwn(programs, name) ? programs[name] : undefined);
	if (program) {
		try {
			return await program(rest, io);
		} catch (error) {
			if (error instanceof OptionError) {
				streams.err(`${name}: ${error.message}\n`);
				return 2;
			}
			throw error;
		}
	}
	if (name === 'kubectl') {
		return kubectl(rest, await kubectlIo(io));
	}
	streams.err(`${name}: ${session.elsewhere?.get(name) ?? 'command not found'}\n`);
	return 127;
}

async function kubectlIo(io: CommandIo): Promise<KubectlIo> {
	const {session} = io;
	return {
		connection: session.connection,
		files: io.files,
		settings: session.settings,
		...(io.input && {stdin: await allText(io.input)}),
		out: io.out,
		err: io.err,
		signal: io.signal,
		...(session.edit && {edit: session.edit}),
		...(session.ask && {ask: session.ask}),
		...(session.failed && {failed: session.failed}),
	};
}

/** Says what ended a command; Ctrl+C and a closed pipe end it without a word. */
function complain(error: unknown, terminal: Terminal): number {
	if (terminal.signal.aborted) {
		return interrupted;
	}
	if (error instanceof StatusError) {
		terminal.err(`Error from server (${error.reason}): ${error.message}\n`);
		return 1;
	}
	terminal.err(`sh: ${fileProblem(error)}\n`);
	return 1;
}
