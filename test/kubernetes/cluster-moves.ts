/** Random things that happen to a cluster: requests, failures, and time. For property tests. */
import fc from 'fast-check';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {StatusError} from '../../src/apimachinery/status.ts';
import type {Cluster} from '../../src/kubernetes/cluster.ts';

export const workloads = {
	Deployment: 'deployments.apps',
	StatefulSet: 'statefulsets.apps',
	DaemonSet: 'daemonsets.apps',
} as const;
export type WorkloadKind = keyof typeof workloads;

export const goodImages = ['nginx:1.26', 'nginx:1.27', 'redis:7'];
export const badImage = 'nginx:1.72';

export type Move =
	| {
			readonly move: 'apply';
			readonly kind: WorkloadKind;
			readonly name: string;
			readonly image: string;
			readonly replicas: number;
	  }
	| {
			readonly move: 'delete';
			readonly kind: WorkloadKind;
			readonly name: string;
			readonly propagation: 'Background' | 'Foreground' | 'Orphan';
	  }
	| {readonly move: 'delete-pod' | 'release-pod'; readonly pick: number}
	| {readonly move: 'down' | 'up' | 'cordon' | 'uncordon'; readonly node: string}
	| {readonly move: 'wait'; readonly milliseconds: number};

const nodes = ['worker-1', 'worker-2', 'worker-3'];
const kind = fc.constantFrom<WorkloadKind>('Deployment', 'StatefulSet', 'DaemonSet');
const name = fc.constantFrom('a', 'b');

export const anyMove: fc.Arbitrary<Move> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			move: fc.constant('apply' as const),
			kind,
			name,
			image: fc.oneof(
				{weight: 5, arbitrary: fc.constantFrom(...goodImages)},
				{weight: 1, arbitrary: fc.constant(badImage)},
			),
			replicas: fc.nat({max: 4}),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			move: fc.constant('delete' as const),
			kind,
			name,
			propagation: fc.constantFrom('Background' as const, 'Foreground' as const, 'Orphan' as const),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			move: fc.constantFrom('delete-pod' as const, 'release-pod' as const),
			pick: fc.nat({max: 20}),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			move: fc.constantFrom('down' as const, 'up' as const, 'cordon' as const, 'uncordon' as const),
			node: fc.constantFrom(...nodes),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			move: fc.constant('wait' as const),
			milliseconds: fc.constantFrom(1, 6, 30, 300, 1000, 2500, 10_000, 60_000, 400_000),
		}),
	},
);

/** Does it; what the API server refuses is left undone. */
export function make(cluster: Cluster, move: Move): void {
	try {
		attempt(cluster, move);
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
	}
}

function attempt(cluster: Cluster, move: Move): void {
	const {client} = cluster;
	switch (move.move) {
		case 'apply':
			apply(cluster, move.kind, move.name, move.image, move.replicas);
			break;
		case 'delete':
			client.delete(workloads[move.kind], 'default', move.name, {propagationPolicy: move.propagation});
			break;
		case 'delete-pod': {
			const pod = pick(client.list('pods', 'default'), move.pick);
			if (pod) {
				client.delete('pods', 'default', pod.metadata.name);
			}
			break;
		}
		case 'release-pod': {
			const pod = pick(client.list('pods', 'default'), move.pick);
			if (pod) {
				client.update('pods', {...pod, metadata: {...pod.metadata, labels: {app: 'released'}}});
			}
			break;
		}
		case 'down':
			cluster.stopNode(move.node);
			break;
		case 'up':
			cluster.startNode(move.node);
			break;
		case 'cordon':
		case 'uncordon': {
			const node = client.get<KubernetesObject & {readonly spec: object}>('nodes', '', move.node)!;
			client.update('nodes', {...node, spec: {...node.spec, unschedulable: move.move === 'cordon'}} as typeof node);
			break;
		}
		case 'wait':
			cluster.advance(move.milliseconds);
	}
}

function pick<T>(list: readonly T[], at: number): T | undefined {
	return list[at % Math.max(1, list.length)];
}

interface Workload extends KubernetesObject {
	readonly spec: {readonly replicas?: number; readonly template: object};
}

function apply({client}: Cluster, kind: WorkloadKind, name: string, image: string, replicas: number): void {
	const labels = {app: `${kind.toLowerCase()}-${name}`};
	const template = {metadata: {labels}, spec: {containers: [{name: 'main', image}], terminationGracePeriodSeconds: 5}};
	const size = kind === 'DaemonSet' ? {} : {replicas};
	const existing = client.get<Workload>(workloads[kind], 'default', name);
	if (existing) {
		client.update(workloads[kind], {...existing, spec: {...existing.spec, ...size, template}});
		return;
	}
	client.create(workloads[kind], {
		apiVersion: 'apps/v1',
		kind,
		metadata: {name, namespace: 'default'},
		spec: {...size, selector: {matchLabels: labels}, template, ...(kind === 'StatefulSet' && {serviceName: name})},
	} as KubernetesObject);
}
