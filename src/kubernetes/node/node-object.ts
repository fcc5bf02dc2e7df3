/** The Node object as its kubelet keeps it (pkg/kubelet/kubelet_node_status.go, pkg/kubelet/nodestatus/setters.go). */
import type {Node, NodeCondition} from '../../api/core-v1/node.ts';
import {formatTime} from '../../apimachinery/time.ts';

/** A node that joins the cluster. */
export interface NodeRegistration {
	readonly name: string;
	/** Its address in the nodes' network. */
	readonly ip: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly taints?: readonly {readonly key: string; readonly value?: string; readonly effect: string}[];
	/** What it has, where that is not the usual 4 cpus and 8 GB. */
	readonly capacity?: Readonly<Record<string, string>>;
}

const capacity = {cpu: '4', 'ephemeral-storage': '61202244Ki', memory: '8039044Ki', pods: '110'};
const allocatable = {cpu: '4', 'ephemeral-storage': '56403987978', memory: '7936644Ki', pods: '110'};

/** The conditions in the kubelet's order, as they are when all is well, with the event of each. */
export const healthyConditions = [
	{
		type: 'MemoryPressure',
		status: 'False',
		reason: 'KubeletHasSufficientMemory',
		message: 'kubelet has sufficient memory available',
		event: 'NodeHasSufficientMemory',
	},
	{
		type: 'DiskPressure',
		status: 'False',
		reason: 'KubeletHasNoDiskPressure',
		message: 'kubelet has no disk pressure',
		event: 'NodeHasNoDiskPressure',
	},
	{
		type: 'PIDPressure',
		status: 'False',
		reason: 'KubeletHasSufficientPID',
		message: 'kubelet has sufficient PID available',
		event: 'NodeHasSufficientPID',
	},
	{
		type: 'Ready',
		status: 'True',
		reason: 'KubeletReady',
		message: 'kubelet is posting ready status',
		event: 'NodeReady',
	},
] as const;

/** The conditions at a heartbeat: the kubelet's own are renewed, those of others stay. */
export function conditionsAt(before: readonly NodeCondition[], now: number): NodeCondition[] {
	const time = formatTime(now);
	const own = healthyConditions.map(({type, status, reason, message}): NodeCondition => {
		const old = before.find(condition => condition.type === type);
		return {
			type,
			status,
			lastHeartbeatTime: time,
			lastTransitionTime: old?.status === status ? old.lastTransitionTime : time,
			reason,
			message,
		};
	});
	const others = before.filter(({type}) => !healthyConditions.some(each => each.type === type));
	return [...others, ...own];
}

/** @param ids makes the texts that identify the machine: hexadecimal digits of a length, and UUIDs */
export function newNode(
	registration: NodeRegistration,
	now: number,
	ids: {hex(length: number): string; uuid(): string},
): Node {
	const {name, ip, labels, taints} = registration;
	return {
		apiVersion: 'v1',
		kind: 'Node',
		metadata: {
			name,
			labels: {
				'beta.kubernetes.io/arch': 'amd64',
				'beta.kubernetes.io/os': 'linux',
				'kubernetes.io/arch': 'amd64',
				'kubernetes.io/hostname': name,
				'kubernetes.io/os': 'linux',
				...labels,
			},
		},
		spec: {...(taints && {taints})},
		status: {
			addresses: [
				{type: 'InternalIP', address: ip},
				{type: 'Hostname', address: name},
			],
			allocatable: {...allocatable, ...registration.capacity},
			capacity: {...capacity, ...registration.capacity},
			conditions: conditionsAt([], now),
			daemonEndpoints: {kubeletEndpoint: {Port: 10250}},
			nodeInfo: {
				architecture: 'amd64',
				bootID: ids.uuid(),
				containerRuntimeVersion: 'containerd://2.1.5',
				kernelVersion: '6.8.0-63-generic',
				kubeProxyVersion: '',
				kubeletVersion: 'v1.36.2',
				machineID: ids.hex(32),
				operatingSystem: 'linux',
				osImage: 'Ubuntu 24.04.3 LTS',
				systemUUID: ids.uuid(),
			},
		},
	};
}
