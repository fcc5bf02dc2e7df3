/**
 * Preemption: makes room for a Pod by ending Pods of lower priority (pkg/scheduler/framework/preemption,
 * plugins/defaultpreemption).
 */
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {PodDisruptionBudget} from '../../../api/policy-v1.ts';
import type {ApiClient} from '../../api/client.ts';
import {findCondition} from '../../conditions.ts';
import {labelTest} from '../../label-selector.ts';
import {type Diagnosis, fitErrorMessage} from './fit-error.ts';
import type {Rejection} from './framework.ts';
import {countsOnNode, removePod} from './node-usage.ts';
import type {Filter} from './schedule-pod.ts';
import type {NodeInfo, Snapshot} from './snapshot.ts';

interface Candidate {
	readonly node: string;
	/** By importance, the most important first. */
	readonly victims: readonly Pod[];
	readonly violations: number;
}

export type Preemption =
	| {readonly node: string; readonly victims: readonly Pod[]}
	/** Why not; `clearNomination` where an earlier nomination is of no use any more. */
	| {readonly message: string; readonly clearNomination: boolean};

export function priorityOf(pod: Pod): number {
	return pod.spec.priority ?? 0;
}

/** Looks for the node on which the fewest and least important Pods have to go. */
export function findPreemption(
	pod: Pod,
	diagnosis: Diagnosis,
	filter: Filter | undefined,
	snapshot: Snapshot,
): Preemption {
	if (pod.spec.preemptionPolicy === 'Never') {
		return {message: 'not eligible due to preemptionPolicy=Never.', clearNomination: false};
	}
	if (waitsForVictims(pod, diagnosis, snapshot)) {
		return {message: 'not eligible due to a terminating pod on the nominated node.', clearNomination: false};
	}
	const rejections = new Map<string, Rejection>();
	const candidates: Candidate[] = [];
	const budgets = snapshot.api.list<PodDisruptionBudget>('poddisruptionbudgets.policy');
	for (const [name, rejection] of diagnosis.rejections) {
		const info = snapshot.get(name);
		if (rejection.unresolvable || !filter || !info) {
			continue;
		}
		const found = selectVictims(pod, info, filter, snapshot.api, budgets);
		if ('reasons' in found) {
			rejections.set(name, found);
		} else {
			candidates.push(found);
		}
	}
	const best = pickOneNode(candidates);
	if (best) {
		return {node: best.node, victims: best.victims};
	}
	const message = fitErrorMessage({
		nodeCount: diagnosis.nodeCount,
		rejections,
		absent: 'Preemption is not helpful for scheduling',
		plugins: new Set(),
	});
	return {message, clearNomination: true};
}

/** Whether Pods that were preempted for this one are still ending. */
function waitsForVictims(pod: Pod, diagnosis: Diagnosis, snapshot: Snapshot): boolean {
	const nominated = pod.status.nominatedNodeName;
	if (!nominated || diagnosis.preFilterMessage || diagnosis.rejections.get(nominated)?.unresolvable) {
		return false;
	}
	return snapshot.api
		.byIndex<Pod>('pods', 'node', nominated)
		.some(
			other =>
				priorityOf(other) < priorityOf(pod) &&
				other.metadata.deletionTimestamp !== undefined &&
				findCondition(other.status.conditions, 'DisruptionTarget')?.reason === 'PreemptionByScheduler',
		);
}

/**
 * Takes away every Pod of lower priority, then gives back as many as can stay, the most important first, those whose
 * disruption budget would be hurt before the others.
 */
function selectVictims(
	pod: Pod,
	info: NodeInfo,
	filter: Filter,
	api: ApiClient,
	budgets: readonly PodDisruptionBudget[],
): Candidate | Rejection {
	const potential = api
		.byIndex<Pod>('pods', 'node', info.node.metadata.name)
		.filter(other => countsOnNode(other) && priorityOf(other) < priorityOf(pod));
	if (potential.length === 0) {
		return {reasons: ['No preemption victims found for incoming pod'], unresolvable: true, plugin: ''};
	}
	const without = (victims: readonly Pod[]): NodeInfo => ({...info, usage: victims.reduce(removePod, info.usage)});
	const rejection = filter(without(potential));
	if (rejection) {
		return rejection;
	}
	const sorted = [...potential].sort(byImportance);
	const violating = new Set(sorted.filter(other => hurtsBudget(other, budgets)));
	let gone: readonly Pod[] = sorted;
	for (const other of [...violating, ...sorted.filter(candidate => !violating.has(candidate))]) {
		const fewer = gone.filter(victim => victim !== other);
		if (!filter(without(fewer))) {
			gone = fewer;
		}
	}
	return {
		node: info.node.metadata.name,
		victims: gone,
		violations: gone.filter(victim => violating.has(victim)).length,
	};
}

/** Higher priority first, then the one that runs longer (pkg/scheduler/util MoreImportantPod). */
function byImportance(a: Pod, b: Pod): number {
	return priorityOf(b) - priorityOf(a) || startOf(a) - startOf(b);
}

function startOf(pod: Pod): number {
	return pod.status.startTime ? Date.parse(pod.status.startTime) : Number.MAX_SAFE_INTEGER;
}

function hurtsBudget(pod: Pod, budgets: readonly PodDisruptionBudget[]): boolean {
	return budgets.some(
		budget =>
			budget.metadata.namespace === pod.metadata.namespace &&
			budget.spec.selector !== undefined &&
			Object.keys(pod.metadata.labels ?? {}).length > 0 &&
			labelTest(budget.spec.selector)(pod.metadata.labels) &&
			(budget.status.disruptionsAllowed ?? 0) <= 0,
	);
}

/** Fewest budgets hurt, then least important victims, fewest victims, and those that started last. */
function pickOneNode(candidates: readonly Candidate[]): Candidate | undefined {
	const offset = 2 ** 31;
	const measures: readonly ((candidate: Candidate) => number)[] = [
		({violations}) => violations,
		({victims}) => priorityOf(victims[0]!),
		({victims}) => victims.reduce((sum, victim) => sum + priorityOf(victim) + offset, 0),
		({victims}) => victims.length,
		({victims}) => -Math.min(...victims.filter(v => priorityOf(v) === priorityOf(victims[0]!)).map(startOf)),
	];
	let left = candidates.filter(({victims}) => victims.length > 0);
	for (const measure of measures) {
		const least = Math.min(...left.map(measure));
		left = left.filter(candidate => measure(candidate) === least);
	}
	return left[0];
}
