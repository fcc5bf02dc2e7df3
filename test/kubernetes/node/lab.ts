/** A whole cluster with kubelets, for tests of what happens on nodes. */
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {Pod, PodSpec} from '../../../src/api/core-v1/pod.ts';
import {type Cluster, createCluster} from '../../../src/kubernetes/cluster.ts';

/** A new lab with three workers. */
export function createLab(options: {readonly seed?: number; readonly workers?: number} = {}): Cluster {
	return createCluster(options);
}

type Containers = readonly ({readonly name?: string; readonly image: string} & Record<string, unknown>)[];

/** Creates a Pod in `default`; containers are called `c`, `c2`, … where they have no name. */
export function run(
	cluster: Cluster,
	name: string,
	containers: Containers,
	spec: Record<string, unknown> = {},
	labels?: Record<string, string>,
): void {
	const named = containers.map((container, index) => ({name: index === 0 ? 'c' : `c${index + 1}`, ...container}));
	cluster.client.create('pods', {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name, namespace: 'default', ...(labels && {labels})},
		spec: {containers: named, ...spec} as unknown as PodSpec,
	} as Pod);
}

export function getPod(cluster: Cluster, name: string): Pod | undefined {
	return cluster.client.get<Pod>('pods', 'default', name);
}

/** What the STATUS column would say of the first container: its waiting or ending reason, or the phase. */
export function stateOf(cluster: Cluster, name: string): string {
	const pod = getPod(cluster, name);
	const state = pod?.status.containerStatuses?.[0]?.state;
	return state?.waiting?.reason ?? state?.terminated?.reason ?? pod?.status.phase ?? 'gone';
}

/** The events about an object, in order, as `Reason message`. */
export function eventsOf(cluster: Cluster, name: string, from = 'kubelet'): string[] {
	return cluster.client
		.list<Event>('events', 'default')
		.filter(event => event.involvedObject.name === name && event.source?.component === from)
		.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
		.map(({reason, message}) => `${reason} ${message}`);
}

/** The log of a Pod as `kubectl logs` asks for it. */
export async function logs(cluster: Cluster, name: string, query: Record<string, string> = {}): Promise<string> {
	const path = `/api/v1/namespaces/default/pods/${name}/log`;
	const response = await cluster.runUntil(cluster.connect().request({method: 'GET', path, query}));
	return typeof response.body === 'string' ? response.body : (response.body as {message: string}).message;
}
