/** The indexes of an Indexed Job: which succeeded, which failed, which are next (pkg/controller/job/indexed_job_utils.go). */
import type {Job} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isPodTerminating} from '../replicaset/pods.ts';
import {finishTime} from './finish-time.ts';
import {firstMissing, has, type Intervals, merge, parseIntervals, withIndexes} from './intervals.ts';
import {judgeFailure} from './pod-failure-policy.ts';
import {
	completionIndexOf,
	indexFailures,
	isPodFailed,
	isTracked,
	replacesOnlyFailed,
	uncountedPods,
	validIndexOf,
} from './pods.ts';

export interface IndexState {
	/** What the status says already. */
	readonly counted: Intervals;
	readonly succeeded: Intervals;
	/** Only where each index has a limit of its own. */
	readonly failed?: Intervals;
	/**
	 * By index: the Pod that failed last and is kept until the one that replaces it knows how often the index has failed.
	 */
	readonly awaitingReplacement: ReadonlyMap<number, Pod>;
}

export function indexState(job: Job, pods: readonly Pod[], active: readonly Pod[]): IndexState {
	const completions = job.spec.completions ?? 0;
	const counted = parseIntervals(job.status.completedIndexes ?? '', completions);
	const succeeded = withIndexes(
		counted,
		indexesOf(job, pods, pod => pod.status.phase === 'Succeeded'),
	);
	if (job.spec.backoffLimitPerIndex === undefined) {
		return {counted, succeeded, awaitingReplacement: new Map()};
	}
	const before = parseIntervals(job.status.failedIndexes ?? '', completions);
	const failed = withIndexes(
		before,
		indexesOf(job, pods, pod => hasIndexFailed(job, pod)),
	);
	const settled = merge(merge(succeeded, failed), withIndexes([], activeIndexes(active)));
	return {counted, succeeded, failed, awaitingReplacement: lastFailedPods(job, pods, settled)};
}

/** The indexes of Pods that are still tracked and that fit. */
function indexesOf(job: Job, pods: readonly Pod[], fits: (pod: Pod) => boolean): Set<number> {
	const indexes = new Set<number>();
	for (const pod of pods) {
		const index = validIndexOf(pod, job);
		if (index !== undefined && isTracked(pod) && fits(pod)) {
			indexes.add(index);
		}
	}
	return indexes;
}

function activeIndexes(pods: readonly Pod[]): number[] {
	return pods.map(completionIndexOf).filter(index => index !== undefined);
}

function hasIndexFailed(job: Job, pod: Pod): boolean {
	if (!isPodFailed(pod, job)) {
		return false;
	}
	const {action, counts} = judgeFailure(job, pod);
	return action === 'FailIndex' || (counts && indexFailures(pod).counted >= job.spec.backoffLimitPerIndex!);
}

function lastFailedPods(job: Job, pods: readonly Pod[], settled: Intervals): Map<number, Pod> {
	const last = new Map<number, Pod>();
	for (const pod of uncountedPods(pods, job)) {
		const index = validIndexOf(pod, job)!;
		if (!isPodFailed(pod, job) || has(settled, index)) {
			continue;
		}
		const other = last.get(index);
		if (!other || (allFailures(other) <= allFailures(pod) && finishTime(pod) >= finishTime(other))) {
			last.set(index, pod);
		}
	}
	return last;
}

function allFailures(pod: Pod): number {
	const {counted, ignored} = indexFailures(pod);
	return counted + ignored;
}

/** The next indexes to make Pods for: those that have none at work and are not done with. */
export function pendingIndexes(
	job: Job,
	pods: readonly Pod[],
	active: readonly Pod[],
	{succeeded, failed = []}: IndexState,
	count: number,
): number[] {
	const ending = replacesOnlyFailed(job) ? pods.filter(isPodTerminating) : [];
	const taken = withIndexes(merge(succeeded, failed), activeIndexes([...active, ...ending]));
	return firstMissing(taken, count, job.spec.completions ?? 0);
}

/** How often an index has failed when a Pod for it is made, given the Pod that it replaces. */
export function failuresOfNew(
	job: Job,
	replaced: Pod | undefined,
): {readonly counted: number; readonly ignored: number} {
	if (!replaced) {
		return {counted: 0, ignored: 0};
	}
	const {counted, ignored} = indexFailures(replaced);
	return judgeFailure(job, replaced).counts ? {counted: counted + 1, ignored} : {counted, ignored: ignored + 1};
}
