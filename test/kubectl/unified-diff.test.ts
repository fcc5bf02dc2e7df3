import {expect, test} from 'vitest';
import {unifiedHunks} from '../../src/kubectl/diff/unified.ts';

const lines = (...all: (string | number)[]) => all.map(line => `${line}\n`).join('');

test('equal texts have no hunks', () => {
	expect(unifiedHunks(lines(1, 2, 3), lines(1, 2, 3))).toBe('');
});

test('a change stands between three equal lines on each side', () => {
	expect(unifiedHunks(lines(1, 2, 3, 4, 5, 6, 7, 8, 9), lines(1, 2, 3, 4, 'five', 6, 7, 8, 9))).toBe(
		lines('@@ -2,7 +2,7 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8'),
	);
});

test('a text that was not there before is all new', () => {
	expect(unifiedHunks('', lines('a', 'b'))).toBe(lines('@@ -0,0 +1,2 @@', '+a', '+b'));
	expect(unifiedHunks(lines('a'), '')).toBe(lines('@@ -1 +0,0 @@', '-a'));
});

test('changes that are near each other share a hunk, others do not', () => {
	const before = Array.from({length: 20}, (_, i) => i);
	const change = (...at: number[]) => before.map(line => (at.includes(line) ? `new ${line}` : line));
	expect(unifiedHunks(lines(...before), lines(...change(3, 9))).match(/^@@/gm)).toHaveLength(1);
	expect(unifiedHunks(lines(...before), lines(...change(3, 12))).match(/^@@/gm)).toHaveLength(2);
});

test('of equal places for an addition the last one is shown', () => {
	expect(unifiedHunks(lines('x', 'a', 'y'), lines('x', 'a', 'a', 'y'))).toBe(
		lines('@@ -1,3 +1,4 @@', ' x', ' a', '+a', ' y'),
	);
});
