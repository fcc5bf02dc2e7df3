/** What keys and changes of the view do to the screen: a pure reducer. What is to happen outside comes out as effects. */
import type {Key} from '../input/keys.ts';
import {placeOf, type ScreenState} from '../state.ts';
import {completed} from './completion.ts';
import {inEditor} from './editor-keys.ts';
import {followView} from './follow-view.ts';
import {inInput} from './input-keys.ts';
import {inOverlay} from './overlay-keys.ts';
import {runCommand} from './run-command.ts';
import type {ScreenEvent, Step, Surroundings} from './step.ts';

export function update(state: ScreenState, event: ScreenEvent, around: Surroundings): Step {
	switch (event.type) {
		case 'key':
			return pressed(state, event.key, event.at, around);
		case 'view':
			return followView(state, around);
		case 'woken':
			// What was said about leaving does not hold any more.
			return [state.leaveAskedAt === undefined ? state : withoutLeaving(withoutNote(state))];
		case 'completed':
			return completed(state, event);
	}
}

function pressed(before: ScreenState, key: Key, at: number, around: Surroundings): Step {
	const state = key.id === 'ctrl+c' ? withoutNote(before) : withoutLeaving(withoutNote(before));
	switch (placeOf(state, around.view)) {
		case 'editor':
			return inEditor(state, key, around);
		case 'overlay':
			return inOverlay(state, key, around, closed => pressed(closed, key, at, around));
		default:
			return state.confirm ? confirmed(state, key, around) : afterConfirm(state, key, at, around);
	}
}

function withoutNote(state: ScreenState): ScreenState {
	const {note, ...rest} = state;
	return note === undefined ? state : rest;
}

/** Any other key than a second Ctrl+C says that one stays. */
function withoutLeaving(state: ScreenState): ScreenState {
	const {leaveAskedAt, ...rest} = state;
	return leaveAskedAt === undefined ? state : rest;
}

function confirmed(state: ScreenState, key: Key, around: Surroundings): Step {
	const {confirm, ...rest} = state;
	const letter = key.id === 'text' ? key.text[0]!.toLowerCase() : '';
	if (letter === 'y') {
		return runCommand({...rest, spelling: {word: 'es', typed: ''}}, {id: confirm!.command, argument: 'yes'}, around);
	}
	return [{...rest, note: 'Left as it was.', ...(letter === 'n' && {spelling: {word: 'o', typed: ''}})}];
}

/** One letter was enough for an answer: who spells the whole word, or ends it with Enter, does not mean the input with that. */
function afterConfirm(before: ScreenState, key: Key, at: number, around: Surroundings): Step {
	if (before.spelling === undefined) {
		return inInput(before, key, at, around);
	}
	const {spelling, ...state} = before;
	const {word, typed} = spelling!;
	const now = key.id === 'text' ? typed + key.text.toLowerCase() : typed;
	if (key.id === 'text' && word.startsWith(now)) {
		return [{...state, spelling: {word, typed: now}}];
	}
	if (typed === '' || typed === word) {
		return key.id === 'enter' ? [state] : inInput(state, key, at, around);
	}
	// It was another word, which begins like it.
	const [begun, ...effects] = inInput(state, {...key, id: 'text', text: typed}, at, around);
	const [next, ...more] = inInput(begun, key, at, around);
	return [next, ...effects, ...more];
}
