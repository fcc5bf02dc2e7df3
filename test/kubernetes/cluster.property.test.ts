import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {DaemonSet} from '../../src/api/apps-v1/daemon-set.ts';
import type {Pod} from '../../src/api/core-v1/pod.ts';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {type Cluster, createCluster, loadCluster} from '../../src/kubernetes/cluster.ts';
import {anyMove, badImage, type Move, make, workloads} from './cluster-moves.ts';

const lab = createCluster({seed: 4});
const moves = (longest: number) => fc.array(anyMove, {minLength: 3, maxLength: longest});
const settings = {seed: 20, numRuns: 25};

/** The resources whose objects controllers make or change. */
const watched = [...Object.values(workloads), 'replicasets.apps', 'controllerrevisions.apps', 'pods'];

interface Counted extends KubernetesObject {
	readonly spec: {
		readonly replicas?: number;
		readonly template: {readonly spec: {readonly containers: readonly {readonly image: string}[]}};
	};
	readonly status?: Readonly<Record<string, number | undefined>>;
}

function objects(cluster: Cluster): KubernetesObject[] {
	return watched.flatMap(resource => cluster.client.list(resource, 'default'));
}

function nameOf({kind, metadata}: KubernetesObject): string {
	return `${kind}/${metadata.name}`;
}

/** DaemonSet Pods that share a node although none of them is ending. */
function crowdedNodes(cluster: Cluster): string[] {
	return cluster.client.list<DaemonSet>('daemonsets.apps').flatMap(set => {
		const nodes = cluster.client
			.byIndex<Pod>('pods', 'owner', set.metadata.uid!)
			.filter(pod => pod.spec.nodeName && !pod.metadata.deletionTimestamp)
			.map(pod => pod.spec.nodeName!);
		return nodes.filter((node, i) => nodes.indexOf(node) < i).map(node => `${nameOf(set)} twice on ${node}`);
	});
}

/** What a status claims although it cannot be so. */
function untrueClaims(cluster: Cluster): string[] {
	const claims: string[] = [];
	const expectThat = (true_: boolean, object: KubernetesObject, claim: string) => {
		if (!true_) {
			claims.push(`${nameOf(object)}: ${claim}`);
		}
	};
	for (const object of [...Object.values(workloads), 'replicasets.apps'].flatMap(resource =>
		cluster.client.list<Counted>(resource, 'default'),
	)) {
		const {
			observedGeneration = 0,
			replicas,
			readyReplicas = 0,
			availableReplicas = 0,
			updatedReplicas = 0,
		} = object.status ?? {};
		expectThat(observedGeneration <= object.metadata.generation!, object, 'has seen a generation to come');
		expectThat(availableReplicas <= (replicas === undefined ? 0 : readyReplicas), object, 'more available than ready');
		expectThat(readyReplicas <= (replicas ?? 0), object, 'more ready than there are');
		expectThat(updatedReplicas <= (replicas ?? 0), object, 'more updated than there are');
	}
	for (const pod of cluster.client.list<Pod>('pods', 'default')) {
		const {phase, podIP, containerStatuses = []} = pod.status ?? {};
		const ready = pod.status?.conditions?.find(({type}) => type === 'Ready')?.status === 'True';
		expectThat(!podIP || !!pod.spec.nodeName, pod, 'has an address but no node');
		expectThat(phase !== 'Running' || !!pod.spec.nodeName, pod, 'runs nowhere');
		expectThat(!ready || containerStatuses.every(status => status.ready), pod, 'is ready, its containers are not');
		expectThat(
			containerStatuses.every(status => !status.ready || status.state?.running),
			pod,
			'has a container that is ready and does not run',
		);
	}
	return claims;
}

/** Objects whose owners are all gone, and that nobody has told to end. */
function survivors(cluster: Cluster): string[] {
	const present = new Set(objects(cluster).map(({metadata}) => metadata.uid));
	return objects(cluster)
		.filter(({metadata}) => !metadata.deletionTimestamp)
		.filter(
			({metadata}) => metadata.ownerReferences?.length && !metadata.ownerReferences.some(({uid}) => present.has(uid)),
		)
		.map(nameOf);
}

