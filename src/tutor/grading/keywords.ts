/** Tells a list of keywords from an answer. */
import {glue} from './function-words.ts';
import {conceptsOf} from './lexicon.ts';

/** Two words or more, of which next to none hold a sentence together. */
export function isKeywordList(text: string): boolean {
	// "Keeps the count. Owner: Deployment": parts that are set off from each other say how they belong together.
	// So do those of a numbered list.
	if (/\w{2,}[.:;]\s+\w/.test(text) || /\b1\s?[.):].*\b2\s?[.):]/s.test(text)) {
		return false;
	}
	// "keeps N copies, deployment": a verb in the third person is said of something.
	const first = /^\W*([a-z]+s)\b/.exec(text)?.[1] ?? '';
	if (conceptsOf(first).some(concept => concept === 'keep' || concept === 'manage' || concept === 'recreate')) {
		return false;
	}
	const words = text.match(/[\p{L}\d-]+/gu) ?? [];
	const holding = words.filter(word => glue.has(word)).length;
	const commas = (text.match(/[,/;|?\n]/g) ?? []).length;
	return words.length >= 2 && (holding === 0 || (holding * 4 < words.length && commas * 2 >= words.length - 1));
}
