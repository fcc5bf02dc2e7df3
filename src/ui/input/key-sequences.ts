/** The sequences that terminals send for keys, in xterm's, rxvt's, the Linux console's and kitty's dialects. */
import type {Key} from './keys.ts';

/** How many characters a sequence takes (0: more must come), and the key, if it is one. */
export type Reading = readonly [length: number, key?: Key];

const letterKeys: Readonly<Record<string, string>> = {
	A: 'up', B: 'down', C: 'right', D: 'left', E: 'clear', F: 'end', H: 'home',
	P: 'f1', Q: 'f2', R: 'f3', S: 'f4',
}; // biome-ignore format: a table

const numberKeys: Readonly<Record<string, string>> = {
	1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end',
	11: 'f1', 12: 'f2', 13: 'f3', 14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
}; // biome-ignore format: a table

/** `Esc [ parameters final`, in xterm's, rxvt's, the Linux console's and kitty's dialects. `at` is where the parameters begin. */
export function readCsi(input: string, at: number): Reading {
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

export function readSs3(input: string): Reading {
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

/** An answer of the terminal to a question: to its end, which is `Esc \` or (for OSC) also BEL. */
export function readString(input: string, bell: boolean): Reading {
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
