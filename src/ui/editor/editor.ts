/** The built-in text editor as a pure reducer. It is plain on purpose: what it shows at the bottom is all there is. */
import type {Key} from '../input/keys.ts';
import {nextGrapheme, previousGrapheme, textWidth, visible} from '../text/width.ts';
import {dedent, indentAfter, indentUnit} from './indent.ts';

export interface Place {
	/** Counted from 0. */
	readonly row: number;
	/** An index into the line. */
	readonly column: number;
}

interface Version {
	readonly lines: readonly string[];
	readonly cursor: Place;
}

export interface Editor {
	readonly name: string;
	readonly lines: readonly string[];
	readonly cursor: Place;
	/** The column on the screen that up and down keep to. */
	readonly goal: number | undefined;
	/** The text that was opened or saved last. */
	readonly saved: string;
	readonly past: readonly Version[];
	readonly future: readonly Version[];
	/** Whether the last change was typing, so that a word typed is one step to undo. */
	readonly typing: boolean;
	/** What Ctrl+K cut; lines cut one after the other come back together. */
	readonly cut: string;
	readonly cutting: boolean;
	/** It was to be left with something unsaved: the question is on the screen. */
	readonly asking: boolean;
}

export type EditorResult =
	| {readonly kind: 'editing'; readonly editor: Editor}
	| {readonly kind: 'save'; readonly editor: Editor; readonly text: string; readonly leave: boolean}
	| {readonly kind: 'leave'; readonly editor: Editor};

const pastLimit = 500;

export function openEditor(name: string, text: string): Editor {
	return {
		name,
		lines: text.replace(/\r\n?/g, '\n').split('\n'),
		cursor: {row: 0, column: 0},
		goal: undefined,
		saved: text.replace(/\r\n?/g, '\n'),
		past: [],
		future: [],
		typing: false,
		cut: '',
		cutting: false,
		asking: false,
	};
}

export function editorText(editor: Editor): string {
	return editor.lines.join('\n');
}

/** Whether there is something to lose. */
export function isUnsaved(editor: Editor): boolean {
	return editorText(editor) !== editor.saved;
}

