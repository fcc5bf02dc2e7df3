import {describe, expect, it} from 'vitest';
import {duplicateFields} from '../../src/apimachinery/duplicate-fields.ts';

describe('fields that stand twice', () => {
	it.each([
		['{"spec": {"replicas": 2, "replicas": 3}}', ['spec.replicas']],
		['{"a": 1, "a": 2, "a": 3}', ['a', 'a']],
		['{"containers": [{"name": "x"}, {"image": "i", "name": "y", "image": "j"}]}', ['containers[1].image']],
		['[[{"k": {}, "k": []}]]', ['[0][0].k']],
		['{"labels": {"a\\u0062": "1", "ab": "2"}}', ['labels.ab']],
	])('are found in %s', (text, paths) => {
		expect(duplicateFields(text)).toEqual(paths);
	});

	it.each([
		'{"a": {"name": 1}, "b": {"name": 1}, "name": {"name": 1}}',
		'[{"name": 1}, {"name": 2}]',
		String.raw`{"a": "\"a\": {,[:", "b\\": "a", "b\"": ":"}`,
		'"a"',
		'{}',
	])('are not in %s', text => {
		expect(duplicateFields(text)).toEqual([]);
	});
});
