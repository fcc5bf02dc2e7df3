/** An answer as clauses of words, each word with what it means and whether it is denied. */
import {plainText} from './answer-text.ts';
import {denials} from './denial.ts';
import {joiners, subjects} from './function-words.ts';
import {conceptsOf, correct, lexicon} from './lexicon.ts';
import {activeVerbs, subjectOf, withVerb} from './subject.ts';
import {type Topics, type Untold, withTopics} from './topics.ts';

export interface Word {
	readonly text: string;
	readonly concepts: readonly string[];
	/** Whether a "not", "never", "nothing" … turns it into its opposite. */
	readonly denied: boolean;
}

export interface Clause {
	readonly words: readonly Word[];
	/** Counted from 0; a sentence has one or several clauses. */
	readonly sentence: number;
	/** Whether it speaks of what the question asks about, or of what it is set against ("a Deployment would …"). */
	readonly topic: 'asked' | 'other';
}

/** Reads an answer. */
export function readAnswer(answer: string, topics: Topics = {asked: [], other: []}): readonly Clause[] {
	return withTopics(readClauses(answer), topics);
}

/** Reads an answer, whatever it speaks of. */
export function readClauses(answer: string): readonly Untold[] {
	return plainText(answer)
		.split(/[.!?;\n]+(?=\s|$)/)
		.flatMap((sentence, number) =>
			understandAll(withAsides(sentence).filter(words => words.length > 0)).map(words => ({
				words,
				sentence: number,
			})),
		);
}

/** "there is no controller | which recreates it": what hangs on a denied noun is denied with it. */
function understandAll(clauses: readonly (readonly string[])[]): Word[][] {
	const read: Word[][] = [];
	let turned = false;
	for (const words of clauses) {
		const hangs = words[0] === 'which' || words[0] === 'who';
		const clause = understand(
			words,
			turned || notFor(words, read.at(-1)) || (hangs && (read.at(-1)?.at(-1)?.denied ?? false)),
		);
		// "it is not true that | if …": what follows is what is not true.
		turned ||=
			/\b(true|so|correct|right|case|fact|false|untrue|myth|wrong|lie) that$/.test(words.join(' ')) &&
			clause.at(-1)!.denied;
		read.push(clause);
	}
	return read;
}

/** "not | because it would be gone, but because …": a reason that is not the one. */
function notFor(words: readonly string[], before: readonly Word[] | undefined): boolean {
	return /^(because|since|that)$/.test(words[0] ?? '') && before?.length === 1 && before[0]!.text === 'not';
}

/** "all (or most) nodes run one": what stands in brackets comes after the sentence that it interrupts. */
function withAsides(sentence: string): string[][] {
	const asides = [...sentence.matchAll(/\(([^()]*)\)/g)].map(([, aside = '']) => aside);
	return [sentence.replace(/\([^()]*\)/g, ' '), ...asides].flatMap(splitClauses);
}

function splitClauses(sentence: string): string[][] {
	const clauses: string[][] = [[]];
	const coordinated = new Set<string[]>();
	const tokens = (sentence.match(/[\p{L}\d][\p{L}\d/-]*|[,:()—–;]|\s-\s/gu) ?? []).map(correct);
	for (const [i, token] of tokens.entries()) {
		const next = tokens[i + 1];
		if (/^[,:()—–;]$|^\s-\s$/.test(token)) {
			clauses.push(next !== undefined && activeVerbs.has(next) ? subjectOf(clauses.at(-1)!, next) : []);
		} else if (joiners.has(token) || token === 'unlike') {
			clauses.push([token]);
		} else if (
			(token === 'and' || token === 'or') &&
			next !== undefined &&
			subjects.has(next) &&
			!(isController(tokens[i - 1]) && isController(next))
		) {
			const clause = subjectOf(clauses.at(-1)!, next);
			coordinated.add(clause);
			clauses.push(clause);
		} else {
			clauses.at(-1)!.push(token);
		}
	}
	return clauses.map((clause, i) => (coordinated.has(clause) ? withVerb(clause, clauses[i - 1] ?? []) : clause));
}

const isController = (token = '') => conceptsOf(token).includes('controller');

/** Gives each word its concepts, those of phrases included, and says which are denied. */
function understand(texts: readonly string[], inherited: boolean): Word[] {
	const concepts: string[][] = texts.map(text => [...conceptsOf(text)]);
	for (const {concept, parts, gap} of lexicon.phrases) {
		for (let start = 0; start < texts.length; start++) {
			if (matchPhrase(texts, start, parts, gap) && !concepts[start]!.includes(concept)) {
				concepts[start]!.push(concept);
			}
		}
	}
	const denied = denials(texts, inherited);
	// "a new pod isn't created": what would be new is denied with its verb, which comes after it.
	const atEnd = denied.at(-1) ?? false;
	return texts.map((text, i) => ({
		text,
		concepts: concepts[i]!,
		denied: concepts[i]!.includes('anew') ? atEnd : denied[i]!,
	}));
}

/** Whether a phrase begins there. */
function matchPhrase(
	texts: readonly string[],
	start: number,
	parts: readonly ReadonlySet<string>[],
	allowed: number,
): boolean {
	if (!parts[0]!.has(texts[start]!)) {
		return false;
	}
	let at = start;
	for (const part of parts.slice(1)) {
		const gap = texts.slice(at + 1, at + 2 + allowed).findIndex(text => part.has(text));
		if (gap < 0) {
			return false;
		}
		at += gap + 1;
	}
	return true;
}
