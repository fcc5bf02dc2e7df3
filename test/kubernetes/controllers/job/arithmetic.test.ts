/** The arithmetic of Jobs: indexes, waits, and how many Pods there should be. */
import {describe, expect, test} from 'vitest';
import type {Job} from '../../../../src/api/batch-v1.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {remainingDelay, updatedBackoff} from '../../../../src/kubernetes/controllers/job/backoff.ts';
import {
	firstMissing,
	formatIntervals,
	merge,
	overlap,
	parseIntervals,
	total,
	withIndexes,
} from '../../../../src/kubernetes/controllers/job/intervals.ts';
import {podsForRemoval, wantedActive} from '../../../../src/kubernetes/controllers/job/manage.ts';
import {metSuccessPolicy} from '../../../../src/kubernetes/controllers/job/success-policy.ts';
import {restartsExceedLimit} from '../../../../src/kubernetes/controllers/job/sync.ts';
import {aPod} from '../../objects.ts';

const read = (text: string) => parseIntervals(text, 100);

describe('lists of indexes', () => {
	test.each([
		['', ''],
		['0', '0'],
		['0,1', '0,1'],
		['0,1,2', '0-2'],
		['1,3-5', '1,3-5'],
		['1,3-5,6', '1,3-6'],
		['90-120,130', '90-99'],
		['x,2', '2'],
	])('%j is written %j', (given, written) => {
		expect(formatIntervals(read(given))).toBe(written);
	});

	test.each([
		['0-2', [3], '0-3'],
		['0-2', [4, 7], '0-2,4,7'],
		['0,2,4', [3, 1], '0-4'],
		['', [], ''],
	])('%j with %j is %j', (given, added, written) => {
		expect(formatIntervals(withIndexes(read(given), added))).toBe(written);
	});

	test('count, share and leave out', () => {
		expect(total(read('1,3-5'))).toBe(4);
		expect(overlap(read('0-4'), read('3-9'))).toBe(2);
		expect(overlap(read('0,2,4'), read('1,3'))).toBe(0);
		expect(firstMissing(read('1-2,4'), 3, 10)).toEqual([0, 3, 5]);
		expect(firstMissing(read('0-2'), 5, 4)).toEqual([3]);
		expect(formatIntervals(merge(read('0-2,9'), read('3,7')))).toBe('0-3,7,9');
	});
});

const spec = (fields: object) =>
	({spec: {template: {spec: {restartPolicy: 'OnFailure'}}, ...fields}}) as unknown as Job;

test.each([
	[{parallelism: 3, completions: 5}, 0, 0, 3],
	[{parallelism: 3, completions: 5}, 1, 3, 2],
	[{parallelism: 3, completions: 5}, 0, 6, 0],
	[{parallelism: 3}, 0, 0, 3],
	[{parallelism: 3}, 2, 1, 2],
	[{parallelism: 0, completions: 5}, 2, 0, 0],
])('a Job with %j, %i at work and %i successes wants %i', (fields, active, succeeded, wanted) => {
	expect(wantedActive(spec(fields), active, succeeded)).toBe(wanted);
});

function ended(second: number): Pod {
	const state = {terminated: {exitCode: 1, finishedAt: new Date(second * 1000).toISOString()}};
	return aPod(`p${second}`, {}, {}, {containerStatuses: [{name: 'c', state} as never]});
}

describe('the wait after failures', () => {
	test.each([
		[0, 0],
		[1, 10],
		[2, 20],
		[3, 40],
		[6, 320],
		[7, 600],
		[50, 600],
	])('%i in a row: %i s', (failures, seconds) => {
		expect(remainingDelay({failures, lastFailure: 5000}, 5000)).toBe(seconds * 1000);
		expect(remainingDelay({failures, lastFailure: 5000}, 5000 + seconds * 1000)).toBe(0);
	});

	test('a success wipes out what failed before it', () => {
		const old = {failures: 3, lastFailure: 10_000};
		expect(updatedBackoff(old, [], [])).toEqual(old);
		expect(updatedBackoff(old, [], [ended(20), ended(15)])).toEqual({failures: 5, lastFailure: 20_000});
		expect(updatedBackoff(old, [ended(17)], [ended(20), ended(15)])).toEqual({failures: 1, lastFailure: 20_000});
		expect(updatedBackoff(old, [ended(30)], [ended(20)])).toEqual({failures: 0});
	});
});

test.each([
	[[{succeededCount: 2}], '0', undefined],
	[[{succeededCount: 2}], '0,5', 'Matched rules at index 0'],
	[[{succeededIndexes: '0,2'}], '0-1', undefined],
	[[{succeededIndexes: '0,2'}], '0-2', 'Matched rules at index 0'],
	[[{succeededIndexes: '9'}, {succeededIndexes: '0-3', succeededCount: 2}], '1,3', 'Matched rules at index 1'],
	[[{succeededCount: 0}], '', undefined],
])('the success policy %j with %j: %s', (rules, succeeded, met) => {
	expect(metSuccessPolicy({successPolicy: {rules}, completions: 10} as never, read(succeeded))).toBe(met);
});

function restarted(restartCount: number, phase = 'Running'): Pod {
	return aPod('p', {}, {}, {phase, containerStatuses: [{name: 'c', restartCount} as never]});
}

test.each([
	[0, [restarted(0)], false],
	[0, [restarted(1)], true],
	[3, [restarted(1), restarted(1)], false],
	[3, [restarted(1), restarted(2)], true],
	[3, [restarted(1), restarted(2, 'Succeeded')], false],
])('restarts in place count towards a limit of %i', (backoffLimit, pods, exceeded) => {
	expect(restartsExceedLimit(spec({backoffLimit}), pods)).toBe(exceeded);
});

test('an Indexed Job gives up Pods that have no index, one too high, or one that another has', () => {
	const job = spec({completionMode: 'Indexed', completions: 3});
	const pod = (name: string, index?: string, phase = 'Running') =>
		aPod(
			name,
			{nodeName: 'n'},
			index === undefined ? {} : {annotations: {'batch.kubernetes.io/job-completion-index': index}},
			{phase},
		);
	const pods = [pod('a', '0'), pod('b', '1'), pod('c', '1', 'Pending'), pod('d'), pod('e', '3'), pod('f', '2')];
	const names = (atLeast: number) => podsForRemoval(job, pods, atLeast).map(({metadata}) => metadata.name);
	expect(names(0)).toEqual(['d', 'e', 'c']);
	expect(names(4)).toHaveLength(4);
});
