/** Grades a choice, given by its number, its name, or in a sentence that names it. */
import type {ChoiceOption, ChoiceQuestion} from '../missions/mission.ts';
import type {Grade} from './grade.ts';

export function gradeChoice({choices}: ChoiceQuestion, answer: string): Grade {
	const chosen = chosenIn(choices, answer);
	const [only] = chosen;
	if (chosen.length !== 1 || !only) {
		const names = choices.map(({text}) => text).join(', ');
		return {verdict: 'wrong', there: [], missing: [], wrong: [`Choose one of these: ${names}. Its number will do.`]};
	}
	return only.right
		? {verdict: 'right', there: [only.reply || only.text], missing: [], wrong: []}
		: {verdict: 'wrong', there: [], missing: [], wrong: [only.reply]};
}

/** The choices that an answer names. "a ReplicaSet, not a Deployment" names one: what is denied is not chosen. */
function chosenIn(choices: readonly ChoiceOption[], answer: string): ChoiceOption[] {
	const number = /^\W*(\d+)\W*$/.exec(answer);
	if (number) {
		return choices.slice(Number(number[1]) - 1, Number(number[1]));
	}
	// A longer name counts before a shorter one that is part of it ("bare pod" before "pod").
	const byLength = [...choices].sort((a, b) => b.text.length - a.text.length);
	let left = ` ${plain(answer)} `;
	const isNamed = (choice: ChoiceOption) => {
		const found = new RegExp(`\\b${nameOf(choice).replace(/ /g, ' ?')}s?\\b`).exec(left);
		if (found) {
			left = left.replaceAll(found[0], ' ');
		}
		return found !== null;
	};
	// A choice that itself denies something is looked for before what the answer denies is left out.
	const denying = byLength.filter(choice => nameOf(choice).search(denied) >= 0 && isNamed(choice));
	left = left.replace(denied, ' ');
	const named = [...denying, ...byLength.filter(choice => !denying.includes(choice) && isNamed(choice))];
	// "option 2", "2 of them": where no choice is named, a number in the sentence is its number.
	const numbers = [...new Set(left.match(/\b\d+\b/g))].map(Number);
	return named.length > 0 || numbers.length !== 1 ? named : choices.slice(numbers[0]! - 1, numbers[0]);
}

const denied = /\b(not|no|never|than|instead of) (an? |the )?\w+/g;

function nameOf({text}: ChoiceOption): string {
	return plain(text.replace(/([a-z])([A-Z])/g, '$1 $2')).replace(/^(an?|the) /, '');
}

function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}
