/**
 * Reads commands that are told part by part: "the undo subcommand of kubectl rollout, followed by the name of the
 * Deployment".
 */
import {advisesAgainst, type CommandMeaning, flagForms, kindNamed} from './command-meaning.ts';

/** How much of a command is told: every part; its verb without some part; or the group alone, with the verb forgotten. */
export type Told = 'all' | 'verb' | 'group';

const ranks: readonly (Told | undefined)[] = ['all', 'verb', 'group', undefined];

/** The most that is told of any of the commands. */
export function toldOf(answer: string, wanted: readonly CommandMeaning[]): Told | undefined {
	const text = answer.toLowerCase().replace(/[`"'‘’“”]/g, '');
	const told = wanted.map(command => partsTold(text, command));
	return ranks.find(rank => told.includes(rank));
}

function partsTold(text: string, {path, args, flags, values}: CommandMeaning): Told | undefined {
	const verb = verbTold(text, path.split(' '));
	if (verb === 'no') {
		return undefined;
	}
	if (verb === 'group') {
		return forgets.test(text) ? 'group' : undefined;
	}
	const flagsTold = flags.map(name => flagTold(text, path, name, values[name]!));
	const parts = [...flagsTold, ...args.map(arg => argumentTold(text, arg))];
	if (parts.every(Boolean)) {
		return verb === 'named' ? 'all' : 'verb';
	}
	return verb === 'named' || flagsTold.some(Boolean) ? 'verb' : undefined;
}

const forgets =
	/\b(?:forg[eo]t\w*|recall|remember|escapes?|(?:don'?t|not) (?:know|sure)|no idea|something|some|sth|whatever it)\b|\?/;

const callsItACommand = /(?:sub-?)?(?:commands?|cmd|verb)/.source;

const word = (text: string) => `(?<![\\w/-])${text}(?![\\w-])`;

/** Whether a verb is named as one, only stands there, or lacks its last word. */
function verbTold(text: string, path: readonly string[]): 'named' | 'said' | 'group' | 'no' {
	const whole = new RegExp(`(?:kubectl\\s+)?${word(path.join('\\s+'))}`).exec(text);
	if (whole && advisesAgainst(text.slice(0, whole.index))) {
		return 'no';
	}
	if (path.length === 1) {
		const [verb = ''] = path;
		const named = new RegExp(
			`kubectl ${word(verb)}|${word(verb)} ${callsItACommand}\\b|${callsItACommand} (?:(?:is|called|named|the) )*${word(verb)}`,
		);
		return named.test(text) ? 'named' : whole ? 'said' : 'no';
	}
	if (whole) {
		return 'named';
	}
	const [group = '', verb = ''] = path;
	if (!new RegExp(`kubectl ${word(group)}|${word(group)} ${callsItACommand}`).test(text)) {
		return 'no';
	}
	const told =
		new RegExp(`${word(verb)}`).test(text) && new RegExp(`\\b(?:${callsItACommand}|called|one)\\b`).test(text);
	return told ? 'named' : 'group';
}

function flagTold(text: string, path: string, name: string, value: string): boolean {
	const spoken = `-*${name.slice(0, 4)}[a-z-]*`;
	const kind = '(?:flag|option|switch|parameter|argument)';
	const named = new RegExp(
		[...flagForms(path, name).map(form => `(?<=^|[\\s(])${form}(?![\\w-])`), `${spoken} ${kind}\\b`].join('|') +
			`|\\b${kind} (?:called |named )?(?:${spoken}|${flagForms(path, name).join('|')})(?![\\w-])` +
			`|\\b${name} (?:set to|equals?|at) `,
	);
	return named.test(text) && (value === 'true' || valueTold(text, value));
}

const numerals = 'zero one two three four five six seven eight nine ten'.split(' ');

function valueTold(text: string, value: string): boolean {
	const ways = [escaped(value), ...(numerals[Number(value)] ? [numerals[Number(value)]!] : [])];
	const isFile = /^<file>$|\.ya?ml$/.test(value);
	return (
		new RegExp(`(?<![\\w-])(?:${ways.join('|')})(?![\\w-])`).test(text) ||
		(isFile && /\b(?:(?:the|that|this|its|your) (?:file|manifest)|file ?name)\b/.test(text))
	);
}

/** "then the Deployment", "pass it the Pod": how an argument is told, and not what becomes of it. */
const handsOver =
	'(?:then|by|plus|and|with|hand it|hand over|pass|pass it|give it|name|append|add|after it|for|on) (?:comes? )?(?:(?:the|your|a|that|its) )?(?:right )?';
const becomes = '(?! (?:is|gets?|goes|will|rolls?|returns?|has|was|back|starts?|runs?|again)\\b)';

function argumentTold(text: string, arg: string): boolean {
	if (arg.includes('=')) {
		return text.split(/\s+/).some(given => given.replace(/[.,;:!?)]+$/, '') === arg);
	}
	const [kind = '', name = kind] = arg.split('/');
	const ofKind = (spelled: string) => spelled.split(/[^a-z]/).some(said => said !== '' && kindNamed(said) === kind);
	const placeholder = arg === '<name>' ? 'pod' : kind;
	const spellings = (text.match(/[a-z]+/g) ?? []).filter(said => kindNamed(said) === placeholder);
	const kinds = `(?:${[placeholder, ...new Set(spellings)].join('|')})(?:\\.[a-z.\\d]+)?`;
	if (!name.startsWith('<')) {
		return ofKind(text) && new RegExp(`(?<![\\w=:-])${escaped(name)}(?![\\w=:.-])`).test(text);
	}
	return new RegExp(
		[
			arg.includes('/') ? `\\b${kinds}/(?:[\\w<{[$]| (?:and|plus|followed by|then)\\b)` : `<?\\b${kinds}>`,
			`\\bname of (?:the|your|that|this|a) (?:\\w+ )?${kinds}\\b`,
			`\\b${kinds}[ -]?names?\\b`,
			`\\b${kinds} and (?:its|the|a) name`,
			`\\b${handsOver}${kinds}\\b${becomes}`,
		].join('|'),
	).test(text);
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
