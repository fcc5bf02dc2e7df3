/** The lab: what a new cluster has in it before anyone has done anything. */
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {ApiClient} from './api/client.ts';
import type {ResourceName} from './api/store.ts';
import {kubernetesServiceObjects} from './controllers/kubernetes-service.ts';
import type {NewMachine} from './machines.ts';
import {bootstrapRbac} from './rbac/bootstrap.ts';

export interface LabOptions {
	/** How many nodes besides the control plane. */
	readonly workers: number;
}

const controlPlaneRole = 'node-role.kubernetes.io/control-plane';

/** The nodes, from 10.100.100.7 on. */
export function labNodes(workers: number): readonly NewMachine[] {
	const controlPlane: NewMachine = {
		name: 'control-plane',
		ip: addressOf(0),
		labels: {[controlPlaneRole]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': ''},
		taints: [{key: controlPlaneRole, effect: 'NoSchedule'}],
	};
	const others = Array.from({length: workers}, (_, i): NewMachine => ({name: `worker-${i + 1}`, ip: addressOf(i + 1)}));
	return [controlPlane, ...others];
}

function addressOf(index: number): string {
	const host = 7 + index;
	return `10.100.${100 + Math.floor(host / 256)}.${host % 256}`;
}

/** What setting up needs of the cluster. */
export interface LabHost {
	readonly client: ApiClient;
	advance(milliseconds: number): void;
	addNode(name: string, ip: string, more: Omit<NewMachine, 'name' | 'ip'>): void;
}

export function setUpLab(host: LabHost, {workers}: LabOptions): void {
	for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
		host.client.create('namespaces', object('v1', 'Namespace', {name}, {spec: {}, status: {}}));
	}
	// The namespaces get their accounts before anything in them needs one.
	host.advance(1000);
	for (const [resource, object] of [...labObjects, ...bootstrapRbac()]) {
		host.client.create(resource, object);
	}
	for (const {name, ip, ...more} of labNodes(workers)) {
		host.addNode(name, ip, more);
	}
}

function object(apiVersion: string, kind: string, metadata: KubernetesObject['metadata'], rest: object) {
	return {apiVersion, kind, metadata, ...rest} as KubernetesObject;
}

function priorityClass(name: string, value: number, description: string): [ResourceName, KubernetesObject] {
	return [
		'priorityclasses.scheduling.k8s.io',
		object('scheduling.k8s.io/v1', 'PriorityClass', {name}, {value, description}),
	];
}

const labObjects: readonly (readonly [ResourceName, KubernetesObject])[] = [
	priorityClass(
		'system-cluster-critical',
		2_000_000_000,
		'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
	),
	priorityClass(
		'system-node-critical',
		2_000_001_000,
		'Used for system critical pods that must not be moved from their current node.',
	),
	[
		'storageclasses.storage.k8s.io',
		object(
			'storage.k8s.io/v1',
			'StorageClass',
			{name: 'nfs-client', annotations: {'storageclass.kubernetes.io/is-default-class': 'true'}},
			{provisioner: 'k8s-sigs.io/nfs-subdir-external-provisioner', parameters: {archiveOnDelete: 'false'}},
		),
	],
	...kubernetesServiceObjects,
	[
		'daemonsets.apps',
		object(
			'apps/v1',
			'DaemonSet',
			{name: 'calico-node', namespace: 'kube-system', labels: {'k8s-app': 'calico-node'}},
			{
				spec: {
					selector: {matchLabels: {'k8s-app': 'calico-node'}},
					template: {
						metadata: {labels: {'k8s-app': 'calico-node'}},
						spec: {
							hostNetwork: true,
							priorityClassName: 'system-node-critical',
							tolerations: [
								{operator: 'Exists', effect: 'NoSchedule'},
								{key: 'CriticalAddonsOnly', operator: 'Exists'},
								{operator: 'Exists', effect: 'NoExecute'},
							],
							containers: [{name: 'calico-node', image: 'docker.io/calico/node:v3.30.2'}],
						},
					},
				},
			},
		),
	],
];
