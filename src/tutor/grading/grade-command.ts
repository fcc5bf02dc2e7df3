/** Grades a command by what it means to kubectl, whatever form it is written in and whatever sentence is around it. */
import type {CommandQuestion, KnownCommands} from '../missions/mission.ts';
import {type CommandMeaning, commandsIn, readCommand} from './command-meaning.ts';
import type {Grade} from './grade.ts';
import {typingErrors} from './inflect.ts';

type Rules = Pick<CommandQuestion, 'accept' | 'flags' | 'near' | 'mistaken'>;

/** Right, where one of its commands is accepted and none is a mistake; partial, where one comes near. */
export function gradeCommand({accept, flags, near, mistaken}: Rules, answer: string): Grade {
	const wanted = accept.map(readCommand);
	const commands = commandsIn(answer, [...new Set(wanted.map(({path}) => path))]);
	const isAccepted = (command: CommandMeaning) =>
		wanted.some(
			known =>
				sameTarget(known, command) && command.flags.every(flag => flags.includes(flag) || known.flags.includes(flag)),
		);
	const right = commands.filter(isAccepted);
	const others = commands.filter(command => !right.includes(command));
	const wrong = others.map(command => replyTo(command, mistaken)).find(reply => reply !== undefined);
	const close = others.map(command => replyTo(command, near)).find(reply => reply !== undefined);
	const harmless = others.every(
		({path, args}) =>
			/^(rollout (status|history)|get|describe)\b/.test(path) ||
			// "use kubectl logs with --previous: …" names the command before it is written out.
			(args.length === 0 && wanted.some(known => known.path === path)),
	);
	if (right.length > 0 && harmless) {
		return {verdict: 'right', there: ['the command'], missing: [], wrong: []};
	}
	if (right.length > 0) {
		return {verdict: 'partial', there: ['the command'], missing: [], wrong: wrong || close ? [(wrong || close)!] : []};
	}
	if (others.some(command => wanted.some(known => sameTarget(known, command)))) {
		return {
			verdict: 'partial',
			there: ['the command'],
			missing: [],
			wrong: ['A flag in it makes it do something else.'],
		};
	}
	if (close !== undefined) {
		return {verdict: 'partial', there: [], missing: [], wrong: [close]};
	}
	const missing = commands.length > 0 ? 'another command' : 'the command';
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
		return !given.includes('/');
	}
	if (name === '<name>') {
		const [givenKind, givenName] = given.split('/');
		return givenKind === kind && !!givenName;
	}
	return known === given;
}

function replyTo(command: CommandMeaning, groups: readonly KnownCommands[]): string | undefined {
	return groups.find(({commands}) =>
		commands.some(text => {
			if (!text.endsWith('…')) {
				return sameTarget(readCommand(text), command);
			}
			const known = readCommand(text.replace(/\s*…$/, ''));
			return (
				begins(known, command) || (known.args.length > 0 && known.path === command.path && sameTarget(known, command))
			);
		}),
	)?.reply;
}

/** Whether a command's words begin with those of a known one; a typing error is forgiven where it is nearly right anyway. */
function begins(known: CommandMeaning, command: CommandMeaning): boolean {
	const words = command.line.split(' ');
	return known.line
		.split(' ')
		.filter(Boolean)
		.every((word, i) => typingErrors(word, words[i] ?? '') <= (word.length >= 4 ? 1 : 0));
}
