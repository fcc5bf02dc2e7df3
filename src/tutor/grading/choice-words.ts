/** Which choice the words of an answer come from, where it names none. */
import type {ChoiceOption} from '../missions/mission.ts';
import {alike, contentOf, denies, spread} from './choice-text.ts';

/**
 * The choice that the answer's words come from: "Yes but slower updates" for "Yes, but updates are slower", "the bad
 * one" for "The bad version B". A word that stands in no choice ("faster") is a doubt: then all the choice's words must
 * be there.
 */
export function chosenByWords(choices: readonly ChoiceOption[], answer: string): ChoiceOption[] {
	const said = contentOf(answer);
	const holds = (words: readonly string[], word: string) => words.some(other => alike(word, other));
	const found = choices.filter(choice => {
		const own = contentOf(choice.text);
		const rest = choices.filter(other => other !== choice).flatMap(({text}) => contentOf(text));
		const all = own.every(word => holds(said, word));
		const nothingElse = said.every(word => holds(own, word));
		// "db-0 and db-1" is more than "only db-0".
		const another = said.some(word => /\d/.test(word) && !holds(own, word));
		const onlyIts = said.some(word => holds(own, word) && !holds(rest, word));
		return onlyIts && ((all && !another) || nothingElse) && agrees(choice.text, answer);
	});
	return found.length === 1 ? found : [];
}

/** Other choices that a word of theirs names: "scaling it and another image" are two. */
export function hintedAt(
	choices: readonly ChoiceOption[],
	chosen: ReadonlySet<ChoiceOption>,
	left: string,
): ChoiceOption[] {
	const said = contentOf(left);
	return choices.filter(choice => {
		const rest = choices.filter(other => other !== choice).flatMap(({text}) => contentOf(text));
		const own = contentOf(choice.text).filter(word => !rest.some(other => alike(word, other)));
		return !chosen.has(choice) && own.some(word => said.some(other => alike(word, other)));
	});
}

/** Whether a choice and an answer deny alike: "no password" fits "its password is missing", "not the image" no image. */
function agrees(choice: string, answer: string): boolean {
	const rejects = /^\s*(it is )?not (the|an?|its|because|due)\b/.test(answer);
	const says = (text: string) => /\b(not|no|never|none)\b/.test(spread(text));
	return !rejects && (says(choice) ? denies(answer) : !denies(answer) || denies(choice));
}
