import {describe, expect, test} from 'vitest';
import type {Deployment, ReplicaSet} from '../../../src/api/apps-v1.ts';
import {
	appendRevision,
	countIn,
	lastRevision,
	maxRevision,
	newReplicaSetAnnotations,
	rolledBackAnnotations,
} from '../../../src/kubernetes/controllers/deployment/annotations.ts';
import {maxSurge, maxUnavailable} from '../../../src/kubernetes/controllers/deployment/limits.ts';
import {hasProgressed, untilProgressCheck} from '../../../src/kubernetes/controllers/deployment/progress.ts';
import {proportionalSizes} from '../../../src/kubernetes/controllers/deployment/proportion.ts';
import {sortOut} from '../../../src/kubernetes/controllers/deployment/replica-sets.ts';
import {
	maxScaledDown,
	newReplicaSetSize,
	scaledDown,
	withoutUnhealthy,
} from '../../../src/kubernetes/controllers/deployment/rolling-sizes.ts';
import {deploymentStatus} from '../../../src/kubernetes/controllers/deployment/status.ts';
import {aDeployment, aReplicaSet, template} from './deployment-fixture.ts';
import {startOfTests} from './fixture.ts';

const prefix = 'deployment.kubernetes.io/';

function deployment(
	replicas: number,
	[surge, unavailable]: readonly [number | string, number | string] = ['25%', '25%'],
	more: {readonly metadata?: object; readonly status?: object} = {},
): Deployment {
	const strategy = {type: 'RollingUpdate', rollingUpdate: {maxSurge: surge, maxUnavailable: unavailable}};
	const spec = {replicas, strategy, progressDeadlineSeconds: 600};
	return {...aDeployment(spec, more.metadata), status: more.status ?? {}} as unknown as Deployment;
}

let made = 0;

/** Each is younger than those made before it. */
function replicaSet(
	replicas: number,
	available = replicas,
	annotations: Record<string, string | number> = {},
	spec: object = {},
): ReplicaSet {
	made++;
	const metadata = {
		name: `rs-${made}`,
		creationTimestamp: new Date(startOfTests + made * 1000).toISOString(),
		annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [prefix + key, String(value)])),
	};
	const status = {replicas: available, readyReplicas: available, availableReplicas: available, terminatingReplicas: 0};
	return {...aReplicaSet({replicas, ...spec}, metadata), status} as unknown as ReplicaSet;
}

const sizesOf = (sized: readonly {readonly size: number}[]) => sized.map(({size}) => size);

describe('how far a rollout may go', () => {
	test.each([
		[3, '25%', '25%', 1, 0],
		[4, '25%', '25%', 1, 1],
		[10, '25%', '25%', 3, 2],
		[10, 3, 2, 3, 2],
		[10, 0, '50%', 0, 5],
		[2, 0, '1%', 0, 1],
		[1, '1%', '25%', 1, 0],
		[2, 0, 5, 0, 2],
		[0, '25%', '25%', 0, 0],
		[5, '100%', 0, 5, 0],
	])(
		'%i Pods with maxSurge %s and maxUnavailable %s: %i more, %i fewer',
		(replicas, surge, unavailable, more, fewer) => {
			expect(maxSurge(deployment(replicas, [surge, unavailable]))).toBe(more);
			expect(maxUnavailable(deployment(replicas, [surge, unavailable]))).toBe(fewer);
		},
	);

	test('Recreate knows neither', () => {
		const recreate = aDeployment({strategy: {type: 'Recreate'}}) as unknown as Deployment;
		expect([maxSurge(recreate), maxUnavailable(recreate)]).toEqual([0, 0]);
	});
});

