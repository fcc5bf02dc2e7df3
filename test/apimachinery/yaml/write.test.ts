import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {goJson} from '../../../src/apimachinery/json.ts';
import {toKyaml} from '../../../src/apimachinery/yaml/kyaml.ts';
import {readYaml} from '../../../src/apimachinery/yaml/read.ts';
import {toYaml} from '../../../src/apimachinery/yaml/write.ts';

/** Each line was written by kubectl itself. */
describe('writing YAML as kubectl does', () => {
	it.each([
		['', 'a: ""'],
		[' lead', "a: ' lead'"],
		['trail ', "a: 'trail '"],
		['- x', "a: '- x'"],
		['-x', 'a: -x'],
		['a: b', "a: 'a: b'"],
		['a:b', 'a: a:b'],
		['a #b', "a: 'a #b'"],
		["it's", "a: it's"],
		["'q'", "a: '''q'''"],
		['@x', "a: '@x'"],
		['x,y', 'a: x,y'],
		['yes', 'a: "yes"'],
		['y', 'a: "y"'],
		['null', 'a: "null"'],
		['~', 'a: "~"'],
		['1.27', 'a: "1.27"'],
		['v1.27', 'a: v1.27'],
		['0777', 'a: "0777"'],
		['1:30', 'a: "1:30"'],
		['2001-01-01', 'a: "2001-01-01"'],
		['123e4', 'a: "123e4"'],
		['a\tb', 'a: "a\\tb"'],
		['\u0007', 'a: "\\a"'],
		['é 日本', 'a: é 日本'],
		['😀', 'a: "\\U0001F600"'],
		['x\ny', 'a: |-\n  x\n  y'],
		['x\n', 'a: |\n  x'],
		['x\n\n', 'a: |+\n  x\n'],
		['  x\ny', 'a: |2-\n    x\n  y'],
		['x \ny', 'a: "x \\ny"'],
		['a\n\n  b\n', 'a: |\n  a\n\n    b'],
		['long '.repeat(24).trim(), `a: ${'long '.repeat(16).trim()}\n  ${'long '.repeat(8).trim()}`],
		[null, 'a: null'],
		[true, 'a: true'],
		[1000, 'a: 1000'],
		[1.5, 'a: 1.5'],
		[{}, 'a: {}'],
		[[], 'a: []'],
		[[1, [2, 3], {b: 1, c: [4]}], 'a:\n- 1\n- - 2\n  - 3\n- b: 1\n  c:\n  - 4'],
		[{b: {c: 1}}, 'a:\n  b:\n    c: 1'],
	])('%j', (value, text) => {
		expect(toYaml({a: value})).toBe(`${text}\n`);
	});

	it('orders keys, with the numbers in them as numbers', () => {
		const keys = ['b', 'a10', 'a2', 'A', '1', '_x', 'a', 'no'];
		expect(toYaml(Object.fromEntries(keys.map(key => [key, 0])))).toBe(
			'_x: 0\n"1": 0\nA: 0\na: 0\na2: 0\na10: 0\nb: 0\n"no": 0\n',
		);
	});

	it('reads back what it wrote', () => {
		const text = fc.string({unit: fc.constantFrom(...'ab:#- \n\t"\'[]{}1.0&*|>%@~é')});
		const value = fc.letrec(tie => ({
			value: fc.oneof({maxDepth: 4}, text, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
			list: fc.array(tie('value'), {maxLength: 4}),
			map: fc.dictionary(text, tie('value'), {maxKeys: 4}),
		})).map;
		fc.assert(
			fc.property(value, given => {
				expect(readYaml(toYaml({given}))).toEqual({given});
			}),
			{seed: 1, numRuns: 300},
		);
	});
});

it('writes JSON as Go does: keys in order, and what HTML would mind escaped', () => {
	expect(goJson({b: '<a&b>', a: [], c: {}}, {indent: '    '})).toBe(
		'{\n    "a": [],\n    "b": "\\u003ca\\u0026b\\u003e",\n    "c": {}\n}',
	);
	expect(goJson({b: 1, a: [1, 2]}, {keys: 'as-given'})).toBe('{"b":1,"a":[1,2]}');
});

it('writes KYAML', () => {
	expect(toKyaml({a: 'x', list: [{b: 1}, {c: 'two\n lines'}], empty: {}, items: ['y']})).toBe(
		'---\n{\n  a: "x",\n  empty: {},\n  items: [\n    "y",\n  ],\n  list: [{\n    b: 1,\n  }, {\n    c: "\\\n       two\\n\\\n      \\ lines\\\n      ",\n  }],\n}\n',
	);
});
