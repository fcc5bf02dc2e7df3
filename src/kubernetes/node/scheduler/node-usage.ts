/**
 * What the Pods on a node take up: sums that change with each Pod that comes or goes, so that scheduling never reads
 * the Pods of a node one by one (pkg/scheduler/framework/types.go NodeInfo).
 */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isTerminal} from '../../conditions.ts';
import {effectiveSpec} from '../../effective-resources.ts';
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
	const spec = effectiveSpec(pod);
	const nonZero = nonZeroPodRequests(spec);
	const group = groupOf(pod);
	const ports = hostPorts(pod);
	return {
		pods: usage.pods + sign,
		requested: addAmounts(usage.requested, podRequests(spec), sign),
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
		const changed: Record<string, number> = Object.assign({}, counts);
		changed[key] = number;
		return changed;
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

/** Names the Pods of a namespace that have the same labels. */
export function groupOf({metadata: {namespace, labels = noLabels}}: Pod): string {
	let group = groupNames.get(labels);
	if (group?.namespace !== namespace) {
		group = {namespace, name: JSON.stringify([namespace, Object.entries(labels).sort()])};
		groupNames.set(labels, group);
	}
	return group!.name;
}

const noLabels: Labels = {};
/** Pods of one template share their labels, so that their group is named once. */
const groupNames = new WeakMap<Labels, {readonly namespace: string | undefined; readonly name: string}>();

/** Pods of a namespace that have the same labels, as their name says. */
interface Group {
	/** A small number of its own. */
	readonly id: number;
	readonly namespace: string;
	readonly labels: Labels;
}

/** Groups read from their names; nothing but a memory of what `JSON.parse` gave. */
const parsedGroups = new Map<string, Group>();
const parsedGroupsLimit = 20_000;
let groupsParsed = 0;

function parseGroup(name: string): Group {
	let group = parsedGroups.get(name);
	if (!group) {
		const [namespace, labels] = JSON.parse(name) as [string, [string, string][]];
		group = {id: groupsParsed++, namespace, labels: Object.fromEntries(labels)};
		if (parsedGroups.size >= parsedGroupsLimit) {
			parsedGroups.clear();
		}
		parsedGroups.set(name, group);
	}
	return group;
}

interface GroupCount {
	readonly group: Group;
	readonly count: number;
	readonly terminating: number;
}

/** The groups of a node with their names read, which is done once for all who count. */
function groupCounts(usage: NodeUsage): readonly GroupCount[] {
	let counts = readCounts.get(usage);
	if (!counts) {
		counts = Object.entries(usage.groups).map(([name, count]) => ({
			group: parseGroup(name),
			count,
			terminating: usage.terminating[name] ?? 0,
		}));
		readCounts.set(usage, counts);
	}
	return counts;
}

const readCounts = new WeakMap<NodeUsage, readonly GroupCount[]>();

export type PodCounter = (usage: NodeUsage) => number;

/**
 * Counts Pods of a node by namespace and labels. It remembers which groups match, so ask many nodes with one.
 * @param terminating whether Pods that are being deleted count
 */
export function podCounter(
	namespaces: (namespace: string) => boolean,
	test: LabelTest,
	terminating: boolean,
): PodCounter {
	const known: (boolean | undefined)[] = [];
	return usage => {
		let sum = 0;
		for (const {group, count, terminating: ending} of groupCounts(usage)) {
			let matches = known[group.id];
			if (matches === undefined) {
				matches = namespaces(group.namespace) && test(group.labels);
				known[group.id] = matches;
			}
			if (matches) {
				sum += terminating ? count : count - ending;
			}
		}
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
