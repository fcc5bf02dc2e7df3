/** Marked answers, made ready to be learned from. */
import type {Idea, Rubric} from '../../missions/mission.ts';
import {readAnswer} from '../clauses.ts';
import {gradeWords, ideasIn} from '../grade-words.ts';
import {featuresOf} from './features.ts';
import type {MarkedAnswer} from './learn.ts';

/**
 * Answers by their verdicts, one a line. Where teachers would differ they stand under `not-right` (partial or wrong) or
 * `not-wrong` (right or partial).
 */
export type MarkedFile = Readonly<
	Partial<Record<'right' | 'partial' | 'wrong' | 'not-right' | 'not-wrong', string | null>>
>;

const verdictsOf = {
	right: ['right'],
	partial: ['partial'],
	wrong: ['wrong'],
	'not-right': ['partial', 'wrong'],
	'not-wrong': ['right', 'partial'],
} as const;

/** @throws Error for a heading that is no verdict */
export function markedAnswers(file: MarkedFile, {topics}: Rubric, weight = 1): MarkedAnswer[] {
	return Object.entries(file).flatMap(([heading, lines]) => {
		if (!Object.hasOwn(verdictsOf, heading)) {
			throw new Error(`${heading} is no verdict; they are ${Object.keys(verdictsOf).join(', ')}`);
		}
		const verdicts = verdictsOf[heading as keyof typeof verdictsOf];
		return linesOf(lines).flatMap(answer => {
			const features = [...featuresOf(readAnswer(answer, topics))];
			return verdicts.map(verdict => ({features, verdict, weight: weight / verdicts.length}));
		});
	});
}

/**
 * Which answers hold an idea: wrong ones do not, and right ones do where a right answer needs it. Of the others it is
 * left to the patterns to say; a right answer in which they find too little tells nothing.
 */
export function answersHolding(
	{id, needed}: Idea,
	{right, partial, wrong}: MarkedFile,
	rubric: Rubric,
): MarkedAnswer[] {
	const read = (answer: string, holds: boolean): MarkedAnswer => ({
		features: [...featuresOf(readAnswer(answer, rubric.topics))],
		verdict: holds ? 'right' : 'wrong',
		weight: 1,
	});
	const byPatterns = (answer: string, least: number) => {
		const found = ideasIn(rubric, answer);
		return found.length < least ? [] : [read(answer, found.includes(id))];
	};
	return [
		...linesOf(right).flatMap(answer => (needed ? [read(answer, true)] : byPatterns(answer, rubric.enough))),
		...linesOf(partial).flatMap(answer => byPatterns(answer, 0)),
		...linesOf(wrong).map(answer => read(answer, false)),
	];
}

/** The share of the answers that the patterns alone grade as the teacher did. */
export function patternsAgree(file: MarkedFile, {learned, ...rubric}: Rubric): number {
	const graded = Object.entries(file).flatMap(([heading, lines]) =>
		linesOf(lines).map(answer => {
			const verdicts: readonly string[] = verdictsOf[heading as keyof typeof verdictsOf];
			return verdicts.includes(gradeWords(rubric, answer).verdict);
		}),
	);
	return graded.filter(Boolean).length / Math.max(1, graded.length);
}

export function linesOf(lines: string | null | undefined): string[] {
	return (lines ?? '').split('\n').filter(line => line.trim() !== '');
}

/** How many answers with a mistake beside what is right are made up, for each one that is marked, and how much they count. */
const madeUp = {share: 0.3, weight: 0.3};
/** A mistake is stated in a sentence; shorter answers are wrong by what they lack. */
const leastWords = 4;
const doesNotKnow = /\b(know|idea|sure|idk|dunno|forgot|remember)\b/i;

/** What is right, with something beside it that is not so, is partly right: such answers are made of two that are marked. */
export function withAddedMistakes({right, wrong}: MarkedFile, {topics}: Rubric, count: number): MarkedAnswer[] {
	const read = (answer: string) => featuresOf(readAnswer(answer, topics));
	const rights = linesOf(right).map(read);
	const mistakes = linesOf(wrong)
		.filter(answer => answer.split(/\s+/).length >= leastWords && !doesNotKnow.test(answer))
		.map(read);
	if (rights.length === 0 || mistakes.length === 0) {
		return [];
	}
	// One of a few is taken each time, so that all of them get their turn.
	const every = (list: readonly ReadonlySet<string>[], i: number) => list[Math.floor(i * 7.31) % list.length]!;
	return Array.from({length: Math.round(count * madeUp.share)}, (_, i) => ({
		features: [...new Set([...every(rights, i), ...every(mistakes, i + Math.floor(i / mistakes.length))])],
		verdict: 'partial' as const,
		weight: madeUp.weight,
	}));
}
