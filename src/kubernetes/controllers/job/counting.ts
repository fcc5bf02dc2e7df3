/** Which Pods of a Job have ended, and how they count (pkg/controller/job/job_controller.go, indexed_job_utils.go). */
import type {JobCondition, JobStatus} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isIndexed} from '../../batch.ts';
import {formatIntervals, has, total, withIndexes} from './intervals.ts';
import {judgeFailure} from './pod-failure-policy.ts';
import {byCompletionIndex, isPodFailed, isTracked, validIndexOf} from './pods.ts';
import type {JobState} from './state.ts';

/** More UIDs than this are never in the status, so that it stays small. */
const mostUncounted = 500;

/** Moves the Pods whose finalizers are off from the lists into the counts. */
export function countReleased(status: JobStatus, tracked: ReadonlySet<string>): JobStatus {
	const {succeeded = [], failed = []} = status.uncountedTerminatedPods ?? {};
	const stillSucceeded = succeeded.filter(uid => tracked.has(uid));
	const stillFailed = failed.filter(uid => tracked.has(uid));
	const newSuccesses = succeeded.length - stillSucceeded.length;
	const newFailures = failed.length - stillFailed.length;
	if (newSuccesses + newFailures === 0) {
		return status;
	}
	return {
		...status,
		...(newSuccesses > 0 && {succeeded: (status.succeeded ?? 0) + newSuccesses}),
		...(newFailures > 0 && {failed: (status.failed ?? 0) + newFailures}),
		uncountedTerminatedPods: uncounted(stillSucceeded, stillFailed),
	};
}

function uncounted(succeeded: readonly string[], failed: readonly string[]) {
	return {...(succeeded.length > 0 && {succeeded}), ...(failed.length > 0 && {failed})};
}

export interface Ended {
	/** Those whose finalizers come off now. */
	readonly pods: readonly Pod[];
	readonly newIndexes: readonly number[];
	readonly status: JobStatus;
	readonly changed: boolean;
	/** Whether some were left for the next sync, because they are too many. */
	readonly cut: boolean;
}

/** The Pods that have ended, and the status with those among them that it did not know. */
export function endedPods(state: JobState, status: JobStatus, finished: JobCondition | undefined): Ended {
	const {job, indexes} = state;
	const pods: Pod[] = [];
	const newIndexes: number[] = [];
	const succeeded = [...(status.uncountedTerminatedPods?.succeeded ?? [])];
	const failed = [...(status.uncountedTerminatedPods?.failed ?? [])];
	const before = succeeded.length + failed.length;
	// The lists as they were when the sync began: what is in them has been seen already.
	const known = {
		succeeded: new Set(job.status.uncountedTerminatedPods?.succeeded),
		failed: new Set(job.status.uncountedTerminatedPods?.failed),
	};
	const ordered = isIndexed(job) ? [...state.pods].sort(byCompletionIndex) : state.pods;
	let cut = false;
	for (const pod of ordered) {
		const uid = pod.metadata.uid!;
		if (!isTracked(pod) || !canRelease(pod, state, finished)) {
			continue;
		}
		pods.push(pod);
		if (pod.status.phase === 'Succeeded' && !known.failed.has(uid)) {
			const index = validIndexOf(pod, job);
			if (!isIndexed(job)) {
				if (!known.succeeded.has(uid)) {
					succeeded.push(uid);
				}
			} else if (index !== undefined && !has(indexes!.counted, index)) {
				newIndexes.push(index);
			}
		} else if (countsAsFailed(pod, state, finished) && !known.failed.has(uid)) {
			failed.push(uid);
		}
		if (newIndexes.length + succeeded.length + failed.length >= mostUncounted) {
			cut = true;
			break;
		}
	}
	const changed = newIndexes.length > 0 || succeeded.length + failed.length > before;
	const listed = changed ? {...status, uncountedTerminatedPods: uncounted(succeeded, failed)} : status;
	return {pods, newIndexes, status: listed, changed, cut};
}

/**
 * Whether the finalizer of a Pod can come off: it has ended, or the Job has. The last Pod of an index that failed keeps
 * it until its replacement knows how often the index has failed.
 */
function canRelease(pod: Pod, {job, indexes}: JobState, finished: JobCondition | undefined): boolean {
	if (job.metadata.deletionTimestamp || finished || pod.status.phase === 'Succeeded') {
		return true;
	}
	if (!isPodFailed(pod, job)) {
		return false;
	}
	const index = validIndexOf(pod, job);
	return index === undefined || indexes?.awaitingReplacement.get(index)?.metadata.uid !== pod.metadata.uid;
}

/** Failures that the policy ignores do not count. When the Job fails, all that is still at work fails with it. */
function countsAsFailed(pod: Pod, {job}: JobState, finished: JobCondition | undefined): boolean {
	const failing = finished !== undefined && finished.type !== 'SuccessCriteriaMet';
	if (!isPodFailed(pod, job) && !failing) {
		return false;
	}
	return (!isIndexed(job) || validIndexOf(pod, job) !== undefined) && judgeFailure(job, pod).counts;
}

/** The status of an Indexed Job with the lists of its indexes. */
export function withIndexLists({indexes}: JobState, {status, newIndexes}: Ended): JobStatus {
	if (!indexes) {
		return status;
	}
	const succeeded = withIndexes(indexes.succeeded, newIndexes);
	const completedIndexes = formatIntervals(succeeded);
	const failedIndexes = indexes.failed && formatIntervals(indexes.failed);
	const count = total(succeeded);
	const same =
		completedIndexes === (status.completedIndexes ?? '') &&
		failedIndexes === status.failedIndexes &&
		count === (status.succeeded ?? 0);
	if (same) {
		return status;
	}
	const {completedIndexes: _, succeeded: __, ...rest} = status;
	return {
		...rest,
		...(count > 0 && {succeeded: count}),
		...(completedIndexes !== '' && {completedIndexes}),
		...(failedIndexes !== undefined && {failedIndexes}),
	};
}
