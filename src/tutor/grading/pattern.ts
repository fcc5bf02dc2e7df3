/**
 * The language that ideas and misconceptions are written in. A pattern is a list of terms, all of which one clause of
 * the answer must meet, in any order:
 *
 * - `word`: this word stands there, in any of its forms; `@gone`: a word of this concept of the lexicon does, denied or not
 * - `word|other|@gone`: one of these does
 * - `+@recreate`: it stands there and is not denied; `-@recreate`: it is denied ("does not come back")
 * - `@deployment>+@manage>@replicaset`: these stand there in this order: who does what to whom
 * - `one~@node`: they stand next to each other, with at most one word between them; `^` is the beginning of the clause
 * - `!@human`: it does not stand there
 * - `<@controller`: it stands in this clause or an earlier one of the sentence; `!<@controller`: it does not;
 *   `<<@controller`: it stands somewhere in the answer
 *
 * A pattern that says nothing of denial is not met by words that are all denied ("it is not true that …").
 *
 * A pattern is about what the question asks about; one that begins with `other:` is about what that is set against, one
 * that begins with `any:` about either (see topics.ts).
 */
import type {Clause, Word} from './clauses.ts';
import {deniers} from './function-words.ts';
import {conceptNames, formsOf} from './lexicon.ts';

interface Place {
	readonly denied: boolean | undefined;
	readonly words: readonly string[];
	readonly concepts: readonly string[];
	/** How many words may stand between the place before and this one. */
	readonly gap: number;
}

interface Term {
	readonly absent: boolean;
	/** Where it may stand. */
	readonly scope: 'clause' | 'sentence' | 'answer';
	readonly places: readonly Place[];
}

export interface Pattern {
	/** As it was written. */
	readonly text: string;
	readonly topic: Clause['topic'] | 'any';
	readonly terms: readonly Term[];
	/** Whether it says nothing of denial. */
	readonly unsigned: boolean;
}

const parsed = new Map<string, Pattern>();

/** @throws Error for a concept that the lexicon does not have */
export function parsePattern(text: string): Pattern {
	let pattern = parsed.get(text);
	if (!pattern) {
		const [, topic, rest = ''] = /^\s*(?:(other|any):)?\s*(.*?)\s*$/s.exec(text)!;
		pattern = {
			text,
			topic: (topic as Pattern['topic'] | undefined) ?? 'asked',
			...withSign(rest.split(/\s+/).map(term => parseTerm(term, text))),
		};
		parsed.set(text, pattern);
	}
	return pattern;
}

function withSign(terms: readonly Term[]): Pick<Pattern, 'terms' | 'unsigned'> {
	const places = terms.filter(({absent}) => !absent).flatMap(term => term.places);
	const signed = places.some(({denied, words}) => denied !== undefined || words.some(word => deniers.has(word)));
	return {terms, unsigned: !signed};
}

function parseTerm(term: string, pattern: string): Term {
	const [, absent, earlier = '', rest = ''] = /^(!?)(<{0,2})(.+)$/.exec(term)!;
	const places = rest.split(/(?=[>~])/).map(place => {
		const [, near, sign, alternatives = ''] = /^([>~]?)([+-]?)(.+)$/.exec(place)!;
		const names = alternatives.split('|');
		const concepts = names.filter(name => name.startsWith('@')).map(name => name.slice(1));
		const unknown = concepts.find(name => !conceptNames.has(name));
		if (unknown !== undefined) {
			throw new Error(`the pattern "${pattern}" names a concept that is not in the lexicon: ${unknown}`);
		}
		return {
			denied: sign === '' ? undefined : sign === '-',
			words: names.filter(name => !name.startsWith('@')).flatMap(name => (name.length > 3 ? formsOf(name) : [name])),
			concepts,
			gap: near === '~' ? 1 : Number.POSITIVE_INFINITY,
		};
	});
	return {absent: absent === '!', scope: (['clause', 'sentence', 'answer'] as const)[earlier.length]!, places};
}

/** The first clause of an answer that meets all the terms. */
export function meeting({topic, terms, unsigned}: Pattern, clauses: readonly Clause[]): Clause | undefined {
	return clauses.find((clause, i) => {
		const meets = (term: Term) => meetsTerm(term, scopeOf(term.scope, clause, clauses, i));
		return (
			(topic === 'any' || clause.topic === topic) &&
			terms.every(meets) &&
			(!unsigned || terms.some(term => affirmed(term).some(meets)))
		);
	});
}

/** A term with one of its places affirmed, each in turn. */
function affirmed(term: Term): Term[] {
	return term.absent
		? []
		: term.places.map((_, at) => ({
				...term,
				places: term.places.map((place, i) => (i === at ? {...place, denied: false} : place)),
			}));
}

function scopeOf(scope: Term['scope'], clause: Clause, clauses: readonly Clause[], i: number): readonly Clause[] {
	switch (scope) {
		case 'clause':
			return [clause];
		case 'sentence':
			return clauses.slice(0, i + 1).filter(({sentence}) => sentence === clause.sentence);
		case 'answer':
			return clauses;
	}
}

function meetsTerm({absent, places}: Term, scope: readonly Clause[]): boolean {
	return scope.some(({words}) => inOrder(places, words, -1)) !== absent;
}

function inOrder([place, ...rest]: readonly Place[], words: readonly Word[], after: number): boolean {
	if (!place) {
		return true;
	}
	if (place.words.includes('^')) {
		return after < 0 && inOrder(rest, words, -1);
	}
	const first = after + 1;
	const end = Math.min(words.length, after < 0 && place.gap > 1 ? words.length : first + place.gap + 1);
	for (let i = first; i < end; i++) {
		if (fits(place, words[i]!) && inOrder(rest, words, i)) {
			return true;
		}
	}
	return false;
}

function fits({words, concepts, denied}: Place, word: Word): boolean {
	return (
		(denied === undefined || word.denied === denied) &&
		(words.includes(word.text) || concepts.some(name => word.concepts.includes(name)))
	);
}
