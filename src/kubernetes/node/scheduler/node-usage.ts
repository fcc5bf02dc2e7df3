/**
 * What the Pods on a node take up: sums that change with each Pod that comes or goes, so that scheduling never reads
 * the Pods of a node one by one (pkg/scheduler/framework/types.go NodeInfo).
 */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isTerminal} from '../../conditions.ts';
import type {Labels, LabelTest} from '../../label-selector.ts';
import {type Amounts, addAmounts, nonZeroPodRequests, podRequests} from '../../pod-resources.ts';

/** The port of a host that a Pod takes, such as `0.0.0.0/TCP/80`. */
export type HostPort = string;

export interface NodeUsage {
	readonly pods: number;
	readonly requested: Amounts;
	/** The same with what scoring assumes of containers that name no cpu or memory. */
	readonly nonZero: {readonly cpu: number; readonly memory: number};
	/** How many Pods have exactly these labels, by `groupOf`. Most Pods of a node are of a few workloads. */
	readonly groups: Readonly<Record<string, number>>;
	/** How many of them are being deleted. */
	readonly terminating: Readonly<Record<string, number>>;
	readonly hostPorts: readonly HostPort[];
}

export const noUsage: NodeUsage = {
	pods: 0,
	requested: {},
	nonZero: {cpu: 0, memory: 0},
	groups: {},
	terminating: {},
	hostPorts: [],
};

/** Whether the Pod counts on its node: it is on one, and has not ended. */
export function countsOnNode(pod: Pod): boolean {
	return pod.spec.nodeName !== undefined && !isTerminal(pod);
}

export function addPod(usage: NodeUsage, pod: Pod): NodeUsage {
	return change(usage, pod, 1);
}

export function removePod(usage: NodeUsage, pod: Pod): NodeUsage {
	return change(usage, pod, -1);
}

function change(usage: NodeUsage, pod: Pod, sign: 1 | -1): NodeUsage {
	const nonZero = nonZeroPodRequests(pod.spec);
	const group = groupOf(pod);
	const ports = hostPorts(pod);
	return {
		pods: usage.pods + sign,
		requested: addAmounts(usage.requested, podRequests(pod.spec), sign),
		nonZero: {
			cpu: usage.nonZero.cpu + sign * (nonZero.cpu ?? 0),
			memory: usage.nonZero.memory + sign * (nonZero.memory ?? 0),
		},
		groups: count(usage.groups, group, sign),
		terminating: pod.metadata.deletionTimestamp ? count(usage.terminating, group, sign) : usage.terminating,
		hostPorts: ports.length === 0 ? usage.hostPorts : changePorts(usage.hostPorts, ports, sign),
	};
}

function count(counts: Readonly<Record<string, number>>, key: string, sign: number): Readonly<Record<string, number>> {
	const number = (counts[key] ?? 0) + sign;
	if (number > 0) {
		return {...counts, [key]: number};
	}
	const {[key]: _gone, ...rest} = counts;
	return rest;
}

function changePorts(present: readonly HostPort[], ports: readonly HostPort[], sign: number): readonly HostPort[] {
	if (sign > 0) {
		return [...present, ...ports];
	}
	const left = [...present];
	for (const port of ports) {
		const at = left.indexOf(port);
		if (at >= 0) {
			left.splice(at, 1);
		}
	}
	return left;
}

/** The host ports of containers and sidecars. */
export function hostPorts(pod: Pod): readonly HostPort[] {
	const ports: HostPort[] = [];
	const sidecars = pod.spec.initContainers?.filter(container => container.restartPolicy === 'Always') ?? [];
	for (const container of [...pod.spec.containers, ...sidecars]) {
		for (const {hostPort, hostIP, protocol} of container.ports ?? []) {
			if (hostPort) {
				ports.push(`${hostIP || '0.0.0.0'}/${protocol || 'TCP'}/${hostPort}`);
			}
		}
	}
	return ports;
}

/** Whether two Pods cannot both have their port: 0.0.0.0 stands for every address of the node. */
export function portsConflict(a: HostPort, b: HostPort): boolean {
	const [ipA, protocolA, portA] = a.split('/');
	const [ipB, protocolB, portB] = b.split('/');
	return protocolA === protocolB && portA === portB && (ipA === ipB || ipA === '0.0.0.0' || ipB === '0.0.0.0');
}

interface Group {
	readonly namespace: string;
	readonly labels: Labels;
}

/** Names the Pods of a namespace that have the same labels. */
export function groupOf(pod: Pod): string {
	return JSON.stringify([pod.metadata.namespace, Object.entries(pod.metadata.labels ?? {}).sort()]);
}

/** Groups read from their names; nothing but a memory of what `JSON.parse` gave. */
const parsedGroups = new Map<string, Group>();
const parsedGroupsLimit = 20_000;

function parseGroup(name: string): Group {
	let group = parsedGroups.get(name);
	if (!group) {
		const [namespace, labels] = JSON.parse(name) as [string, [string, string][]];
		group = {namespace, labels: Object.fromEntries(labels)};
		if (parsedGroups.size >= parsedGroupsLimit) {
			parsedGroups.clear();
		}
		parsedGroups.set(name, group);
	}
	return group;
}

export type PodCounter = (usage: NodeUsage) => number;

/**
 * Counts Pods of a node by namespace and labels. It remembers its answers, so ask many nodes with one.
 * @param terminating whether Pods that are being deleted count
 */
export function podCounter(
	namespaces: (namespace: string) => boolean,
	test: LabelTest,
	terminating: boolean,
): PodCounter {
	const known = new Map<string, boolean>();
	const counted = new WeakMap<NodeUsage, number>();
	return usage => {
		const before = counted.get(usage);
		if (before !== undefined) {
			return before;
		}
		let sum = 0;
		for (const name in usage.groups) {
			let matches = known.get(name);
			if (matches === undefined) {
				const group = parseGroup(name);
				matches = namespaces(group.namespace) && test(group.labels);
				known.set(name, matches);
			}
			if (matches) {
				sum += usage.groups[name]! - (terminating ? 0 : (usage.terminating[name] ?? 0));
			}
		}
		counted.set(usage, sum);
		return sum;
	};
}

const replicaCounters = new WeakMap<LabelTest, Map<string, PodCounter>>();

/**
 * Counts the Pods of a namespace that are not being deleted. Pods of one workload ask with the same test, and most nodes
 * are as they were for the one before.
 */
export function replicaCounter(namespace: string, test: LabelTest): PodCounter {
	let ofTest = replicaCounters.get(test);
	if (!ofTest) {
		ofTest = new Map();
		replicaCounters.set(test, ofTest);
	}
	let counter = ofTest.get(namespace);
	if (!counter) {
		counter = podCounter(name => name === namespace, test, false);
		ofTest.set(namespace, counter);
	}
	return counter;
}
