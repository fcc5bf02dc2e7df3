/** The text of an input and its cursor: what keys do to them, as readline does it. A pure reducer. */
import {nextGrapheme, previousGrapheme, textWidth, visible} from '../text/width.ts';
import {continueSearch, type Search, startSearch} from './history-search.ts';
import type {Key} from './keys.ts';

export interface LineBuffer {
	/** May hold line breaks: here-documents, pastes. */
	readonly text: string;
	/** An index into `text`, at the boundary of a grapheme. */
	readonly cursor: number;
	/** What Ctrl+K, Ctrl+U or Ctrl+W took last, for Ctrl+Y. */
	readonly killed: string;
	/** While a line of the history is shown: which one, counted from the newest, and what was being typed before. */
	readonly recall?: {readonly back: number; readonly draft: string};
	readonly search?: Search;
	/** Earlier texts, newest last, for Ctrl+_. */
	readonly past: readonly {readonly text: string; readonly cursor: number}[];
}

export interface LineContext {
	/** Oldest first. */
	readonly history: readonly string[];
	/** Whether Enter goes on to a further line instead of submitting. */
	readonly incomplete?: (text: string) => boolean;
}

/** What a key came to: a changed buffer, a text that was submitted, or nothing (`undefined`): not a key of the input. */
export interface LineResult {
	readonly buffer: LineBuffer;
	readonly submitted?: string;
}

export const emptyLine: LineBuffer = {text: '', cursor: 0, killed: '', past: []};

const pastLimit = 100;

/** A buffer with that text, the cursor at its end; what was there can be had back by Ctrl+_. */
export function setText(buffer: LineBuffer, text: string, cursor = text.length): LineBuffer {
	const {recall: _recall, search: _search, ...rest} = buffer;
	return remember(buffer, {...rest, text, cursor});
}

/** Applies a key; undefined for one that means nothing to the input (Tab, F-keys, PageUp). */
export function lineKey(buffer: LineBuffer, key: Key, context: LineContext): LineResult | undefined {
	if (buffer.search) {
		const {buffer: found, handled} = continueSearch(buffer, key, context.history);
		return handled ? {buffer: found} : lineKey(found, key, context);
	}
	if (key.id === 'enter') {
		return enter(buffer, context);
	}
	if (key.id === 'text') {
		return {buffer: insert(buffer, key.text)};
	}
	if (key.id === 'paste') {
		// The line break after the last line is Enter's part.
		const atEnd = buffer.cursor === buffer.text.length;
		return {buffer: insert(buffer, atEnd ? key.text.replace(/\n+$/, '') : key.text)};
	}
	const command = commands[key.id];
	return command && {buffer: command(buffer, context)};
}

/** Puts text at the cursor. */
export function insert(buffer: LineBuffer, text: string): LineBuffer {
	const {cursor} = buffer;
	return edit(buffer, buffer.text.slice(0, cursor) + text + buffer.text.slice(cursor), cursor + text.length);
}

function enter(buffer: LineBuffer, context: LineContext): LineResult {
	if (context.incomplete?.(buffer.text)) {
		return {buffer: insert({...buffer, cursor: buffer.text.length}, '\n')};
	}
	return {buffer: {...emptyLine, killed: buffer.killed}, submitted: buffer.text};
}

type LineCommand = (buffer: LineBuffer, context: LineContext) => LineBuffer;

const left: LineCommand = buffer => move(buffer, previousGrapheme(buffer.text, buffer.cursor));
const right: LineCommand = buffer => move(buffer, nextGrapheme(buffer.text, buffer.cursor));
const lineStart: LineCommand = buffer => move(buffer, startOfLine(buffer.text, buffer.cursor));
const lineEnd: LineCommand = buffer => move(buffer, endOfLine(buffer.text, buffer.cursor));
const wordLeft: LineCommand = buffer => move(buffer, previousWord(buffer.text, buffer.cursor));
const wordRight: LineCommand = buffer => move(buffer, nextWord(buffer.text, buffer.cursor));
const deleteBack: LineCommand = buffer => remove(buffer, previousGrapheme(buffer.text, buffer.cursor), buffer.cursor);
const deleteForward: LineCommand = buffer => remove(buffer, buffer.cursor, nextGrapheme(buffer.text, buffer.cursor));
const killWordBack: LineCommand = buffer => kill(buffer, previousWord(buffer.text, buffer.cursor), buffer.cursor);
const killWordForward: LineCommand = buffer => kill(buffer, buffer.cursor, nextWord(buffer.text, buffer.cursor));

const killToEnd: LineCommand = buffer => {
	const end = endOfLine(buffer.text, buffer.cursor);
	// At the end of a line it takes the line break, as in Emacs.
	return kill(buffer, buffer.cursor, end === buffer.cursor ? Math.min(end + 1, buffer.text.length) : end);
};

const killToStart: LineCommand = buffer => {
	const start = startOfLine(buffer.text, buffer.cursor);
	return kill(buffer, start === buffer.cursor ? Math.max(0, start - 1) : start, buffer.cursor);
};

const killBlankWordBack: LineCommand = buffer => {
	const before = buffer.text.slice(0, buffer.cursor);
	return kill(buffer, before.replace(/\S+\s*$|\s+$/, '').length, buffer.cursor);
};

