/** Which of several choices an answer names, and which it rules out. */
import type {ChoiceOption} from '../missions/mission.ts';
import {at} from './choice-place.ts';
import {denies, spread} from './choice-text.ts';
import {chosenByWords, hintedAt} from './choice-words.ts';

const allBut = /\b(anything|everything|all|any|whatever|every one) (but|except|besides|other than)\b[^,.;]*/g;

const denial =
	'(?:not|no|never|neither|nor|than|instead of|except|without)(?: (?:need|reason|point|use|longer) (?:for|to use|of|in))?';

/** The choices that an answer names. "a ReplicaSet, not a Deployment" names one: what is ruled out is not chosen. */
export function chosenByName(choices: readonly ChoiceOption[], answer: string): ChoiceOption[] {
	// A longer name counts before a shorter one that is part of it ("worker-10" before "worker-1").
	const names = choices
		.flatMap(choice => namesOf(choice, choices).map(name => ({choice, name})))
		.sort((a, b) => b.name.length - a.name.length);
	const whole = ` ${withoutWhere(spread(answer))} `;
	// "a StatefulSet, since a Deployment would …": the reason chooses nothing.
	const [claim = '', ...reasons] = whole.split(/\b(?:because|since|as|so that)\b/);
	if (reasons.length > 0) {
		const chosen = chosenByName(choices, claim);
		if (chosen.length > 0) {
			return chosen;
		}
	}
	let left = whole;
	const taken = ({name}: {name: string}) => {
		const found = new RegExp(`(?<![\\p{L}\\p{N}-])${asPattern(name)}(?![\\p{L}\\p{N}-])`, 'u').exec(left);
		if (found) {
			left = left.replaceAll(found[0], ' ¦ ');
		}
		return found !== null;
	};
	// A choice that itself denies something is looked for before what the answer rules out is left out.
	const denying = names.filter(entry => denies(entry.name) && taken(entry));
	const any = names.map(({name}) => asPattern(name)).join('|');
	const ruledOut = new RegExp(
		`\\b${denial}(?: (?:an?|the|take|use|with|want|it|s|is|be|think|believe|say))* (?:${any})(?: (?:or|nor) (?:an? )?(?:${any}))*(?![\\w-])`,
		'g',
	);
	left = left
		.replace(allBut, ' ')
		.replace(ruledOut, ' ')
		.replace(/\b(not|no) \d+\b/g, ' ');
	const named = [...denying, ...names.filter(entry => !denying.includes(entry) && taken(entry))];
	if (named.length > 0) {
		const chosen = new Set(named.map(({choice}) => choice));
		return [
			...chosen,
			...(/¦ (and|or|plus)|(and|or|plus) (an? |the )?¦/.test(left.replace(/\s+/g, ' '))
				? hintedAt(choices, chosen, left)
				: []),
		];
	}
	const byWords = left === whole ? chosenByWords(choices, whole) : [];
	// "2 of them": where no choice is named, a number in the sentence is its number.
	const numbers = [...new Set(left.match(/(?<![\w-])\d+(?![\w-])/g))].map(Number);
	return byWords.length === 0 && numbers.length === 1 ? at(choices, numbers[0]!) : byWords;
}

/** "the kubelet on that node is off": where something is does not part it from what is said of it. */
function withoutWhere(text: string): string {
	return text.replace(
		/\b(kubelet) (?:(?:on|of|at|in|from) (?:the |that |this |its |his )?(?:dead |broken |failed )?(?:node|machine|worker)|there)\b/g,
		'$1',
	);
}

const asPattern = (name: string) => `${name.replace(/[ -]/g, '[ -]?')}s?`;

/** What kubectl and people call the kinds. */
const shortNames: Readonly<Record<string, readonly string[]>> = {
	deployment: ['deploy'],
	'daemon set': ['ds'],
	'stateful set': ['sts'],
	'replica set': ['rs'],
	'bare pod': ['naked pod', 'plain pod', 'single pod', 'lone pod', 'simple pod', 'normal pod', 'pod alone'],
};

/** The names of a choice, as they are looked for. A name that another choice has, too, is none. */
function namesOf(choice: ChoiceOption, all: readonly ChoiceOption[]): string[] {
	const own = (option: ChoiceOption) => {
		const name = spread(option.text).replace(/^(an?|the) /, '');
		return [name, ...(shortNames[name] ?? []), ...(option.also ?? []).map(spread)];
	};
	const others = all.filter(other => other !== choice).flatMap(own);
	return own(choice).filter(name => name !== '' && !others.includes(name));
}
