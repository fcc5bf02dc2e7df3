import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {applyJsonPatch} from '../../src/apimachinery/json-patch.ts';
import {applyMergePatch, createMergePatch, createThreeWayMergePatch} from '../../src/apimachinery/merge-patch.ts';
import type {JsonMap} from '../../src/apimachinery/patch-error.ts';

describe('a JSON patch', () => {
	const document = {spec: {replicas: 1, list: ['a', 'b'], 'a/b': 1}, empty: null};
	it.each<[string, unknown[], unknown]>([
		['adds', [{op: 'add', path: '/spec/new', value: 1}], {...document, spec: {...document.spec, new: 1}}],
		[
			'inserts',
			[{op: 'add', path: '/spec/list/1', value: 'x'}],
			{...document, spec: {...document.spec, list: ['a', 'x', 'b']}},
		],
		[
			'appends',
			[{op: 'add', path: '/spec/list/-', value: 'x'}],
			{...document, spec: {...document.spec, list: ['a', 'b', 'x']}},
		],
		['removes', [{op: 'remove', path: '/spec/list/0'}], {...document, spec: {...document.spec, list: ['b']}}],
		[
			'replaces',
			[{op: 'replace', path: '/spec/replicas', value: 3}],
			{...document, spec: {...document.spec, replicas: 3}},
		],
		[
			'reads escapes',
			[{op: 'replace', path: '/spec/a~1b', value: 2}],
			{...document, spec: {...document.spec, 'a/b': 2}},
		],
		[
			'moves',
			[{op: 'move', from: '/spec/list/0', path: '/first'}],
			{...document, first: 'a', spec: {...document.spec, list: ['b']}},
		],
		['copies', [{op: 'copy', from: '/spec/list', path: '/list'}], {...document, list: ['a', 'b']}],
		['tests', [{op: 'test', path: '/spec/replicas', value: 1}], document],
	])('%s', (_what, patch, expected) => {
		expect(applyJsonPatch(document, patch)).toEqual(expected);
		expect(document.spec.list).toEqual(['a', 'b']);
	});

	it.each<[unknown, string]>([
		[{}, 'json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp'],
		[
			[{op: 'replace', path: '/x/y', value: 1}],
			'replace operation does not apply: doc is missing path: /x/y: missing value',
		],
		[
			[{op: 'remove', path: '/x'}],
			"error in remove for path: '/x': Unable to remove nonexistent key: x: missing value",
		],
		[[{op: 'add', path: '/x/y', value: 1}], 'add operation does not apply: doc is missing path: "/x/y": missing value'],
		[
			[{op: 'add', path: '/spec/list/9', value: 1}],
			"error in add for path: '/spec/list/9': Unable to access invalid index: 9: invalid index referenced",
		],
		[[{op: 'test', path: '/spec/replicas', value: 2}], 'testing value /spec/replicas failed: test failed'],
		[[{op: 'frobnicate', path: '/'}], 'Unexpected kind: frobnicate'],
		[
			[{op: 'replace', path: '/spec/list/x', value: 1}],
			'replace operation does not apply: doc is missing key: /spec/list/x: missing value',
		],
	])('%j: %s', (patch, message) => {
		expect(() => applyJsonPatch(document, patch)).toThrow(message);
	});
});

describe('a merge patch', () => {
	it('merges, replaces lists and takes away', () => {
		const document = {a: {b: 1, c: 2}, list: [1], gone: true};
		const patch = {a: {b: 3, d: {e: null, f: 1}}, list: [2, {x: null}], gone: null};
		expect(applyMergePatch(document, patch)).toEqual({a: {b: 3, c: 2, d: {f: 1}}, list: [2, {}]});
		expect(() => applyMergePatch(document, [])).toThrow(
			'json: cannot unmarshal array into Go value of type map[string]interface {}',
		);
	});

	it('keeps what others set when applying', () => {
		const applied = {a: '1', b: '1'};
		const live = {a: '1', b: '1', other: 'x'};
		expect(createThreeWayMergePatch(applied, {a: '2'}, live)).toEqual({a: '2', b: null});
	});

	const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
	const {tree} = fc.letrec(tie => ({
		tree: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, fc.array(leaf), tie('tree'))),
	}));
	it('made from two documents makes one of the other', () => {
		fc.assert(
			fc.property(tree as fc.Arbitrary<JsonMap>, tree as fc.Arbitrary<JsonMap>, (a, b) => {
				expect(applyMergePatch(a, createMergePatch(a, b))).toEqual(b);
			}),
		);
	});
});
