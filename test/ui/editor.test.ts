import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	type Editor,
	type EditorResult,
	editorKey,
	editorText,
	isUnsaved,
	markSaved,
	openEditor,
} from '../../src/ui/editor/editor.ts';
import {editorView} from '../../src/ui/editor/editor-view.ts';
import {indentAfter} from '../../src/ui/editor/indent.ts';
import {noKeys, readKeys} from '../../src/ui/input/keys.ts';
import {plain} from '../../src/ui/text/line.ts';
import {textWidth} from '../../src/ui/text/width.ts';

function type(text: string, input: string): EditorResult {
	let result: EditorResult = {kind: 'editing', editor: openEditor('pod.yaml', text)};
	for (const key of readKeys(noKeys, input)[0]) {
		result = editorKey(result.editor, key, 10);
	}
	return result;
}

function shown({lines, cursor}: Editor): string {
	return lines
		.map((text, row) => (row === cursor.row ? `${text.slice(0, cursor.column)}|${text.slice(cursor.column)}` : text))
		.join('\n');
}

const end = '\x1b[F';
const down = '\x1b[B';
const up = '\x1b[A';
const left = '\x1b[D';
const escapeKey = {id: 'escape', text: ''};

describe('the editor', () => {
	it.each([
		['typing', '', 'abc', 'abc|'],
		['Enter splits the line', 'ab', `${end}${left}\r`, 'a\n|b'],
		['Enter after a key indents', 'spec:', `${end}\ra`, 'spec:\n  a|'],
		['Enter keeps the indentation', '  a: b', `${end}\rc`, '  a: b\n  c|'],
		['Enter in a list item goes on under its text', '  - name: web', `${end}\rimage`, '  - name: web\n    image|'],
		['Tab inserts two spaces', '', '\t', '  |'],
		['Tab goes to the next stop', 'a', `${end}\t`, 'a |'],
		['Shift+Tab takes two away', '    a', `${end}\x1b[Z`, '  a|'],
		['Backspace in the indentation takes two', '    a', `${end}${left}\x7f`, '  |a'],
		['Backspace joins lines', 'a\nb', `${down}\x7f`, 'a|b'],
		['Delete joins lines', 'a\nb', `${end}\x1b[3~`, 'a|b'],
		['Home goes to the text, then to the margin', '  ab', `${end}\x1b[H`, '  |ab'],
		['Home twice', '  ab', `${end}\x1b[H\x1b[H`, '|  ab'],
		['down keeps its column over a short line', 'abcd\n\nabcd', `${end}${down}${down}`, 'abcd\n\nabcd|'],
		['up in the first line goes to its beginning', 'abc', `${end}${up}`, '|abc'],
		['left goes to the line before', 'ab\nc', `${down}${left}`, 'ab|\nc'],
		['Ctrl+K cuts a line, Ctrl+U puts it back', 'a\nb\nc', `\x0b${down}\x15`, 'b\na\n|c'],
		['lines cut one after the other come back together', 'a\nb\nc', '\x0b\x0b\x15', 'a\nb\n|c'],
		['Ctrl+Z takes a word typed back', 'x', `${end} one two\x1a`, 'x|'],
		['Ctrl+Y does it again', 'x', `${end}abc\x1a\x19`, 'xabc|'],
		['Ctrl+W deletes a word', 'a: web', `${end}\x17`, 'a: |'],
	])('%s', (_what, text, input, expected) => {
		expect(shown(type(text, input).editor)).toBe(expected);
	});

	it('pastes without indenting again', () => {
		const manifest = 'spec:\r\n  containers:\r\n  - name: web\r\n    image: nginx\r\n';
		const {editor} = type('', `\x1b[200~${manifest}\x1b[201~`);
		expect(editorText(editor)).toBe(manifest.replaceAll('\r\n', '\n'));
	});

	it('saves with a line break at the end', () => {
		expect(type('', 'kind: Pod\x13')).toMatchObject({kind: 'save', text: 'kind: Pod\n', leave: false});
	});

	it('leaves at once when nothing changed, and asks when something did', () => {
		const untouched = openEditor('a', 'x');
		expect(editorKey(untouched, escapeKey, 1).kind).toBe('leave');
		const changed = type('x', 'y').editor;
		const asked = editorKey(changed, escapeKey, 1);
		expect(asked).toMatchObject({kind: 'editing', editor: {asking: true}});
		expect(plain(editorView(asked.editor, 100, 10).message[0]!)).toContain('Not saved yet');
		expect(editorKey(asked.editor, {id: 'text', text: 'd'}, 1).kind).toBe('leave');
		expect(editorKey(asked.editor, {id: 'text', text: 's'}, 1)).toMatchObject({
			kind: 'save',
			leave: true,
			text: 'yx\n',
		});
		expect(editorKey(asked.editor, escapeKey, 1)).toMatchObject({kind: 'editing', editor: {asking: false}});
	});

	it('knows what is saved', () => {
		const changed = type('x', 'y').editor;
		expect([isUnsaved(changed), isUnsaved(markSaved(changed))]).toEqual([true, false]);
		expect(isUnsaved(type('x', 'y\x1a').editor)).toBe(false);
	});

	it('undoes everything, and does it again, whatever was done', () => {
		const input = fc.array(
			fc.constantFrom(
				'a',
				' ',
				'が',
				'\r',
				'\t',
				'\x1b[Z',
				'\x7f',
				'\x0b',
				'\x15',
				'\x17',
				up,
				down,
				left,
				end,
				'\x1b[200~p\nq\x1b[201~',
			),
			{maxLength: 30},
		);
		fc.assert(
			fc.property(input, parts => {
				const {editor} = type('kind: Pod\n\nspec:', parts.join(''));
				expect(editor.lines[editor.cursor.row]).toBeDefined();
				expect(editor.cursor.column).toBeLessThanOrEqual(editor.lines[editor.cursor.row]!.length);
				let back: Editor = editor;
				for (let turn = 0; turn < 60; turn++) {
					back = editorKey(back, {id: 'ctrl+z', text: ''}, 1).editor;
				}
				expect(editorText(back)).toBe('kind: Pod\n\nspec:');
				for (let turn = 0; turn < 60; turn++) {
					back = editorKey(back, {id: 'ctrl+y', text: ''}, 1).editor;
				}
				expect(editorText(back)).toBe(editorText(editor));
			}),
		);
	});
});

