import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Deployment} from '../../src/api/apps-v1/deployment.ts';
import type {Event} from '../../src/api/core-v1/event.ts';
import type {Node} from '../../src/api/core-v1/node.ts';
import type {Pod} from '../../src/api/core-v1/pod.ts';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {type Cluster, createCluster} from '../../src/kubernetes/cluster.ts';
import {anyMove, type Move, make} from './cluster-moves.ts';

const day = 86_400_000;
const lab = createCluster({seed: 4});
const moves = (longest: number) => fc.array(anyMove, {minLength: 3, maxLength: longest});
/** Of a cluster whose time was hurried, "now" lies in the past. */
const anyJump = fc.constantFrom(3 * day, -3 * day);
const settings = {seed: 20, numRuns: 12};

function play(cluster: Cluster, list: readonly Move[]): Cluster {
	for (const move of list) {
		make(cluster, move);
	}
	return cluster;
}

/** Everything there is, but for what tells one epoch from another: revisions, and names made of the time. */
function contents(cluster: Cluster): string[] {
	const {store, clock} = cluster.save();
	const rows = [...store.objects, ...clock.tables, ...clock.timers.map(([at, , ...timer]) => [at, timer])];
	return rows
		.map(row =>
			JSON.stringify(row)
				.replace(/"resourceVersion":"\d+"|\\"resourceVersion\\":\\"\d+\\"/g, '')
				.replace(/\.[0-9a-f]{16}\b/g, '')
				// A time in a text, which nobody reads.
				.replace(/"endpoints.kubernetes.io\/last-change-trigger-time":"[^"]*"/, ''),
		)
		.sort();
}

/** A cluster in which everything that takes time is under way: waits, back-offs, grace periods, tolerations, probes. */
function troubledCluster(): Cluster {
	const cluster = lab.fork();
	const create = (resource: string, kind: string, name: string, spec: object, apiVersion = 'v1') =>
		cluster.client.create(resource, {apiVersion, kind, metadata: {name, namespace: 'default'}, spec} as never);
	const workload = (container: object, more: object = {}) => ({
		selector: {matchLabels: {app: 'x'}},
		template: {
			metadata: {labels: {app: 'x'}},
			spec: {containers: [{name: 'main', image: 'busybox:1.36', ...container}], ...more},
		},
	});
	const failing = {command: ['sh', '-c', 'echo no >&2; sleep 2; exit 1']};
	const lasting = {command: ['sh', '-c', 'while true; do date; sleep 5; done']};
	create('deployments.apps', 'Deployment', 'typo', workload({image: 'nginx:1.72'}), 'apps/v1');
	create('deployments.apps', 'Deployment', 'crash', workload(failing), 'apps/v1');
	create('deployments.apps', 'Deployment', 'many', {...workload(lasting), replicas: 9}, 'apps/v1');
	create('daemonsets.apps', 'DaemonSet', 'gone', workload(failing, {hostNetwork: true}), 'apps/v1');
	create(
		'jobs.batch',
		'Job',
		'fails',
		{template: {spec: {...workload(failing).template.spec, restartPolicy: 'Never'}}},
		'batch/v1',
	);
	create('services', 'Service', 'x', {selector: {app: 'x'}, ports: [{port: 80}]});
	create('pods', 'Pod', 'probed', {
		containers: [
			{
				name: 'main',
				image: 'nginx:1.27',
				readinessProbe: {httpGet: {path: '/', port: 80}, periodSeconds: 7},
				livenessProbe: {tcpSocket: {port: 81}, initialDelaySeconds: 20},
				lifecycle: {postStart: {exec: {command: ['sleep', '1']}}},
			},
		],
	});
	create('pods', 'Pod', 'homeless', {
		containers: [{name: 'main', image: 'nginx:1.27', resources: {requests: {cpu: '99'}}}],
	});
	create('pods', 'Pod', 'unclaimed', {
		containers: [{name: 'main', image: 'nginx:1.27'}],
		volumes: [{name: 'settings', configMap: {name: 'missing'}}],
	});
	create('pods', 'Pod', 'ending', {
		terminationGracePeriodSeconds: 300,
		containers: [{name: 'main', image: 'busybox:1.36', ...lasting}],
	});
	cluster.advance(90_000);
	cluster.stopNode('worker-3');
	cluster.advance(70_000);
	cluster.client.delete('pods', 'default', 'ending');
	cluster.advance(4321);
	return cluster;
}

