/**
 * From what a terminal sends to keys. Every byte is accounted for: bursts give all their keys, sequences may be split
 * between chunks at any place, and what is not understood is dropped whole instead of being typed into the line.
 */

import {type Reading, readCsi, readSs3, readString} from './key-sequences.ts';

export interface Key {
	/**
	 * `text` for what is typed, `paste` for a bracketed paste, else the key's name with its modifiers in the order
	 * ctrl, alt, shift: `enter`, `ctrl+a`, `alt+b`, `shift+tab`, `ctrl+left`, `f2`.
	 */
	readonly id: string;
	/** The characters of `text` and `paste` (line breaks of a paste are `\n`); else ''. */
	readonly text: string;
}

/** What of the input is not decided yet. */
export interface KeyState {
	/** The beginning of a sequence, or a lone Escape. */
	readonly rest: string;
	/** The paste so far, where one is under way. */
	readonly paste: string | undefined;
	/** The last character was `\r`: a `\n` right after it belongs to the same line break. */
	readonly carriage: boolean;
}

export const noKeys: KeyState = {rest: '', paste: undefined, carriage: false};

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/** The keys in a chunk (decoded text, not bytes), and the state to go on with. */
export function readKeys(state: KeyState, chunk: string): readonly [readonly Key[], KeyState] {
	const keys: Key[] = [];
	let {paste, carriage} = state;
	let input = state.rest + chunk;
	while (input !== '') {
		if (paste !== undefined) {
			const text: string = paste + input;
			const end = text.indexOf(pasteEnd);
			if (end < 0) {
				return [keys, {rest: '', paste: text, carriage}];
			}
			keys.push({id: 'paste', text: lineBreaks(text.slice(0, end))});
			input = text.slice(end + pasteEnd.length);
			paste = undefined;
			continue;
		}
		if (input.startsWith(pasteStart)) {
			paste = '';
			input = input.slice(pasteStart.length);
			carriage = false;
			continue;
		}
		const [length, key] = readOne(input);
		if (length === 0) {
			break;
		}
		const first = input[0];
		input = input.slice(length);
		if (first === '\n' && carriage) {
			carriage = false;
			continue;
		}
		carriage = first === '\r';
		const last = keys.at(-1);
		if (key?.id === 'text' && last?.id === 'text') {
			keys[keys.length - 1] = {id: 'text', text: last.text + key.text};
		} else if (key) {
			keys.push(key);
		}
	}
	return [keys, {rest: input, paste, carriage}];
}

/**
 * What is pending, taken as it stands, because nothing more came: a lone Escape is the Escape key, `Esc [` is Alt+[. A
 * paste without its end is a paste.
 */
export function flushKeys(state: KeyState): readonly [readonly Key[], KeyState] {
	if (state.paste !== undefined) {
		return [[{id: 'paste', text: lineBreaks(state.paste)}], noKeys];
	}
	const {rest} = state;
	if (rest === '') {
		return [[], state];
	}
	const done = {...noKeys, carriage: state.carriage};
	if (rest === '\x1b') {
		return [[{id: 'escape', text: ''}], done];
	}
	if (rest === '\x1b\x1b') {
		return [
			[
				{id: 'escape', text: ''},
				{id: 'escape', text: ''},
			],
			done,
		];
	}
	return [rest.length === 2 ? [{id: altId(rest[1]!), text: ''}] : [], done];
}

/** Whether something is held back until more comes. */
export function isPending(state: KeyState): boolean {
	return state.rest !== '' || state.paste !== undefined;
}

function lineBreaks(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}

/** How many characters the first key takes (0: more must come), and the key, if it is one. */
function readOne(input: string): Reading {
	const code = input.codePointAt(0)!;
	if (code === 0x1b) {
		return readEscape(input);
	}
	if (code === 0x9b) {
		const [length, key] = readCsi(`\x1b[${input.slice(1)}`, 2);
		return [Math.max(0, length - 1), key];
	}
	const named = controlKey(code);
	if (named) {
		return [1, {id: named, text: ''}];
	}
	if (code >= 0x80 && code < 0xa0) {
		return [1];
	}
	const character = String.fromCodePoint(code);
	return [character.length, {id: 'text', text: character}];
}

function controlKey(code: number): string | undefined {
	switch (code) {
		case 0x00:
			return 'ctrl+space';
		case 0x08:
		case 0x7f:
			return 'backspace';
		case 0x09:
			return 'tab';
		case 0x0a:
		case 0x0d:
			return 'enter';
		case 0x1c:
			return 'ctrl+\\';
		case 0x1d:
			return 'ctrl+]';
		case 0x1e:
			return 'ctrl+^';
		case 0x1f:
			return 'ctrl+_';
		default:
			return code < 0x1b ? `ctrl+${String.fromCharCode(code + 0x60)}` : undefined;
	}
}

function readEscape(input: string): Reading {
	const second = input[1];
	switch (second) {
		case undefined:
			return [0];
		case '[':
			return readCsi(input, 2);
		case 'O':
			return readSs3(input);
		case ']':
			return readString(input, true);
		case 'P':
		case '_':
		case '^':
		case 'X':
			return readString(input, false);
		case '\x1b': {
			// Escape before a sequence is Alt with that key; else it is the Escape key by itself.
			if (input.length === 2) {
				return [0];
			}
			if (input[2] !== '[' && input[2] !== 'O') {
				return [1, {id: 'escape', text: ''}];
			}
			const [length, key] = readEscape(input.slice(1));
			return length === 0 ? [0] : [length + 1, key && withAlt(key)];
		}
		default: {
			const [length, key] = readOne(input.slice(1));
			if (!key) {
				return [length + 1];
			}
			return [length + 1, key.id === 'text' ? {id: altId(key.text), text: ''} : withAlt(key)];
		}
	}
}

function altId(character: string): string {
	if (character === ' ') {
		return 'alt+space';
	}
	const lower = character.toLowerCase();
	return lower === character ? `alt+${lower}` : `alt+shift+${lower}`;
}

function withAlt(key: Key): Key {
	if (key.id === 'text' || key.id === 'paste' || key.id.includes('alt+')) {
		return key;
	}
	return {id: key.id.startsWith('ctrl+') ? `ctrl+alt+${key.id.slice(5)}` : `alt+${key.id}`, text: ''};
}
