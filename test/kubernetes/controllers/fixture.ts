/**
 * A control plane for tests of control loops: resources without validation or admission, and a stand-in for kubelets
 * that has every Pod Running and Ready at once, renews leases, and ends what is deleted, as long as its node is up.
 */
import type {Lease} from '../../../src/api/coordination-v1.ts';
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {Node} from '../../../src/api/core-v1/node.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import {kinds} from '../../../src/api/kinds.ts';
import {jsonEqual} from '../../../src/apimachinery/equal.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {formatMicroTime, formatTime, parseTime} from '../../../src/apimachinery/time.ts';
import type {ResourceDefinition, Strategy} from '../../../src/kubernetes/api/resource.ts';
import {withPodCondition} from '../../../src/kubernetes/conditions.ts';
import {type Controller, objectKey, splitKey} from '../../../src/kubernetes/controller.ts';
import {Cluster} from '../../../src/kubernetes/virtual-cluster.ts';

const clusterWide = new Set(['Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'PriorityClass']);
const plurals: Readonly<Record<string, string>> = {EndpointSlice: 'endpointslices', StorageClass: 'storageclasses'};
const served =
	/^(Pod|Node|Event|Namespace|ConfigMap|Service|ServiceAccount|Lease|StorageClass|PersistentVolume(Claim)?|ReplicaSet|StatefulSet|DaemonSet|Deployment|ControllerRevision|PodDisruptionBudget)$/;

interface WithSpec extends KubernetesObject {
	readonly spec?: unknown;
}

/** Keeps status and generation as every kind does. */
const plainStrategy: Strategy<WithSpec> = {
	prepareForCreate: object => ({...object, metadata: {...object.metadata, generation: 1}}),
	prepareForUpdate: (next, old) => ({
		...next,
		metadata: {
			...next.metadata,
			generation: (old.metadata.generation ?? 1) + (jsonEqual(next.spec, old.spec) ? 0 : 1),
		},
	}),
};
/** Pods on a node wait for the kubelet to end them. */
const podStrategy: Strategy<Pod> = {
	...(plainStrategy as Strategy<never>),
	gracePeriod: (pod, requested) => (pod.spec.nodeName ? (requested ?? pod.spec.terminationGracePeriodSeconds) : 0),
};

export const plainResources: readonly ResourceDefinition[] = kinds
	.filter(({group, kind}) => served.test(kind) && group !== 'events.k8s.io')
	.map(({group, version, kind, message}) => ({
		group,
		version,
		kind,
		plural: plurals[kind] ?? `${kind.toLowerCase()}s`,
		singular: kind.toLowerCase(),
		namespaced: !clusterWide.has(kind),
		subresources: ['status'],
		schema: message as never,
		strategy: kind === 'Pod' ? podStrategy : plainStrategy,
		columns: [],
		validateName: () => [],
		...(kind === 'Pod' && {indexes: {node: (pod: KubernetesObject) => [(pod as Pod).spec.nodeName ?? '']}}),
	}));

const downTable = 'down';

/** Pods whose image begins with `broken` fail at once. */
const standInKubelets: Controller = {
	name: 'stand-in-kubelets',
	latency: 100,
	watches: {
		pods: ({type, object}) => (type === 'DELETED' ? [] : [objectKey(object)]),
		nodes: ({type, object}) => (type === 'DELETED' ? [] : [`node:${(object as Node).metadata.name}`]),
	},
	sync(key, context) {
		const {api, now} = context;
		if (key.startsWith('node:')) {
			const name = key.slice('node:'.length);
			const node = api.get<Node>('nodes', '', name);
			if (!node || node.metadata.annotations?.[downTable]) {
				return;
			}
			const lease = api.get<Lease>('leases.coordination.k8s.io', 'kube-node-lease', name);
			const renewTime = formatMicroTime(now);
			const metadata = {name, namespace: 'kube-node-lease'};
			if (!lease) {
				const body = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: {renewTime}};
				api.create('leases.coordination.k8s.io', body as never);
			} else {
				api.update('leases.coordination.k8s.io', {...lease, spec: {...lease.spec, renewTime}});
			}
			const conditions = node.status.conditions?.map(condition =>
				condition.status === 'Unknown'
					? {
							type: condition.type,
							status: condition.type === 'Ready' ? 'True' : 'False',
							lastHeartbeatTime: formatTime(now),
							lastTransitionTime: formatTime(now),
						}
					: condition,
			);
			api.updateStatus('nodes', {...node, status: {...node.status, ...(conditions && {conditions})}});
			for (const pod of api.byIndex<Pod>('pods', 'node', name)) {
				context.enqueueAfter(objectKey(pod), 0);
			}
			context.enqueueAfter(key, 10_000);
			return;
		}
		const pod = api.get<Pod>('pods', ...splitKey(key));
		const node = pod?.spec.nodeName ? api.get<Node>('nodes', '', pod.spec.nodeName) : undefined;
		if (!pod || !node || node.metadata.annotations?.[downTable]) {
			return;
		}
		if (pod.metadata.deletionTimestamp) {
			api.delete('pods', pod.metadata.namespace!, pod.metadata.name, {gracePeriodSeconds: 0});
		} else if (pod.spec.containers[0]!.image?.startsWith('broken')) {
			api.updateStatus('pods', {...pod, status: {...pod.status, phase: 'Failed'}});
		} else if (pod.spec.containers[0]!.image !== 'unready') {
			const ready = withPodCondition(pod, {type: 'Ready', status: 'True'}, now);
			const startTime = pod.status.startTime ?? formatTime(now);
			api.updateStatus('pods', {...ready, status: {...ready.status, phase: 'Running', startTime}});
		}
	},
};

export const startOfTests = Date.UTC(2026, 5, 1, 9);

/** @param nodes their names; `control-plane` is tainted as it should be */
export function controlPlane(
	controllers: readonly Controller[],
	nodes: readonly string[] = [],
	resources = plainResources,
): TestCluster {
	const cluster = new TestCluster(
		{resources, controllers: [...controllers, standInKubelets]},
		{start: startOfTests, seed: 5},
	);
	cluster.start();
	for (const name of ['default', 'kube-system', 'kube-node-lease']) {
		cluster.make('namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name}, spec: {}, status: {}});
	}
	for (const name of nodes) {
		cluster.join(name);
	}
	return cluster;
}

export class TestCluster extends Cluster {
	make(resource: string, object: unknown): void {
		this.client.create(resource, object as KubernetesObject);
	}

	join(name: string, parts: {readonly labels?: Record<string, string>} = {}): void {
		const time = formatTime(this.now);
		this.make('nodes', {
			apiVersion: 'v1',
			kind: 'Node',
			metadata: {name, labels: {'kubernetes.io/hostname': name, ...parts.labels}},
			spec:
				name === 'control-plane'
					? {taints: [{key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule'}]}
					: {},
			status: {
				allocatable: {cpu: '4', memory: '8Gi', 'ephemeral-storage': '50Gi', pods: '110'},
				conditions: [{type: 'Ready', status: 'True', lastHeartbeatTime: time, lastTransitionTime: time}],
			},
		});
	}

	node(name: string): Node {
		return this.client.get<Node>('nodes', '', name)!;
	}

	updateNode(name: string, change: (node: Node) => Node): void {
		this.client.update('nodes', change(this.node(name)));
	}

	/** The node's kubelet says nothing more, and does nothing more, until `up`. */
	down(name: string): void {
		this.updateNode(name, node => ({...node, metadata: {...node.metadata, annotations: {[downTable]: 'yes'}}}));
	}

	up(name: string): void {
		this.updateNode(name, node => ({...node, metadata: {...node.metadata, annotations: {}}}));
	}

	pods(namespace = 'default'): Pod[] {
		return this.client.list<Pod>('pods', namespace);
	}

	/** What Events about objects of that kind say, the oldest first. */
	said(kind: string): string[] {
		return this.client
			.list<Event>('events')
			.filter(event => event.involvedObject.kind === kind)
			.sort((a, b) => eventTime(a) - eventTime(b))
			.map(({reason, message}) => `${reason}: ${message}`);
	}

	/** Moves time on in seconds. */
	pass(seconds: number): void {
		this.advance(seconds * 1000);
	}
}

function eventTime(event: Event): number {
	return parseTime(event.lastTimestamp) ?? parseTime(event.eventTime) ?? 0;
}
