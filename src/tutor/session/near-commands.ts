/** What somebody who typed a command or a flag that kubectl does not have may have meant. */
import type {Command} from '../../kubectl/command.ts';
import {findCommand, suggestions} from '../../kubectl/find-command.ts';
import {flagsOf} from '../../kubectl/flags.ts';
import {commands} from '../../kubectl/main.ts';

/** What other programs call the commands of kubectl. */
const synonyms: Readonly<Record<string, string>> = {
	list: 'get',
	ls: 'get',
	show: 'get',
	view: 'get',
	inspect: 'describe',
	remove: 'delete',
	rm: 'delete',
	kill: 'delete',
	start: 'run',
	update: 'apply',
	rollback: 'rollout undo',
};

/** The sentence after an unknown command, and what it was typed after, such as `rollout`; '' for kubectl itself. */
export function noSuchCommand(word: string, after: string): string {
	const lead = `kubectl has no command ${word}.`;
	const parent = commands.find(({name}) => name === after);
	if (parent?.subcommands) {
		return `\`kubectl ${after}\` is followed by what it shall do: ${namesOf(parent.subcommands).join(', ')}.`;
	}
	const near = suggestions(word, namesOf(commands));
	if (near.length > 0) {
		return `${lead} Did you mean ${near.join(' or ')}?`;
	}
	const known = synonyms[word] ?? subcommandCalled(word);
	return known ? `${lead} That is \`kubectl ${known}\`.` : `${lead} \`kubectl help\` lists what it has.`;
}

/** The sentence after an unknown flag. */
export function noSuchFlag(flag: string, line: string): string {
	const lead = 'That flag is not one of this command';
	const words = line.trim().split(/\s+/).slice(1);
	const command = findCommand(words, commands).chain.at(-1);
	const names = command ? flagsOf(command).flatMap(({name, hidden}) => (hidden ? [] : [name])) : [];
	const near =
		flag.length < 2 ? [] : names.filter(name => suggestions(flag, [name]).length > 0 || name.endsWith(`-${flag}`));
	return near.length > 0
		? `${lead}. Did you mean ${near.map(name => `--${name}`).join(' or ')}?`
		: `${lead}: check its spelling and its dashes; \`--help\` lists them.`;
}

function subcommandCalled(word: string): string | undefined {
	const parent = commands.find(({subcommands = []}) => subcommands.some(({name}) => name === word));
	return parent && `${parent.name} ${word}`;
}

function namesOf(some: readonly Command[]): string[] {
	return some.map(({name}) => name);
}
