/** Ctrl+R: finds earlier lines while one types what was in them. */
import {graphemes} from '../text/width.ts';
import type {Key} from './keys.ts';
import type {LineBuffer} from './line-buffer.ts';

export interface Search {
	readonly query: string;
	/** Which line of the history is shown, counted from the newest, from 1; 0 before anything was found. */
	readonly back: number;
	readonly failed: boolean;
	/** What stood in the input before, for Escape. */
	readonly before: {readonly text: string; readonly cursor: number};
}

export function startSearch(buffer: LineBuffer, _history: readonly string[]): LineBuffer {
	const {recall: _recall, ...rest} = buffer;
	return {
		...rest,
		search: {query: '', back: 0, failed: false, before: {text: buffer.text, cursor: buffer.cursor}},
	};
}

/** Applies a key during a search. One that does not belong to it ends the search and is left for the input. */
export function continueSearch(
	buffer: LineBuffer,
	key: Key,
	history: readonly string[],
): {readonly buffer: LineBuffer; readonly handled: boolean} {
	const search = buffer.search!;
	const {search: _search, ...rest} = buffer;
	switch (key.id) {
		case 'text':
		case 'paste':
			return {buffer: find(buffer, search.query + key.text, Math.max(1, search.back), history), handled: true};
		case 'backspace':
			return {buffer: find(buffer, graphemes(search.query).slice(0, -1).join(''), 1, history), handled: true};
		case 'ctrl+r':
			return {buffer: find(buffer, search.query, search.back + 1, history), handled: true};
		case 'ctrl+s':
			return {buffer: findNewer(buffer, history), handled: true};
		case 'escape':
		case 'ctrl+g':
		case 'ctrl+c':
			return {buffer: {...rest, ...search.before}, handled: true};
		default:
			return {buffer: rest, handled: false};
	}
}

/** Shows the first line from `back` on (towards older ones) that holds the query. */
function find(buffer: LineBuffer, query: string, back: number, history: readonly string[]): LineBuffer {
	const search = buffer.search!;
	if (query === '') {
		return {...buffer, ...search.before, search: {...search, query, back: 0, failed: false}};
	}
	for (let at = back; at <= history.length; at++) {
		const text = history[history.length - at]!;
		const place = text.toLowerCase().indexOf(query.toLowerCase());
		if (place >= 0 && (text !== buffer.text || at === search.back || search.back === 0)) {
			return {...buffer, text, cursor: place, search: {...search, query, back: at, failed: false}};
		}
	}
	return {...buffer, search: {...search, query, failed: true}};
}

function findNewer(buffer: LineBuffer, history: readonly string[]): LineBuffer {
	const search = buffer.search!;
	for (let at = search.back - 1; at >= 1; at--) {
		const text = history[history.length - at]!;
		const place = text.toLowerCase().indexOf(search.query.toLowerCase());
		if (place >= 0) {
			return {...buffer, text, cursor: place, search: {...search, back: at, failed: false}};
		}
	}
	return {...buffer, search: {...search, failed: true}};
}
