/**
 * Counts Pods that have ended, each once (pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers). Their
 * UIDs are written into the status, then their finalizers come off, and then they move from the list into the count: a
 * controller that stops in between finds either the finalizer or the UID.
 */
import type {Job, JobCondition, JobStatus} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {StatusError} from '../../../apimachinery/status.ts';
import {jobsResource, trueCondition} from '../../batch.ts';
import {together} from '../pace.ts';
import {slowStart} from '../pod-control.ts';
import {writeBackoff} from './backoff.ts';
import {newCondition, withCondition} from './conditions.ts';
import {countReleased, endedPods, withIndexLists} from './counting.ts';
import {isTracked, stopTracking} from './pods.ts';
import type {JobState, Outcome} from './state.ts';

/** Writes the status, and says in an Event how the Job has ended, if it has. */
export function trackStatus(state: JobState, outcome: Outcome): void {
	const {job, key, backoff, context} = state;
	const tracked = new Set(state.pods.filter(isTracked).map(({metadata}) => metadata.uid!));
	const cleaned = countReleased(outcome.status, tracked);
	const ended = endedPods(state, cleaned, outcome.finished);
	const indexed = withIndexLists(state, ended);
	const told = withInterimCondition(job, indexed, outcome.finished, context.now);

	let current: Job = {...job, status: told.status};
	if (outcome.changed || cleaned !== outcome.status || ended.changed || told.changed || indexed !== ended.status) {
		current = context.api.updateStatus(jobsResource, current);
		writeBackoff(key, backoff, context);
	}
	const refused = release(ended.pods, tracked, state);
	const counted = countReleased(current.status, tracked);
	const final = refused || ended.cut ? undefined : finish(counted, told.finished, state);
	const status = final?.status ?? counted;
	if (status !== current.status) {
		current = context.api.updateStatus(jobsResource, {...current, status});
	}
	if (refused) {
		throw refused;
	}
	if (final) {
		sayFinished(current, final.condition, state);
	}
}

interface Told {
	readonly status: JobStatus;
	readonly changed: boolean;
	/** The condition with which the Job ends when no Pod is left. */
	readonly finished?: JobCondition;
}

/** First the status says how the Job will end, and when all Pods have ended, that it has. */
function withInterimCondition(job: Job, status: JobStatus, finished: JobCondition | undefined, now: number): Told {
	if (!finished) {
		return {status, changed: false};
	}
	const {type, reason, message} = finished;
	const ends = (endType: string) => newCondition({type: endType, status: 'True', reason, message}, now);
	const conditions = [...(status.conditions ?? []), finished];
	if (type === 'FailureTarget') {
		return {status: {...status, conditions}, changed: true, finished: ends('Failed')};
	}
	if (type === 'SuccessCriteriaMet') {
		const said = trueCondition(job, 'SuccessCriteriaMet') !== undefined;
		return {status: said ? status : {...status, conditions}, changed: !said, finished: ends('Complete')};
	}
	return {status, changed: false, finished};
}

/** Takes the finalizers off, and the Pods out of `tracked`. @returns the first refusal */
function release(pods: readonly Pod[], tracked: Set<string>, {context}: JobState): StatusError | undefined {
	let refused: StatusError | undefined;
	together(context, () => {
		for (const pod of pods) {
			const error = slowStart(1, () => stopTracking(pod, context.api));
			refused ??= error;
			if (!error) {
				tracked.delete(pod.metadata.uid!);
			}
		}
	});
	return refused;
}

/** The status with which the Job has ended; undefined while Pods are not counted, or have not ended. */
function finish(
	status: JobStatus,
	condition: JobCondition | undefined,
	{context}: JobState,
): {readonly status: JobStatus; readonly condition: JobCondition} | undefined {
	const {succeeded = [], failed = []} = status.uncountedTerminatedPods ?? {};
	if (!condition || succeeded.length + failed.length > 0 || (status.terminating ?? 0) > 0) {
		return undefined;
	}
	const conditions = withCondition(status.conditions, condition, context.now);
	const completed = condition.type === 'Complete' && {completionTime: condition.lastTransitionTime!};
	return {condition, status: {...status, ...(conditions && {conditions}), ...completed}};
}

function sayFinished(job: Job, {type, reason, message}: JobCondition, {context}: JobState): void {
	const {events} = context;
	if (type !== 'Complete') {
		events.event(job, 'Warning', reason ?? '', message ?? '');
		return;
	}
	if (job.spec.completions !== undefined && (job.status.succeeded ?? 0) > job.spec.completions) {
		const tooMany = 'Too many succeeded pods running after completion count reached';
		events.event(job, 'Warning', 'TooManySucceededPods', tooMany);
	}
	events.event(job, 'Normal', 'Completed', 'Job completed');
}
