/** Nodes and Pods for tests of the map, with no more in them than it looks at. */
import type {NodeLike, PodLike} from '../../../src/ui/views/pod-state.ts';

export function node(
	name: string,
	options: {ready?: string; cordoned?: boolean; controlPlane?: boolean} = {},
): NodeLike {
	return {
		apiVersion: 'v1',
		kind: 'Node',
		metadata: {name, labels: options.controlPlane ? {'node-role.kubernetes.io/control-plane': ''} : {}},
		spec: {unschedulable: options.cordoned ?? false},
		status: {conditions: [{type: 'Ready', status: options.ready ?? 'True'}]},
	};
}

export const labNodes = [
	node('control-plane', {controlPlane: true}),
	node('worker-1'),
	node('worker-2'),
	node('worker-3'),
];

export interface PodOptions {
	readonly node?: string;
	readonly namespace?: string;
	readonly phase?: string;
	readonly waiting?: string;
	readonly ready?: boolean;
	readonly deleted?: boolean;
	readonly created?: string;
}

export function pod(name: string, options: PodOptions = {}): PodLike {
	const {waiting, ready = waiting === undefined} = options;
	const running = options.node !== undefined && (options.phase ?? 'Running') === 'Running';
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {
			name,
			namespace: options.namespace ?? 'default',
			creationTimestamp: options.created ?? '2026-01-05T10:00:00Z',
			...(options.deleted && {deletionTimestamp: '2026-01-05T10:01:00Z'}),
		},
		spec: {...(options.node && {nodeName: options.node}), containers: [{name: 'main'}]},
		status: {
			phase: options.phase ?? (options.node ? 'Running' : 'Pending'),
			containerStatuses:
				running || waiting
					? [{name: 'main', ready, state: waiting ? {waiting: {reason: waiting}} : {running: {}}}]
					: [],
		},
	};
}
