/** Keys while the built-in editor is open. */
import {commandForKey} from '../commands.ts';
import {editorKey, markSaved} from '../editor/editor.ts';
import type {Key} from '../input/keys.ts';
import {pages} from '../models/pages.ts';
import type {ScreenState} from '../state.ts';
import {closeEditor, perform, type Step, type Surroundings} from './step.ts';

export function inEditor(state: ScreenState, key: Key, {view, size}: Surroundings): Step {
	const open = state.editor!;
	if (view.mission && !open.editor.asking && commandForKey(key.id, 'prompt') === 'lesson') {
		return [{...state, overlay: {kind: 'lesson', about: '', top: 0}}];
	}
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
