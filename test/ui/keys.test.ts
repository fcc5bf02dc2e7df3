import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {flushKeys, type Key, noKeys, readKeys} from '../../src/ui/input/keys.ts';

function read(...chunks: string[]): Key[] {
	let state = noKeys;
	const keys: Key[] = [];
	for (const chunk of chunks) {
		const [more, next] = readKeys(state, chunk);
		keys.push(...more);
		state = next;
	}
	keys.push(...flushKeys(state)[0]);
	return keys;
}

const ids = (...chunks: string[]) => read(...chunks).map(key => (key.id === 'text' ? key.text : key.id));

describe('keys', () => {
	it.each([
		['\r', 'enter'],
		['\n', 'enter'],
		['\t', 'tab'],
		['\x7f', 'backspace'],
		['\b', 'backspace'],
		['\x01', 'ctrl+a'],
		['\x1a', 'ctrl+z'],
		['\x1f', 'ctrl+_'],
		['\x1b', 'escape'],
		['\x1bb', 'alt+b'],
		['\x1bB', 'alt+shift+b'],
		['\x1b\x7f', 'alt+backspace'],
		['\x1b\r', 'alt+enter'],
		['\x1b[A', 'up'],
		['\x1bOA', 'up'],
		['\x1b[1;5C', 'ctrl+right'],
		['\x1b[1;3D', 'alt+left'],
		['\x1b\x1b[D', 'alt+left'],
		['\x1bOc', 'ctrl+right'],
		['\x1b[c', 'shift+right'],
		['\x1b[H', 'home'],
		['\x1bOH', 'home'],
		['\x1b[1~', 'home'],
		['\x1b[7~', 'home'],
		['\x1b[4~', 'end'],
		['\x1bOF', 'end'],
		['\x1b[3~', 'delete'],
		['\x1b[3;5~', 'ctrl+delete'],
		['\x1b[5~', 'pageup'],
		['\x1b[6;2~', 'shift+pagedown'],
		['\x1b[Z', 'shift+tab'],
		['\x1bOP', 'f1'],
		['\x1b[11~', 'f1'],
		['\x1b[[A', 'f1'],
		['\x1b[1;2P', 'shift+f1'],
		['\x1b[15~', 'f5'],
		['\x1b[24~', 'f12'],
		['\x1bOM', 'enter'],
		['\x1bOp', '0'],
		['\x1b[97;5u', 'ctrl+a'],
		['\x1b[97u', 'a'],
		['\x1b[97;2u', 'A'],
		['\x1b[13u', 'enter'],
		['\x1b[27u', 'escape'],
		['\x1b[57414u', 'enter'],
		['\x1b[27;5;97~', 'ctrl+a'],
		['\x1b[27;3;98~', 'alt+b'],
		['\x1b[1;1:1A', 'up'],
		['\x9bA', 'up'],
		['\x1bP', 'alt+shift+p'],
		['\x1b[', 'alt+['],
	])('reads %j as %s', (input, id) => {
		expect(ids(input)).toEqual([id]);
	});

	it.each([
		['a key let go', '\x1b[97;1:3u'],
		['a mouse report', '\x1b[<0;10;5M'],
		['an old mouse report', '\x1b[M !!'],
		['focus', '\x1b[I'],
		['what the terminal is', '\x1b[?62;22c'],
		['a colour it was not asked for', '\x1b]11;rgb:0000/0000/0000\x1b\\'],
		['a title', '\x1b]0;title\x07'],
		['where the cursor is', '\x1b[12;40R'],
	])('drops %s whole', (_what, input) => {
		expect(ids(`a${input}b`).join('')).toBe('ab');
	});

	it('loses nothing of a burst', () => {
		expect(ids('abc\r')).toEqual(['abc', 'enter']);
		expect(ids('ls\rpwd\rk get po\r')).toEqual(['ls', 'enter', 'pwd', 'enter', 'k get po', 'enter']);
		expect(ids('a\x1b[Db\x01c')).toEqual(['a', 'left', 'b', 'ctrl+a', 'c']);
	});

	it('takes \\r\\n for one Enter, also when it is split', () => {
		expect(ids('a\r\nb\r', '\nc')).toEqual(['a', 'enter', 'b', 'enter', 'c']);
	});

	it('keeps a paste whole, with line breaks as \\n and nothing in it taken for a key', () => {
		const text = 'kind: Pod\r\n\tx: \x1b[A\ré';
		expect(read(`a\x1b[200~${text}\x1b[201~\r`)).toEqual([
			{id: 'text', text: 'a'},
			{id: 'paste', text: 'kind: Pod\n\tx: \x1b[A\né'},
			{id: 'enter', text: ''},
		]);
	});

	it('takes a paste that never ends for a paste', () => {
		expect(read('\x1b[200~abc')).toEqual([{id: 'paste', text: 'abc'}]);
	});

	it('tells Escape twice from Alt with Escape', () => {
		expect(ids('\x1b\x1b')).toEqual(['escape', 'escape']);
		expect(ids('\x1b\x1bx')).toEqual(['escape', 'alt+x']);
	});

	it('reads the same keys however the input is split', () => {
		const piece = fc.constantFrom(
			'a',
			'é',
			'👩‍🚀',
			'\r',
			'\x1b[A',
			'\x1bOP',
			'\x1b[1;5C',
			'\x1b[200~x\r\ny\x1b[201~',
			'\x1b]0;t\x07',
			'\x7f',
			'\x01',
			'\x1bb',
		);
		fc.assert(
			fc.property(fc.array(piece), fc.array(fc.nat(60), {maxLength: 6}), (pieces, cuts) => {
				const input = pieces.join('');
				const places = [0, ...cuts.map(cut => Math.min(cut, input.length)).sort((a, b) => a - b), input.length];
				const chunks = places.slice(1).map((place, index) => input.slice(places[index], place));
				const join = (keys: Key[]) =>
					keys.map(key => (key.id === 'text' ? key.text : `<${key.id} ${key.text}>`)).join('');
				expect(join(read(...chunks))).toBe(join(read(input)));
			}),
		);
	});
});
