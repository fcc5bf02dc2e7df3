import {beforeAll, describe, expect, test} from 'vitest';
import {acceptTable} from '../../src/apimachinery/connection.ts';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import type {Table} from '../../src/kubernetes/api/table.ts';
import {type Cluster, createCluster, loadCluster} from '../../src/kubernetes/cluster.ts';

async function table(cluster: Cluster, path: string): Promise<string[][]> {
	const {body} = await cluster.connect({latency: 0}).request({method: 'GET', path, accept: acceptTable});
	const {columnDefinitions, rows} = body as Table;
	const shown = columnDefinitions!
		.map((column, index) => ({column, index}))
		.filter(({column}) => column.priority === 0);
	return rows.map(row => shown.map(({index}) => String(row.cells[index])));
}

/** What is stored, without what says only that everything is as it was: leases and heartbeats. */
function standing(cluster: Cluster): unknown {
	return cluster.save().store.objects.flatMap(([key, object]) => {
		if (key.startsWith('leases.')) {
			return [];
		}
		const {resourceVersion: _, managedFields: __, ...metadata} = object.metadata;
		const status = (object as KubernetesObject & {status?: {conditions?: object[]}}).status;
		const conditions = status?.conditions?.map(condition => ({...condition, lastHeartbeatTime: undefined}));
		return [{...object, metadata, status: {...status, conditions}}];
	});
}

function pod(name: string): KubernetesObject {
	const spec = {containers: [{name: 'nginx', image: 'nginx:1.27'}]};
	return {apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace: 'default'}, spec} as KubernetesObject;
}

describe('a new cluster', () => {
	let cluster: Cluster;
	beforeAll(() => {
		cluster = createCluster();
	});

	test('is the lab: its nodes are Ready and have been there for a while', async () => {
		expect(await table(cluster, '/api/v1/nodes')).toEqual([
			['control-plane', 'Ready', 'control-plane', '75m', 'v1.36.2'],
			['worker-1', 'Ready', '<none>', '75m', 'v1.36.2'],
			['worker-2', 'Ready', '<none>', '75m', 'v1.36.2'],
			['worker-3', 'Ready', '<none>', '75m', 'v1.36.2'],
		]);
		expect((await table(cluster, '/api/v1/namespaces')).map(([name, phase]) => `${name} ${phase}`)).toEqual([
			'default Active',
			'kube-node-lease Active',
			'kube-public Active',
			'kube-system Active',
		]);
	});

	test('runs calico-node on every node', async () => {
		const [row] = await table(cluster, '/apis/apps/v1/namespaces/kube-system/daemonsets');
		expect(row).toEqual(['calico-node', '4', '4', '4', '4', '4', '<none>', '75m']);
		const pods = await table(cluster, '/api/v1/namespaces/kube-system/pods');
		expect(pods.map(([, ready, status, restarts]) => [ready, status, restarts])).toEqual(
			Array.from({length: 4}, () => ['1/1', 'Running', '0']),
		);
	});

	test('has what every cluster has', async () => {
		expect(await table(cluster, '/api/v1/services')).toEqual([
			['kubernetes', 'ClusterIP', '10.96.0.1', '<none>', '443/TCP', '75m'],
		]);
		expect((await table(cluster, '/apis/storage.k8s.io/v1/storageclasses'))[0]).toEqual([
			'nfs-client (default)',
			'k8s-sigs.io/nfs-subdir-external-provisioner',
			'Delete',
			'Immediate',
			'false',
			'75m',
		]);
		expect(
			cluster.client.list('serviceaccounts').map(({metadata}) => `${metadata.namespace}/${metadata.name}`),
		).toEqual(['default/default', 'kube-node-lease/default', 'kube-public/default', 'kube-system/default']);
		expect(cluster.client.get('configmaps', 'default', 'kube-root-ca.crt')).toBeDefined();
		expect(await table(cluster, '/api/v1/events')).toEqual([]);
	});

	test('stays as it is while nobody does anything', () => {
		const fork = cluster.fork();
		const before = standing(fork);
		fork.advance(30 * 60_000);
		expect(standing(fork)).toEqual(before);
	});
});

test('the same seed gives the same cluster, byte for byte, whether its lab was made before or is made anew', () => {
	const lab = createCluster({seed: 4, workers: 1});
	const saved = JSON.stringify(lab.save());
	lab.client.create('pods', pod('web'));
	lab.advance(60_000);
	expect(JSON.stringify(createCluster({seed: 4, workers: 1}).save())).toBe(saved);
	for (let seed = 11; seed < 16; seed++) {
		// More labs than are remembered.
		createCluster({seed, workers: 1, age: 60_000});
	}
	expect(JSON.stringify(createCluster({seed: 4, workers: 1}).save())).toBe(saved);
});

test('going on from a saved cluster equals never having stopped', () => {
	const cluster = createCluster({workers: 1});
	cluster.client.create('pods', pod('web'));
	cluster.advance(700);
	const loaded = loadCluster(JSON.parse(JSON.stringify(cluster.save())));
	for (const one of [cluster, loaded]) {
		one.advance(5000);
		one.client.delete('pods', 'default', 'web');
		one.advance(60_000);
	}
	expect(JSON.stringify(loaded.save())).toBe(JSON.stringify(cluster.save()));
});

test('a Pod is scheduled, runs, and ends when it is deleted', async () => {
	const cluster = createCluster();
	const connection = cluster.connect();
	const path = '/api/v1/namespaces/default/pods';
	await cluster.runUntil(connection.request({method: 'POST', path, body: pod('web')}));
	cluster.advance(5000);
	expect((await table(cluster, path)).map(([name, ready, status]) => [name, ready, status])).toEqual([
		['web', '1/1', 'Running'],
	]);
	await cluster.runUntil(connection.request({method: 'DELETE', path: `${path}/web`}));
	cluster.advance(5000);
	expect(await table(cluster, path)).toEqual([]);
});

test('a node that is switched off is noticed, and comes back', async () => {
	const cluster = createCluster();
	const status = async () => (await table(cluster, '/api/v1/nodes'))[1]![1];
	cluster.stopNode('worker-1');
	cluster.advance(35_000);
	expect(await status()).toBe('Ready');
	cluster.advance(25_000);
	expect(await status()).toBe('NotReady');
	cluster.startNode('worker-1');
	cluster.advance(20_000);
	expect(await status()).toBe('Ready');
});

test('a node can be added', async () => {
	const cluster = createCluster();
	cluster.addNode('worker-4', '10.100.100.11');
	cluster.advance(60_000);
	expect((await table(cluster, '/api/v1/nodes')).at(-1)!.slice(0, 3)).toEqual(['worker-4', 'Ready', '<none>']);
	expect(cluster.client.byIndex('pods', 'node', 'worker-4')).toHaveLength(1);
});
