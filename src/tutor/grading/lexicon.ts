/** The concepts made ready for reading: every form of every word, and the words that a typing error was meant to be. */
import {concepts, irregular} from './concepts.ts';
import {auxiliaries, commonWords, deniers, glue, joiners, reversers} from './function-words.ts';
import {forgiven, inflections, typingErrors} from './inflect.ts';

export interface Lexicon {
	/** Single words, each with its concepts. */
	readonly words: ReadonlyMap<string, readonly string[]>;
	readonly phrases: readonly {readonly concept: string; readonly parts: readonly ReadonlySet<string>[]}[];
}

export const lexicon: Lexicon = build();

/** The concepts that patterns may name. */
export const conceptNames: ReadonlySet<string> = new Set(Object.keys(concepts));

function build(): Lexicon {
	const words = new Map<string, string[]>();
	const phrases: {concept: string; parts: ReadonlySet<string>[]}[] = [];
	for (const [concept, entries] of Object.entries(concepts)) {
		for (const entry of entries.split(',').map(text => text.trim())) {
			const parts = entry.split(/\s+/);
			if (parts.length > 1) {
				phrases.push({concept, parts: parts.map(part => new Set(formsOf(part)))});
				continue;
			}
			for (const form of formsOf(entry)) {
				const known = words.get(form) ?? [];
				if (!known.includes(concept)) {
					words.set(form, [...known, concept]);
				}
			}
		}
	}
	return {words, phrases};
}

function formsOf(word: string): string[] {
	return [...inflections(word), ...(irregular[word]?.split(' ') ?? [])];
}

export function conceptsOf(text: string): readonly string[] {
	return lexicon.words.get(text) ?? [];
}

/** Words that a typing error may have been meant to be: those of the lexicon, and those that turn a sentence round. */
const correctable: readonly string[] = [
	...lexicon.words.keys(),
	...lexicon.phrases.flatMap(({parts}) => parts.flatMap(part => [...part])),
	...[
		...deniers,
		...reversers.flatMap(({words: reversing}) => [...reversing]),
		...joiners,
		...auxiliaries,
		'without',
		'unlike',
		'always',
		'kubernetes',
	],
].filter((word, i, all) => word.length >= 4 && all.indexOf(word) === i);
const rightWords = new Set([...correctable, ...glue, ...[...commonWords].flatMap(formsOf)]);
const corrected = new Map<string, string>();

/** The word itself where it is a right one, or unlike any that matters; else the word that it was meant to be. */
export function correct(text: string): string {
	const allowed = forgiven(text.length);
	if (allowed === 0 || rightWords.has(text) || !/^[a-z-]+$/.test(text)) {
		return text;
	}
	let best = corrected.get(text);
	if (best === undefined) {
		best = nearest(text, allowed) ?? text;
		corrected.set(text, best);
	}
	return best;
}

function nearest(text: string, allowed: number): string | undefined {
	// A word of four letters may lack its fifth; with another letter changed it would be another word.
	const minimum = text.length === 4 ? 5 : 0;
	let fewest = allowed + 1;
	let best: string | undefined;
	for (const word of correctable) {
		if (
			Math.abs(word.length - text.length) <= allowed &&
			word[0] === text[0] &&
			word.length >= 5 &&
			word.length >= minimum
		) {
			const errors = typingErrors(text, word);
			if (errors < fewest) {
				fewest = errors;
				best = word;
			}
		}
	}
	return best;
}