describe('the sizes of a rolling update', () => {
	test.each([
		['grows up to maxSurge', 8, 3, 5],
		['does not grow where there is no room', 13, 0, 0],
		['does not grow beyond the wanted number', 0, 8, 10],
	])('the new ReplicaSet %s', (_what, old, present, size) => {
		expect(newReplicaSetSize(deployment(10, [3, 2]), [replicaSet(old)], present)).toBe(size);
	});

	test('new Pods that do not come up keep the old ones, even when one of those fails', () => {
		expect(maxScaledDown(deployment(10, [3, 2]), [replicaSet(8, 7)], replicaSet(5, 0))).toBe(0);
	});

	test('a rollback lets the bad ones go', () => {
		expect(maxScaledDown(deployment(10, [3, 2]), [replicaSet(5, 0)], replicaSet(8, 7))).toBe(4);
	});

	test.each([
		[
			[
				[3, 1],
				[5, 4],
			],
			2,
			[1, 5],
		],
		[
			[
				[3, 1],
				[5, 4],
			],
			9,
			[1, 4],
		],
		[
			[
				[3, 3],
				[5, 4],
			],
			9,
			[3, 4],
		],
		[[[3, 1]], 0, [3]],
		[
			[
				[0, 0],
				[2, 0],
			],
			1,
			[0, 1],
		],
	])('old ReplicaSets of (size, available) %j lose at most %i unhealthy Pods: %j', (old, most, sizes) => {
		expect(
			sizesOf(
				withoutUnhealthy(
					old.map(([size, available]) => replicaSet(size!, available)),
					most,
				),
			),
		).toEqual(sizes);
	});

	test('a status from before the last scaling says nothing', () => {
		expect(sizesOf(withoutUnhealthy([replicaSet(3, 2), replicaSet(1, 2), replicaSet(2, 1)], 5))).toEqual([2]);
	});

	test('the oldest shrink first, by what is available beyond the minimum', () => {
		expect(sizesOf(scaledDown(deployment(10, [3, 2]), [replicaSet(1), replicaSet(9)], replicaSet(0)))).toEqual([0, 8]);
		expect(sizesOf(scaledDown(deployment(10, [3, 2]), [replicaSet(8)], replicaSet(5, 0)))).toEqual([8]);
	});
});

describe('scaling in the middle of a rollout', () => {
	const before = {'max-replicas': 13};

	test.each([
		['up, each by its share', 15, [8, 5], [11, 7]],
		['down, each by its share', 5, [8, 5], [5, 3]],
		['to nothing', 0, [8, 5], [0, 0]],
		['not at all', 10, [8, 5], [8, 5]],
	])('%s', (_how, replicas, sizes, wanted) => {
		const active = sizes.map(size => replicaSet(size, size, before));
		const sized = proportionalSizes(deployment(replicas, [3, 2]), active);
		expect(active.map(one => sized.find(({replicaSet: other}) => other === one)!.size)).toEqual(wanted);
	});

	test('the largest takes what rounding leaves over', () => {
		const active = [5, 5, 5].map(size => replicaSet(size, size, {'max-replicas': 15}));
		// 20 for 15: 6.67 each is 7; the last may have but 1 more.
		const up = proportionalSizes(deployment(20, [0, 1]), active);
		expect(sizesOf(up)).toEqual([7, 7, 6]);
		expect(up[0]!.replicaSet).toBe(active[2]);
		// 14 for 15: 4.67 each is 5, so that the first, which is the oldest now, gives what is left.
		const down = proportionalSizes(deployment(14, [0, 1]), active);
		expect(sizesOf(down)).toEqual([4, 5, 5]);
		expect(down[0]!.replicaSet).toBe(active[0]);
	});

	test('without a trustworthy annotation the Deployment counts as large as it says', () => {
		const annotations: Record<string, string | number>[] = [{}, {'max-replicas': 'many'}, {'max-replicas': 0}];
		for (const annotation of annotations) {
			const active = [replicaSet(6, 6, annotation), replicaSet(4, 4, annotation)];
			const sized = proportionalSizes(deployment(20, [0, 1], {status: {replicas: 10}}), active);
			expect(sizesOf(sized)).toEqual([12, 8]);
		}
	});
});

