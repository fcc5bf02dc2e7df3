import {describe, expect, it} from 'vitest';
import type {Lease} from '../../../src/api/coordination-v1.ts';
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {Node} from '../../../src/api/core-v1/node.ts';
import {createLab, getPod, run, stateOf} from './lab.ts';

const loop = {image: 'busybox:1.36', command: ['sh', '-c', 'while true; do echo tick; sleep 60; done']};

describe('a node', () => {
	it('registers with what it is and has', () => {
		const cluster = createLab();
		const node = cluster.client.get<Node>('nodes', '', 'worker-1')!;
		expect(node.metadata.labels).toEqual({
			'beta.kubernetes.io/arch': 'amd64',
			'beta.kubernetes.io/os': 'linux',
			'kubernetes.io/arch': 'amd64',
			'kubernetes.io/hostname': 'worker-1',
			'kubernetes.io/os': 'linux',
		});
		expect(node.status.capacity).toEqual({
			cpu: '4',
			'ephemeral-storage': '61202244Ki',
			memory: '8039044Ki',
			pods: '110',
		});
		expect(node.status.conditions?.map(({type, status, reason}) => `${type} ${status} ${reason}`)).toEqual([
			'MemoryPressure False KubeletHasSufficientMemory',
			'DiskPressure False KubeletHasNoDiskPressure',
			'PIDPressure False KubeletHasSufficientPID',
			'Ready True KubeletReady',
		]);
	});

	it('renews its lease every ten seconds, and its status every five minutes', () => {
		const cluster = createLab();
		const renewed = () =>
			cluster.client.get<Lease>('leases.coordination.k8s.io', 'kube-node-lease', 'worker-1')!.spec.renewTime;
		const reported = () =>
			cluster.client.get<Node>('nodes', '', 'worker-1')!.status.conditions!.at(-1)!.lastHeartbeatTime;
		const [lease, report] = [renewed(), reported()];
		cluster.advance(10_000);
		expect(renewed()).not.toBe(lease);
		cluster.advance(300_000);
		expect(reported()).not.toBe(report);
	});

	it('that joins later gets Ready and Pods', () => {
		const cluster = createLab();
		cluster.addNode('worker-4', '10.100.100.11');
		cluster.advance(2000);
		run(cluster, 'web', [{image: 'nginx:1.27'}], {nodeName: 'worker-4'});
		cluster.advance(3000);
		expect(getPod(cluster, 'web')!.status).toMatchObject({phase: 'Running', hostIP: '10.100.100.11'});
		const events = cluster.client
			.list<Event>('events', 'default')
			.filter(({involvedObject, source}) => involvedObject.name === 'worker-4' && source?.component === 'kubelet');
		expect(events.map(({reason}) => reason)).toContain('NodeReady');
	});
});

describe('a node that dies', () => {
	it('that was deleted is registered anew when its machine is started, with or without power until then', () => {
		const cluster = createLab();
		for (const name of ['worker-1', 'worker-2']) {
			const before = cluster.client.get<Node>('nodes', '', name)!;
			if (name === 'worker-2') {
				cluster.stopNode(name);
			}
			cluster.client.delete('nodes', '', name);
			cluster.advance(60_000);
			expect(cluster.client.get('nodes', '', name)).toBeUndefined();
			expect(cluster.startNode(name)).toBe(true);
			cluster.advance(1000);
			const after = cluster.client.get<Node>('nodes', '', name)!;
			expect(after.metadata.uid).not.toBe(before.metadata.uid);
			expect([after.status.addresses, after.status.conditions!.at(-1)!.status]).toEqual([
				before.status.addresses,
				'True',
			]);
		}
		run(cluster, 'web', [loop], {nodeName: 'worker-2'});
		cluster.advance(5000);
		expect(stateOf(cluster, 'web')).toBe('Running');
		expect(cluster.startNode('nowhere')).toBe(false);
	});

	it('keeps its deleted Pod Terminating until it is back, and then lets it go', () => {
		const cluster = createLab();
		run(cluster, 'bare', [{image: 'nginx:1.27'}], {nodeName: 'worker-1'});
		cluster.advance(3000);
		cluster.stopNode('worker-1');
		cluster.advance(70_000);
		const ready = () =>
			cluster.client.get<Node>('nodes', '', 'worker-1')!.status.conditions!.find(({type}) => type === 'Ready')!;
		expect(ready()).toMatchObject({status: 'Unknown', reason: 'NodeStatusUnknown'});
		cluster.advance(310_000);
		expect(getPod(cluster, 'bare')?.metadata.deletionTimestamp).toBeDefined();
		cluster.startNode('worker-1');
		cluster.advance(5000);
		expect(ready()).toMatchObject({status: 'True', reason: 'KubeletReady'});
		expect(getPod(cluster, 'bare')).toBeUndefined();
	});

	it('goes on with the Pods that it had, without starting them anew', () => {
		const cluster = createLab();
		const tolerations = [{operator: 'Exists', effect: 'NoExecute'}];
		run(cluster, 'loop', [loop], {nodeName: 'worker-1', tolerations});
		cluster.advance(3000);
		cluster.stopNode('worker-1');
		cluster.advance(120_000);
		cluster.startNode('worker-1');
		cluster.advance(10_000);
		expect(stateOf(cluster, 'loop')).toBe('Running');
		const status = getPod(cluster, 'loop')!.status;
		expect(status.containerStatuses![0]!.restartCount).toBe(0);
		expect(status.conditions!.find(({type}) => type === 'Ready')!.status).toBe('True');
	});

	it('is taken back with everything by a snapshot, and goes on as if nothing had been', () => {
		const cluster = createLab();
		run(cluster, 'crash', [{image: 'busybox:1.36', command: ['sh', '-c', 'exit 1']}]);
		cluster.advance(4000);
		const snapshot = cluster.snapshot();
		cluster.advance(60_000);
		const first = JSON.stringify(cluster.save());
		cluster.restore(snapshot);
		cluster.advance(60_000);
		expect(JSON.stringify(cluster.save())).toBe(first);
	});
});
