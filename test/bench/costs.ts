/** What a cluster of some size costs: CPU time, so that it means something on a busy machine, and memory. */
import type {Cluster} from '../../src/kubernetes/cluster.ts';
import {apply, labOf, setImage, untilComplete} from './workload.ts';

export interface Size {
	readonly pods: number;
	readonly nodes: number;
}

/** Each in milliseconds of CPU time, but for the memory. */
export interface Costs extends Size {
	/** From the first Deployment's creation until every Pod of all is Ready. */
	readonly applied: number;
	/** All Pods replaced by ones of a new image. */
	readonly rollout: number;
	/** One Pod deleted, until the one in its place is Ready. */
	readonly replaced: number;
	/** As much virtual time as that takes, with nothing going on. */
	readonly idle: number;
	/** A list of all Pods, as a client asks for it. */
	readonly listed: number;
	readonly snapshot: number;
	/** Back to before the rollout. */
	readonly undo: number;
	readonly megabytes: number;
}

const replacements = 50;
/** The virtual time within which a Pod has been replaced, in milliseconds. */
const replacing = 3000;
const snapshots = 1000;
const lists = 5;

/** @param each how many Pods a Deployment has */
export async function measureCosts({pods, nodes}: Size, each: number): Promise<Costs> {
	const before = heap();
	const cluster = labOf(nodes);
	const applied = cpu(() => {
		apply(cluster, pods, each);
		untilComplete(cluster);
	});
	const megabytes = heap() - before;
	const listed = await list(cluster);
	const start = cluster.snapshot();
	const rollout = cpu(() => {
		setImage(cluster, 'nginx:1.28');
		untilComplete(cluster);
	});
	const undo = cpu(() => cluster.rewind(start));
	cluster.advance(60_000);
	const idle = cpu(() => cluster.advance(replacing * replacements)) / replacements;
	const replaced = cpu(() => replace(cluster)) / replacements - idle;
	const snapshot =
		cpu(() => {
			for (let i = 0; i < snapshots; i++) {
				cluster.snapshot();
			}
		}) / snapshots;
	return {pods, nodes, applied, rollout, replaced, idle, listed, snapshot, undo, megabytes};
}

function replace(cluster: Cluster): void {
	const pods = cluster.client.list('pods', 'default');
	const apart = Math.floor(pods.length / replacements);
	for (let i = 0; i < replacements; i++) {
		const {namespace, name} = pods[i * apart]!.metadata;
		cluster.client.delete('pods', namespace!, name);
		cluster.advance(replacing);
	}
}

async function list(cluster: Cluster): Promise<number> {
	const connection = cluster.connect({latency: 0});
	const before = process.cpuUsage();
	for (let i = 0; i < lists; i++) {
		await connection.request({method: 'GET', path: '/api/v1/namespaces/default/pods'});
	}
	return cpuSince(before) / lists;
}

function cpu(run: () => void): number {
	const before = process.cpuUsage();
	run();
	return cpuSince(before);
}

/** Milliseconds of CPU time, of all threads. */
function cpuSince(before: NodeJS.CpuUsage): number {
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** What is in use once the garbage is gone, in megabytes. */
function heap(): number {
	(globalThis as {gc?: () => void}).gc?.();
	return process.memoryUsage().heapUsed / 1e6;
}
