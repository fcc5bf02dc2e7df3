import {expect, test} from 'vitest';
import {controllerRevisionHash, fnv1, fnv1a, safeEncodeString, templateHash} from '../../src/kubernetes/hash.ts';

test('FNV-1 and FNV-1a agree with their published values', () => {
	expect(fnv1('')).toBe(0x811c9dc5);
	expect(fnv1a('a')).toBe(0xe40c292c);
	expect(fnv1('a')).toBe(0x050c5d7e);
	expect(fnv1a('foobar')).toBe(0xbf9cf968);
	expect(fnv1('foobar')).toBe(0x31f0b262);
});

test('hashes are written without vowels and without 0, 1 and 3', () => {
	expect(safeEncodeString('0123456789')).toBe('45678' + '9bcdf');
	expect(templateHash({spec: {}})).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{6,10}$/);
});

test('a hash depends on what the template says, not on the order in which it says it', () => {
	expect(templateHash({a: 1, b: {c: 2, d: 3}})).toBe(templateHash({b: {d: 3, c: 2}, a: 1}));
	expect(templateHash({a: 1})).not.toBe(templateHash({a: 2}));
	expect(templateHash({a: 1}, 1)).not.toBe(templateHash({a: 1}));
	expect(controllerRevisionHash('{}', 1)).not.toBe(controllerRevisionHash('{}'));
});