/** Statuses that miscount the Pods of a cluster at rest. */
function miscounts(cluster: Cluster): string[] {
	const counted = ['replicasets.apps', 'statefulsets.apps'].flatMap(resource =>
		cluster.client.list<Counted>(resource, 'default'),
	);
	return counted
		.filter(({metadata, status}) => {
			const pods = cluster.client
				.byIndex<Pod>('pods', 'owner', metadata.uid!)
				.filter(pod => !pod.metadata.deletionTimestamp);
			return (status?.replicas ?? 0) !== pods.length;
		})
		.map(nameOf);
}

/** Brings every node back, and waits for all that is under way. */
function rest(cluster: Cluster): void {
	for (const node of ['worker-1', 'worker-2', 'worker-3']) {
		make(cluster, {move: 'up', node});
	}
	cluster.advance(20 * 60_000);
}

function usesBadImage(cluster: Cluster): boolean {
	return cluster.client.list<Pod>('pods', 'default').some(({spec}) => spec.containers[0]!.image === badImage);
}

function versions(cluster: Cluster): string[] {
	return objects(cluster).map(object => `${nameOf(object)} ${object.metadata.uid} ${object.metadata.resourceVersion}`);
}

function play(cluster: Cluster, list: readonly Move[]): string {
	for (const move of list) {
		make(cluster, move);
	}
	return JSON.stringify(cluster.save());
}

describe('whatever happens to a cluster', () => {
	it('no node has two Pods of a DaemonSet, and no status claims what is not', () => {
		fc.assert(
			fc.property(moves(25), list => {
				const cluster = lab.fork();
				for (const move of list) {
					make(cluster, move);
					expect(crowdedNodes(cluster)).toEqual([]);
					expect(untrueClaims(cluster)).toEqual([]);
				}
			}),
			settings,
		);
	});

	it('nothing outlives its owners once it has come to rest, and every Pod is counted', () => {
		fc.assert(
			fc.property(moves(20), list => {
				const cluster = lab.fork();
				play(cluster, list);
				rest(cluster);
				expect(survivors(cluster)).toEqual([]);
				expect(miscounts(cluster)).toEqual([]);
			}),
			settings,
		);
	});

	it('a cluster at rest stays as it is, even when everybody is made to look again', () => {
		fc.assert(
			fc.property(moves(20), list => {
				const cluster = lab.fork();
				play(cluster, list);
				rest(cluster);
				fc.pre(!usesBadImage(cluster));
				for (const resource of watched) {
					for (const object of cluster.client.list(resource, 'default')) {
						const {metadata} = object;
						cluster.client.update(resource, {
							...object,
							metadata: {...metadata, annotations: {...metadata.annotations, 'example.com/look': 'again'}},
						});
					}
				}
				// A ReplicaSet takes over its Deployment's annotations, and that is the last that happens.
				cluster.advance(10_000);
				const before = versions(cluster);
				cluster.advance(30 * 60_000);
				expect(versions(cluster)).toEqual(before);
			}),
			settings,
		);
	});

	it('going on from a snapshot, a fork or a file equals never having stopped, byte for byte', () => {
		fc.assert(
			fc.property(moves(10), moves(10), (before, after) => {
				const cluster = lab.fork();
				play(cluster, before);
				const snapshot = cluster.snapshot();
				const saved = cluster.save();
				const fork = cluster.fork();
				const first = play(cluster, after);
				cluster.restore(snapshot);
				expect(play(cluster, after)).toBe(first);
				expect(play(fork, after)).toBe(first);
				expect(play(loadCluster(JSON.parse(JSON.stringify(saved))), after)).toBe(first);
			}),
			{...settings, numRuns: 12},
		);
	});
});
