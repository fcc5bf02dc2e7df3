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
			return state.confirm ? confirmed(state, key, around) : inInput(state, key, at, around);
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
	return key.id === 'text' && key.text[0]!.toLowerCase() === 'y'
		? runCommand(rest, {id: confirm!.command, argument: 'yes'}, around)
		: [{...rest, note: 'Left as it was.'}];
}
