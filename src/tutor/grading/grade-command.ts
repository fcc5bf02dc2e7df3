/** Grades a command by what it means to kubectl, whatever form it is written in and whatever sentence is around it. */
import type {CommandQuestion, KnownCommands} from '../missions/mission.ts';
import {toldOf} from './command-description.ts';
import {type CommandMeaning, commandsIn, kindNamed, readCommand} from './command-meaning.ts';
import {mistakesIn, nearIdea, remarksOf} from './command-remarks.ts';
import type {Grade} from './grade.ts';
import {typingErrors} from './inflect.ts';

type Rules = Pick<CommandQuestion, 'accept' | 'flags' | 'near' | 'mistaken' | 'ideas' | 'misconceptions'>;

const changedByAFlag = 'A flag in it makes it do something else.';

const partOf = (path: string) => `It is a part of \`kubectl ${path.split(' ')[0]}\`. Which part, and for what?`;

/**
 * Right, where one of its commands is accepted, written out or told part by part, none is a mistake, and nothing is said
 * beside it that is not so; partial, where one comes near.
 */
export function gradeCommand({accept, flags, near, mistaken, ideas, misconceptions}: Rules, answer: string): Grade {
	const wanted = accept.map(readCommand);
	const paths = [...new Set(wanted.map(({path}) => path))];
	const commands = commandsIn(answer, paths);
	const isAccepted = (command: CommandMeaning) =>
		wanted.some(
			known =>
				sameTarget(known, command) && command.flags.every(flag => flags.includes(flag) || known.flags.includes(flag)),
		);
	const others = commands.filter(command => !isAccepted(command));
	// "use kubectl logs with --previous: …" names the command before it is written out.
	const begun = (command: CommandMeaning) =>
		command.args.length === 0 &&
		!wanted.some(known => sameTarget(known, command)) &&
		paths.some(known => known === command.path || known.startsWith(`${command.path} `));
	const harmless = (command: CommandMeaning) =>
		/^(rollout (status|history)|get|describe)\b/.test(command.path) || begun(command);
	const isMistake = (command: CommandMeaning) => mistaken.some(group => listsWhole(group, command));
	const told = others.every(command => begun(command) && !isMistake(command)) ? toldOf(answer, wanted) : undefined;
	const given = others.length < commands.length;
	const mistakes = mistakesIn(remarksOf(answer, paths), misconceptions);
	if (given || told === 'all') {
		const replies = others
			.filter(command => !harmless(command) && !command.takesBack)
			.map(command => replyTo(command, near, mistaken)?.reply ?? '');
		const wrong = [...new Set([...replies, ...mistakes])];
		return {
			verdict: wrong.length > 0 ? 'partial' : 'right',
			there: ['the command'],
			missing: [],
			wrong: wrong.filter(Boolean),
		};
	}
	if (others.some(command => wanted.some(known => sameTarget(known, command)))) {
		return {verdict: 'partial', there: ['the command'], missing: [], wrong: [changedByAFlag]};
	}
	// "kubectl rollout undo? No, I would take …": what is only begun counts for nothing beside another command.
	const meant = others.every(harmless) ? others : others.filter(command => !begun(command));
	const known = meant.map(command => replyTo(command, near, mistaken));
	const toldReply =
		told === 'group' ? {reply: partOf(paths[0]!)} : told && replyTo(readCommand(paths[0]!), near, mistaken);
	const close = known.find(found => found?.near) ?? toldReply;
	if (close !== undefined) {
		return {verdict: 'partial', there: [], missing: [], wrong: [close.reply, ...mistakes].filter(Boolean)};
	}
	const idea = nearIdea(answer, ideas);
	if (idea !== undefined) {
		return {verdict: 'partial', there: [idea.name], missing: ['the command'], wrong: [idea.reply].filter(Boolean)};
	}
	const missing = commands.length > 0 ? 'another command' : 'the command';
	const wrong = known.find(found => found !== undefined)?.reply;
	return {verdict: 'wrong', there: [], missing: [missing], wrong: wrong ? [wrong] : []};
}

function sameTarget(known: CommandMeaning, command: CommandMeaning): boolean {
	return (
		known.path === command.path &&
		known.args.length === command.args.length &&
		known.flags.every(flag => command.flags.includes(flag) && sameValue(known.values[flag], command.values[flag])) &&
		known.args.every((arg, i) => matchesArgument(arg, command.args[i]!))
	);
}

/** `-f <file>` in a known command stands for any file, and `./web.yaml` is `web.yaml`. */
function sameValue(known: string | undefined, given: string | undefined): boolean {
	const plain = (value: string | undefined) => value?.replace(/^\.\//, '');
	return /^<.*>$/.test(known ?? '') ? !!given : plain(known) === plain(given);
}

/** `<name>` in a known command stands for any name, or for whatever a learner puts in its place. */
function matchesArgument(known: string, given: string): boolean {
	const [kind, name] = known.split('/');
	if (known === '<name>') {
		return !given.includes('/') && kindNamed(given) === undefined;
	}
	if (name === '<name>') {
		const [givenKind, givenName] = given.split('/');
		return givenKind === kind && !!givenName;
	}
	return known === given;
}

/** What is said of a command: a group that lists it whole counts before those that only list how it begins. */
function replyTo(
	command: CommandMeaning,
	near: readonly KnownCommands[],
	mistaken: readonly KnownCommands[],
): {reply: string; near: boolean} | undefined {
	const groups = [...near.map(group => ({...group, near: true})), ...mistaken.map(group => ({...group, near: false}))];
	return (
		groups.find(group => listsWhole(group, command)) ??
		groups.find(({commands}) => commands.some(text => text.endsWith('…') && beginsSo(text, command)))
	);
}

function listsWhole({commands}: KnownCommands, command: CommandMeaning): boolean {
	return commands.some(text => !text.endsWith('…') && sameTarget(readCommand(text), command));
}

function beginsSo(text: string, command: CommandMeaning): boolean {
	const known = readCommand(text.replace(/\s*…$/, ''));
	return begins(known, command) || (known.args.length > 0 && known.path === command.path && sameTarget(known, command));
}

/** Whether a command's words begin with those of a known one; a typing error is forgiven where it is nearly right anyway. */
function begins(known: CommandMeaning, command: CommandMeaning): boolean {
	const words = command.line.split(' ');
	return known.line
		.split(' ')
		.filter(Boolean)
		.every((word, i) => typingErrors(word, words[i] ?? '') <= (word.length >= 4 ? 1 : 0));
}
