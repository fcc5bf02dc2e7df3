import {describe, expect, test} from 'vitest';
import type {ReplicaSet} from '../../../src/api/apps-v1.ts';
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import {failure} from '../../../src/apimachinery/status.ts';
import {isPodActive} from '../../../src/kubernetes/controllers/replicaset/pods.ts';
import {ageRank, deletionCost, podsToDelete} from '../../../src/kubernetes/controllers/replicaset/ranking.ts';
import {replicaSetStatus, untilNextAvailable} from '../../../src/kubernetes/controllers/replicaset/status.ts';
import {aPod} from '../objects.ts';
import {aReplicaSet, getReplicaSet, podsOf, replicaSetsResource, startLab, template} from './deployment-fixture.ts';
import {plainResources, startOfTests, type TestCluster} from './fixture.ts';

function start(spec: object = {}): TestCluster {
	const c = startLab();
	c.make(replicaSetsResource, aReplicaSet(spec));
	c.pass(3);
	return c;
}

function scaleTo(c: TestCluster, replicas: number): void {
	const replicaSet = getReplicaSet(c);
	c.client.update(replicaSetsResource, {...replicaSet, spec: {...replicaSet.spec, replicas}});
}

function relabel(c: TestCluster, name: string, labels: Record<string, string>): void {
	const pod = c.client.get<Pod>('pods', 'default', name)!;
	c.client.update('pods', {...pod, metadata: {...pod.metadata, labels}});
}

