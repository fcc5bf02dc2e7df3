/** Grades a choice, given by its number, its name, or in a sentence that names it. */
import type {ChoiceQuestion} from '../missions/mission.ts';
import {chosenByName} from './choice-names.ts';
import {chosenByPlace} from './choice-place.ts';
import type {Grade} from './grade.ts';

export function gradeChoice({choices}: ChoiceQuestion, answer: string): Grade {
	const chosen = chosenByPlace(choices, answer) ?? chosenByName(choices, answer);
	const [only] = chosen;
	if (chosen.length !== 1 || !only) {
		// They stand below the question, and are not said again.
		return {verdict: 'wrong', there: [], missing: [], wrong: ['Choose one of them: its number will do.']};
	}
	return only.right
		? {verdict: 'right', there: [only.reply || only.text], missing: [], wrong: []}
		: {verdict: 'wrong', there: [], missing: [], wrong: [only.reply]};
}
