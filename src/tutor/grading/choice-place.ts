/** A choice given by its number, its letter, or its place in the list. */
import type {ChoiceOption} from '../missions/mission.ts';
import {plain, wordsOf} from './choice-text.ts';

const places: Readonly<Record<string, number>> = {
	'1st': 1,
	'2nd': 2,
	'3rd': 3,
	'4th': 4,
	first: 1,
	second: 2,
	third: 3,
	fourth: 4,
	fifth: 5,
	last: -1,
};

/** What only leads up to a choice: "I'd take option 2", "the second one, please". */
const around =
	/\b(option|choice|answer|number|no|nr|i|d|would|will|take|choose|pick|say|think|go|with|for|it|is|s|the|one|please|of|course|definitely|probably|my|use|a|an)\b/g;

/** The choice that an answer is nothing but the number, the letter or the place of. */
export function chosenByPlace(choices: readonly ChoiceOption[], answer: string): ChoiceOption[] | undefined {
	const text = plain(answer);
	const [, word = ''] = /^(?:option|choice|number|answer) (one|two|three|four|five)$/.exec(text) ?? [];
	if (word) {
		return at(choices, ['one', 'two', 'three', 'four', 'five'].indexOf(word) + 1);
	}
	const letter = /^[a-h]$/.exec(text.replace(/\b(option|choice|answer|letter)\b/g, ' ').trim())?.[0];
	// A letter that stands in a choice ("the bad version B") is meant as it stands there.
	if (letter && !choices.some(choice => wordsOf(choice.text).includes(letter))) {
		return at(choices, letter.charCodeAt(0) - 96);
	}
	const left = text.replace(around, ' ').trim();
	if (/^\d+$/.test(left)) {
		return at(choices, Number(left));
	}
	return left in places ? at(choices, places[left]!) : undefined;
}

/** The choice at a place, counted from 1, or from the end where it is negative; none where there is none. */
export function at(choices: readonly ChoiceOption[], place: number): ChoiceOption[] {
	const choice = choices.at(place < 0 ? place : place - 1);
	return choice && place !== 0 ? [choice] : [];
}
