import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {inputView} from '../../src/ui/input/input-view.ts';
import {noKeys, readKeys} from '../../src/ui/input/keys.ts';
import {
	emptyLine,
	insert,
	type LineBuffer,
	type LineContext,
	lineKey,
	setText,
} from '../../src/ui/input/line-buffer.ts';
import {plain} from '../../src/ui/text/line.ts';
import {graphemes, textWidth} from '../../src/ui/text/width.ts';

const noHistory: LineContext = {history: []};

/** Types raw input and gives the buffer and what was submitted. */
function type(input: string, context = noHistory, start: LineBuffer = emptyLine) {
	let buffer = start;
	const submitted: string[] = [];
	for (const key of readKeys(noKeys, input)[0]) {
		const result = lineKey(buffer, key, context);
		buffer = result?.buffer ?? buffer;
		if (result?.submitted !== undefined) {
			submitted.push(result.submitted);
		}
	}
	return {buffer, submitted};
}

/** The text with the cursor as `|`. */
function shown({text, cursor}: LineBuffer): string {
	return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

const esc = '\x1b';

describe('the input', () => {
	it.each([
		['typing', 'abc', 'abc|'],
		['left and typing', `ac${esc}[Db`, 'ab|c'],
		['Home', `bc${esc}[Ha`, 'a|bc'],
		['End', `ab${esc}[H${esc}[Fc`, 'abc|'],
		['Ctrl+A and Ctrl+E', 'bc\x01a\x05d', 'abcd|'],
		['Ctrl+B and Ctrl+F', 'ac\x02b\x06d', 'abcd|'],
		['Backspace', 'abc\x7f', 'ab|'],
		['Delete', `abc${esc}[H${esc}[3~`, '|bc'],
		['Ctrl+D', 'abc\x01\x04', '|bc'],
		['Ctrl+W takes a word up to a blank', 'kubectl get pods/web-1 \x17', 'kubectl get |'],
		['Ctrl+U', 'abc\x02\x15', '|c'],
		['Ctrl+K', 'abc\x02\x0b', 'ab|'],
		['Ctrl+Y puts back', 'abc def\x17\x01\x19 ', 'def |abc '],
		['Alt+B stops at punctuation', `get pods/web-1${esc}b${esc}b`, 'get pods/|web-1'],
		['Alt+F', `get pods/web\x01${esc}f${esc}f`, 'get pods|/web'],
		['Alt+D', `get pods/web\x01${esc}d`, '| pods/web'],
		['Alt+Backspace', `get pods/web${esc}\x7f`, 'get pods/|'],
		['Ctrl+Left', `get pods${esc}[1;5D`, 'get |pods'],
		['Ctrl+T', 'ab\x14', 'ba|'],
		['Ctrl+_ takes an edit back', 'abc\x15\x1f', 'abc|'],
		['graphemes of several code points', 'a👩‍🚀é\x02\x7f', 'a|é'],
		['wide characters', 'が日本\x7f', 'が日|'],
	])('%s', (_what, input, expected) => {
		expect(shown(type(input).buffer)).toBe(expected);
	});

	it('loses nothing of several lines in one burst', () => {
		expect(type('abc\rdef\rghi')).toMatchObject({submitted: ['abc', 'def'], buffer: {text: 'ghi'}});
	});

	it('keeps the lines of a paste as one text until Enter', () => {
		const manifest = 'kubectl apply -f - <<EOF\nkind: Pod\n  name: web\nEOF';
		const {buffer, submitted} = type(`${esc}[200~${manifest.replaceAll('\n', '\r\n')}${esc}[201~`);
		expect([buffer.text, submitted]).toEqual([manifest, []]);
		expect(type('\r', noHistory, buffer).submitted).toEqual([manifest]);
	});

	it('goes on to a further line while the line is not complete', () => {
		const context = {history: [], incomplete: (text: string) => text.includes('<<EOF') && !text.endsWith('\nEOF')};
		expect(type('cat <<EOF\ra\rEOF\r', context).submitted).toEqual(['cat <<EOF\na\nEOF']);
	});

	it('moves up and down within a text of several lines before it asks the history', () => {
		const buffer = insert(emptyLine, 'first\nse\nthird');
		expect(shown(type(`${esc}[A`, noHistory, buffer).buffer)).toBe('first\nse|\nthird');
		expect(shown(type(`${esc}[A${esc}[A`, noHistory, buffer).buffer)).toBe('fi|rst\nse\nthird');
		expect(shown(type(`${esc}[A${esc}[A${esc}[B${esc}[B`, noHistory, buffer).buffer)).toBe('first\nse\nth|ird');
	});
});

describe('the history', () => {
	const context = {history: ['kubectl get pods', 'ls', 'kubectl get nodes']};
	const up = `${esc}[A`;
	const down = `${esc}[B`;

	it.each([
		['the newest first', `${up}`, 'kubectl get nodes'],
		['older ones', `${up}${up}${up}`, 'kubectl get pods'],
		['not past the oldest', `${up}${up}${up}${up}${up}`, 'kubectl get pods'],
		['the draft comes back', `dra${up}${up}${down}${down}`, 'dra'],
		['not past the draft', `dra${down}${down}`, 'dra'],
		['Ctrl+P and Ctrl+N', '\x10\x10\x0e', 'kubectl get nodes'],
		['an edited line is a new draft', `${up}x${up}${down}`, 'kubectl get nodesx'],
	])('%s', (_what, input, text) => {
		expect(type(input, context).buffer.text).toBe(text);
	});

	it('is searched by Ctrl+R, older by Ctrl+R again', () => {
		expect(type('\x12get', context).buffer.text).toBe('kubectl get nodes');
		expect(type('\x12get\x12', context).buffer.text).toBe('kubectl get pods');
		expect(type('\x12get\x12\r', context).submitted).toEqual(['kubectl get pods']);
		expect(type('\x12get\x12\x13', context).buffer.text).toBe('kubectl get nodes');
	});

	it('says when nothing is found, and Escape brings back what was there', () => {
		const {buffer} = type('draft\x12zzz', context);
		expect(buffer).toMatchObject({text: 'draft', search: {failed: true}});
		expect(lineKey(buffer, {id: 'escape', text: ''}, context)?.buffer).toMatchObject({text: 'draft', cursor: 5});
		expect(type('draft\x12\x07', context).buffer).not.toHaveProperty('search');
	});

	it('lets any other key go on with the line that was found', () => {
		expect(shown(type('\x12nodes\x05 -o wide', context).buffer)).toBe('kubectl get nodes -o wide|');
	});
});

describe('the drawn input', () => {
	const view = (buffer: LineBuffer, width = 20, maxRows = 5) =>
		inputView(buffer, {prompt: [{text: '$ '}], width, maxRows});

	it('shows prompt, text and cursor', () => {
		const {rows, cursor} = view(insert(emptyLine, 'ls'));
		expect([rows.map(plain), cursor]).toEqual([['$ ls'], {x: 4, y: 0}]);
	});

	it('wraps a long line at the edge, wide characters whole', () => {
		const {rows, cursor} = view(insert(emptyLine, '日本語日本語日本語日'), 11);
		expect(rows.map(plain)).toEqual(['$ 日本語日', '本語日本語', '日']);
		expect(cursor).toEqual({x: 2, y: 2});
	});

	it('puts the cursor on a row of its own when the last one is full', () => {
		expect(view(insert(emptyLine, 'x'.repeat(18))).cursor).toEqual({x: 0, y: 1});
	});

	it('marks continuation lines and shows control characters harmlessly', () => {
		const {rows} = view(insert(emptyLine, 'a\nb\x1b[31m\tc'));
		expect(rows.map(plain)).toEqual(['$ a', '> b␛[31m␉c']);
	});

	it('shows the rows around the cursor and says how many more there are', () => {
		const text = Array.from({length: 20}, (_, index) => `line ${index}`).join('\n');
		const {rows, cursor} = view(insert(emptyLine, text));
		expect(rows.map(plain)).toEqual(['▴ 16 more lines', '> line 16', '> line 17', '> line 18', '> line 19']);
		expect(cursor.y).toBe(4);
	});

	it('shows a ghost only at the end of the text', () => {
		const options = {prompt: [], width: 20, maxRows: 2, ghost: 'ctl'};
		expect(inputView(insert(emptyLine, 'kube'), options).rows.map(plain)).toEqual(['kubectl']);
		expect(inputView({...insert(emptyLine, 'kube'), cursor: 0}, options).rows.map(plain)).toEqual(['kube']);
	});

	it('never draws a row wider than it has, nor the cursor outside', () => {
		const text = fc.array(fc.constantFrom('a', ' ', 'が', '👩‍🚀', '\n', '\x1b', 'é', 'longer words'), {maxLength: 40});
		fc.assert(
			fc.property(
				text,
				fc.integer({min: 4, max: 30}),
				fc.integer({min: 1, max: 6}),
				fc.nat(100),
				(parts, width, maxRows, at) => {
					const whole = setText(emptyLine, parts.join(''));
					const stops = graphemes(whole.text);
					const cursor = stops.slice(0, at % (stops.length + 1)).join('').length;
					const {rows, cursor: place} = view({...whole, cursor}, width, maxRows);
					expect(rows.length).toBeLessThanOrEqual(maxRows);
					expect(rows.map(row => textWidth(plain(row))).filter(taken => taken > width)).toEqual([]);
					expect(place.x).toBeLessThan(width);
					expect(place.y).toBeLessThan(rows.length);
				},
			),
		);
	});

	it('has the cursor always between graphemes, whatever keys come', () => {
		const keys = fc.array(
			fc.constantFrom(
				'a',
				'が',
				'👩‍🚀',
				'é',
				' ',
				'foo-bar',
				'\n',
				'\x7f',
				'\x01',
				'\x05',
				'\x02',
				'\x06',
				'\x04',
				'\x17',
				'\x15',
				'\x0b',
				'\x19',
				'\x14',
				'\x1f',
				'\x10',
				'\x0e',
				`${esc}b`,
				`${esc}f`,
				`${esc}d`,
				`${esc}[A`,
				`${esc}[B`,
			),
			{maxLength: 30},
		);
		fc.assert(
			fc.property(keys, parts => {
				let buffer = emptyLine;
				for (const part of parts) {
					const key =
						part === '\n' ? {id: 'paste', text: '\n'} : (readKeys(noKeys, part)[0][0] ?? {id: 'escape', text: ''});
					buffer = lineKey(buffer, key, {history: ['one', 'zwei drei']})?.buffer ?? buffer;
					const before = graphemes(buffer.text.slice(0, buffer.cursor)).length;
					const after = graphemes(buffer.text.slice(buffer.cursor)).length;
					expect(before + after).toBeGreaterThanOrEqual(graphemes(buffer.text).length);
					expect(buffer.cursor).toBeGreaterThanOrEqual(0);
					expect(buffer.cursor).toBeLessThanOrEqual(buffer.text.length);
				}
			}),
		);
	});
});
