/** What goes into the screen's reducer and what comes out. */
import type {Action, Completion, Host, HostView} from '../../tutor/host.ts';
import type {Key} from '../input/keys.ts';
import type {Size} from '../layout.ts';
import type {InputPlace, ScreenState} from '../state.ts';

export type ScreenEvent =
	/** @param at milliseconds, of any steady clock */
	| {readonly type: 'key'; readonly key: Key; readonly at: number}
	| {readonly type: 'view'}
	/** The time of a `wake` has passed. */
	| {readonly type: 'woken'}
	| {readonly type: 'completed'; readonly line: string; readonly cursor: number; readonly completion: Completion};

export type Effect =
	| {readonly type: 'perform'; readonly action: Action}
	| {readonly type: 'complete'; readonly line: string; readonly cursor: number}
	| {readonly type: 'external-editor'; readonly path: string}
	/** Asks for `woken`, in so many milliseconds. A later one takes the place of an earlier one. */
	| {readonly type: 'wake'; readonly after: number}
	| {readonly type: 'repaint' | 'quit'};

/** What the reducer may look at and ask; it changes nothing there. */
export interface Surroundings {
	readonly view: HostView;
	readonly size: Size;
	readonly host: Pick<Host, 'suggest' | 'incomplete' | 'solution' | 'validate'>;
	/** `$EDITOR` is used where a file has a path. */
	readonly externalEditor: boolean;
}

export type Step = readonly [ScreenState, ...Effect[]];

export function perform(action: Action): Effect {
	return {type: 'perform', action};
}

export function withInput(
	state: ScreenState,
	place: InputPlace,
	buffer: ScreenState['inputs'][InputPlace],
): ScreenState {
	return {...state, inputs: {...state.inputs, [place]: buffer}};
}

export function closeOffer(state: ScreenState): ScreenState {
	const {offer: _offer, ...rest} = state;
	return rest;
}

export function closeEditor(state: ScreenState): ScreenState {
	const {editor: _editor, ...rest} = state;
	return rest;
}
