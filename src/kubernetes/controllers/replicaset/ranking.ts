/** Which Pods go first when there are too many (pkg/controller/controller_utils.go ActivePodsWithRanks). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isPodReady} from '../../conditions.ts';
import {isPodActive, readySince} from './pods.ts';

const deletionCostAnnotation = 'controller.kubernetes.io/pod-deletion-cost';

/** Negative where the first comes first, as in a sort. */
type Rule = (a: Ranked, b: Ranked) => number;

/** A Pod with all that the rules ask of it, worked out once. */
interface Ranked {
	readonly pod: Pod;
	readonly assigned: boolean;
	readonly phase: number;
	readonly ready: boolean;
	readonly deletionCost: number;
	/** How many Pods of the same workload share its node. */
	readonly neighbours: number;
	readonly readySince: number | undefined;
	readonly restarts: Restarts;
	/** Milliseconds since 1970. */
	readonly created: number;
}

/** The highest count of restarts of any container, and of any init container that keeps running beside them. */
interface Restarts {
	readonly regular: number;
	readonly sidecar: number;
}

/**
 * The Pods to delete so that `count` fewer are left. Those are preferred whose loss hurts least; where nothing tells
 * two Pods apart, it does not matter which.
 * @param related the Pods of all ReplicaSets with the same owner, so that nodes that have many of them lose one first
 * @param now milliseconds since 1970
 */
export function podsToDelete(pods: readonly Pod[], related: readonly Pod[], count: number, now: number): Pod[] {
	if (count >= pods.length) {
		return [...pods];
	}
	const perNode = podsPerNode(related);
	const ranked = pods.map(pod => rank(pod, perNode.get(pod.spec.nodeName ?? '') ?? 0));
	return inOrder(ranked, rulesAt(now)).slice(0, count);
}

/**
 * The Pods in the order in which they go where neighbours and costs do not count, as in a Job (controller_utils.go
 * ActivePods): those that have come least far first, then those that fail most, then the youngest.
 */
export function leastActiveFirst(pods: readonly Pod[]): Pod[] {
	const ranked = pods.map(pod => rank(pod, 0));
	return inOrder(ranked, [
		...progressRules,
		(a, b) => (a.ready && b.ready ? latestFirst(a.readySince, b.readySince) : 0),
		...restartRules,
		(a, b) => latestFirst(a.created || undefined, b.created || undefined),
	]);
}

function inOrder(ranked: readonly Ranked[], rules: readonly Rule[]): Pod[] {
	const compare = (a: Ranked, b: Ranked) => {
		for (const rule of rules) {
			const order = rule(a, b);
			if (order !== 0) {
				return order;
			}
		}
		return 0;
	};
	return [...ranked].sort(compare).map(({pod}) => pod);
}

function podsPerNode(pods: readonly Pod[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const pod of pods) {
		if (isPodActive(pod)) {
			const node = pod.spec.nodeName ?? '';
			counts.set(node, (counts.get(node) ?? 0) + 1);
		}
	}
	return counts;
}

function rank(pod: Pod, neighbours: number): Ranked {
	return {
		pod,
		assigned: Boolean(pod.spec.nodeName),
		phase: phaseOrder[pod.status.phase ?? ''] ?? 0,
		ready: isPodReady(pod),
		deletionCost: deletionCost(pod),
		neighbours,
		readySince: readySince(pod),
		restarts: restartsOf(pod),
		created: Date.parse(pod.metadata.creationTimestamp ?? '') || 0,
	};
}

const phaseOrder: Readonly<Record<string, number>> = {Pending: 0, Unknown: 1, Running: 2};

const progressRules: readonly Rule[] = [
	(a, b) => Number(a.assigned) - Number(b.assigned),
	(a, b) => a.phase - b.phase,
	(a, b) => Number(a.ready) - Number(b.ready),
];
const restartRules: readonly Rule[] = [
	(a, b) => b.restarts.regular - a.restarts.regular,
	(a, b) => b.restarts.sidecar - a.restarts.sidecar,
];

/** The rules in the order in which they count. The first that tells two Pods apart decides. */
function rulesAt(now: number): readonly Rule[] {
	return [
		...progressRules,
		(a, b) => a.deletionCost - b.deletionCost,
		(a, b) => b.neighbours - a.neighbours,
		(a, b) => (a.ready && b.ready ? youngerFirst(a, b, a.readySince, b.readySince, now) : 0),
		...restartRules,
		(a, b) => youngerFirst(a, b, a.created || undefined, b.created || undefined, now),
	];
}

/** What has no time comes before all. */
function latestFirst(since: number | undefined, other: number | undefined): number {
	return (other ?? Number.MAX_SAFE_INTEGER) - (since ?? Number.MAX_SAFE_INTEGER);
}

/** What is younger goes first; what has no time counts as youngest. Ages of the same order are told apart by uid. */
function youngerFirst(a: Ranked, b: Ranked, since: number | undefined, other: number | undefined, now: number): number {
	if (since === other) {
		return 0;
	}
	if (since === undefined || other === undefined) {
		return since === undefined ? -1 : 1;
	}
	const difference = ageRank(since, now) - ageRank(other, now);
	return difference !== 0 ? difference : a.pod.metadata.uid! < b.pod.metadata.uid! ? -1 : 1;
}

/**
 * Ages in powers of two of nanoseconds, so that Pods of about the same age go in no particular order and a later
 * scaling down does not empty the same node again. Example: 40 s and 60 s are alike (35: from 34.4 s to 68.7 s), 80 s
 * is older (36). What lies ahead, or is now, has -1.
 */
export function ageRank(since: number, now: number): number {
	const age = (now - since) * 1_000_000;
	return age > 0 ? Math.trunc(Math.log2(age)) : -1;
}

/**
 * What the annotation says that losing the Pod costs. A value that is no 32-bit number in plain digits (`+10`, `008`)
 * counts as 0.
 */
export function deletionCost(pod: Pod): number {
	const text = pod.metadata.annotations?.[deletionCostAnnotation] ?? '0';
	const value = /^(?:0|[1-9]\d*|-\d+)$/.test(text) ? Number(text) : 0;
	return value >= -(2 ** 31) && value < 2 ** 31 ? value : 0;
}

function restartsOf({spec, status}: Pod): Restarts {
	const sidecars = new Set(spec.initContainers?.filter(c => c.restartPolicy === 'Always').map(({name}) => name));
	const most = (counts: readonly {readonly restartCount: number}[] | undefined) =>
		Math.max(0, ...(counts ?? []).map(({restartCount}) => restartCount));
	return {
		regular: most(status.containerStatuses),
		sidecar: sidecars.size === 0 ? 0 : most(status.initContainerStatuses?.filter(({name}) => sidecars.has(name))),
	};
}
