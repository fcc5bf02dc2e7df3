/**
 * From what a terminal sends to keys. Every byte is accounted for: bursts give all their keys, sequences may be split
 * between chunks at any place, and what is not understood is dropped whole instead of being typed into the line.
 */

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
function readOne(input: string): readonly [number, Key?] {
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

function readEscape(input: string): readonly [number, Key?] {
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

const letterKeys: Readonly<Record<string, string>> = {
	A: 'up', B: 'down', C: 'right', D: 'left', E: 'clear', F: 'end', H: 'home',
	P: 'f1', Q: 'f2', R: 'f3', S: 'f4',
}; // biome-ignore format: a table

const numberKeys: Readonly<Record<string, string>> = {
	1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end',
	11: 'f1', 12: 'f2', 13: 'f3', 14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
}; // biome-ignore format: a table

/** `Esc [ parameters final`, in xterm's, rxvt's, the Linux console's and kitty's dialects. `at` is where the parameters begin. */
function readCsi(input: string, at: number): readonly [number, Key?] {
	if (input[at] === '[') {
		// The Linux console: Esc [ [ A is F1.
		const letter = input[at + 1];
		const name = letter && 'ABCDE'.includes(letter) ? `f${'ABCDE'.indexOf(letter) + 1}` : undefined;
		return letter === undefined ? [0] : [at + 2, named(name)];
	}
	let end = at;
	while (end < input.length && input.charCodeAt(end) >= 0x20 && input.charCodeAt(end) < 0x40) {
		end++;
	}
	const final = input[end];
	if (final === undefined) {
		return [0];
	}
	if (final === '\x1b' || final < ' ') {
		// The sequence was broken off; what comes next is a key of its own.
		return [end];
	}
	const parameters = input.slice(at, end);
	if (final === 'M' && parameters === '') {
		// A mouse report of the oldest kind has three more characters.
		return input.length < end + 4 ? [0] : [end + 4];
	}
	return [end + 1, csiKey(parameters, final)];
}

function csiKey(parameters: string, final: string): Key | undefined {
	if (/^[<>=?]/.test(parameters)) {
		return undefined;
	}
	const [first = '', second = '', third = ''] = parameters.split(';');
	const [modifier = '', event = ''] = second.split(':');
	if (event === '3') {
		return undefined;
	}
	switch (final) {
		case '~':
			return first === '27' ? codeKey(Number(third), modifier) : named(numberKeys[first], modifier);
		case '$':
			return named(numberKeys[first], '2');
		case '^':
			return named(numberKeys[first], '5');
		case '@':
			return named(numberKeys[first], '6');
		case 'u':
			return codeKey(Number(first.split(':')[0]), modifier);
		case 'Z':
			return named('tab', '2');
		case 'a':
		case 'b':
		case 'c':
		case 'd':
			return named(letterKeys[final.toUpperCase()], '2');
		case 'R':
			// Also the answer to "where is the cursor", which has a row above 1 or is not a modifier.
			return first === '' || first === '1' ? named('f3', modifier) : undefined;
		default:
			return named(letterKeys[final], modifier);
	}
}

function readSs3(input: string): readonly [number, Key?] {
	const final = input[2];
	if (final === undefined) {
		return [0];
	}
	if (/\d/.test(final) && input[3] !== undefined && letterKeys[input[3]]) {
		return [4, named(letterKeys[input[3]], final)];
	}
	if (final === 'M') {
		return [3, named('enter')];
	}
	if ('abcd'.includes(final)) {
		return [3, named(letterKeys[final.toUpperCase()], '5')];
	}
	if (final >= 'j' && final <= 'y') {
		return [3, {id: 'text', text: '*+,-./0123456789'['jklmnopqrstuvwxy'.indexOf(final)]!}];
	}
	if (letterKeys[final]) {
		return [3, named(letterKeys[final])];
	}
	return final < ' ' ? [2, {id: 'alt+shift+o', text: ''}] : [3];
}

/** An answer of the terminal to a question: to its end, which is `Esc \` or (for OSC) also BEL. */
function readString(input: string, bell: boolean): readonly [number, Key?] {
	for (let at = 2; at < input.length; at++) {
		if (bell && input[at] === '\x07') {
			return [at + 1];
		}
		if (input[at] === '\x1b') {
			return input[at + 1] === undefined ? [0] : input[at + 1] === '\\' ? [at + 2] : [at];
		}
	}
	return [0];
}

/** A key given by its code point, as kitty's protocol and xterm's modifyOtherKeys send it. */
function codeKey(code: number, modifier: string): Key | undefined {
	const special: Readonly<Record<number, string>> = {
		8: 'backspace', 9: 'tab', 10: 'enter', 13: 'enter', 27: 'escape', 32: 'space', 127: 'backspace', 57414: 'enter',
	}; // biome-ignore format: a table
	const name = special[code];
	const bits = modifierBits(modifier);
	if (name) {
		return name === 'space' && (bits & 6) === 0 ? {id: 'text', text: ' '} : named(name, modifier);
	}
	if (!Number.isInteger(code) || code < 0x20 || (code >= 0xe000 && code <= 0xf8ff) || code > 0x10ffff) {
		return undefined;
	}
	const character = String.fromCodePoint(code);
	if ((bits & 6) === 0) {
		return {id: 'text', text: bits & 1 ? character.toUpperCase() : character};
	}
	return named(character.toLowerCase(), modifier);
}

/** 1 is Shift, 2 Alt, 4 Ctrl. Locks do not count; Meta counts as Alt. */
function modifierBits(modifier: string): number {
	const bits = modifier === '' ? 0 : Number(modifier) - 1;
	return Number.isInteger(bits) && bits > 0 ? (bits & 7) | (bits & 32 ? 2 : 0) : 0;
}

function named(name: string | undefined, modifier = ''): Key | undefined {
	if (!name) {
		return undefined;
	}
	const bits = modifierBits(modifier);
	const id = `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}${name}`;
	return {id, text: ''};
}
