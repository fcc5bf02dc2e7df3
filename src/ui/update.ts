/** What keys and changes of the view do to the screen: a pure reducer. What is to happen outside comes out as effects. */
import {runCommand} from './command-runner.ts';
import {commandForKey, commandForLine} from './commands.ts';
import {complete, completed} from './completion.ts';
import {editorKey, markSaved, openEditor} from './editor/editor.ts';
import {ghostText} from './ghost.ts';
import type {Action, Completion, Host, HostView} from './host.ts';
import type {Key} from './input/keys.ts';
import {insert, lineKey, setText} from './input/line-buffer.ts';
import {clamp, type Size} from './layout.ts';
import {overlayPage, pages} from './screen-model.ts';
import {canGoOn, type InputPlace, inputPlace, isAsked, placeOf, type ScreenState} from './state.ts';
import {missionByText} from './views/home.ts';
import {predictionChoices} from './views/lesson.ts';

export type ScreenEvent =
	/** @param at milliseconds, of any steady clock */
	| {readonly type: 'key'; readonly key: Key; readonly at: number}
	| {readonly type: 'view'}
	| {readonly type: 'completed'; readonly line: string; readonly cursor: number; readonly completion: Completion};

export type Effect =
	| {readonly type: 'perform'; readonly action: Action}
	| {readonly type: 'complete'; readonly line: string; readonly cursor: number}
	| {readonly type: 'external-editor'; readonly path: string}
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

export function update(state: ScreenState, event: ScreenEvent, around: Surroundings): Step {
	switch (event.type) {
		case 'key':
			return pressed(state, event.key, event.at, around);
		case 'view':
			return viewChanged(state, around);
		case 'completed':
			return completed(state, event);
	}
}

function perform(action: Action): Effect {
	return {type: 'perform', action};
}

function pressed(before: ScreenState, key: Key, at: number, around: Surroundings): Step {
	const state = withoutNote(before);
	switch (placeOf(state, around.view)) {
		case 'editor':
			return inEditor(state, key, around);
		case 'overlay':
			return inOverlay(state, key, at, around);
		default:
			return state.confirm ? confirmed(state, key, around) : inInput(state, key, at, around);
	}
}

function withoutNote(state: ScreenState): ScreenState {
	const {note, ...rest} = state;
	return note === undefined ? state : rest;
}

function inEditor(state: ScreenState, key: Key, {view, size}: Surroundings): Step {
	const open = state.editor!;
	const result = editorKey(open.editor, key, pages(state, view, size).editor);
	switch (result.kind) {
		case 'editing':
			return [{...state, editor: {...open, editor: result.editor}}];
		case 'save': {
			const saving = {...state, editor: {...open, editor: markSaved(result.editor), leaving: result.leave}};
			// Whether it could be saved is seen in the next view; only then is it left.
			return [saving, perform({type: 'save', text: result.text})];
		}
		case 'leave':
			return [closeEditor(state), perform({type: 'edited'})];
	}
}

function closeEditor(state: ScreenState): ScreenState {
	const {editor: _editor, ...rest} = state;
	return rest;
}

function inOverlay(state: ScreenState, key: Key, at: number, around: Surroundings): Step {
	const {overlay, ...closed} = state;
	const {page, last} = overlayPage(state, around.view, around.size);
	const to = (top: number): Step => [{...state, overlay: {...overlay!, top: clamp(top, 0, last)}}];
	switch (key.id) {
		case 'up':
		case 'alt+up':
			return to(overlay!.top - 1);
		case 'down':
		case 'alt+down':
			return to(overlay!.top + 1);
		case 'pageup':
			return to(overlay!.top - page);
		case 'pagedown':
			return to(overlay!.top + page);
		case 'home':
			return to(0);
		case 'end':
			return to(last);
		case 'text':
			if (key.text === ' ') {
				return to(overlay!.top + page);
			}
			// What is typed goes to the input, which is what one sees when the overlay is gone.
			return key.text === 'q' ? [closed] : pressed(closed, key, at, around);
		case 'paste':
			return pressed(closed, key, at, around);
		default:
			return [closed];
	}
}

function confirmed(state: ScreenState, key: Key, around: Surroundings): Step {
	const {confirm, ...rest} = state;
	return key.id === 'text' && key.text[0]!.toLowerCase() === 'y'
		? runCommand(rest, {id: confirm!.command, argument: 'yes'}, around)
		: [{...rest, note: 'Left as it was.'}];
}

