/** What an answer says around its commands, and what of that is not so. */
import type {CommandQuestion} from '../missions/mission.ts';
import {readAnswer} from './clauses.ts';
import {kindNamed, programNames} from './command-meaning.ts';
import {findFalsehoods} from './find-falsehoods.ts';
import {meeting, parsePattern} from './pattern.ts';

/** Words of a command: a flag with or without a value, a target, a setting, a file, a placeholder. */
const commandPart = /^(?:-.+|[^\s(]*[\w>\]})][/=:][^\s]*|\S+\.ya?ml|<.*|[({[$]\w+\S*)$/;

/** Flags whose value stands apart from them. */
const takesValue =
	/^(?:-[nfcl]|--(?:namespace|filename|container|selector|replicas|current-replicas|to-revision|tail))$/;

/** An answer without its commands: "this" stands for each. */
export function remarksOf(answer: string, paths: readonly string[]): string {
	const bare = new RegExp(`(?<=[\\s\`'"($>])(?=(?:${paths.join('|')})\\s+\\S*[-/=])`, 'i');
	return answer
		.replace(/[‘’“”]/g, "'")
		.split(/(?<=[,;|])|&&/)
		.map(part => {
			const begins = programNames.test(part) ? programNames : bare;
			const [before = '', ...pieces] = ` ${part}`.split(new RegExp(begins, 'gi'));
			return [before, ...pieces.map(piece => `this ${withoutCommand(piece, paths)}`)].join(' ');
		})
		.join(' ');
}

function withoutCommand(text: string, paths: readonly string[]): string {
	const words = text.split(/\s+/);
	const plain = words.map(word => word.replace(/^[`'"]+|[`'".,;:!?)]+$/g, ''));
	const isPart = (i: number) => commandPart.test(plain[i]!) || takesValue.test(plain[i - 1] ?? '');
	const first = plain.findIndex((_, i) => !isPart(i));
	const verb = paths.map(path => path.split(' ')).find(path => path.every((word, i) => plain[first + i] === word));
	// A name stands after its kind, or before a flag.
	const isName = (i: number) => kindNamed(plain[i - 1] ?? '') !== undefined || plain[i + 1]?.startsWith('-');
	let end = Math.max(first, 0) + (verb?.length ?? 1);
	while (end < words.length && (isPart(end) || kindNamed(plain[end]!) !== undefined || isName(end))) {
		end++;
	}
	// The sentence goes on after what ends the command.
	return [/[,;:.!?]$/.exec(words[end - 1] ?? '')?.[0] ?? '', ...words.slice(end)].join(' ');
}

/** Replies to what is not so, of the question's own mistakes or of workloads in general. */
export function mistakesIn(remarks: string, misconceptions: CommandQuestion['misconceptions']): string[] {
	const clauses = readAnswer(remarks);
	const own = misconceptions.filter(({says}) => says.some(pattern => meeting(parsePattern(pattern), clauses)));
	return own.length > 0
		? own.map(({reply}) => reply)
		: findFalsehoods(remarks, undefined).map(({falsehood}) => falsehood.reply);
}

/** The first of the near ways that an answer tells in words; the names of files are read as words, too. */
export function nearIdea(
	answer: string,
	ideas: CommandQuestion['ideas'],
): CommandQuestion['ideas'][number] | undefined {
	const clauses = readAnswer(answer.replace(/(?<=\w)[-_.](?=\w)/g, ' '));
	return ideas.find(({says}) => says.some(pattern => meeting(parsePattern(pattern), clauses)));
}
