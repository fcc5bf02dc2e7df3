/** Enter: what the typed text is, a word of the tutor, an answer, or a line for the shell. */

import type {HostView} from '../../tutor/host.ts';
import {commandForLine} from '../commands.ts';
import {canGoOn, type InputPlace, type ScreenState} from '../state.ts';
import {missionByText} from '../views/home.ts';
import {predictionChoices} from '../views/lesson.ts';
import {runCommand} from './run-command.ts';
import {perform, type Step, type Surroundings} from './step.ts';

export function submitted(state: ScreenState, place: InputPlace, text: string, around: Surroundings): Step {
	const {view} = around;
	if (place === 'reply') {
		return [state, perform({type: 'reply', text})];
	}
	if (place === 'choice') {
		const choice = choiceByText(view, text, state.choice);
		if (choice !== undefined) {
			return [{...state, choice: undefined}, perform({type: 'predict', choice: choice.id})];
		}
	}
	const typed = commandForLine(text, place);
	if (typed === 'unknown') {
		return [{...state, note: `There is no word ${text.trim()}. :help lists them.`}];
	}
	if (typed) {
		return runCommand(state, typed, around);
	}
	switch (place) {
		case 'home': {
			if (isForCluster(text)) {
				return [{...state, note: 'Press Enter to start the mission first.'}];
			}
			const index = text.trim() === '' ? state.selected : missionByText(view.missions, text);
			const mission = index === undefined ? undefined : view.missions[index];
			return mission
				? [{...state, selected: index!}, perform({type: 'open', mission: mission.id})]
				: [{...state, note: `No mission is called ${text.trim()}. Type its number, or a part of its name.`}];
		}
		case 'choice':
			// As in an answer, a command is run: one may well look something up first.
			return isForCluster(text)
				? [
						{...state, note: 'The command was run at the prompt; the prediction is still open.'},
						perform({type: 'run', line: text}),
					]
				: [{...state, note: 'Type the number of your prediction. "Not sure" is always one.'}];
		case 'answer':
			return text.trim() === ''
				? [{...state, note: 'Type an answer. "not sure" is one, too.'}]
				: [{...state, panelTop: undefined}, perform({type: 'answer', text})];
		case 'prompt':
			if (text.trim() === '') {
				if (view.running) {
					return [state, perform({type: 'run', line: text})];
				}
				return canGoOn(view) ? runCommand(state, {id: 'next', argument: ''}, around) : [state];
			}
			return [{...state, outputBack: 0, reading: false}, perform({type: 'run', line: text})];
	}
}

/** Whether a line at home was meant for a prompt, which is there only in a mission. */
function isForCluster(text: string): boolean {
	return /^(kubectl|k|ls|cat)(\s|$)/.test(text.trim());
}

/**
 * A prediction by its number, its words, or some of them that stand in no other; Enter alone takes the one that the
 * arrows have marked.
 */
function choiceByText(
	{mission}: HostView,
	typed: string,
	marked: number | undefined,
): {readonly id: string | undefined} | undefined {
	if (mission?.stage.kind !== 'predicting') {
		return undefined;
	}
	const choices = predictionChoices(mission.stage.choices);
	const text = plainWords(typed);
	if (text === '') {
		return marked === undefined ? undefined : choices[marked];
	}
	const byWords = (fits: (words: string) => boolean) => choices.filter(choice => fits(plainWords(choice.text)));
	const [whole] = byWords(words => words === text);
	if (whole) {
		return whole;
	}
	const number = /^(?:option |number )?(\d+)$/.exec(text)?.[1];
	if (number !== undefined) {
		return choices[Number(number) - 1];
	}
	const [part, another] = byWords(words => ` ${words} `.includes(` ${text} `));
	return another === undefined ? part : undefined;
}

/** Lower case, without punctuation and markup: "(2)" is "2". */
function plainWords(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}'-]+/gu, ' ')
		.trim();
}
