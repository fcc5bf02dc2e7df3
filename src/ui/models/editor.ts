/** The built-in editor on the whole screen. */

import type {HostView} from '../../tutor/host.ts';
import {editorView} from '../editor/editor-view.ts';
import {frameHeight, type Size} from '../layout.ts';
import type {ScreenState} from '../state.ts';
import type {Line} from '../text/line.ts';
import {footerItems, footerLine} from '../views/help.ts';
import type {Cursor, Extras} from './extras.ts';

export interface EditorModel {
	readonly rows: readonly Line[];
	readonly footer: Line;
	readonly cursor: Cursor;
}

export function editorModel(state: ScreenState, view: HostView, size: Size, {validate}: Extras = {}): EditorModel {
	const {editor} = state.editor!;
	const height = frameHeight(size) - 1;
	const problem = view.editing?.problem
		? {text: view.editing.problem}
		: validate?.(editor.name, editor.lines.join('\n'));
	const drawn = editorView(editor, size.columns, height, problem);
	return {
		rows: [drawn.title, ...drawn.rows, ...drawn.message],
		footer: footerLine(footerItems('editor', new Set()), size.columns),
		cursor: drawn.cursor,
	};
}
