import {describe, expect, test} from 'vitest';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import {findCondition} from '../../../src/kubernetes/conditions.ts';
import {taintInterval, zoneState} from '../../../src/kubernetes/controllers/node-lifecycle/disruption.ts';
import {nodeLifecycle} from '../../../src/kubernetes/controllers/node-lifecycle/index.ts';
import {taintEviction} from '../../../src/kubernetes/controllers/taint-eviction.ts';
import {aNode, aPod} from '../objects.ts';
import {controlPlane, type TestCluster} from './fixture.ts';

const lab = ['control-plane', 'worker-1', 'worker-2', 'worker-3'];
const patience = ['not-ready', 'unreachable'].map(name => ({
	key: `node.kubernetes.io/${name}`,
	operator: 'Exists',
	effect: 'NoExecute',
	tolerationSeconds: 300,
}));

/** With a Pod on worker-1 that has the tolerations every Pod gets. */
function cluster(): TestCluster {
	const c = controlPlane([nodeLifecycle, taintEviction], lab);
	c.make('pods', aPod('web', {nodeName: 'worker-1', tolerations: patience}));
	c.pass(20);
	return c;
}

function taints(c: TestCluster, name: string): string[] {
	return (c.node(name).spec.taints ?? []).map(({key, effect}) => `${key}:${effect}`).sort();
}

function web(c: TestCluster): Pod | undefined {
	return c.client.get<Pod>('pods', 'default', 'web');
}

const unreachable = ['node.kubernetes.io/unreachable:NoExecute', 'node.kubernetes.io/unreachable:NoSchedule'];

describe('a node that falls silent', () => {
	test('is believed for 40 seconds, and lost after 60', () => {
		const c = cluster();
		c.down('worker-1');
		c.pass(39);
		expect(findCondition(c.node('worker-1').status.conditions, 'Ready')?.status).toBe('True');
		c.pass(21);
		for (const type of ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']) {
			expect(findCondition(c.node('worker-1').status.conditions, type)).toMatchObject({status: 'Unknown'});
		}
		expect(findCondition(c.node('worker-1').status.conditions, 'Ready')).toMatchObject({
			reason: 'NodeStatusUnknown',
			message: 'Kubelet stopped posting node status.',
		});
		expect(taints(c, 'worker-1')).toEqual(unreachable);
		expect(taints(c, 'worker-2')).toEqual([]);
		expect(c.said('Node')).toContain('NodeNotReady: Node worker-1 status is now: NodeNotReady');
	});

	test('has its Pods count as not ready, and after five minutes deletes them, but they stay', () => {
		const c = cluster();
		expect(findCondition(web(c)!.status.conditions, 'Ready')?.status).toBe('True');
		c.down('worker-1');
		c.pass(60);
		expect(findCondition(web(c)!.status.conditions, 'Ready')?.status).toBe('False');
		expect(c.said('Pod')).toContain('NodeNotReady: Node is not ready');
		expect(web(c)!.metadata.deletionTimestamp).toBeUndefined();
		c.pass(300);
		expect(web(c)!.metadata.deletionTimestamp).toBeDefined();
		expect(findCondition(web(c)!.status.conditions, 'DisruptionTarget')).toMatchObject({
			reason: 'DeletionByTaintManager',
			message: 'Taint manager: deleting due to NoExecute taint',
		});
		expect(c.said('Pod')).toContain('TaintManagerEviction: Marking for deletion Pod default/web');
		c.pass(3600);
		expect(web(c)).toBeDefined();
		c.up('worker-1');
		c.pass(20);
		expect(web(c)).toBeUndefined();
		expect(taints(c, 'worker-1')).toEqual([]);
	});

	test('keeps its Pods when it is back in time', () => {
		const c = cluster();
		c.down('worker-1');
		c.pass(200);
		c.up('worker-1');
		c.pass(400);
		expect(web(c)!.metadata.deletionTimestamp).toBeUndefined();
		expect(c.said('Pod')).toContain('TaintManagerEviction: Cancelling deletion of Pod default/web');
		expect(taints(c, 'worker-1')).toEqual([]);
	});
});

test('a cordon sets a taint, and takes it off again', () => {
	const c = cluster();
	c.updateNode('worker-2', node => ({...node, spec: {...node.spec, unschedulable: true}}));
	c.pass(1);
	expect(taints(c, 'worker-2')).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
	c.updateNode('worker-2', node => ({...node, spec: {...node.spec, unschedulable: false}}));
	c.pass(1);
	expect(taints(c, 'worker-2')).toEqual([]);
});

test('nodes are registered and removed with an Event', () => {
	const c = cluster();
	expect(c.said('Node')).toContain('RegisteredNode: Node worker-1 event: Registered Node worker-1 in Controller');
	c.client.delete('nodes', '', 'worker-3');
	c.pass(6);
	expect(c.said('Node')).toContain('RemovingNode: Node worker-3 event: Removing Node worker-3 from Controller');
});

test('when all nodes are lost nothing is evicted', () => {
	const c = cluster();
	for (const name of lab) {
		c.down(name);
	}
	c.pass(3600);
	expect(web(c)!.metadata.deletionTimestamp).toBeUndefined();
	expect(taints(c, 'worker-1')).toEqual(['node.kubernetes.io/unreachable:NoSchedule']);
});

test('a Pod that tolerates nothing goes at once from a node that is tainted NoExecute', () => {
	const c = cluster();
	c.make('pods', aPod('bare', {nodeName: 'worker-2'}));
	c.make('pods', aPod('patient', {nodeName: 'worker-2', tolerations: [{operator: 'Exists'}]}));
	c.pass(1);
	c.updateNode('worker-2', node => ({...node, spec: {taints: [{key: 'broken', effect: 'NoExecute'}]}}));
	c.pass(1);
	expect(c.pods().map(({metadata}) => metadata.name)).toEqual(['patient', 'web']);
});

test.each([
	[4, 0, 'Normal'],
	[4, 2, 'Normal'],
	[4, 3, 'PartialDisruption'],
	[4, 4, 'FullDisruption'],
	[10, 5, 'Normal'],
	[10, 6, 'PartialDisruption'],
])('of %i nodes %i lost is %s', (size, lost, state) => {
	const nodes = Array.from({length: size}, (_, i) =>
		aNode(`n${i}`, {status: {conditions: [{type: 'Ready', status: i < lost ? 'Unknown' : 'True'}]}}),
	);
	expect(zoneState(nodes)).toBe(state);
});

test('nodes are tainted one every ten seconds, more slowly or not at all when most are lost', () => {
	expect(taintInterval('Normal', 4)).toBe(10_000);
	expect(taintInterval('PartialDisruption', 60)).toBe(100_000);
	expect(taintInterval('PartialDisruption', 10)).toBeUndefined();
});
