/** The concepts made ready for reading: every form of every word, and the words that a typing error was meant to be. */
import {concepts, irregular} from './concepts.ts';
import {auxiliaries, commonWords, deniers, glue, joiners, reversers} from './function-words.ts';
import {forgiven, inflections, typingErrors} from './inflect.ts';

export interface Lexicon {
	/** Single words, each with its concepts. */
	readonly words: ReadonlyMap<string, readonly string[]>;
	readonly phrases: readonly Phrase[];
}

export interface Phrase {
	readonly concept: string;
	/** Each part in all its forms. */
	readonly parts: readonly ReadonlySet<string>[];
	/** How many words may stand between its parts: "bring it back", but not "replicas is set". */
	readonly gap: number;
}

/** Beginnings and ends of phrases that other words may stand between. */
const opened = new Set(
	'create make start launch spawn spin run give get take new another different other fresh lose fill'.split(' '),
);
const particles = new Set('back up down away over out again anew off in after alive running elsewhere life'.split(' '));

export const lexicon: Lexicon = build();

/** The concepts that patterns may name. */
export const conceptNames: ReadonlySet<string> = new Set(Object.keys(concepts));

function build(): Lexicon {
	const words = new Map<string, string[]>();
	const phrases: Phrase[] = [];
	for (const [concept, entries] of Object.entries(concepts)) {
		for (const entry of entries.split(',').map(text => text.trim())) {
			const parts = entry.split(/\s+/);
			if (parts.length > 1) {
				const gap = opened.has(parts[0]!) || particles.has(parts.at(-1)!) ? 2 : 0;
				phrases.push({concept, parts: parts.map(part => new Set(formsOf(part))), gap});
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

export function formsOf(word: string): string[] {
	return [...inflections(word), ...(irregular[word]?.split(' ') ?? [])];
}

export function conceptsOf(text: string): readonly string[] {
	return (
		lexicon.words.get(text) ?? (/^\d+$/.test(text) ? ['count', 'numeral'] : ordinalName.test(text) ? ['ident'] : [])
	);
}

/** `mysql-0`: a name with an ordinal, of a Pod and not of a node. */
const ordinalName = /^(?!node|worker|host|server|vm)[a-z]+-\d$/;

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
