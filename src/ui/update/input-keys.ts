/** Keys while an input is shown: those of the screen first, then those of the line. */

import type {HostView} from '../../tutor/host.ts';
import {commandForKey} from '../commands.ts';
import {ghostText} from '../ghost.ts';
import type {Key} from '../input/keys.ts';
import {insert, lineKey, setText} from '../input/line-buffer.ts';
import {clamp} from '../layout.ts';
import {type InputPlace, inputPlace, isAsked, type ScreenState} from '../state.ts';
import {complete} from './completion.ts';
import {runCommand} from './run-command.ts';
import {closeOffer, perform, type Step, type Surroundings, withInput} from './step.ts';
import {submitted} from './submit.ts';

/** Keys that are the line's where they come to it, though they stand for commands too. */
const ownKeys: readonly string[] = ['enter', 'ctrl+d'];

/** How long Ctrl+C leaves after it was said that it would, in milliseconds. */
const leaveWait = 5000;

export function inInput(state: ScreenState, key: Key, at: number, around: Surroundings): Step {
	const place = inputPlace(state, around.view);
	const buffer = state.inputs[place];
	const searching = buffer.search !== undefined;
	if (!searching) {
		switch (key.id) {
			case 'ctrl+c':
				return interrupted(state, place, at, around);
			case 'ctrl+d':
				if (buffer.text === '') {
					return endOfInput(state, place, around);
				}
				break;
			case 'tab':
			case 'shift+tab':
				return place === 'prompt' ? complete(state, key.id === 'tab' ? 1 : -1) : [state];
			case 'escape':
				return escaped(state, place, around);
			case 'up':
			case 'down':
				if (place === 'home' || (place === 'choice' && buffer.text === '')) {
					return chosen(state, place, key.id === 'up' ? -1 : 1, around.view);
				}
				break;
			case 'right':
			case 'end':
			case 'ctrl+e':
			case 'ctrl+f':
			case 'alt+f': {
				const ghost = ghostText(state, around);
				if (ghost) {
					const taken = key.id === 'alt+f' ? /^\s*\S+/.exec(ghost)![0] : ghost;
					return [withInput(closeOffer(state), place, insert(buffer, taken))];
				}
				break;
			}
		}
		const command = ownKeys.includes(key.id) ? undefined : commandForKey(key.id, place);
		if (command) {
			return runCommand(state, {id: command, argument: ''}, around);
		}
	}
	const history = place === 'prompt' ? around.view.history : [];
	const incomplete = place === 'prompt' ? (text: string) => around.host.incomplete(text) : undefined;
	const result = lineKey(buffer, key, {history, ...(incomplete && {incomplete})});
	if (!result) {
		return [state];
	}
	const next = withInput(closeOffer(state), place, result.buffer);
	return result.submitted === undefined ? [next] : submitted(next, place, result.submitted, around);
}

function chosen(state: ScreenState, place: 'home' | 'choice', by: 1 | -1, view: HostView): Step {
	if (place === 'home') {
		return [{...state, selected: clamp(state.selected + by, 0, Math.max(0, view.missions.length - 1))}];
	}
	const stage = view.mission?.stage;
	const count = stage?.kind === 'predicting' ? stage.choices.length + 1 : 1;
	const before = state.choice ?? (by > 0 ? -1 : count);
	return [{...state, choice: clamp(before + by, 0, count - 1), panelTop: undefined}];
}

/** Ctrl+C stops what runs, else clears the line; on an empty line it says that a second one leaves. */
function interrupted(before: ScreenState, place: InputPlace, at: number, {view}: Surroundings): Step {
	const {leaveAskedAt, ...state} = before;
	const now = closeOffer(state);
	if (view.ask) {
		return [
			withInput(now, place, setText(now.inputs[place], '')),
			perform({type: 'reply', text: undefined}),
			perform({type: 'interrupt'}),
		];
	}
	if (view.running) {
		return [now, perform({type: 'interrupt'})];
	}
	if (now.inputs[place].text !== '') {
		return [withInput(now, place, setText(now.inputs[place], ''))];
	}
	if (leaveAskedAt !== undefined && at - leaveAskedAt < leaveWait) {
		return [state, {type: 'quit'}];
	}
	return [
		{...now, leaveAskedAt: at, note: 'Ctrl+C again, or Ctrl+D, leaves the tutor'},
		{type: 'wake', after: leaveWait},
	];
}

function endOfInput(state: ScreenState, place: InputPlace, {view}: Surroundings): Step {
	if (place === 'reply') {
		return [state, perform({type: 'reply', text: undefined})];
	}
	return view.running ? [state, perform({type: 'end-of-input'})] : [state, {type: 'quit'}];
}

/** Escape puts away what lies on top: an offer, a notice; else it changes between question and prompt, or clears the line. */
function escaped(state: ScreenState, place: InputPlace, {view}: Surroundings): Step {
	if (state.offer) {
		return [closeOffer(state)];
	}
	const notice = view.notices[0];
	if (notice) {
		return [state, perform({type: 'dismiss', notice: notice.id})];
	}
	if (isAsked(view) && place !== 'reply') {
		return [{...state, atPrompt: !state.atPrompt}];
	}
	return place === 'home' ? [withInput(state, place, setText(state.inputs[place], ''))] : [state];
}
