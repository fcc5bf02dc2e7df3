/**
 * The language that ideas and misconceptions are written in. A pattern is a list of terms, all of which one clause of
 * the answer must meet, in any order:
 *
 * - `word`: this word stands there; `@gone`: a word of this concept does, denied or not
 * - `word|other|@gone`: one of these does
 * - `+@recreate`: it stands there and is not denied; `-@recreate`: it is denied ("does not come back")
 * - `!@human`: it does not stand there
 * - `<@controller`: it stands, not denied, in this clause or an earlier one of the sentence; `!<@controller`: it does not
 */
import type {Clause, Word} from './clauses.ts';
import {conceptNames} from './lexicon.ts';

interface Term {
	readonly absent: boolean;
	readonly earlier: boolean;
	readonly denied: boolean | undefined;
	readonly words: readonly string[];
	readonly concepts: readonly string[];
}

export type Pattern = readonly Term[];

/** @throws Error for a concept that the lexicon does not have */
export function parsePattern(text: string): Pattern {
	return text
		.trim()
		.split(/\s+/)
		.map(term => {
			const [, absent, earlier, sign, rest = ''] = /^(!?)(<?)([+-]?)(.+)$/.exec(term)!;
			const alternatives = rest.split('|');
			const concepts = alternatives.filter(name => name.startsWith('@')).map(name => name.slice(1));
			const unknown = concepts.find(name => !conceptNames.has(name));
			if (unknown !== undefined) {
				throw new Error(`the pattern "${text}" names a concept that is not in the lexicon: ${unknown}`);
			}
			return {
				absent: absent === '!',
				earlier: earlier === '<',
				denied: sign === '' ? undefined : sign === '-',
				words: alternatives.filter(name => !name.startsWith('@')),
				concepts,
			};
		});
}

/** Whether some clause of an answer meets all the terms. */
export function meets(pattern: Pattern, clauses: readonly Clause[]): boolean {
	return clauses.some((clause, i) => pattern.every(term => meetsTerm(term, clause, clauses.slice(0, i))));
}

function meetsTerm(term: Term, clause: Clause, before: readonly Clause[]): boolean {
	const scope = term.earlier ? [...before.filter(({sentence}) => sentence === clause.sentence), clause] : [clause];
	const denied = term.earlier ? false : term.denied;
	const found = scope.some(({words}) =>
		words.some(word => fits(term, word) && (denied === undefined || word.denied === denied)),
	);
	return found !== term.absent;
}

function fits({words, concepts}: Term, word: Word): boolean {
	return words.includes(word.text) || concepts.some(name => word.concepts.includes(name));
}