const transpose: LineCommand = buffer => {
	const {text, cursor} = buffer;
	const middle = cursor === endOfLine(text, cursor) ? previousGrapheme(text, cursor) : cursor;
	const start = previousGrapheme(text, middle);
	const end = nextGrapheme(text, middle);
	if (start === middle || text.slice(start, end).includes('\n')) {
		return buffer;
	}
	const swapped = text.slice(middle, end) + text.slice(start, middle);
	return edit(buffer, text.slice(0, start) + swapped + text.slice(end), end);
};

const up: LineCommand = (buffer, context) => vertical(buffer, -1) ?? recall(buffer, context.history, 1);
const down: LineCommand = (buffer, context) => vertical(buffer, 1) ?? recall(buffer, context.history, -1);
const older: LineCommand = (buffer, context) => recall(buffer, context.history, 1);
const newer: LineCommand = (buffer, context) => recall(buffer, context.history, -1);
const yank: LineCommand = buffer => insert(buffer, buffer.killed);

const undo: LineCommand = buffer => {
	const last = buffer.past.at(-1);
	return last ? {...buffer, ...last, past: buffer.past.slice(0, -1)} : buffer;
};

const commands: Readonly<Record<string, LineCommand>> = {
	left,
	right,
	home: lineStart,
	end: lineEnd,
	up,
	down,
	backspace: deleteBack,
	delete: deleteForward,
	'shift+backspace': deleteBack,
	'ctrl+a': lineStart,
	'ctrl+e': lineEnd,
	'ctrl+b': left,
	'ctrl+f': right,
	'ctrl+d': deleteForward,
	'ctrl+h': deleteBack,
	'ctrl+w': killBlankWordBack,
	'ctrl+u': killToStart,
	'ctrl+k': killToEnd,
	'ctrl+y': yank,
	'ctrl+t': transpose,
	'ctrl+p': older,
	'ctrl+n': newer,
	'ctrl+_': undo,
	'ctrl+r': (buffer, context) => startSearch(buffer, context.history),
	'alt+b': wordLeft,
	'alt+f': wordRight,
	'alt+d': killWordForward,
	'alt+backspace': killWordBack,
	'ctrl+left': wordLeft,
	'ctrl+right': wordRight,
	'alt+left': wordLeft,
	'alt+right': wordRight,
	'ctrl+delete': killWordForward,
	'ctrl+backspace': killWordBack,
	'alt+enter': buffer => insert(buffer, '\n'),
	'shift+enter': buffer => insert(buffer, '\n'),
};

function move(buffer: LineBuffer, cursor: number): LineBuffer {
	return cursor === buffer.cursor ? buffer : {...buffer, cursor};
}

function edit(buffer: LineBuffer, text: string, cursor: number): LineBuffer {
	if (text === buffer.text) {
		return move(buffer, cursor);
	}
	const {recall: _recall, ...rest} = buffer;
	return remember(buffer, {...rest, text, cursor});
}

function remember(before: LineBuffer, after: LineBuffer): LineBuffer {
	if (before.text === after.text) {
		return after;
	}
	return {...after, past: [...before.past, {text: before.text, cursor: before.cursor}].slice(-pastLimit)};
}

function remove(buffer: LineBuffer, from: number, to: number): LineBuffer {
	return edit(buffer, buffer.text.slice(0, from) + buffer.text.slice(to), from);
}

function kill(buffer: LineBuffer, from: number, to: number): LineBuffer {
	return from === to ? buffer : {...remove(buffer, from, to), killed: buffer.text.slice(from, to)};
}

function startOfLine(text: string, at: number): number {
	return text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end < 0 ? text.length : end;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

function previousWord(text: string, at: number): number {
	const before = text.slice(0, at);
	return before.length - (/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(before)?.[0].length ?? 0);
}

function nextWord(text: string, at: number): number {
	let end = at;
	while (end < text.length && !wordCharacter.test(text[end]!)) {
		end++;
	}
	const word = /^[\p{L}\p{N}_]*/u.exec(text.slice(end))![0];
	return end + word.length;
}

/** The cursor a line higher or lower, in the same column where there is one; undefined where there is no such line. */
function vertical(buffer: LineBuffer, by: 1 | -1): LineBuffer | undefined {
	const {text, cursor} = buffer;
	const start = startOfLine(text, cursor);
	const target = by < 0 ? start - 1 : endOfLine(text, cursor) + 1;
	// While the history is leafed through, a line of several rows does not hold the way up.
	if (target < 0 || target > text.length || (buffer.recall && by < 0)) {
		return undefined;
	}
	const column = textWidth(visible(text.slice(start, cursor)));
	const from = startOfLine(text, by < 0 ? target : Math.min(target, text.length));
	const to = endOfLine(text, from);
	let place = from;
	while (place < to && textWidth(visible(text.slice(from, nextGrapheme(text, place)))) <= column) {
		place = nextGrapheme(text, place);
	}
	return move(buffer, place);
}

/** An older (1) or newer (-1) line of the history; past the newest one what was being typed comes back. */
function recall(buffer: LineBuffer, history: readonly string[], by: 1 | -1): LineBuffer {
	const back = (buffer.recall?.back ?? 0) + by;
	const draft = buffer.recall?.draft ?? buffer.text;
	if (back < 0 || back > history.length) {
		return buffer;
	}
	const {recall: _recall, ...rest} = buffer;
	if (back === 0) {
		return {...rest, text: draft, cursor: draft.length};
	}
	const text = history[history.length - back]!;
	return {...rest, text, cursor: text.length, recall: {back, draft}};
}
