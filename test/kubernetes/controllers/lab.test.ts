/** The control plane and the nodes of a whole lab, together. */
import {describe, expect, test} from 'vitest';
import type {DaemonSet} from '../../../src/api/apps-v1.ts';
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {Node} from '../../../src/api/core-v1/node.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {type Cluster, createCluster} from '../../../src/kubernetes/cluster.ts';
import {findCondition, isPodReady} from '../../../src/kubernetes/conditions.ts';
import {setImage} from './set-image.ts';

function make(c: Cluster, resource: string, object: unknown): void {
	c.client.create(resource, object as KubernetesObject);
}

function bare(name: string, spec: object = {}): object {
	const containers = [{name: 'nginx', image: 'nginx:1.27'}];
	return {apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace: 'default'}, spec: {containers, ...spec}};
}

const logger = {
	apiVersion: 'apps/v1',
	kind: 'DaemonSet',
	metadata: {name: 'logger', namespace: 'default'},
	spec: {
		selector: {matchLabels: {app: 'logger'}},
		template: {
			metadata: {labels: {app: 'logger'}},
			spec: {
				terminationGracePeriodSeconds: 1,
				containers: [{name: 'logger', image: 'busybox:1.36', command: ['sh', '-c', 'while true; do sleep 60; done']}],
			},
		},
	},
};

const pass = (c: Cluster, seconds: number) => c.advance(seconds * 1000);
const pod = (c: Cluster, name: string) => c.client.get<Pod>('pods', 'default', name);
const status = (c: Cluster) => c.client.get<DaemonSet>('daemonsets.apps', 'default', 'logger')!.status;
const ready = (c: Cluster, name: string) =>
	findCondition(c.client.get<Node>('nodes', '', name)!.status.conditions, 'Ready')!.status;

describe('a new lab', () => {
	test('has calico-node on every node, and every node Ready', () => {
		const c = createCluster();
		const pods = c.client.list<Pod>('pods', 'kube-system');
		expect(pods.map(({spec}) => spec.nodeName).sort()).toEqual(['control-plane', 'worker-1', 'worker-2', 'worker-3']);
		expect(pods.every(isPodReady)).toBe(true);
		expect(c.client.list<Node>('nodes').map(({metadata}) => ready(c, metadata.name))).toEqual(Array(4).fill('True'));
		expect(c.client.list('events')).toEqual([]);
	});

	test('comes to rest: an hour changes nothing but signs of life', () => {
		const c = createCluster();
		make(c, 'daemonsets.apps', logger);
		make(c, 'pods', bare('web'));
		pass(c, 30);
		const changed = new Set<string>();
		c.onChange(change => change && changed.add(change.resource));
		pass(c, 1800);
		expect([...changed].sort()).toEqual(['leases.coordination.k8s.io', 'nodes']);
	});
});

test('a worker dies: its bare Pod is Terminating until the node is back, and nothing takes its place', () => {
	const c = createCluster();
	make(c, 'pods', bare('bare', {nodeName: 'worker-1'}));
	make(c, 'daemonsets.apps', logger);
	pass(c, 15);
	expect(isPodReady(pod(c, 'bare')!)).toBe(true);
	expect(status(c)).toMatchObject({desiredNumberScheduled: 3, numberReady: 3});
	c.stopNode('worker-1');
	pass(c, 70);
	expect(ready(c, 'worker-1')).toBe('Unknown');
	expect(pod(c, 'bare')!.status.phase).toBe('Running');
	expect(status(c)).toMatchObject({desiredNumberScheduled: 2, numberReady: 2, numberMisscheduled: 1});
	pass(c, 310);
	expect(pod(c, 'bare')!.metadata.deletionTimestamp).toBeDefined();
	expect(status(c)).toMatchObject({desiredNumberScheduled: 2, currentNumberScheduled: 2});
	pass(c, 3600);
	expect(pod(c, 'bare')).toBeDefined();
	c.startNode('worker-1');
	pass(c, 20);
	expect(ready(c, 'worker-1')).toBe('True');
	expect(pod(c, 'bare')).toBeUndefined();
	expect(status(c)).toMatchObject({desiredNumberScheduled: 3, numberReady: 3, numberMisscheduled: 0});
	expect(c.client.get<Node>('nodes', '', 'worker-1')!.spec.taints).toBeUndefined();
});

test('a Pod that no node can take waits, and says the same in its condition and its Event', () => {
	const c = createCluster();
	make(c, 'pods', bare('pick', {nodeSelector: {gpu: 'true'}}));
	pass(c, 3);
	const message =
		"0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.";
	expect(findCondition(pod(c, 'pick')!.status.conditions, 'PodScheduled')).toMatchObject({message});
	expect(c.client.list<Event>('events', 'default').map(event => event.message)).toEqual([message]);
	const node = c.client.get<Node>('nodes', '', 'worker-2')!;
	c.client.update('nodes', {...node, metadata: {...node.metadata, labels: {...node.metadata.labels, gpu: 'true'}}});
	pass(c, 10);
	expect(pod(c, 'pick')!.spec.nodeName).toBe('worker-2');
	expect(isPodReady(pod(c, 'pick')!)).toBe(true);
});

test('a DaemonSet updates node by node, and is gone with its Pods and revisions when it is deleted', () => {
	const c = createCluster();
	make(c, 'daemonsets.apps', logger);
	pass(c, 10);
	setImage(c.client, 'logger', 'busybox:1.37');
	pass(c, 30);
	expect(status(c)).toMatchObject({updatedNumberScheduled: 3, numberAvailable: 3, observedGeneration: 2});
	expect(c.client.list('controllerrevisions.apps', 'default')).toHaveLength(2);
	c.client.delete('daemonsets.apps', 'default', 'logger', {propagationPolicy: 'Background'});
	pass(c, 10);
	expect(c.client.list('pods', 'default')).toEqual([]);
	expect(c.client.list('controllerrevisions.apps', 'default')).toEqual([]);
});

test('a cluster that is put back goes on as it did the first time, to the byte', () => {
	const c = createCluster();
	make(c, 'daemonsets.apps', logger);
	make(c, 'pods', bare('big', {containers: [{name: 'a', image: 'nginx:1.27', resources: {requests: {cpu: '64'}}}]}));
	c.advance(777);
	const before = c.snapshot();
	const goOn = () => {
		pass(c, 20);
		c.stopNode('worker-2');
		setImage(c.client, 'logger', 'busybox:1.37');
		pass(c, 400);
		return JSON.stringify(c.save());
	};
	const first = goOn();
	c.restore(before);
	expect(goOn()).toBe(first);
});