function inInput(state: ScreenState, key: Key, at: number, around: Surroundings): Step {
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
		const command = commandForKey(key.id, place);
		if (command && key.id !== 'enter') {
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

function submitted(state: ScreenState, place: InputPlace, text: string, around: Surroundings): Step {
	const {view} = around;
	if (place === 'reply') {
		return [state, perform({type: 'reply', text})];
	}
	if (place === 'choice') {
		const choice = choiceByText(view, text, state.choice);
		if (choice !== undefined) {
			return [{...state, choice: 0}, perform({type: 'predict', choice: choice.id})];
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
			const index = text.trim() === '' ? state.selected : missionByText(view.missions, text);
			const mission = index === undefined ? undefined : view.missions[index];
			return mission
				? [{...state, selected: index!}, perform({type: 'open', mission: mission.id})]
				: [{...state, note: `No mission is called ${text.trim()}. Type its number, or a part of its name.`}];
		}
		case 'choice':
			return [{...state, note: 'Type the number of your prediction. "Not sure" is always one.'}];
		case 'answer':
			return text.trim() === '' ? [state] : [{...state, panelTop: undefined}, perform({type: 'answer', text})];
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

/** A prediction by its number, its letter, or its words; Enter alone takes the marked one. */
function choiceByText(
	{mission}: HostView,
	typed: string,
	marked: number,
): {readonly id: string | undefined} | undefined {
	if (mission?.stage.kind !== 'predicting') {
		return undefined;
	}
	const choices = predictionChoices(mission.stage.choices);
	const text = typed.trim().toLowerCase().replace(/[.)]$/, '');
	if (text === '') {
		return choices[marked];
	}
	if (/^\d+$/.test(text)) {
		return choices[Number(text) - 1];
	}
	return choices.find(choice => choice.text.toLowerCase() === text || choice.id?.toLowerCase() === text);
}

function chosen(state: ScreenState, place: 'home' | 'choice', by: 1 | -1, view: HostView): Step {
	if (place === 'home') {
		return [{...state, selected: clamp(state.selected + by, 0, Math.max(0, view.missions.length - 1))}];
	}
	const stage = view.mission?.stage;
	const count = stage?.kind === 'predicting' ? stage.choices.length + 1 : 1;
	return [{...state, choice: clamp(state.choice + by, 0, count - 1), panelTop: undefined}];
}

/** Ctrl+C stops what runs, else clears the line, else leaves; not right after it stopped something. */
function interrupted(state: ScreenState, place: InputPlace, at: number, {view}: Surroundings): Step {
	const now = {...closeOffer(state), interruptedAt: at};
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
	if (state.interruptedAt !== undefined && at - state.interruptedAt < 1000) {
		return [{...now, note: 'Ctrl+C once more leaves; so does quit. Everything is saved.'}];
	}
	return [state, {type: 'quit'}];
}

function endOfInput(state: ScreenState, place: InputPlace, {view}: Surroundings): Step {
	if (place === 'reply') {
		return [state, perform({type: 'reply', text: undefined})];
	}
	return view.running ? [state, perform({type: 'end-of-input'})] : [state, {type: 'quit'}];
}

/** Escape puts away what lies on top: an offer, a notice; else it changes between question and prompt. */
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
	return [state];
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

/** Follows what the tutor did: a new step is shown from its beginning, an editor is opened or closed, output is followed. */
function viewChanged(before: ScreenState, {view, externalEditor}: Surroundings): Step {
	let state = before;
	const effects: Effect[] = [];
	const step = view.mission ? `${view.mission.id}/${view.mission.step.id}` : '';
	const stage = view.mission?.stage.kind ?? '';
	const entries = view.output.at(-1)?.id ?? 0;
	const {seen} = before;
	if (step !== seen.step) {
		const selected = view.missions.findIndex(({id}) => id === (view.mission?.id ?? view.continueWith));
		state = {
			...state,
			panelTop: undefined,
			outputBack: 0,
			panel: 'lesson',
			reading: true,
			choice: 0,
			atPrompt: false,
			...(selected >= 0 && {selected}),
		};
	} else if (stage !== seen.stage) {
		state = {
			...state,
			panelTop: undefined,
			choice: 0,
			atPrompt: false,
			...(isAsked(view) && {panel: 'lesson' as const}),
		};
	}
	const {editing} = view;
	if (editing && editing.id !== seen.editing) {
		if (externalEditor && editing.path !== undefined) {
			effects.push({type: 'external-editor', path: editing.path});
		} else {
			state = {...state, editor: {id: editing.id, editor: openEditor(editing.name, editing.text), leaving: false}};
		}
	} else if (!editing && state.editor) {
		state = closeEditor(state);
	} else if (editing && state.editor?.leaving) {
		if (editing.problem === undefined) {
			state = closeEditor(state);
			effects.push(perform({type: 'edited'}));
		} else {
			state = {
				...state,
				editor: {...state.editor, leaving: false, editor: {...state.editor.editor, saved: editing.text}},
			};
		}
	}
	const now = {step, stage, entries, editing: editing?.id ?? seen.editing};
	const same =
		now.step === seen.step && now.stage === seen.stage && now.entries === seen.entries && now.editing === seen.editing;
	return [same && state === before ? before : {...state, seen: now}, ...effects];
}
