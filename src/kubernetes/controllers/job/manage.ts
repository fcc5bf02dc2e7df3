/** Makes and deletes the Pods of a Job (pkg/controller/job/job_controller.go manageJob). */
import type {Job} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {StatusError} from '../../../apimachinery/status.ts';
import {isIndexed} from '../../batch.ts';
import {isPodReady} from '../../conditions.ts';
import {together} from '../pace.ts';
import {createPod, deletePod, namespaceIsEnding, slowStart} from '../pod-control.ts';
import {leastActiveFirst} from '../replicaset/ranking.ts';
import {remainingDelay, remainingDelayOfIndex} from './backoff.ts';
import {pendingIndexes} from './indexed.ts';
import {completionIndexOf, replacesOnlyFailed, stopTracking} from './pods.ts';
import type {JobState, Managed, PodCounts} from './state.ts';
import {partsOfPod} from './template.ts';

/** No more Pods than this are made, or deleted, in one sync. */
const mostPerSync = 500;
/** Syncs that Pods ask for come at least this long after one another, in milliseconds. */
export const batchPeriod = 1000;

/** Takes a step towards as many Pods as there should be: it makes some, or deletes some, never both. */
export function manageJob(state: JobState, counts: PodCounts): Managed {
	const {job, active} = state;
	if (job.spec.suspend) {
		return deletePods(state, counts, active, {counted: false});
	}
	const wanted = wantedActive(job, active.length, state.succeeded);
	const surplus = podsForRemoval(job, active, Math.max(0, active.length - wanted)).slice(0, mostPerSync);
	if (surplus.length > 0) {
		return deletePods(state, counts, surplus, {counted: false});
	}
	const ending = replacesOnlyFailed(job) ? counts.terminating : 0;
	const missing = wanted - ending - active.length;
	return missing > 0 ? createPods(state, counts, Math.min(missing, mostPerSync)) : {counts};
}

/**
 * How many Pods should be at work. Example: with 5 completions, parallelism 3 and 3 successes, 2. Without a number of
 * completions nothing new is made after the first success.
 */
export function wantedActive({spec}: Job, active: number, succeeded: number): number {
	const {completions, parallelism = 1} = spec;
	if (completions === undefined) {
		return succeeded > 0 ? active : parallelism;
	}
	return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** At least so many Pods, those first whose loss hurts least; all of an Indexed Job that it has no use for. */
export function podsForRemoval(job: Job, active: readonly Pod[], atLeast: number): Pod[] {
	const useless = isIndexed(job) ? uselessPods(active, job.spec.completions ?? 0) : [];
	if (useless.length >= atLeast) {
		return useless;
	}
	const left = active.filter(pod => !useless.includes(pod));
	return [...useless, ...leastActiveFirst(left).slice(0, atLeast - useless.length)];
}

/** Pods without an index, with one too high, and all but one of those that share theirs. */
function uselessPods(active: readonly Pod[], completions: number): Pod[] {
	const useless: Pod[] = [];
	const byIndex = new Map<number, Pod[]>();
	for (const pod of active) {
		const index = completionIndexOf(pod);
		if (index === undefined || index >= completions) {
			useless.push(pod);
		} else {
			byIndex.set(index, [...(byIndex.get(index) ?? []), pod]);
		}
	}
	return [...useless, ...[...byIndex.values()].flatMap(pods => leastActiveFirst(pods).slice(0, -1))];
}

/**
 * Deletes Pods, all at the same time.
 * @param options.counted whether the Job will count them as failed; what it takes away itself it does not count
 */
export function deletePods(
	{job, context}: JobState,
	counts: PodCounts,
	pods: readonly Pod[],
	{counted}: {readonly counted: boolean},
): Managed {
	let error: StatusError | undefined;
	let deleted = 0;
	together(context, () => {
		for (const pod of pods) {
			const refused = slowStart(1, () => {
				if (!counted) {
					stopTracking(pod, context.api);
				}
				deletePod(pod.metadata.name, job, context);
			});
			error ??= refused;
			deleted += refused ? 0 : 1;
		}
	});
	return {
		counts: {
			active: counts.active - deleted,
			ready: counts.ready - pods.filter(isPodReady).length,
			terminating: counts.terminating + deleted,
		},
		...(error && {error}),
	};
}

function createPods(state: JobState, counts: PodCounts, missing: number): Managed {
	const {job, key, context} = state;
	const wait = job.spec.backoffLimitPerIndex === undefined ? remainingDelay(state.backoff, context.now) : 0;
	const {indexes, delay} = wait > 0 ? {indexes: [], delay: wait} : indexesToMake(state, missing);
	if (delay > 0) {
		context.enqueueAfter(key, Math.max(delay, batchPeriod));
		return {counts};
	}
	let created = 0;
	const before = context.pace.writes;
	const error = slowStart(indexes.length, at => {
		createUnlessEnding(state, indexes[at]);
		created++;
	});
	// Each batch is made at the same time: 1, 2, 4, … Pods.
	context.pace.writes = before + Math.ceil(Math.log2(indexes.length + 1));
	return {counts: {...counts, active: counts.active + created}, ...(error && {error})};
}

/** The indexes to make Pods for now, undefined for Pods without one; or how long to wait for the first of them. */
function indexesToMake(state: JobState, missing: number): {indexes: readonly (number | undefined)[]; delay: number} {
	const {job, pods, active, indexes, context} = state;
	if (!indexes) {
		return {indexes: new Array<undefined>(missing).fill(undefined), delay: 0};
	}
	const pending = pendingIndexes(job, pods, active, indexes, missing);
	if (job.spec.backoffLimitPerIndex === undefined) {
		return {indexes: pending, delay: 0};
	}
	const delays = pending.map(index => remainingDelayOfIndex(indexes.awaitingReplacement.get(index), context.now));
	const ready = pending.filter((_index, at) => delays[at] === 0);
	return {indexes: ready, delay: ready.length > 0 || pending.length === 0 ? 0 : Math.min(...delays)};
}

/** In a namespace that is ending every creation fails; that is no failure of the Job. */
function createUnlessEnding({job, indexes, context}: JobState, index: number | undefined): void {
	const replaced = index === undefined ? undefined : indexes?.awaitingReplacement.get(index);
	const {template, generateName} = partsOfPod(job, index, replaced);
	try {
		createPod(template, job, context, generateName);
	} catch (error) {
		if (!namespaceIsEnding(error)) {
			throw error;
		}
	}
}