/** Where working state holds instants, by the name of the table. */
function tablesWithInstants(cluster: Cluster): Map<string, number[]> {
	const found = new Map<string, number[]>();
	for (const [row, value] of cluster.save().clock.tables) {
		const name = row.slice(0, row.indexOf('\0'));
		const inRow: number[] = [];
		const look = (part: unknown): void => {
			const at = typeof part === 'string' && /^\d{4}-\d\d-\d\dT/.test(part) ? Date.parse(part) : part;
			if (typeof at === 'number' && Math.abs(at - Date.UTC(2026, 5, 1)) < 30 * day) {
				inRow.push(at);
			} else if (typeof part === 'object' && part !== null) {
				Object.values(part).forEach(look);
			}
		};
		look(value);
		if (inRow.length > 0) {
			found.set(name, [...(found.get(name) ?? []), ...inRow]);
		}
	}
	return found;
}

/** Series of failures are told apart by the resourceVersion of what they are about. */
function couldNotSchedule(cluster: Cluster): boolean {
	return cluster.client.list<Event>('events').some(({reason}) => reason === 'FailedScheduling');
}

describe('a cluster that is moved in time', () => {
	it('goes on as it would have without that, whatever is under way', () => {
		fc.assert(
			fc.property(moves(12), moves(8), anyJump, (before, after, jump) => {
				const stayed = play(lab.fork(), before);
				const moved = stayed.fork();
				moved.moveTo(moved.now + jump);
				play(stayed, after);
				play(moved, after);
				fc.pre(!couldNotSchedule(stayed));
				stayed.moveTo(stayed.now + jump);
				expect(moved.now).toBe(stayed.now);
				expect(contents(moved)).toEqual(contents(stayed));
			}),
			settings,
		);
	});

	it('goes on with everything that was under way as it would have without that', () => {
		const stayed = troubledCluster();
		// Series of failures are told apart by the resourceVersion of what they are about.
		stayed.client.delete('pods', 'default', 'homeless');
		stayed.advance(30_000);
		const moved = stayed.fork();
		moved.moveTo(moved.now + 3 * day);
		for (const wait of [5000, 60_000, 600_000]) {
			stayed.advance(wait);
			moved.advance(wait);
			const compared = stayed.fork();
			compared.moveTo(compared.now + 3 * day);
			expect(contents(moved)).toEqual(contents(compared));
		}
	});

	it('leaves no instant of its working state behind', () => {
		const cluster = troubledCluster();
		const before = tablesWithInstants(cluster);
		cluster.moveTo(cluster.now - 3 * day);
		const moved = Array.from(before, ([name, instants]) => [name, instants.map(instant => instant - 3 * day)]);
		expect([...tablesWithInstants(cluster)]).toEqual(moved);
		// What this looked at, so that it is known when it looks at less.
		expect([...before.keys()]).toEqual(
			expect.arrayContaining([
				'default-scheduler/unschedulable',
				'endpointslice-controller/triggers',
				'event-correlator',
				'event-names',
				'kubelet/images',
				'kubelet/nodes',
				'kubelet/pods',
				'node-lifecycle-controller/next-taint',
				'taint-eviction-controller/evictions',
			]),
		);
	});

	it('keeps its nodes Ready, its Pods running and its rollouts in time, and rests where it was at rest', () => {
		fc.assert(
			fc.property(
				moves(12).map(list => list.filter(({move}) => move !== 'down' && move !== 'cordon')),
				fc.integer({min: -400 * day, max: 400 * day}),
				(list, jump) => {
					const cluster = play(lab.fork(), list);
					cluster.advance(20 * 60_000);
					const resting = () => ({
						nodes: cluster.client
							.list<Node>('nodes')
							.map(({metadata, status}) => [
								metadata.uid,
								status.conditions?.map(({type, status, reason}) => [type, status, reason]),
							]),
						pods: cluster.client
							.list<Pod>('pods')
							.filter(({status}) => status.phase === 'Running')
							.map(({metadata, status}) => [metadata.uid, status.containerStatuses?.map(each => each.restartCount)]),
						rollouts: cluster.client
							.list<Deployment>('deployments.apps')
							.map(({metadata, status}) => [metadata.uid, status?.conditions?.map(({type, reason}) => [type, reason])]),
					});
					const versions = () =>
						['pods', 'deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'daemonsets.apps']
							.flatMap(resource => cluster.client.list<KubernetesObject>(resource))
							.map(({metadata}) => [metadata.uid, metadata.resourceVersion]);
					const before = resting();
					cluster.moveTo(cluster.now + jump);
					expect(resting()).toEqual(before);
					const settled = !JSON.stringify(before.rollouts).includes('ReplicaSetUpdated');
					const moved = versions();
					cluster.advance(30 * 60_000);
					expect(resting()).toEqual(before);
					if (settled && cluster.client.list<Pod>('pods').every(({status}) => status.phase === 'Running')) {
						expect(versions()).toEqual(moved);
					}
				},
			),
			settings,
		);
	});
});
