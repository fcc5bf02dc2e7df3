/** What a ReplicaSet says of itself (pkg/controller/replicaset/replica_set_utils.go calculateStatus). */
import type {ReplicaSet, ReplicaSetCondition, ReplicaSetStatus} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {selectorFromLabels} from '../../../apimachinery/labels.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {findCondition, isPodAvailable, isPodReady} from '../../conditions.ts';
import {readySince} from './pods.ts';

/** What went on in a sync, as the status tells of it. */
export interface Observed {
	/** The replicas as they were before Pods were made or deleted. */
	readonly active: readonly Pod[];
	readonly terminating: number;
	/** Why Pods could not be made or deleted. */
	readonly failure?: string | undefined;
}

/** Counts that are 0 are left out where the field may be absent. @param now milliseconds since 1970 */
export function replicaSetStatus(
	replicaSet: ReplicaSet,
	{active, terminating, failure}: Observed,
	now: number,
): ReplicaSetStatus {
	const {metadata, spec, status} = replicaSet;
	const template = selectorFromLabels(spec.template.metadata?.labels);
	let fullyLabeled = 0;
	let ready = 0;
	let available = 0;
	for (const pod of active) {
		fullyLabeled += template.matches(pod.metadata.labels) ? 1 : 0;
		if (isPodReady(pod)) {
			ready++;
			available += isPodAvailable(pod, spec.minReadySeconds ?? 0, now) ? 1 : 0;
		}
	}
	const conditions = withFailure(status.conditions ?? [], failure, active.length - spec.replicas, now);
	return {
		replicas: active.length,
		...(fullyLabeled > 0 && {fullyLabeledReplicas: fullyLabeled}),
		...(ready > 0 && {readyReplicas: ready}),
		...(available > 0 && {availableReplicas: available}),
		terminatingReplicas: terminating,
		...(metadata.generation && {observedGeneration: metadata.generation}),
		...(conditions.length > 0 && {conditions}),
	};
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