/** What is written to the file: a text file ends with a line break. */
export function savedText(editor: Editor): string {
	const text = editorText(editor);
	return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** To be called when a save has succeeded. */
export function markSaved(editor: Editor): Editor {
	return {...editor, saved: editorText(editor)};
}

/** @param page how many lines PageUp and PageDown move */
export function editorKey(editor: Editor, key: Key, page: number): EditorResult {
	if (editor.asking) {
		return answer(editor, key);
	}
	switch (key.id) {
		case 'ctrl+s':
			return {kind: 'save', editor, text: savedText(editor), leave: false};
		case 'escape':
		case 'ctrl+q':
		case 'ctrl+c':
			return isUnsaved(editor) ? {kind: 'editing', editor: {...editor, asking: true}} : {kind: 'leave', editor};
		default: {
			const after = change(editor, key, page);
			return {kind: 'editing', editor: key.id === 'ctrl+k' ? after : {...after, cutting: false}};
		}
	}
}

/** Leave with unsaved changes? `s` saves first, `d` discards, anything else goes on editing. */
function answer(editor: Editor, key: Key): EditorResult {
	const back = {...editor, asking: false};
	const letter = key.id === 'text' ? key.text[0]!.toLowerCase() : key.id;
	if (letter === 's' || letter === 'y' || letter === 'ctrl+s') {
		return {kind: 'save', editor: back, text: savedText(editor), leave: true};
	}
	return letter === 'd' || letter === 'n' ? {kind: 'leave', editor: back} : {kind: 'editing', editor: back};
}

function change(editor: Editor, key: Key, page: number): Editor {
	const {cursor, lines} = editor;
	const text = lines[cursor.row]!;
	switch (key.id) {
		case 'text':
			return typed(editor, key.text);
		case 'paste':
			// As it is: its own indentation is right already, so no line of it is indented anew.
			return replace(editor, cursor, cursor, key.text);
		case 'enter':
		case 'ctrl+j':
			return replace(editor, cursor, cursor, `\n${indentAfter(text.slice(0, cursor.column))}`);
		case 'tab':
			return replace(editor, cursor, cursor, ' '.repeat(indentUnit - (cursor.column % indentUnit)));
		case 'shift+tab': {
			const less = text.length - dedent(text).length;
			const undented = replace(editor, {row: cursor.row, column: 0}, {row: cursor.row, column: less}, '');
			return {...undented, cursor: {row: cursor.row, column: Math.max(0, cursor.column - less)}};
		}
		case 'backspace':
		case 'shift+backspace':
			return backspace(editor);
		case 'delete':
		case 'ctrl+d':
			return replace(editor, cursor, forward(editor), '');
		case 'alt+backspace':
		case 'ctrl+w': {
			const before = text.slice(0, cursor.column);
			const start = before.replace(/\S+\s*$|\s+$/, '').length;
			return cursor.column === 0 ? backspace(editor) : replace(editor, {row: cursor.row, column: start}, cursor, '');
		}
		case 'ctrl+k':
			return cutLine(editor);
		case 'ctrl+u':
			return editor.cut === ''
				? editor
				: replace(editor, {row: cursor.row, column: 0}, {row: cursor.row, column: 0}, editor.cut);
		case 'ctrl+z':
		case 'ctrl+_':
			return undo(editor);
		case 'ctrl+y':
		case 'ctrl+shift+z':
			return redo(editor);
		case 'left':
		case 'ctrl+b':
			return moveTo(editor, backward(editor));
		case 'right':
		case 'ctrl+f':
			return moveTo(editor, forward(editor));
		case 'up':
		case 'ctrl+p':
			return moveRows(editor, -1);
		case 'down':
		case 'ctrl+n':
			return moveRows(editor, 1);
		case 'pageup':
			return moveRows(editor, -page);
		case 'pagedown':
			return moveRows(editor, page);
		case 'home':
		case 'ctrl+a': {
			// First to the text, then to the margin.
			const indent = text.length - text.trimStart().length;
			return moveTo(editor, {row: cursor.row, column: cursor.column === indent ? 0 : indent});
		}
		case 'end':
		case 'ctrl+e':
			return moveTo(editor, {row: cursor.row, column: text.length});
		case 'ctrl+home':
			return moveTo(editor, {row: 0, column: 0});
		case 'ctrl+end':
			return moveTo(editor, {row: lines.length - 1, column: lines.at(-1)!.length});
		case 'ctrl+left':
		case 'alt+b':
		case 'alt+left':
			return moveTo(editor, wordBackward(editor));
		case 'ctrl+right':
		case 'alt+f':
		case 'alt+right':
			return moveTo(editor, wordForward(editor));
		default:
			return editor;
	}
}

function typed(editor: Editor, text: string): Editor {
	const before = editor.typing && !/^\s/.test(text) ? editor.past : undefined;
	const after = replace(editor, editor.cursor, editor.cursor, text);
	return {...after, typing: true, past: before ?? after.past};
}

/** In the indentation it takes away a whole step of it. */
function backspace(editor: Editor): Editor {
	const {cursor, lines} = editor;
	const before = lines[cursor.row]!.slice(0, cursor.column);
	if (before !== '' && before.trim() === '') {
		const column = Math.floor((cursor.column - 1) / indentUnit) * indentUnit;
		return replace(editor, {row: cursor.row, column}, cursor, '');
	}
	return replace(editor, backward(editor), cursor, '');
}

function cutLine(editor: Editor): Editor {
	const {cursor, lines, cutting, cut} = editor;
	const last = cursor.row === lines.length - 1;
	const text = `${lines[cursor.row]}\n`;
	if (last && lines[cursor.row] === '') {
		return editor;
	}
	const from = {row: cursor.row, column: 0};
	const to = last ? {row: cursor.row, column: lines[cursor.row]!.length} : {row: cursor.row + 1, column: 0};
	return {...replace(editor, from, to, ''), cut: cutting ? cut + text : text, cutting: true};
}

/** Puts text in the place of what lies between two places; the cursor comes to stand after it. */
function replace(editor: Editor, from: Place, to: Place, text: string): Editor {
	const {lines, cursor} = editor;
	if (from.row === to.row && from.column === to.column && text === '') {
		return editor;
	}
	const whole = `${lines[from.row]!.slice(0, from.column)}${text}${lines[to.row]!.slice(to.column)}`.split('\n');
	const inserted = text.split('\n');
	const column = (inserted.length === 1 ? from.column : 0) + inserted.at(-1)!.length;
	return {
		...editor,
		lines: [...lines.slice(0, from.row), ...whole, ...lines.slice(to.row + 1)],
		cursor: {row: from.row + inserted.length - 1, column},
		goal: undefined,
		past: [...editor.past, {lines, cursor}].slice(-pastLimit),
		future: [],
		typing: false,
	};
}

function undo(editor: Editor): Editor {
	const last = editor.past.at(-1);
	if (!last) {
		return editor;
	}
	const now: Version = {lines: editor.lines, cursor: editor.cursor};
	return {
		...editor,
		...last,
		goal: undefined,
		typing: false,
		past: editor.past.slice(0, -1),
		future: [...editor.future, now],
	};
}

function redo(editor: Editor): Editor {
	const next = editor.future.at(-1);
	if (!next) {
		return editor;
	}
	const now: Version = {lines: editor.lines, cursor: editor.cursor};
	return {
		...editor,
		...next,
		goal: undefined,
		typing: false,
		past: [...editor.past, now],
		future: editor.future.slice(0, -1),
	};
}

function moveTo(editor: Editor, cursor: Place): Editor {
	return {...editor, cursor, goal: undefined, typing: false};
}

function moveRows(editor: Editor, by: number): Editor {
	const {cursor, lines} = editor;
	const row = Math.max(0, Math.min(lines.length - 1, cursor.row + by));
	if (row === cursor.row) {
		return moveTo(editor, {row, column: by < 0 ? 0 : lines[row]!.length});
	}
	const goal = editor.goal ?? columnOf(lines[cursor.row]!, cursor.column);
	return {...editor, cursor: {row, column: indexAt(lines[row]!, goal)}, goal, typing: false};
}

function columnOf(text: string, index: number): number {
	return textWidth(visible(text.slice(0, index)));
}

function indexAt(text: string, column: number): number {
	let index = 0;
	while (index < text.length && columnOf(text, nextGrapheme(text, index)) <= column) {
		index = nextGrapheme(text, index);
	}
	return index;
}

function backward({cursor, lines}: Editor): Place {
	if (cursor.column > 0) {
		return {row: cursor.row, column: previousGrapheme(lines[cursor.row]!, cursor.column)};
	}
	return cursor.row > 0 ? {row: cursor.row - 1, column: lines[cursor.row - 1]!.length} : cursor;
}

function forward({cursor, lines}: Editor): Place {
	if (cursor.column < lines[cursor.row]!.length) {
		return {row: cursor.row, column: nextGrapheme(lines[cursor.row]!, cursor.column)};
	}
	return cursor.row < lines.length - 1 ? {row: cursor.row + 1, column: 0} : cursor;
}

function wordBackward(editor: Editor): Place {
	const {cursor, lines} = editor;
	const before = lines[cursor.row]!.slice(0, cursor.column);
	return cursor.column === 0
		? backward(editor)
		: {row: cursor.row, column: before.replace(/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u, '').length};
}

function wordForward(editor: Editor): Place {
	const {cursor, lines} = editor;
	const after = lines[cursor.row]!.slice(cursor.column);
	return after === ''
		? forward(editor)
		: {row: cursor.row, column: cursor.column + /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(after)![0].length};
}
