/**
 * Weighs the verdict that follows from the ideas in an answer against what answers like it got. Patterns find what their
 * author thought of, and say why; answers that a teacher has marked know more ways to say it, and more ways to be wrong.
 */
import type {Grade} from './grade.ts';
import type {Chances} from './learned/model.ts';

type Verdict = Grade['verdict'];

/** How far the ideas' own verdict is trusted, as an addition to the logarithm of its chance. Measured on unseen answers. */
const trust: Readonly<Record<Verdict, number>> = {right: 0.5, partial: 0.5, wrong: 0.25};
const doubtful = 'Something in it is not so, or not to the point. Say the heart of it in plain words.';

/** @param wanted the names of the ideas that a right answer holds */
export function withSecondOpinion(grade: Grade, chances: Chances, wanted: readonly string[]): Grade {
	const score = (verdict: Verdict) =>
		Math.log(Math.max(chances[verdict], 1e-4)) + (verdict === grade.verdict ? trust[verdict] : 0);
	// Beside a mistake that is known by name nothing is right, whatever it is like.
	const verdicts = (grade.wrong.length > 0 ? ['partial', 'wrong'] : ['right', 'partial', 'wrong']) as Verdict[];
	const verdict = verdicts.reduce((best, other) => (score(other) > score(best) ? other : best));
	return verdict === grade.verdict ? grade : {...toldAs(verdict, grade, wanted), verdict};
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
