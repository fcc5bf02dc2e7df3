import {describe, expect, test} from 'vitest';
import type {ControllerRevision, DaemonSet} from '../../../src/api/apps-v1.ts';
import type {Pod, PodSpec} from '../../../src/api/core-v1/pod.ts';
import {isPodReady} from '../../../src/kubernetes/conditions.ts';
import {daemonSets} from '../../../src/kubernetes/controllers/daemon/index.ts';
import {updateLimits} from '../../../src/kubernetes/controllers/daemon/limits.ts';
import {daemonTolerations} from '../../../src/kubernetes/controllers/daemon/pods.ts';
import {defaultScheduler} from '../../../src/kubernetes/node/scheduler/scheduler.ts';
import {aPod} from '../objects.ts';
import {controlPlane, type TestCluster} from './fixture.ts';
import {setImage as setImageOf} from './set-image.ts';

const lab = ['control-plane', 'worker-1', 'worker-2', 'worker-3'];
const resource = 'daemonsets.apps';

function aDaemonSet(spec: Partial<PodSpec> = {}, rest: Partial<DaemonSet['spec']> = {}): DaemonSet {
	return {
		apiVersion: 'apps/v1',
		kind: 'DaemonSet',
		metadata: {name: 'logger', namespace: 'default'},
		spec: {
			selector: {matchLabels: {app: 'logger'}},
			template: {metadata: {labels: {app: 'logger'}}, spec: aPod('x', spec).spec},
			updateStrategy: {type: 'RollingUpdate', rollingUpdate: {maxUnavailable: 1, maxSurge: 0}},
			revisionHistoryLimit: 10,
			...rest,
		},
		status: {},
	} as unknown as DaemonSet;
}

function start(daemonSet = aDaemonSet()): TestCluster {
	const c = controlPlane([daemonSets, defaultScheduler], lab);
	c.make(resource, daemonSet);
	c.pass(5);
	return c;
}

function get(c: TestCluster): DaemonSet {
	return c.client.get<DaemonSet>(resource, 'default', 'logger')!;
}

function setImage(c: TestCluster, image: string): void {
	setImageOf(c.client, 'logger', image);
}

function images(c: TestCluster): string[] {
	return c.pods().map(({spec}) => spec.containers[0]!.image!);
}

function where(c: TestCluster): string[] {
	return c
		.pods()
		.map(({spec}) => spec.nodeName!)
		.sort();
}

const workers = ['worker-1', 'worker-2', 'worker-3'];

describe('a DaemonSet', () => {
	test('has one Pod on each node whose taints it tolerates, and says so', () => {
		const c = start();
		expect(where(c)).toEqual(workers);
		expect(get(c).status).toEqual({
			currentNumberScheduled: 3,
			desiredNumberScheduled: 3,
			numberAvailable: 3,
			numberMisscheduled: 0,
			numberReady: 3,
			observedGeneration: 1,
			updatedNumberScheduled: 3,
		});
		expect(c.said('DaemonSet')).toHaveLength(3);
		expect(c.said('DaemonSet')[0]).toMatch(/^SuccessfulCreate: Created pod: logger-[a-z0-9]{5}$/);
	});

	test('comes to nodes that join, that get its label, and that lose a taint', () => {
		const c = start(aDaemonSet({nodeSelector: {disk: 'ssd'}}));
		expect(where(c)).toEqual([]);
		c.join('worker-4', {labels: {disk: 'ssd'}});
		c.pass(2);
		expect(where(c)).toEqual(['worker-4']);
		for (const name of ['worker-1', 'control-plane']) {
			c.updateNode(name, node => ({
				...node,
				metadata: {...node.metadata, labels: {...node.metadata.labels, disk: 'ssd'}},
			}));
		}
		c.pass(2);
		expect(where(c)).toEqual(['worker-1', 'worker-4']);
		c.updateNode('control-plane', node => ({...node, spec: {}}));
		c.pass(2);
		expect(where(c)).toEqual(['control-plane', 'worker-1', 'worker-4']);
		c.updateNode('worker-1', node => ({...node, metadata: {...node.metadata, labels: {}}}));
		c.pass(2);
		expect(where(c)).toEqual(['control-plane', 'worker-4']);
	});

	test('counts a node that was taken out of the cluster until its Pod is cleaned up', () => {
		const c = start();
		c.client.delete('nodes', '', 'worker-3');
		c.pass(5);
		expect(get(c).status.desiredNumberScheduled).toBe(3);
		const left = c.pods().find(({spec}) => spec.nodeName === 'worker-3');
		c.client.delete('pods', 'default', left!.metadata.name);
		c.pass(2);
		expect(get(c).status).toMatchObject({desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 2});
	});

	test('replaces a Pod that is deleted on the same node', () => {
		const c = start();
		const [victim] = c.pods();
		c.client.delete('pods', 'default', victim!.metadata.name);
		c.pass(3);
		expect(where(c)).toEqual(workers);
		expect(c.pods().map(({metadata}) => metadata.name)).not.toContain(victim!.metadata.name);
	});

	test('adopts what matches and lets go what no longer does', () => {
		const c = start();
		const [first] = c.pods();
		c.client.update('pods', {...first!, metadata: {...first!.metadata, labels: {app: 'other'}}});
		c.pass(3);
		expect(c.pods()).toHaveLength(4);
		const free = c.client.get<Pod>('pods', 'default', first!.metadata.name)!;
		expect(free.metadata.ownerReferences).toBeUndefined();
		c.client.update('pods', {...free, metadata: {...free.metadata, labels: {app: 'logger'}}});
		c.pass(3);
		expect(where(c)).toEqual(workers);
	});

	test('deletes failed Pods, more and more slowly', () => {
		const c = start(aDaemonSet({nodeSelector: {'kubernetes.io/hostname': 'worker-1'}}));
		setImage(c, 'broken');
		c.pass(60);
		const kills = c.said('DaemonSet').filter(text => text.startsWith('FailedDaemonPod'));
		expect(kills.length).toBeGreaterThan(3);
		expect(kills.length).toBeLessThan(9);
		expect(kills[0]).toMatch(
			/^FailedDaemonPod: Found failed daemon pod default\/logger-\w{5} on node worker-1, will try to kill it$/,
		);
	});
});

