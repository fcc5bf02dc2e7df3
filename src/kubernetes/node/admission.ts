/** Whether a kubelet takes a Pod that was bound to its node (pkg/kubelet/lifecycle/predicate.go). */
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {matchesRequiredNodeAffinity} from '../node-affinity.ts';
import {amountsOf, podRequests} from '../pod-resources.ts';
import {findUntoleratedTaint} from '../tolerations.ts';

export interface Rejection {
	readonly reason: string;
	readonly message: string;
}

const outOf: Readonly<Record<string, string>> = {
	cpu: 'OutOfcpu',
	memory: 'OutOfmemory',
	'ephemeral-storage': 'OutOfephemeral-storage',
	pods: 'OutOfpods',
};

/** Whether it matters to a Pod which others the node has: for its resources, its ports, or because there are many. */
export function needsNeighbours(pod: Pod, node: Node, count: number): boolean {
	const most = amountsOf(node.status.allocatable).pods ?? 110;
	return count >= most || hostPorts(pod).length > 0 || Object.values(podRequests(pod.spec)).some(amount => amount > 0);
}

/** @param others the Pods that the node already has, where they matter */
export function rejectionOf(pod: Pod, node: Node, others: readonly Pod[]): Rejection | undefined {
	return (
		lackingResource(pod, node, others) ??
		(matchesRequiredNodeAffinity(pod.spec, node)
			? undefined
			: predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector")) ??
		(hasPortConflict(pod, others)
			? predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports")
			: undefined) ??
		(findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, ['NoExecute'])
			? predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate")
			: undefined)
	);
}

function predicate(name: string, why: string): Rejection {
	return {reason: name, message: `Predicate ${name} failed: ${why}`};
}

function lackingResource(pod: Pod, node: Node, others: readonly Pod[]): Rejection | undefined {
	const allocatable = amountsOf(node.status.allocatable);
	const lack = (resource: string, requested: number, used: number) => ({
		reason: outOf[resource] ?? `OutOf${resource}`,
		message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${allocatable[resource] ?? 0}`,
	});
	if (others.length + 1 > (allocatable.pods ?? 110)) {
		return lack('pods', 1, others.length);
	}
	const wanted = Object.entries(podRequests(pod.spec)).filter(([, amount]) => amount > 0);
	if (wanted.length === 0) {
		return undefined;
	}
	const taken = others.map(other => podRequests(other.spec));
	for (const [resource, requested] of wanted) {
		const used = taken.reduce((sum, amounts) => sum + (amounts[resource] ?? 0), 0);
		// What no node knows is not the kubelet's to refuse: it may be counted for the whole cluster.
		if (allocatable[resource] !== undefined && requested > allocatable[resource] - used) {
			return lack(resource, requested, used);
		}
	}
	return undefined;
}

interface HostPort {
	readonly ip: string;
	readonly port: number;
	readonly protocol: string;
}

function hostPorts(pod: Pod): HostPort[] {
	return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(container =>
		(container.ports ?? [])
			.filter(({hostPort}) => hostPort)
			.map(({hostPort, hostIP, protocol}) => ({ip: hostIP || '0.0.0.0', port: hostPort!, protocol})),
	);
}

function hasPortConflict(pod: Pod, others: readonly Pod[]): boolean {
	const wanted = hostPorts(pod);
	if (wanted.length === 0) {
		return false;
	}
	const taken = others.flatMap(hostPorts);
	return wanted.some(({ip, port, protocol}) =>
		taken.some(
			other =>
				other.port === port &&
				other.protocol === protocol &&
				(other.ip === ip || other.ip === '0.0.0.0' || ip === '0.0.0.0'),
		),
	);
}