describe('revisions', () => {
	const old = [replicaSet(0, 0, {revision: 2}), replicaSet(0, 0, {revision: 5}), replicaSet(0, 0, {revision: 'x'})];

	test('the highest and the one before it', () => {
		expect([maxRevision(old), lastRevision(old), maxRevision([]), lastRevision([])]).toEqual([5n, 2n, 0n, 0n]);
	});

	test('are whole numbers of 64 bits, which is more than a double holds', () => {
		const revision = '3546343826724305832';
		const annotations = newReplicaSetAnnotations(deployment(3), {}, maxRevision([replicaSet(0, 0, {revision})]) + 1n);
		expect(annotations).toEqual({[`${prefix}revision`]: '3546343826724305833'});
	});

	test('the new ReplicaSet takes over the annotations that go with the template', () => {
		const annotations = {'kubernetes.io/change-cause': 'new image', [`${prefix}revision`]: '7'};
		const present = {[`${prefix}revision`]: '1', mine: 'stays'};
		expect(newReplicaSetAnnotations(deployment(3, undefined, {metadata: {annotations}}), present, 3n)).toEqual({
			'kubernetes.io/change-cause': 'new image',
			[`${prefix}revision`]: '3',
			[`${prefix}revision-history`]: '1',
			mine: 'stays',
		});
	});

	test('a revision never goes down, and one that is no number is left alone', () => {
		const kept = {[`${prefix}revision`]: '9'};
		expect(newReplicaSetAnnotations(deployment(3), kept, 3n)).toEqual(kept);
		const strange = {[`${prefix}revision`]: 'nine'};
		expect(newReplicaSetAnnotations(deployment(3), strange, 3n)).toEqual(strange);
	});

	test.each([
		['', '1', 20, '1'],
		['1,3', '5', 20, '1,3,5'],
		['1,3,5', '10', 6, '3,5,10'],
		['100,200', '300', 2, '100,200'],
	])('the history %j and revision %s within %i letters: %s', (history, revision, longest, wanted) => {
		expect(appendRevision(history, revision, longest)).toBe(wanted);
	});

	test('a rollback brings back the annotations of that time', () => {
		const annotations = {cause: 'second', [`${prefix}revision`]: '2', gone: 'yes'};
		const target = {...replicaSet(0), metadata: {name: 'x', annotations: {cause: 'first', [`${prefix}revision`]: '1'}}};
		expect(rolledBackAnnotations(deployment(3, undefined, {metadata: {annotations}}), target)).toEqual({
			cause: 'first',
			[`${prefix}revision`]: '2',
		});
	});

	test.each([
		['3', 3],
		['-3', undefined],
		['4294967296', undefined],
		['three', undefined],
	])('a count of %s in an annotation reads %s', (text, count) => {
		expect(countIn(replicaSet(1, 1, {'desired-replicas': text}), `${prefix}desired-replicas`)).toBe(count);
	});

	test('of several ReplicaSets with the same template the oldest is the new one', () => {
		const hashed = {template: template('nginx:1.27', {app: 'web', 'pod-template-hash': 'abc'})};
		const [first, second, other] = [
			replicaSet(0, 0, {}, hashed),
			replicaSet(0, 0, {}, hashed),
			replicaSet(0, 0, {}, {template: template('nginx:1.28')}),
		];
		expect(sortOut(deployment(3), [other!, second!, first!])).toEqual({newRS: first, oldRSs: [second, other]});
	});
});

describe('the status', () => {
	test('counts Pods of all ReplicaSets, and new ones by themselves', () => {
		const status = deploymentStatus(deployment(10, [3, 2]), {newRS: replicaSet(5, 1), oldRSs: [replicaSet(8)]}, 0);
		expect(status).toMatchObject({
			replicas: 9,
			updatedReplicas: 1,
			readyReplicas: 9,
			availableReplicas: 9,
			unavailableReplicas: 4,
			terminatingReplicas: 0,
		});
		expect(status.conditions).toMatchObject([{type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable'}]);
	});

	test('says nothing of ending Pods that a ReplicaSet does not know of', () => {
		const silent = {...replicaSet(1), status: {replicas: 1, observedGeneration: 1}} as ReplicaSet;
		const status = deploymentStatus(deployment(1), {newRS: silent, oldRSs: [replicaSet(0)]}, 0);
		expect(status.terminatingReplicas).toBeUndefined();
	});

	test.each([
		['a new Pod', {}, {replicas: 1, updatedReplicas: 1}, true],
		['an old Pod less', {replicas: 4, updatedReplicas: 1}, {replicas: 3, updatedReplicas: 1}, true],
		['a Pod that is ready', {readyReplicas: 1}, {readyReplicas: 2}, true],
		['a Pod that is available', {availableReplicas: 1}, {availableReplicas: 2}, true],
		[
			'a Pod lost',
			{replicas: 3, updatedReplicas: 3, readyReplicas: 3},
			{replicas: 3, updatedReplicas: 3, readyReplicas: 2},
			false,
		],
		['nothing', {replicas: 3}, {replicas: 3}, false],
	])('%s is progress or none', (_what, before, after, progress) => {
		expect(hasProgressed(before, after)).toBe(progress);
	});

	test('progress is checked a second after the deadline', () => {
		const conditions = [{type: 'Progressing', status: 'True', lastUpdateTime: new Date(startOfTests).toISOString()}];
		const stuck = deployment(3, undefined, {status: {conditions}});
		expect(untilProgressCheck(stuck, startOfTests + 180_000)).toBe(421_000);
		expect(untilProgressCheck(deployment(3), startOfTests)).toBeUndefined();
	});
});
