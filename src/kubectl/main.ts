/**
 * kubectl: a line's words → a command → its exit code. Parsing, help and failures read as those of kubectl 1.36
 * (kubectl pkg/cmd/cmd.go, spf13/cobra command.go).
 */

import {type Command, CommandError, type Invocation} from './command.ts';
import {commands as commandList} from './commands/index.ts';
import {namesNotHere, refuse, standIn} from './commands/not-here.ts';
import {describeFailure} from './errors.ts';
import {findCommand, firstWord, suggestions} from './find-command.ts';
import {deprecations, flagsOf, missingFlags, parseArguments} from './flags.ts';
import {checkGlobalFlags} from './global-flags.ts';
import {inGroupOrder} from './groups.ts';
import {commandHelp, optionsHelp, rootHelp, rootUsage} from './help.ts';
import type {KubectlIo} from './io.ts';

/** Every command that works here, in the order of kubectl's own list. */
export const commands: readonly Command[] = inGroupOrder(commandList);

/** Commands that are here or say why they are not: what can be named without being "unknown". */
const known: readonly Command[] = inGroupOrder([
	...commands,
	...namesNotHere.filter(name => !commands.some(command => command.name === name)).map(standIn),
]);

/** The exit code of what Ctrl+C ended. */
const interrupted = 130;

/** What a line of words calls. */
export interface CommandLine {
	readonly command: Command;
	/** Such as `kubectl rollout undo`. */
	readonly path: string;
	readonly args: readonly string[];
	readonly argsBeforeDash: number;
	readonly flags: Invocation['flags'];
	readonly givenFlags: Invocation['givenFlags'];
}

/**
 * Reads a line's words without running anything.
 * @param words without `kubectl` itself
 * @throws CommandError for what kubectl refuses before it asks the cluster
 */
export function parseCommandLine(words: readonly string[]): CommandLine | undefined {
	const found = findCommand(words, known);
	const command = found.chain.at(-1);
	if (!command) {
		const word = firstWord(found.words);
		if (word !== undefined) throw unknownCommand(word, words);
	}
	const path = ['kubectl', ...found.chain.map(one => one.name)].join(' ');
	if (found.chain[0] && !commands.includes(found.chain[0])) refuse(found.chain[0].name);
	try {
		const parsed = parseArguments(found.words, flagsOf(command ?? {flags: []}));
		return command && {command, path, ...parsed};
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		const hint = command?.name === 'options' ? `Run '${path}' without flags.` : `See '${path} --help' for usage.`;
		throw new CommandError(`${error.message}\n${hint}`);
	}
}

function unknownCommand(word: string, words: readonly string[]): CommandError {
	if (words[0]?.startsWith('-')) {
		return new CommandError(`Error: flags cannot be placed before plugin name: ${words[0]}`, {bare: true});
	}
	const near = suggestions(
		word,
		known.map(command => command.name),
	);
	const hint = near.length > 0 ? `\n\nDid you mean this?\n${near.map(name => `\t${name}\n`).join('')}` : '';
	return new CommandError(`unknown command ${JSON.stringify(word)} for "kubectl"${hint}`);
}

/** `kubectl help [COMMAND…]`. */
function showHelp(topics: readonly string[], io: KubectlIo): number {
	if (topics.length === 0) {
		io.out(rootHelp(commands));
		return 0;
	}
	const {chain} = findCommand(topics, known);
	const command = chain.at(-1);
	if (!command) {
		io.err(`Unknown help topic [${topics.map(topic => `\`${topic}\``).join(' ')}]\n${rootUsage(commands)}`);
		return 0;
	}
	if (!commands.includes(chain[0]!)) refuse(chain[0]!.name);
	const path = ['kubectl', ...chain.map(one => one.name)].join(' ');
	io.out(command.name === 'options' ? optionsHelp() : commandHelp(command, path));
	return 0;
}

async function dispatch(words: readonly string[], io: KubectlIo): Promise<number> {
	const line = parseCommandLine(words);
	if (!line) {
		io.out(rootHelp(commands));
		return 0;
	}
	const {command, path, args, flags} = line;
	if (command.name === 'help' && path === 'kubectl help') return showHelp(args, io);
	if (flags.bool('help')) return showHelp(path.split(' ').slice(1), io);
	for (const text of deprecations(line.givenFlags, command.flags)) io.err(text);
	const missing = missingFlags(command, flags);
	if (missing.length > 0) {
		throw new CommandError(`required flag(s) ${missing.map(name => JSON.stringify(name)).join(', ')} not set`);
	}
	if (!command.run) {
		if (args.length > 0) {
			throw new CommandError(
				`unknown command ${JSON.stringify(args.join(' '))}\nSee '${path} -h' for help and examples`,
			);
		}
		io[command.helpGoesTo ?? 'err'](commandHelp(command, path));
		return 1;
	}
	checkGlobalFlags(flags, io.settings, command.flags);
	const given = flags.string('namespace');
	const namespace = given === '' ? io.settings.namespace : given;
	return command.run({
		...line,
		io: {...io, command: path, verbosity: flags.int('v')},
		namespace,
		namespaceGiven: given !== '',
	});
}

/**
 * Runs one kubectl command.
 * @param words the line without `kubectl` itself
 * @returns the exit code; everything that there is to say has been written to `io`
 */
export async function kubectl(words: readonly string[], io: KubectlIo): Promise<number> {
	try {
		return await dispatch(words, io);
	} catch (error) {
		if (io.signal.aborted) return interrupted;
		io.failed?.(error);
		io.err(describeFailure(error));
		return error instanceof CommandError ? error.exitCode : 1;
	}
}
