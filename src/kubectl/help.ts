/** Help in the layout of kubectl (kubectl pkg/util/templates/templates.go); the words are the commands' own. */
import type {Command, Flag} from './command.ts';
import {globalFlags} from './flags.ts';
import {commandGroups} from './groups.ts';

const moreAboutOptions = 'Use "kubectl options" for a list of global command-line options (applies to all commands).';

function flagLines(flag: Flag): string {
	const bare: Record<Flag['type'], string> = {
		bool: 'false',
		string: '',
		int: '0',
		int64: '0',
		duration: '0s',
		strings: '[]',
		stringArray: '[]',
		stringToString: '[]',
	};
	const value = flag.default ?? bare[flag.type];
	const shown = flag.type === 'string' ? `'${value}'` : value;
	const shorthand = flag.shorthand ? `-${flag.shorthand}, ` : '';
	return `    ${shorthand}--${flag.name}=${shown}:\n\t${flag.description}\n`;
}

function flagList(flags: readonly Flag[]): string {
	return flags
		.filter(flag => !flag.hidden)
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.map(flagLines)
		.join('\n');
}

function commandLines(commands: readonly Command[], padding: number): string[] {
	return commands.map(command => `  ${command.name.padEnd(padding)}   ${command.short}`);
}

function paddingFor(commands: readonly Command[]): number {
	return Math.max(11, ...commands.map(command => command.name.length));
}

/** The commands that a command stands under are named too, where its usage does not name them itself. */
function usageLine(command: Command, path: string): string {
	const above = path.split(' ').slice(0, -1);
	const parents = above.slice(1).join(' ');
	const named = parents === '' || command.usage.startsWith(`${parents} `);
	const line = named ? `kubectl ${command.usage}` : `${above.join(' ')} ${command.usage}`;
	return line.includes('[options]') ? line : `${line} [options]`;
}

/**
 * The text of `--help`.
 * @param path such as `kubectl rollout undo`
 */
export function commandHelp(command: Command, path: string): string {
	const sections: string[] = [command.long ?? `${command.short}.`];
	if (command.aliases && command.aliases.length > 0) {
		sections.push(`Aliases:\n${[command.name, ...command.aliases].join(', ')}`);
	}
	if (command.examples && command.examples.length > 0) {
		const lines = command.examples.map(([what, line]) => `  # ${what}\n  ${line.replaceAll('\n', '\n  ')}`);
		sections.push(`Examples:\n${lines.join('\n  \n')}`);
	}
	const subcommands = [...(command.subcommands ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
	if (subcommands.length > 0) {
		sections.push(['Available Commands:', ...commandLines(subcommands, paddingFor(subcommands))].join('\n'));
	}
	if (command.flags.some(flag => !flag.hidden)) sections.push(`Options:\n${flagList(command.flags).trimEnd()}`);
	sections.push(`Usage:\n  ${usageLine(command, path)}`);
	const hints = [moreAboutOptions];
	if (subcommands.length > 0) {
		hints.unshift(`Use "${path} <command> --help" for more information about a given command.`);
	}
	return `${[...sections, hints.join('\n')].join('\n\n')}\n`;
}

/** What bare `kubectl` says. Commands that are in kubectl but not here are not listed. */
export function rootHelp(commands: readonly Command[]): string {
	return `kubectl controls the Kubernetes cluster manager.\n\n${rootUsage(commands)}`;
}

/** The list of commands, as it also follows `kubectl help` on an unknown topic. */
export function rootUsage(commands: readonly Command[]): string {
	const byName = new Map(commands.map(command => [command.name, command]));
	const padding = paddingFor(commands);
	const grouped = new Set<string>();
	const sections: string[] = [];
	for (const group of commandGroups) {
		const present = group.names.flatMap(name => byName.get(name) ?? []);
		for (const command of present) grouped.add(command.name);
		const shown = present.filter(command => command.name !== 'options' && command.name !== 'help');
		if (shown.length > 0) sections.push([group.heading, ...commandLines(shown, padding)].join('\n'));
	}
	sections.push('Usage:\n  kubectl [flags] [options]');
	sections.push(`Use "kubectl <command> --help" for more information about a given command.\n${moreAboutOptions}`);
	return `${sections.join('\n\n')}\n`;
}

/** What `kubectl options` says. */
export function optionsHelp(): string {
	return `The following options can be passed to any command:\n\n${flagList(globalFlags)}\n`;
}
