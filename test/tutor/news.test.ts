import {describe, expect, it} from 'vitest';
import {newsBetween} from '../../src/tutor/session/news.ts';

const before = new Map([
	['Pod web', 'Running and Ready'],
	['Node worker-1', 'Ready'],
]);

describe('what has become of the cluster', () => {
	it.each([
		['nothing, where all stands as it did', {}, [], undefined],
		['a new state', {'Pod web': 'Terminating'}, [], 'Pod web is now Terminating'],
		['what is new', {'Pod db': 'Pending'}, [], 'Pod db is new, and Pending'],
		['what is gone', {}, ['Pod web'], 'Pod web is gone'],
		[
			'two things',
			{'Node worker-1': 'NotReady', 'Pod db': 'Pending'},
			[],
			'Node worker-1 is now NotReady, and Pod db is new, and Pending',
		],
		[
			'more than two, counted',
			{'Node worker-1': 'NotReady', 'Pod db': 'Pending'},
			['Pod web'],
			'Node worker-1 is now NotReady, Pod db is new, and Pending, and 1 more',
		],
	] as const)('%s', (_what, changed, gone, words) => {
		const after = new Map([...before, ...Object.entries(changed)]);
		for (const name of gone) {
			after.delete(name);
		}
		expect(newsBetween(before, after)).toBe(words);
	});
});
