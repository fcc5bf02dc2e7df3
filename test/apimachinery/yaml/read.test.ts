import {describe, expect, it} from 'vitest';
import {readDocuments} from '../../../src/apimachinery/yaml/documents.ts';
import {YamlError} from '../../../src/apimachinery/yaml/error.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        args: ["a", "b"]
`;

function read(text: string) {
	return [...readDocuments(text)];
}

function failure(text: string): YamlError {
	try {
		read(text);
	} catch (error) {
		if (error instanceof YamlError) return error;
		throw error;
	}
	throw new Error('it was read');
}

/** The Deployment with one line put in the place of another (lines count from 1). */
function withLine(line: number, text: string): string {
	return deployment
		.split('\n')
		.map((old, index) => (index === line - 1 ? text : old))
		.join('\n');
}

describe('reading YAML as kubectl does', () => {
	it.each([
		['yes', true],
		['off', false],
		['y', true],
		['017', 15],
		['0o17', 15],
		['0x1F', 31],
		['0b11', 3],
		['1_000', 1000],
		['1:30', '1:30'],
		['.5', 0.5],
		['1e3', 1000],
		['+1', 1],
		['~', null],
		['', null],
		['2001-01-01', '2001-01-01'],
		['1.27', 1.27],
		['v1.27', 'v1.27'],
		['"yes"', 'yes'],
		["'it''s'", "it's"],
		['!mine text', 'text'],
	])('reads %s', (text, value) => {
		expect(read(`a: ${text}`)).toEqual([{a: value}]);
	});

	it('keeps the last of a key that is given twice, and makes texts of keys', () => {
		expect(read('a: 1\na: 2\n1: x\nyes: y\n')).toEqual([{a: 2, 1: 'x', true: true}]);
	});

	it('follows anchors and merges', () => {
		expect(read('a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n')).toEqual([{a: {b: 1}, c: {b: 1, d: 2}}]);
	});

	it('takes tabs between tokens and comments without a blank, as Go does', () => {
		expect(read('args:\t["a"]#c\n')).toEqual([{args: ['a']}]);
	});

	it('splits documents at lines of dashes and passes over empty ones', () => {
		expect(read('---\na: 1\n--- # next\n---\n# nothing\n---\nb: 2\n')).toEqual([{a: 1}, {b: 2}]);
	});

	it('reads as YAML what begins as JSON and is none', () => {
		expect(read('{"a": [1, 2,],}')).toEqual([{a: [1, 2]}]);
		expect(read('{"a": 1}\n---\nb: 2\n')).toEqual([{a: 1}, {b: 2}]);
	});

	it('reads JSON, one object after the other', () => {
		expect(read('{"a": 1}\n{"b": [2]}')).toEqual([{a: 1}, {b: [2]}]);
	});
});

/** Each message was said by kubectl itself. */
describe('mistakes', () => {
	it.each([
		[
			'a block that stands one blank too far right',
			withLine(8, '   replicas: 3'),
			'line 8: did not find expected key',
			'indentation',
			8,
		],
		[
			'a block that stands one blank too far left',
			'spec:\n  template:\n    metadata:\n      name: a\n   spec:\n      x: 1\n',
			'line 4: did not find expected key',
			'indentation',
			5,
		],
		[
			'a key under a value',
			withLine(5, '    labels:'),
			'line 5: mapping values are not allowed in this context',
			'indentation',
			5,
		],
		['a tab', withLine(5, '\tlabels:'), 'line 5: found a tab character that violates indentation', 'tab', 5],
		[
			'a second colon',
			withLine(13, '        image: nginx: 1.27'),
			'line 13: mapping values are not allowed in this context',
			'extra-colon',
			13,
		],
		['a quote that nothing closes', withLine(4, '  name: "web'), 'line 13: did not find expected key', 'quote', 4],
		[
			'a bracket that nothing closes',
			withLine(14, '        args: ["a", "b"'),
			"line 14: did not find expected ',' or ']'",
			'bracket',
			14,
		],
		[
			'an unquoted @',
			withLine(4, '  name: @web'),
			'line 4: found character that cannot start any token',
			'character',
			4,
		],
		['a star that is no alias', withLine(4, '  name: *web'), "unknown anchor 'web' referenced", 'alias', 4],
		[
			'a key without its colon',
			withLine(8, '  replicas 3'),
			'line 9: mapping values are not allowed in this context',
			'missing-colon',
			8,
		],
		[
			'a template that nobody filled in',
			withLine(4, '  name: {{ web }}'),
			'invalid map key: map[interface {}]interface {}{"web":interface {}(nil)}',
			'bracket',
			4,
		],
		['a mistake on the first line', 'a: b: c\n', 'mapping values are not allowed in this context', 'extra-colon', 1],
	])('%s', (_, text, message, problem, line) => {
		const error = failure(text);
		expect(error.message).toBe(`error converting YAML to JSON: yaml: ${message}`);
		expect({problem: error.problem, line: error.line}).toEqual({problem, line});
	});

	it('counts kubectl’s line from the dashes, and its own from the top', () => {
		const error = failure(`a: 1\n---\n${withLine(5, '    labels:')}`);
		expect(error.message).toContain('line 5: mapping values');
		expect(error.line).toBe(7);
	});

	it('gives the documents before the wrong one', () => {
		const documents = readDocuments('a: 1\n---\nb: [\n');
		expect(documents.next().value).toEqual({a: 1});
		expect(() => documents.next()).toThrow(YamlError);
	});

	it.each([
		['{"a" 1}', "json: offset 6: invalid character '1' after object key"],
		['{"a": 1', 'unexpected EOF'],
	])('says of JSON %s what Go says', (text, message) => {
		expect(failure(text).message).toBe(message);
	});

	it('refuses more than a comment after the dashes', () => {
		expect(failure('a: 1\n--- b\n').message).toBe('invalid Yaml document separator: b');
	});
});
