/** Marked answers, made ready to be learned from. */
import type {Idea, Rubric} from '../../missions/mission.ts';
import {readAnswer} from '../clauses.ts';
import {gradeWords} from '../grade-words.ts';
import {featuresOf} from './features.ts';
import type {MarkedAnswer} from './learn.ts';
import type {Chances} from './model.ts';

/**
 * Answers by their verdicts, one a line. Where teachers would differ they stand under `not-right` (partial or wrong) or
 * `not-wrong` (right or partial).
 */
export type MarkedFile = Readonly<
	Partial<Record<'right' | 'partial' | 'wrong' | 'not-right' | 'not-wrong', string | null>>
>;

/** An answer of a marked file, as it is read. */
export interface ReadAnswer {
	/** One, or two between which teachers would differ. */
	readonly verdicts: readonly (keyof Chances)[];
	readonly features: readonly string[];
	/** The ids of the ideas that the patterns find, and their verdict. */
	readonly found: readonly string[];
	readonly byPatterns: keyof Chances;
}

const verdictsOf = {
	right: ['right'],
	partial: ['partial'],
	wrong: ['wrong'],
	'not-right': ['partial', 'wrong'],
	'not-wrong': ['right', 'partial'],
} as const;

/** @throws Error for a heading that is no verdict */
export function readMarked(file: MarkedFile, {learned, ...rubric}: Rubric): ReadAnswer[] {
	return Object.entries(file).flatMap(([heading, lines]) => {
		if (!Object.hasOwn(verdictsOf, heading)) {
			throw new Error(`${heading} is no verdict; they are ${Object.keys(verdictsOf).join(', ')}`);
		}
		const verdicts = verdictsOf[heading as keyof typeof verdictsOf];
		return linesOf(lines).map(answer => {
			const {verdict, there} = gradeWords(rubric, answer);
			return {
				verdicts,
				features: [...featuresOf(readAnswer(answer, rubric.topics))],
				found: rubric.ideas.filter(({name}) => there.includes(name)).map(({id}) => id),
				byPatterns: verdict,
			};
		});
	});
}

/** @param weight how much each counts */
export function markedAnswers(answers: readonly ReadAnswer[], weight = 1): MarkedAnswer[] {
	return answers.flatMap(({verdicts, features}) =>
		verdicts.map(verdict => ({features, verdict, weight: weight / verdicts.length})),
	);
}

/** How many answers with a mistake beside what is right are made up, for each one that is marked, and how much they count. */
const madeUp = {share: 0.3, weight: 0.3};
/** A mistake is stated in a sentence; answers of fewer features are wrong by what they lack. */
const leastFeatures = 12;

/** What is right, with something beside it that is not so, is partly right: such answers are made of two that are marked. */
export function withAddedMistakes(answers: readonly ReadAnswer[]): MarkedAnswer[] {
	const marked = (verdict: keyof Chances) =>
		answers.filter(({verdicts: [first, another]}) => first === verdict && another === undefined);
	const rights = marked('right');
	const mistakes = marked('wrong').filter(({features}) => features.length >= leastFeatures);
	if (rights.length === 0 || mistakes.length === 0) {
		return [];
	}
	// One of a few is taken each time, so that all of them get their turn.
	const turn = (list: readonly ReadAnswer[], i: number) => list[Math.floor(i * 7.31) % list.length]!.features;
	return Array.from({length: Math.round(answers.length * madeUp.share)}, (_, i) => ({
		features: [...new Set([...turn(rights, i), ...turn(mistakes, i + Math.floor(i / mistakes.length))])],
		verdict: 'partial',
		weight: madeUp.weight,
	}));
}

/**
 * Which answers hold an idea: wrong ones do not, and right ones do where a right answer needs it. Of the others it is
 * left to the patterns to say; a right answer in which they find too little tells nothing.
 * @param enough how many ideas a right answer holds
 */
export function answersHolding({id, needed}: Idea, answers: readonly ReadAnswer[], enough: number): MarkedAnswer[] {
	return answers.flatMap(({verdicts: [verdict, another], features, found}) => {
		if (another !== undefined || (verdict === 'right' && !needed && found.length < enough)) {
			return [];
		}
		const holds = (verdict === 'right' && needed) || (verdict !== 'wrong' && found.includes(id));
		return [{features, verdict: holds ? 'right' : 'wrong', weight: 1}];
	});
}

/** The share of the answers that the patterns alone grade as the teacher did. */
export function patternsAgree(answers: readonly ReadAnswer[]): number {
	const agree = answers.filter(({verdicts, byPatterns}) => verdicts.includes(byPatterns));
	return agree.length / Math.max(1, answers.length);
}

function linesOf(lines: string | null | undefined): string[] {
	return (lines ?? '').split('\n').filter(line => line.trim() !== '');
}
