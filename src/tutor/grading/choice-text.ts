/** The text of choices, and of answers to them, as it is compared. */
import {deniers, glue} from './function-words.ts';
import {typingErrors} from './inflect.ts';

/** "DaemonSet" as "daemon set". */
export function spread(text: string): string {
	return plain(text.replace(/([a-z])([A-Z])/g, '$1 $2'));
}

/** The words of a text, in lower case. */
export function wordsOf(text: string): string[] {
	return spread(text).match(/[\p{L}\p{N}-]+/gu) ?? [];
}

/** Lower case, without punctuation but for commas, full stops and the hyphens within words; contractions written out. */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/n['’]t\b/g, ' not')
		.replace(/\bcan ?not\b|\bca not\b/g, 'can not')
		.replace(/(?<![\p{L}\p{N}])-|-(?![\p{L}\p{N}])|[^\p{L}\p{N},.;-]+|[.,;](?=\s|$)/gu, match =>
			/[,.;]/.test(match) ? ' , ' : ' ',
		)
		.replace(/ ,\s*$|^\s*, /g, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Whether a text holds a "not" or the like. */
export const denies = (text: string) => wordsOf(text).some(word => deniers.has(word));

/** The words that say something; what lacks or does not exist is "missing". */
export function contentOf(text: string): string[] {
	return wordsOf(spread(text).replace(lacking, 'missing')).filter(
		word => (!glue.has(word) || word === 'missing') && !fillers.has(word),
	);
}

const fillers = new Set('yes no get just well think guess probably again maybe d s ll'.split(' '));

const lacking = /\b(do|does)? ?not (exist|there)\b|\b(can |is |was )?not (be )?found\b|\bno such\b|\black(s|ing)?\b/g;

/** Whether two words are forms of one, or one is the other with a typing error. */
export function alike(a: string, b: string): boolean {
	const stem = (word: string) => word.replace(/(ing|ed|es|s)$/, '');
	return a === b || stem(a) === stem(b) || (a.length >= 5 && typingErrors(a, b) <= 1);
}