describe('an update', () => {
	test('takes one Pod at a time, and never two off at once', () => {
		const c = start();
		setImage(c, 'nginx:1.28');
		let least = 3;
		for (let i = 0; i < 100; i++) {
			c.advance(50);
			expect(c.pods().length).toBeLessThanOrEqual(3);
			least = Math.min(least, c.pods().filter(pod => !pod.metadata.deletionTimestamp && isPodReady(pod)).length);
		}
		expect(least).toBe(2);
		expect(images(c)).toEqual(Array(3).fill('nginx:1.28'));
		expect(get(c).status).toMatchObject({updatedNumberScheduled: 3, numberAvailable: 3, observedGeneration: 2});
	});

	test('stops at the first Pod that does not become ready', () => {
		const c = start();
		setImage(c, 'unready');
		c.pass(60);
		expect(images(c).filter(image => image === 'unready')).toHaveLength(1);
		expect(get(c).status).toMatchObject({numberAvailable: 2, numberUnavailable: 1, updatedNumberScheduled: 1});
	});

	test('with surge has the new Pod ready before the old one goes', () => {
		const rollingUpdate = {maxUnavailable: 0, maxSurge: 1};
		const c = start(aDaemonSet({}, {updateStrategy: {type: 'RollingUpdate', rollingUpdate}}));
		setImage(c, 'nginx:1.28');
		let most = 0;
		for (let i = 0; i < 100; i++) {
			c.advance(50);
			for (const name of workers) {
				const ready = c.pods().filter(pod => pod.spec.nodeName === name && isPodReady(pod));
				expect(ready.length).toBeGreaterThanOrEqual(1);
			}
			most = Math.max(most, c.pods().filter(({metadata}) => !metadata.deletionTimestamp).length);
		}
		expect(most).toBe(4);
		expect(images(c)).toEqual(Array(3).fill('nginx:1.28'));
	});

	test('with surge and minReadySeconds goes on when the new Pods have been ready for long enough', () => {
		const rollingUpdate = {maxUnavailable: 0, maxSurge: 1};
		const c = start(aDaemonSet({}, {minReadySeconds: 3, updateStrategy: {type: 'RollingUpdate', rollingUpdate}}));
		setImage(c, 'nginx:1.28');
		c.pass(40);
		expect(images(c)).toEqual(Array(3).fill('nginx:1.28'));
	});

	test('with OnDelete waits until somebody deletes', () => {
		const c = start(aDaemonSet({}, {updateStrategy: {type: 'OnDelete'}}));
		setImage(c, 'nginx:1.28');
		c.pass(30);
		expect(images(c)).toEqual(Array(3).fill('nginx:1.27'));
		c.client.delete('pods', 'default', c.pods()[0]!.metadata.name);
		c.pass(5);
		expect(images(c).filter(image => image === 'nginx:1.28')).toHaveLength(1);
	});

	test('keeps a revision for each template, and finds it again when it comes back', () => {
		const c = start(aDaemonSet({}, {revisionHistoryLimit: 1}));
		const revisions = () =>
			c.client
				.list<ControllerRevision>('controllerrevisions.apps', 'default')
				.map(({revision}) => revision)
				.sort();
		expect(revisions()).toEqual([1]);
		setImage(c, 'nginx:1.28');
		c.pass(10);
		expect(revisions()).toEqual([1, 2]);
		setImage(c, 'nginx:1.27');
		c.pass(10);
		expect(revisions()).toEqual([2, 3]);
		setImage(c, 'nginx:1.29');
		c.pass(10);
		expect(revisions()).toEqual([3, 4]);
		const hashes = new Set(c.pods().map(({metadata}) => metadata.labels!['controller-revision-hash']));
		expect(hashes.size).toBe(1);
	});
});

test.each([
	[1, 0, 3, {maxUnavailable: 1, maxSurge: 0}],
	['30%', 0, 4, {maxUnavailable: 2, maxSurge: 0}],
	[0, '25%', 10, {maxUnavailable: 0, maxSurge: 3}],
	[0, 0, 4, {maxUnavailable: 1, maxSurge: 0}],
])('maxUnavailable %s and maxSurge %s on %i nodes', (maxUnavailable, maxSurge, nodes, limits) => {
	const updateStrategy = {type: 'RollingUpdate', rollingUpdate: {maxUnavailable, maxSurge}};
	expect(updateLimits(aDaemonSet({}, {updateStrategy}), nodes)).toEqual(limits);
});

test('daemons put up with the troubles of their node', () => {
	const keys = (spec: Partial<PodSpec>) => daemonTolerations(aPod('x', spec).spec).map(({key}) => key);
	expect(keys({})).toHaveLength(6);
	expect(keys({hostNetwork: true})).toContain('node.kubernetes.io/network-unavailable');
	expect(keys({tolerations: [{operator: 'Exists'}]})).toHaveLength(7);
});
