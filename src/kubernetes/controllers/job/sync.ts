/** One look at a Job, and one step (pkg/controller/job/job_controller.go syncJob). */
import type {Job, JobCondition, JobStatus} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {formatTime, parseTime} from '../../../apimachinery/time.ts';
import {isIndexed, trackingFinalizer, trueCondition} from '../../batch.ts';
import {isPodReady} from '../../conditions.ts';
import {objectKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {claim, unclaimed} from '../owners.ts';
import type {PacedContext} from '../pace.ts';
import {isPodActive, isPodTerminating} from '../replicaset/pods.ts';
import {readBackoff, updatedBackoff} from './backoff.ts';
import {newCondition, withCondition} from './conditions.ts';
import {indexState} from './indexed.ts';
import {total} from './intervals.ts';
import {deletePods, manageJob} from './manage.ts';
import {failJobMessage, judgeFailure} from './pod-failure-policy.ts';
import {isPodFailed, uncountedPods} from './pods.ts';
import type {JobState, Managed, PodCounts} from './state.ts';
import {metSuccessPolicy} from './success-policy.ts';
import {trackStatus} from './tracking.ts';

/** A Job that has not ended, and is this controller's. @throws StatusError where something was refused */
export function syncJob(job: Job, context: PacedContext): void {
	const started: Job = {...job, status: startedStatus(job, context.now)};
	const state = observe(started, podsOf(job, context), context);
	const counts: PodCounts = {
		active: state.active.length,
		ready: state.active.filter(isPodReady).length,
		terminating: state.pods.filter(isPodTerminating).length,
	};
	const target = endOf(state);
	const {managed, finished, status} = target ? ending(state, counts, target) : going(state, counts);
	const {active, ready, terminating} = managed.counts;
	const changed =
		status !== started.status ||
		active !== (job.status.active ?? 0) ||
		ready !== job.status.ready ||
		terminating !== job.status.terminating;
	const {active: _, ...rest} = status;
	trackStatus(state, {
		status: {...rest, ...(active > 0 && {active}), ready, terminating},
		changed,
		...(finished && {finished}),
	});
	if (managed.error) {
		throw managed.error;
	}
}

/** The Pods of the Job; free ones that match are taken, and those that match no longer are let go. */
function podsOf(job: Job, context: PacedContext): Pod[] {
	const {api} = context;
	const {uid, namespace} = job.metadata;
	const free = unclaimed('pods', context).list<Pod>(namespace!);
	const owned = api.byIndex<Pod>('pods', 'owner', uid!);
	return claim('pods', job, labelTest(job.spec.selector), free, api, owned, trackingFinalizer);
}

/** A Job begins when it is first looked at, unless it is suspended. */
function startedStatus({spec, status}: Job, now: number): JobStatus {
	const counted = status.uncountedTerminatedPods ? status : {...status, uncountedTerminatedPods: {}};
	return counted.startTime !== undefined || spec.suspend ? counted : {...counted, startTime: formatTime(now)};
}

function observe(job: Job, pods: readonly Pod[], context: PacedContext): JobState {
	const key = objectKey(job);
	const active = pods.filter(isPodActive);
	const counted = {
		succeeded: new Set(job.status.uncountedTerminatedPods?.succeeded),
		failed: new Set(job.status.uncountedTerminatedPods?.failed),
	};
	const newSucceeded = uncountedPods(pods, job, counted.succeeded).filter(pod => pod.status.phase === 'Succeeded');
	const newFailed = uncountedPods(pods, job, counted.failed).filter(pod => isPodFailed(pod, job));
	const indexes = isIndexed(job) ? indexState(job, pods, active) : undefined;
	return {
		job,
		key,
		pods,
		active,
		succeeded: indexes
			? total(indexes.succeeded)
			: (job.status.succeeded ?? 0) + newSucceeded.length + counted.succeeded.size,
		failed:
			(job.status.failed ?? 0) + newFailed.filter(pod => judgeFailure(job, pod).counts).length + counted.failed.size,
		...(indexes && {indexes}),
		backoff: updatedBackoff(readBackoff(key, context), newSucceeded, newFailed),
		context,
	};
}

/**
 * How the Job ends, if it does: as an earlier sync found; else badly, for one of many reasons; else well, by its success
 * policy. That it has enough successes is found out later, when its Pods have been seen to.
 */
function endOf(state: JobState): JobCondition | undefined {
	const {job, pods, context} = state;
	const met = trueCondition(job, 'SuccessCriteriaMet');
	if (met) {
		return met;
	}
	const failing = trueCondition(job, 'FailureTarget');
	if (failing) {
		return {...failing, type: 'Failed'};
	}
	const fail = (reason: string, message: string) =>
		newCondition({type: 'FailureTarget', status: 'True', reason, message}, context.now);
	const message = failJobMessage(job, pods);
	if (message !== undefined) {
		return fail('PodFailurePolicy', message);
	}
	if (state.failed > job.spec.backoffLimit! || restartsExceedLimit(job, pods)) {
		return fail('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
	}
	const left = untilDeadline(job, context.now);
	if (left !== undefined && left <= 0) {
		return fail('DeadlineExceeded', 'Job was active longer than specified deadline');
	}
	if (left !== undefined) {
		context.enqueueAfter(state.key, left);
	}
	return endOfIndexes(state, fail);
}

function endOfIndexes(
	{job, indexes, context}: JobState,
	fail: (reason: string, message: string) => JobCondition,
): JobCondition | undefined {
	if (!indexes) {
		return undefined;
	}
	const {maxFailedIndexes, completions = 0} = job.spec;
	const failed = total(indexes.failed ?? []);
	if (maxFailedIndexes !== undefined && indexes.failed && failed > maxFailedIndexes) {
		const message = 'Job has exceeded the specified maximal number of failed indexes';
		return fail('MaxFailedIndexesExceeded', message);
	}
	if (failed > 0 && failed + total(indexes.succeeded) >= completions) {
		return fail('FailedIndexes', 'Job has failed indexes');
	}
	const message = metSuccessPolicy(job.spec, indexes.succeeded);
	if (message === undefined) {
		return undefined;
	}
	return newCondition({type: 'SuccessCriteriaMet', status: 'True', reason: 'SuccessPolicy', message}, context.now);
}

/** Where containers start again in place, their restarts count towards the limit. */
export function restartsExceedLimit({spec}: Job, pods: readonly Pod[]): boolean {
	const {template, backoffLimit = 0} = spec;
	if (template.spec.restartPolicy !== 'OnFailure') {
		return false;
	}
	const restarts = pods
		.filter(({status}) => status.phase === 'Running' || status.phase === 'Pending')
		.flatMap(({status}) => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
		.reduce((sum, {restartCount}) => sum + restartCount, 0);
	return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

/** Milliseconds until the Job has been active for too long; undefined where it may be for ever. */
function untilDeadline({spec, status}: Job, now: number): number | undefined {
	const began = parseTime(status.startTime);
	if (spec.activeDeadlineSeconds === undefined || began === undefined || spec.suspend) {
		return undefined;
	}
	return began + spec.activeDeadlineSeconds * 1000 - now;
}

interface Step {
	readonly managed: Managed;
	readonly finished?: JobCondition;
	readonly status: JobStatus;
}

/** What is still at work is deleted; its finalizers stay until it has been counted. */
function ending(state: JobState, counts: PodCounts, target: JobCondition): Step {
	const managed = deletePods(state, counts, state.active, {counted: true});
	const {status} = state.job;
	return managed.counts.active > 0 ? {managed, status} : {managed, status, finished: target};
}

function going(state: JobState, counts: PodCounts): Step {
	const {job, succeeded, context} = state;
	const {spec, status} = job;
	const isManaged = job.metadata.deletionTimestamp === undefined;
	const managed = isManaged ? manageJob(state, counts) : {counts};
	const enough = spec.completions === undefined ? succeeded > 0 : succeeded >= spec.completions;
	if (enough && managed.counts.active === 0) {
		const reason = 'CompletionsReached';
		const message = 'Reached expected number of succeeded pods';
		const finished = newCondition({type: 'SuccessCriteriaMet', status: 'True', reason, message}, context.now);
		return {managed, finished, status};
	}
	return {managed, status: isManaged ? suspendedOrResumed(job, context) : status};
}

/** A Job that is suspended loses its start time, and gets a new one when it goes on. */
function suspendedOrResumed(job: Job, {now, events}: PacedContext): JobStatus {
	const {spec, status} = job;
	const stated = spec.suspend
		? {type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended'}
		: {type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed'};
	const conditions = withCondition(status.conditions, stated, now);
	if (conditions === status.conditions) {
		return status;
	}
	events.event(job, 'Normal', spec.suspend ? 'Suspended' : 'Resumed', stated.message);
	const {startTime: _, ...rest} = status;
	return {...rest, ...(conditions && {conditions}), ...(!spec.suspend && {startTime: formatTime(now)})};
}
