import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {line, plain, toWidth} from '../../src/ui/text/line.ts';
import {markdown} from '../../src/ui/text/markdown.ts';
import {toAscii} from '../../src/ui/text/theme.ts';
import {expandTabs, graphemes, textWidth, visible} from '../../src/ui/text/width.ts';
import {wrapHard, wrapNear, wrapWords} from '../../src/ui/text/wrap.ts';
import {highlightYaml} from '../../src/ui/text/yaml.ts';

describe('text', () => {
	it.each([
		['\x1b[31mred\x1b[0m', '␛[31mred␛[0m'],
		['a\tb', 'a␉b'],
		['\u202eevil', '�evil'],
		['grün が 👩‍🚀', 'grün が 👩‍🚀'],
	])('%j is shown harmlessly', (text, shown) => {
		expect(visible(text)).toBe(shown);
	});

	it('puts tabs at stops of eight', () => {
		expect(expandTabs('a\tbb\tc')).toBe('a       bb      c');
	});

	it('is cut with a mark only, and filled to its width', () => {
		expect(plain(toWidth(line('abcdef'), 4))).toBe('abc…');
		expect(plain(toWidth(line('日本語'), 4))).toBe('日 …');
		expect(plain(toWidth(line('ab'), 4))).toBe('ab  ');
	});

	it('keeps its width in ASCII', () => {
		const drawn = '╭─ ✓ ▸ · ● ◐ ✗ ○ → … “x” ─╯';
		expect(toAscii(drawn)).toHaveLength([...drawn].length);
		expect(toAscii(drawn)).toMatch(/^[\x20-\x7e]*$/);
	});
});

describe('wrapping', () => {
	it.each([
		['by words', 'the quick brown fox', 10, ['the quick', 'brown fox']],
		['a word that is too long', 'a veryverylongword b', 8, ['a', 'veryvery', 'longword', 'b']],
		['wide characters', '日本語 です', 6, ['日本語', 'です']],
		['nothing', '', 5, ['']],
		['exactly as wide', 'abc def', 7, ['abc def']],
	])('%s', (_what, text, width, rows) => {
		expect(wrapWords(line(text), width).map(plain)).toEqual(rows);
	});

	it.each([
		[
			'the words of a table whole',
			'web   1/1   Running   worker-2   <none>',
			34,
			['web   1/1   Running   worker-2', '<none>'],
		],
		[
			'the columns of a table whole',
			'AGE   NODE       NOMINATED NODE   GATES',
			26,
			['AGE   NODE', 'NOMINATED NODE   GATES'],
		],
		['at the edge where no blank is near', `key ${'x'.repeat(40)}`, 30, [`key ${'x'.repeat(26)}`, 'x'.repeat(14)]],
	])('keeps %s', (_what, text, width, rows) => {
		expect(wrapNear(line(text), width).map(plain)).toEqual(rows);
	});

	it('puts further rows under the text of an item', () => {
		expect(wrapWords(line('- one two'), 6, {hang: line('  ')}).map(plain)).toEqual(['- one', '  two']);
	});

	it('drops nothing but the spaces at which lines are broken, and is never too wide', () => {
		const text = fc
			.array(fc.constantFrom('a', 'bb', ' ', 'が', '👩‍🚀', 'longerword'), {maxLength: 40})
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(text, fc.integer({min: 2, max: 30}), (content, width) => {
				for (const wrap of [wrapWords, wrapHard, wrapNear]) {
					const rows = wrap(line(content), width).map(plain);
					expect(rows.join('').replaceAll(' ', '')).toBe(content.replaceAll(' ', ''));
					expect(rows.filter(row => textWidth(row) > width)).toEqual([]);
				}
			}),
		);
	});

	it('counts graphemes as one', () => {
		expect(graphemes('é👩‍🚀')).toHaveLength(2);
	});
});

describe('lesson texts', () => {
	it('have paragraphs, lists, code and emphasis', () => {
		const text = 'A **Pod** runs\non one node.\n\n- `kubectl get`\n- second\n  line\n\n```yaml\nkind: Pod\n```';
		expect(markdown(text, 30).map(plain)).toEqual([
			'A Pod runs on one node.',
			'',
			'• kubectl get',
			'• second line',
			'',
			'  kind: Pod',
		]);
	});

	it('leave asterisks and underscores of code alone', () => {
		expect(markdown('run `ls *.yaml` and 2 * 3 * 4', 60).map(plain)).toEqual(['run ls *.yaml and 2 * 3 * 4']);
	});
});

describe('YAML', () => {
	it('keeps every character', () => {
		const text = ['apiVersion: v1 # the API', 'kind: "Pod"', '  - name: web', '  - -', 'script: |', '  a: b', '', 'x'];
		expect(highlightYaml(text).map(plain)).toEqual(text);
	});

	it('tells keys, values and comments apart, but not inside block scalars', () => {
		const [first, , inside] = highlightYaml(['replicas: 3 # three', 'script: |', '  key: value']);
		expect(first!.map(part => part.text)).toEqual(['replicas:', ' 3 ', '# three']);
		expect(inside).toHaveLength(1);
	});
});
