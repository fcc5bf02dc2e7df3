/** What a ReplicaSet says of itself (pkg/controller/replicaset/replica_set_utils.go calculateStatus). */
import type {ReplicaSet, ReplicaSetCondition, ReplicaSetStatus} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {selectorFromLabels} from '../../../apimachinery/labels.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {findCondition} from '../../conditions.ts';
import {readySince} from './pods.ts';
import type {PodGroup} from './tally.ts';

/** What went on in a sync, as the status tells of it. */
export interface Observed {
	/** The Pods as they were before some were made or deleted. */
	readonly groups: readonly PodGroup[];
	/** How many are available, where that is not the same as ready. */
	readonly available?: number | undefined;
	/** Why Pods could not be made or deleted. */
	readonly failure?: string | undefined;
}

function sum(groups: readonly PodGroup[], counts: (group: PodGroup) => boolean): number {
	return groups.reduce((total, group) => total + (counts(group) ? group.count : 0), 0);
}

/** How many Pods have neither ended nor been told to. */
export function activeOf(groups: readonly PodGroup[]): number {
	return sum(groups, ({state}) => state !== 'terminating');
}

/** Counts that are 0 are left out where the field may be absent. @param now milliseconds since 1970 */
export function replicaSetStatus(
	{metadata, spec, status}: ReplicaSet,
	{groups, available, failure}: Observed,
	now: number,
): ReplicaSetStatus {
	const template = selectorFromLabels(spec.template.metadata?.labels);
	const replicas = activeOf(groups);
	const ready = sum(groups, ({state}) => state === 'ready');
	const conditions = withFailure(status.conditions ?? [], failure, replicas - spec.replicas, now);
	return {
		replicas,
		...some(
			'fullyLabeledReplicas',
			sum(groups, ({state, labels}) => state !== 'terminating' && template.matches(labels)),
		),
		...some('readyReplicas', ready),
		...some('availableReplicas', available ?? ready),
		terminatingReplicas: sum(groups, ({state}) => state === 'terminating'),
		...(metadata.generation && {observedGeneration: metadata.generation}),
		...(conditions.length > 0 && {conditions}),
	};
}

function some(name: keyof ReplicaSetStatus, count: number): Partial<ReplicaSetStatus> {
	return count === 0 ? {} : {[name]: count};
}

/** A failure that is told of already stays as it was first told. */
function withFailure(
	conditions: readonly ReplicaSetCondition[],
	failure: string | undefined,
	surplus: number,
	now: number,
): readonly ReplicaSetCondition[] {
	const told = findCondition(conditions, 'ReplicaFailure');
	if (failure === undefined) {
		return told ? conditions.filter(condition => condition !== told) : conditions;
	}
	if (told) {
		return conditions;
	}
	const reason = surplus < 0 ? 'FailedCreate' : 'FailedDelete';
	const lastTransitionTime = formatTime(now);
	return [...conditions, {type: 'ReplicaFailure', status: 'True', lastTransitionTime, reason, message: failure}];
}

/**
 * Milliseconds until the first of the ready Pods becomes available; undefined where none is still to. Example: ready
 * since 3 s and 5 s, minReadySeconds 8: 3000.
 * @param now milliseconds since 1970
 */
export function untilNextAvailable(pods: readonly Pod[], minReadySeconds: number, now: number): number | undefined {
	let least: number | undefined;
	for (const pod of pods) {
		const since = readySince(pod);
		const wait = since === undefined ? 0 : since + minReadySeconds * 1000 - now;
		if (wait > 0 && (least === undefined || wait < least)) {
			least = wait;
		}
	}
	return least;
}
