/**
 * Weighs the verdict that follows from the ideas in an answer against what answers like it got. Patterns find what their
 * author thought of, and say why; answers that a teacher has marked know more ways to say it, and more ways to be wrong.
 */
import type {Grade} from './grade.ts';
import type {Chances} from './learned/model.ts';

type Verdict = Grade['verdict'];

/** How far the ideas' own verdict is trusted, as an addition to the logarithm of its chance. Measured on unseen answers. */
const trustIn: Readonly<Record<Verdict, number>> = {right: 1.5, partial: 1, wrong: 2};
/** How much rather an answer is called right that seems to hold every idea it needs. Measured likewise. */
const daring = 1;

/** What lacks a needed idea more likely than not is not right. */
const likely = 0.5;
/** A mistake that this question's patterns see is overlooked in an answer that is as surely right as this. */
const sure = 0.93;

const doubtful = 'Something in it may not be so, or was not understood. Say the heart of it in plain words.';

export interface SecondOpinion {
	/** What answers like it got. */
	readonly chances: Chances;
	/** How likely it holds those of the needed ideas that no pattern has found in it; 1 where none is missing. */
	readonly chanceOfIdeas: number;
	/** How far this question's patterns are trusted, from 0 to 1. */
	readonly trust: number;
	/** Whether something in it is not so, whatever was asked. */
	readonly untrue: boolean;
	/** The names of the ideas that a right answer holds. */
	readonly wanted: readonly string[];
}

export function withSecondOpinion(grade: Grade, opinion: SecondOpinion): Grade {
	const {chances, chanceOfIdeas, trust, wanted} = opinion;
	const logarithm = (chance: number) => Math.log(Math.max(chance, 1e-4));
	const score = (verdict: Verdict) =>
		logarithm(chances[verdict]) +
		(verdict === grade.verdict ? trust * trustIn[verdict] : 0) +
		(verdict === 'right' ? daring + logarithm(chanceOfIdeas) : 0);
	const verdicts = (mayBeRight(grade, opinion) ? ['right', 'partial', 'wrong'] : ['partial', 'wrong']) as Verdict[];
	const verdict = verdicts.reduce((best, other) => (score(other) > score(best) ? other : best));
	return verdict === grade.verdict ? grade : {...toldAs(verdict, grade, wanted), verdict};
}

function mayBeRight({wrong}: Grade, {chances, chanceOfIdeas, untrue}: SecondOpinion): boolean {
	const seemsMistaken = wrong.length > 0 && chances.right < sure;
	return !untrue && !seemsMistaken && chanceOfIdeas >= likely;
}

/** What was found, told so that it goes with another verdict. */
function toldAs(verdict: Verdict, grade: Grade, wanted: readonly string[]): Omit<Grade, 'verdict'> {
	const {there, missing, wrong} = grade;
	switch (verdict) {
		case 'right':
			return {there, missing: [], wrong: []};
		case 'partial':
			return {there, missing, wrong: wrong.length > 0 || missing.length > 0 ? wrong : [doubtful]};
		case 'wrong':
			return {there: [], missing: wanted, wrong};
	}
}
