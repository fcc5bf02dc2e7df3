/** Tells a list of keywords from an answer. */
import {glue} from './function-words.ts';

/** Two words or more, of which next to none hold a sentence together. */
export function isKeywordList(text: string): boolean {
	const words = text.match(/[\p{L}\d-]+/gu) ?? [];
	const holding = words.filter(word => glue.has(word)).length;
	const commas = (text.match(/[,/;|\n]/g) ?? []).length;
	return words.length >= 2 && (holding === 0 || (holding * 6 < words.length && commas * 2 >= words.length - 1));
}
