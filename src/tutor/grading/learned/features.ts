/** What in an answer may tell its verdict: its words and what they mean, alone and beside each other. */
import type {Clause, Word} from '../clauses.ts';

/** How far apart two meanings may stand to be told together, in words. */
const reach = 5;
/** The length of a word's beginning that stands for the word in all its forms, in letters. */
const stemLength = 5;

/**
 * The features of a read answer. A denied word is another feature than the word ("-back" and "back"), and so is what is
 * said of the other thing ("a Deployment would …").
 *
 * - `gone`, `-back`: a word; `recre*`: the beginning of a longer one
 * - `nobody -brings`, `nobody brings it`: words that follow each other
 * - `@recreate`, `other:-@recreate`: a meaning, a concept of the lexicon
 * - `@count>@pod`: two meanings, in this order
 */
export function featuresOf(clauses: readonly Clause[]): ReadonlySet<string> {
	const features = new Set<string>();
	for (const {words, topic} of clauses) {
		const about = topic === 'other' ? 'other:' : '';
		for (const [i, word] of words.entries()) {
			const [next, afterNext] = words.slice(i + 1, i + 3);
			features.add(signed(word));
			if (word.text.length > stemLength) {
				features.add(`${word.text.slice(0, stemLength)}*`);
			}
			if (next) {
				features.add(`${signed(word)} ${signed(next)}`);
			}
			if (next && afterNext) {
				features.add(`${word.text} ${next.text} ${afterNext.text}`);
			}
			for (const meaning of meanings(word)) {
				features.add(about + meaning);
				for (const other of words.slice(i + 1, i + 1 + reach).flatMap(meanings)) {
					features.add(`${about}${meaning}>${other}`);
				}
			}
		}
	}
	return features;
}

function signed({text, denied}: Word): string {
	return denied ? `-${text}` : text;
}

function meanings({concepts, denied}: Word): string[] {
	return concepts.map(concept => `${denied ? '-' : ''}@${concept}`);
}
