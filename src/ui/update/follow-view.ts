/** What the screen does when the tutor's view has changed. */
import {openEditor} from '../editor/editor.ts';
import {isAsked, type ScreenState} from '../state.ts';
import {closeEditor, type Effect, perform, type Step, type Surroundings} from './step.ts';

/** Follows what the tutor did: a new step is shown from its beginning, an editor is opened or closed, output is followed. */
export function followView(before: ScreenState, {view, externalEditor}: Surroundings): Step {
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
			choice: undefined,
			atPrompt: false,
			...(selected >= 0 && {selected}),
		};
	} else if (stage !== seen.stage) {
		state = {
			...state,
			panelTop: undefined,
			choice: undefined,
			// Who is typing a command types it to its end.
			atPrompt: isAsked(view) && before.inputs.prompt.text !== '',
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
