/** Tells loops that never end by themselves from the others. */
import type {List} from './syntax.ts';

/** Whether a condition is `true`, `:` or `[ 1 ]` and so never ends its loop. */
export function isAlways(list: List): boolean {
	const only = list.length === 1 ? list[0]! : undefined;
	const command = only?.rest.length === 0 && only.first.commands.length === 1 ? only.first.commands[0]! : undefined;
	if (command?.kind !== 'simple' || only?.first.negated) {
		return false;
	}
	const words = command.words.map(word => word.map(part => (part.kind === 'text' ? part.text : '$')).join(''));
	return ['true', ':', '[ 1 ]', '[ true ]', '/bin/true'].includes(words.join(' '));
}

/** Whether a loop's body has words that may leave it. */
export function hasWayOut(list: List): boolean {
	const text = JSON.stringify(list);
	return /"(break|return|exit|exec|kill|set|eval|\.)"/.test(text);
}
