import {describe, expect, test} from 'vitest';
import type {Event} from '../../../../src/api/core-v1/event.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {findCondition} from '../../../../src/kubernetes/conditions.ts';
import {defaultScheduler} from '../../../../src/kubernetes/node/scheduler/scheduler.ts';
import {controlPlane, type TestCluster} from '../../controllers/fixture.ts';
import {aPod, asking} from '../../objects.ts';

const lab = ['control-plane', 'worker-1', 'worker-2', 'worker-3'];
const cluster = () => controlPlane([defaultScheduler], lab);
const tooMuch =
	'0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient cpu. no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.';

function pod(from: TestCluster, name: string): Pod {
	return from.client.get<Pod>('pods', 'default', name)!;
}

describe('a Pod that fits', () => {
	test('is put on a node, and an Event says so', () => {
		const c = cluster();
		c.make('pods', aPod('web'));
		c.pass(1);
		const {nodeName} = pod(c, 'web').spec;
		expect(nodeName).toMatch(/^worker-/);
		expect(c.said('Pod')).toEqual([`Scheduled: Successfully assigned default/web to ${nodeName}`]);
		const [event] = c.client.list<Event>('events', 'default');
		expect(event).toMatchObject({
			action: 'Binding',
			reportingComponent: 'default-scheduler',
			source: {},
			firstTimestamp: null,
		});
		expect(event!.metadata.name).toMatch(/^web\.[0-9a-f]{16}$/);
	});

	test('spreads with its like over the nodes', () => {
		const c = cluster();
		const ownerReferences = [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true}];
		const spec = {selector: {matchLabels: {app: 'web'}}};
		c.make('replicasets.apps', {
			apiVersion: 'apps/v1',
			kind: 'ReplicaSet',
			metadata: {name: 'web', namespace: 'default'},
			spec,
			status: {},
		});
		for (let i = 0; i < 9; i++) {
			c.make('pods', aPod(`web-${i}`, {}, {labels: {app: 'web'}, ownerReferences}));
		}
		c.pass(1);
		const counts = lab.map(name => c.pods().filter(({spec: {nodeName}}) => nodeName === name).length);
		expect(counts).toEqual([0, 3, 3, 3]);
	});

	test('is left alone when another scheduler is asked for, or gates hold it back', () => {
		const c = cluster();
		c.make('pods', aPod('theirs', {schedulerName: 'other'}));
		c.make('pods', aPod('gated', {schedulingGates: [{name: 'quota'}]}));
		c.pass(1);
		expect(pod(c, 'theirs').spec.nodeName).toBeUndefined();
		expect(pod(c, 'gated').spec.nodeName).toBeUndefined();
		const {schedulingGates: _, ...spec} = pod(c, 'gated').spec;
		c.client.update('pods', {...pod(c, 'gated'), spec});
		c.pass(1);
		expect(pod(c, 'gated').spec.nodeName).toMatch(/^worker-/);
	});
});

describe('a Pod that fits no node', () => {
	test('says why in its condition and in an Event', () => {
		const c = cluster();
		c.make('pods', aPod('web', asking({cpu: '64'})));
		c.pass(2);
		expect(findCondition(pod(c, 'web').status.conditions, 'PodScheduled')).toMatchObject({
			status: 'False',
			reason: 'Unschedulable',
			message: tooMuch,
			observedGeneration: 1,
		});
		expect(c.said('Pod')).toEqual([`FailedScheduling: ${tooMuch}`]);
	});

	test('goes as soon as a node gets the label it wants', () => {
		const c = cluster();
		c.make('pods', aPod('pick', {nodeSelector: {gpu: 'true'}}));
		c.pass(5);
		expect(pod(c, 'pick').spec.nodeName).toBeUndefined();
		c.updateNode('worker-2', node => ({
			...node,
			metadata: {...node.metadata, labels: {...node.metadata.labels, gpu: 'true'}},
		}));
		c.pass(1);
		expect(pod(c, 'pick').spec.nodeName).toBe('worker-2');
	});

	test('goes as soon as another Pod makes room, or a node comes', () => {
		const c = controlPlane([defaultScheduler], ['worker-1']);
		c.make('pods', aPod('first', asking({cpu: '3'})));
		c.pass(1);
		c.make('pods', aPod('second', asking({cpu: '3'})));
		c.make('pods', aPod('third', asking({cpu: '3'})));
		c.pass(3);
		expect(pod(c, 'second').spec.nodeName).toBeUndefined();
		c.client.delete('pods', 'default', 'first');
		c.pass(12);
		expect(c.pods().filter(({spec}) => spec.nodeName)).toHaveLength(1);
		c.join('worker-2');
		c.pass(12);
		expect(c.pods().filter(({spec}) => spec.nodeName)).toHaveLength(2);
	});

	test('is not told of twice for the same reason', () => {
		const c = cluster();
		c.make('pods', aPod('web', asking({cpu: '64'})));
		c.pass(3600);
		const failures = c.client.list<Event>('events').filter(({reason}) => reason === 'FailedScheduling');
		expect(failures.length).toBeLessThanOrEqual(2);
		expect(failures.at(-1)!.series?.count).toBeGreaterThan(1);
	});
});

test('an important Pod has lesser ones make room', () => {
	const c = controlPlane([defaultScheduler], ['worker-1']);
	c.make('pods', aPod('low', {...asking({cpu: '3'}), priority: 0}));
	c.pass(1);
	c.down('worker-1');
	c.make('pods', aPod('high', {...asking({cpu: '3'}), priority: 1000}));
	c.pass(2);
	expect(pod(c, 'low').metadata.deletionTimestamp).toBeDefined();
	expect(findCondition(pod(c, 'low').status.conditions, 'DisruptionTarget')).toMatchObject({
		reason: 'PreemptionByScheduler',
		message: 'default-scheduler: preempting to accommodate a higher priority pod',
	});
	expect(pod(c, 'high').status.nominatedNodeName).toBe('worker-1');
	const uid = pod(c, 'high').metadata.uid;
	expect(c.said('Pod')).toContain(`Preempted: Preempted by pod ${uid} on node worker-1`);
	c.up('worker-1');
	c.pass(15);
	expect(pod(c, 'high').spec.nodeName).toBe('worker-1');
});

test('never gives a node more than it has', () => {
	const c = cluster();
	for (let i = 0; i < 40; i++) {
		c.make(
			'pods',
			aPod(`p-${i}`, asking({cpu: `${100 + ((i * 337) % 900)}m`, memory: `${100 + ((i * 211) % 900)}Mi`})),
		);
		if (i % 5 === 4) {
			c.client.delete('pods', 'default', `p-${i - 3}`);
			c.pass(1);
		}
	}
	c.pass(30);
	for (const name of lab) {
		const cpu = c
			.pods()
			.filter(({spec}) => spec.nodeName === name)
			.reduce((sum, {spec}) => sum + Number.parseInt(spec.containers[0]!.resources!.requests!.cpu!, 10), 0);
		expect(cpu).toBeLessThanOrEqual(4000);
	}
	expect(c.pods().filter(({spec}) => spec.nodeName).length).toBeGreaterThan(15);
});
