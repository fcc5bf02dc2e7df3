import {describe, expect, it} from 'vitest';
import {goSorted} from '../../src/kubectl/go-sort.ts';

/** Things numbered as they come, with a key each from a fixed sequence: many are equal. */
function things(count: number, keys: number) {
	let state = count * 31 + keys;
	return Array.from({length: count}, (_, id) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return {id, key: (state >>> 16) % keys};
	});
}

const order = (count: number, keys: number) => goSorted(things(count, keys), (a, b) => a.key < b.key).map(({id}) => id);

describe("Go's sort", () => {
	// What sort.Sort of Go 1.26 makes of the same things.
	it.each([
		[13, 3, '0 10 6 3 4 5 2 7 8 9 1 11 12'],
		[20, 5, '11 18 5 0 1 2 3 17 14 8 13 10 9 7 16 4 12 15 6 19'],
		[33, 5, '12 26 0 15 13 24 2 7 8 29 10 23 5 17 14 3 28 6 32 9 16 1 22 27 21 20 25 4 11 19 30 31 18'],
		[
			64,
			5,
			'10 13 42 34 45 5 47 55 8 37 30 12 26 21 53 51 33 35 59 38 2 16 43 44 41 19 11 54 6 62 1 0 31 48 60 4 36 27 57 39 56 24 23 22 20 7 14 17 40 18 50 15 52 46 9 49 32 25 58 28 29 61 3 63',
		],
		[
			100,
			9,
			'76 97 44 3 0 5 24 21 69 15 78 57 4 72 14 79 42 80 39 63 90 51 32 53 29 59 60 36 58 86 41 23 27 85 12 50 33 49 20 64 71 26 88 83 6 45 96 37 62 94 38 7 98 9 10 77 30 2 87 84 22 61 56 93 18 70 17 47 89 40 65 16 19 73 66 92 95 46 54 31 48 81 43 34 55 11 99 28 91 8 75 52 74 13 68 67 25 1 82 35',
		],
	])('puts %i things of %i kinds in the order that Go does', (count, keys, expected) => {
		expect(order(count, keys).join(' ')).toBe(expected);
	});

	it.each([
		[150, 5],
		[300, 11],
		[1000, 1000],
	])('sorts %i things by %i keys, and loses none', (count, keys) => {
		const before = things(count, keys);
		const after = goSorted(before, (a, b) => a.key < b.key);
		expect(after.map(({key}) => key)).toEqual(before.map(({key}) => key).sort((a, b) => a - b));
		expect(new Set(after.map(({id}) => id)).size).toBe(count);
	});

	it('leaves few things that are equal as they are', () => {
		expect(order(12, 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
	});
});