describe('indentation', () => {
	it.each([
		['spec:', 2],
		['  containers:', 4],
		['  - name: web', 4],
		['  - name:', 6],
		['- - a: b', 4],
		['    command: [sh]', 4],
		['  script: |', 4],
		['spec: # what is wanted', 2],
		['', 0],
		['  # note:', 2],
		['image: nginx:1.27', 0],
	])('after %j: %i spaces', (before, spaces) => {
		expect(indentAfter(before)).toBe(' '.repeat(spaces));
	});
});

describe("the editor's screen", () => {
	const text = Array.from({length: 50}, (_, index) => `key${index}: ${'x'.repeat(index * 3)}`).join('\n');

	it('numbers lines, marks the one with the problem and says it in words', () => {
		const view = editorView(openEditor('pod.yaml', 'kind: Pod\nspec'), 60, 8, {line: 2, text: 'not a mapping'});
		expect(view.rows.slice(0, 3).map(plain)).toEqual(['1  kind: Pod', '2! spec', '~']);
		expect(view.message.map(plain)).toEqual(['! Line 2: not a mapping']);
	});

	it('scrolls both ways, with a mark where a line goes on', () => {
		const {editor} = type(text, `${down.repeat(40)}${end}`);
		const view = editorView(editor, 60, 12);
		expect(view.rows.map(plain).join('\n')).toContain('‹');
		expect(plain(editorView(openEditor('a.yaml', 'k: '.padEnd(200, 'v')), 60, 5).rows[0]!)).toMatch(/›$/);
	});

	it('keeps within its width and height, the cursor inside', () => {
		fc.assert(
			fc.property(
				fc.nat(60),
				fc.nat(160),
				fc.integer({min: 30, max: 200}),
				fc.integer({min: 5, max: 60}),
				(row, column, width, height) => {
					const {editor} = type(text, down.repeat(row) + '\x1b[C'.repeat(column));
					const view = editorView(editor, width, height, {line: 3, text: 'something is wrong '.repeat(8)});
					expect(view.rows.length + view.message.length + 1).toBe(height);
					expect(view.rows.filter(content => textWidth(plain(content)) > width)).toEqual([]);
					expect(view.cursor.x).toBeLessThan(width);
					expect(view.cursor.y).toBeLessThan(height);
				},
			),
			{numRuns: 30},
		);
	});
});