describe('a ReplicaSet', () => {
	test('has as many Pods as it should, and says so', () => {
		const c = start();
		expect(c.pods()).toHaveLength(3);
		expect(c.pods()[0]!.metadata).toMatchObject({
			generateName: 'rs-',
			labels: {app: 'web'},
			ownerReferences: [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', controller: true}],
		});
		expect(getReplicaSet(c).status).toEqual({
			availableReplicas: 3,
			fullyLabeledReplicas: 3,
			observedGeneration: 1,
			readyReplicas: 3,
			replicas: 3,
			terminatingReplicas: 0,
		});
		expect(c.said('ReplicaSet')).toHaveLength(3);
		expect(c.said('ReplicaSet')[0]).toMatch(/^SuccessfulCreate: Created pod: rs-[a-z0-9]{5}$/);
	});

	test('replaces a Pod as soon as it is told to end', () => {
		const c = start();
		c.client.delete('pods', 'default', c.pods()[0]!.metadata.name);
		c.advance(50);
		expect(c.pods().filter(isPodActive)).toHaveLength(3);
		expect(getReplicaSet(c).status).toMatchObject({replicas: 3, readyReplicas: 2, terminatingReplicas: 1});
		c.pass(3);
		expect(getReplicaSet(c).status).toMatchObject({replicas: 3, readyReplicas: 3, terminatingReplicas: 0});
	});

	test('replaces Pods that have failed, and leaves them where they are', () => {
		const c = start();
		const [pod] = c.pods();
		c.down(pod!.spec.nodeName!);
		c.client.updateStatus('pods', {...pod!, status: {...pod!.status, phase: 'Failed'}});
		c.pass(3);
		expect(c.pods()).toHaveLength(4);
		expect(getReplicaSet(c).status.replicas).toBe(3);
	});

	test('adopts free Pods that match instead of making its own', () => {
		const c = startLab();
		c.make('pods', aPod('free', {}, {labels: {app: 'web'}, uid: 'free'}));
		c.make('pods', aPod('other', {}, {labels: {app: 'other'}, uid: 'other'}));
		c.make('pods', aPod('ended', {}, {labels: {app: 'web'}, uid: 'ended'}, {phase: 'Failed'}));
		c.make(replicaSetsResource, aReplicaSet());
		c.pass(3);
		expect(podsOf(c, getReplicaSet(c)).map(({metadata}) => metadata.name)).toContain('free');
		expect(c.pods()).toHaveLength(5);
	});

	test('deletes one of its own when a free Pod comes that matches', () => {
		const c = start();
		c.make('pods', aPod('free', {}, {labels: {app: 'web'}, uid: 'free'}));
		c.pass(3);
		expect(c.pods()).toHaveLength(3);
		expect(c.said('ReplicaSet').filter(text => text.startsWith('SuccessfulDelete'))).toHaveLength(1);
	});

	test('lets go what no longer matches, and takes it back', () => {
		const c = start();
		const {name} = c.pods()[0]!.metadata;
		relabel(c, name, {app: 'debug'});
		c.pass(3);
		expect(c.pods()).toHaveLength(4);
		expect(c.client.get<Pod>('pods', 'default', name)!.metadata.ownerReferences).toBeUndefined();
		relabel(c, name, {app: 'web'});
		c.pass(3);
		expect(c.pods()).toHaveLength(3);
	});

	test('does not fight over Pods that belong to another', () => {
		const c = start();
		c.make(replicaSetsResource, aReplicaSet({replicas: 2}, {name: 'twin'}));
		c.pass(3);
		expect(podsOf(c, getReplicaSet(c))).toHaveLength(3);
		expect(podsOf(c, getReplicaSet(c, 'twin'))).toHaveLength(2);
	});

	test('takes Pods that are not ready first when it shrinks', () => {
		const c = start();
		const ready = new Set(c.pods().map(({metadata}) => metadata.name));
		const replicaSet = getReplicaSet(c);
		const spec = {...replicaSet.spec, replicas: 5, template: template('unready') as ReplicaSet['spec']['template']};
		c.client.update(replicaSetsResource, {...replicaSet, spec});
		c.pass(3);
		expect(c.pods()).toHaveLength(5);
		scaleTo(c, 3);
		c.pass(3);
		expect(new Set(c.pods().map(({metadata}) => metadata.name))).toEqual(ready);
	});

	test('counts Pods as available after minReadySeconds', () => {
		const c = start({minReadySeconds: 10});
		expect(getReplicaSet(c).status).toMatchObject({readyReplicas: 3});
		expect(getReplicaSet(c).status.availableReplicas).toBeUndefined();
		c.pass(10);
		expect(getReplicaSet(c).status).toMatchObject({readyReplicas: 3, availableReplicas: 3});
	});

	test('counts the Pods that have all labels of the template', () => {
		const c = start();
		const replicaSet = getReplicaSet(c);
		const labelled = template('nginx:1.27', {app: 'web', tier: 'front'}) as ReplicaSet['spec']['template'];
		c.client.update(replicaSetsResource, {...replicaSet, spec: {...replicaSet.spec, replicas: 4, template: labelled}});
		c.pass(3);
		expect(getReplicaSet(c).status).toMatchObject({replicas: 4, fullyLabeledReplicas: 1});
	});

	test('makes many Pods in batches that double', () => {
		const c = startLab();
		const made: number[] = [];
		c.onChange(seen => {
			if (seen?.resource === 'pods' && seen.type === 'ADDED') {
				made.push(c.now);
			}
		});
		c.make(replicaSetsResource, aReplicaSet({replicas: 15}));
		c.pass(1);
		const batches = [...new Set(made)].map(at => made.filter(instant => instant === at).length);
		expect(batches).toEqual([1, 2, 4, 8]);
	});

	test('makes no more Pods at once than its client may ask for, and the others one after the other', () => {
		const c = startLab();
		const made: number[] = [];
		c.onChange(seen => {
			if (seen?.resource === 'pods' && seen.type === 'ADDED') {
				made.push(c.now);
			}
		});
		c.make(replicaSetsResource, aReplicaSet({replicas: 60}));
		c.pass(20);
		expect(made).toHaveLength(60);
		const [first, last] = [made[0]!, made.at(-1)!];
		expect(made.filter(instant => instant - first < 100).length).toBeLessThan(30);
		// 60 Pods and their Events, of which 30 requests pass at once and 20 in each second after that.
		expect(last - first).toBeGreaterThan(1500);
		expect(last - first).toBeLessThan(6000);
	});
});

describe('a ReplicaSet whose Pods are refused', () => {
	const refused = 'pods "rs-" is forbidden: exceeded quota';

	/** A lab in which no Pod can be made until `allowed` is set. */
	function startForbidden() {
		const quota = {allowed: false};
		const pods = plainResources.find(({kind}) => kind === 'Pod')!;
		const admit = (object: Pod) => {
			if (!quota.allowed) {
				throw failure(403, 'Forbidden', refused);
			}
			return object;
		};
		const c = startLab([{...pods, strategy: {...pods.strategy, admit}}]);
		c.make(replicaSetsResource, aReplicaSet());
		return {c, quota};
	}

	test('says why, tries one at a time more and more slowly, and recovers', () => {
		const {c, quota} = startForbidden();
		c.pass(60);
		expect(getReplicaSet(c).status).toMatchObject({
			replicas: 0,
			conditions: [{type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: refused}],
		});
		const events = c.client.list<Event>('events').filter(({reason}) => reason === 'FailedCreate');
		expect(events.map(({type, message}) => [type, message])).toEqual([['Warning', `Error creating: ${refused}`]]);
		expect(events[0]!.count).toBeLessThan(20);
		quota.allowed = true;
		c.pass(120);
		expect(getReplicaSet(c).status).toMatchObject({replicas: 3, readyReplicas: 3});
		expect(getReplicaSet(c).status.conditions).toBeUndefined();
	});
});

describe('which Pods go first', () => {
	const now = startOfTests;
	const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

	function pod(name: string, parts: {node?: string; ready?: number; made?: number; cost?: string; restarts?: number}) {
		const {node = 'a', ready, made = 100, cost, restarts = 0} = parts;
		const conditions = ready === undefined ? [] : [{type: 'Ready', status: 'True', lastTransitionTime: ago(ready)}];
		return aPod(
			name,
			node === '' ? {} : {nodeName: node},
			{
				creationTimestamp: ago(made),
				...(cost !== undefined && {annotations: {'controller.kubernetes.io/pod-deletion-cost': cost}}),
			},
			{phase: node === '' ? 'Pending' : 'Running', conditions, containerStatuses: [{restartCount: restarts}]},
		);
	}
	const order = (pods: readonly Pod[], related: readonly Pod[] = []) =>
		[1, 2, 3].slice(0, pods.length - 1).map(count => podsToDelete(pods, related, count, now).at(-1)!.metadata.name);

	const ready = pod('ready', {ready: 50});
	test.each([
		['one that has no node yet', pod('x', {node: ''}), pod('y', {})],
		['one that is not ready', pod('x', {}), ready],
		['one that costs less to lose', pod('x', {ready: 500, cost: '-5'}), ready],
		['one that has been ready for a shorter time', pod('x', {ready: 5}), ready],
		['one that has restarted more often', pod('x', {ready: 50, restarts: 3}), ready],
		['one that was made later', pod('x', {ready: 50, made: 60}), pod('y', {ready: 50, made: 900})],
	])('%s', (_why, first, second) => {
		expect(podsToDelete([second, first], [], 1, now)).toEqual([first]);
		expect(podsToDelete([first, second], [], 1, now)).toEqual([first]);
	});

	test('one on a node that has more of them', () => {
		const pods = [pod('lone', {node: 'b', ready: 5}), pod('first', {ready: 500}), pod('second', {ready: 400})];
		expect(order(pods, pods)).not.toContain('lone');
		expect(order(pods)).toContain('lone');
	});

	test('ages of the same order of magnitude do not count', () => {
		expect(ageRank(now - 40_000, now)).toBe(ageRank(now - 60_000, now));
		expect(ageRank(now - 80_000, now)).toBe(ageRank(now - 60_000, now) + 1);
		expect(ageRank(now, now)).toBe(-1);
	});

	test.each([
		['7', 7],
		['-7', -7],
		['0', 0],
		['+10', 0],
		['008', 0],
		['much', 0],
		['2147483648', 0],
		[undefined, 0],
	])('a deletion cost of %s counts as %i', (text, cost) => {
		expect(deletionCost(pod('x', text === undefined ? {} : {cost: text}))).toBe(cost);
	});

	test('all, without asking, where none is to stay', () => {
		expect(podsToDelete([ready], [], 1, now)).toEqual([ready]);
	});
});

describe('its status', () => {
	const ready = (name: string, seconds: number) =>
		aPod(
			name,
			{},
			{labels: {app: 'web'}},
			{
				conditions: [
					{type: 'Ready', status: 'True', lastTransitionTime: new Date(startOfTests - seconds * 1000).toISOString()},
				],
			},
		);
	const pods = [ready('a', 3), ready('b', 5), aPod('c')];

	test('keeps a failure as it was first told', () => {
		const replicaSet = {
			...aReplicaSet(),
			status: {replicas: 3, conditions: [{type: 'ReplicaFailure', status: 'True', message: 'first'}]},
		} as unknown as ReplicaSet;
		const {conditions} = replicaSetStatus(replicaSet, {groups: [], failure: 'second'}, startOfTests);
		expect(conditions).toEqual(replicaSet.status.conditions);
		expect(replicaSetStatus(replicaSet, {groups: []}, startOfTests).conditions).toBeUndefined();
	});

	test('is looked at again when the first Pod becomes available', () => {
		expect(untilNextAvailable(pods, 8, startOfTests)).toBe(3000);
		expect(untilNextAvailable(pods, 4, startOfTests)).toBe(1000);
		expect(untilNextAvailable(pods, 2, startOfTests)).toBeUndefined();
	});
});
