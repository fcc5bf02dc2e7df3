/** Conditions in a status: finding one, putting one in (pkg/api/v1/pod/util.go, pkg/controller/util/node). */
import type {Pod} from '../api/core-v1/pod.ts';
import type {PodCondition} from '../api/core-v1/pod-status.ts';
import {formatTime} from '../apimachinery/time.ts';

export function findCondition<T extends {readonly type: string}>(
	conditions: readonly T[] | undefined,
	type: string,
): T | undefined {
	return conditions?.find(condition => condition.type === type);
}

/** What a component says of a condition; the rest is filled in. */
export type StatedCondition = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

/**
 * The Pod with that condition in its status; the same Pod where nothing changes. The transition time moves on only
 * when the status does.
 * @param now milliseconds since 1970
 */
export function withPodCondition(pod: Pod, stated: StatedCondition, now: number): Pod {
	const old = findCondition(pod.status.conditions, stated.type);
	const condition: PodCondition = {
		type: stated.type,
		status: stated.status,
		lastProbeTime: old?.lastProbeTime ?? null,
		lastTransitionTime: old && old.status === stated.status ? old.lastTransitionTime : formatTime(now),
		...(stated.reason && {reason: stated.reason}),
		...(stated.message && {message: stated.message}),
		...(pod.metadata.generation !== undefined && {observedGeneration: pod.metadata.generation}),
	};
	if (
		old &&
		old.status === condition.status &&
		old.reason === condition.reason &&
		old.message === condition.message &&
		old.observedGeneration === condition.observedGeneration
	) {
		return pod;
	}
	const conditions = pod.status.conditions ?? [];
	return {
		...pod,
		status: {
			...pod.status,
			conditions: old ? conditions.map(c => (c === old ? condition : c)) : [...conditions, condition],
		},
	};
}

/** Whether the Pod has ended for good. */
export function isTerminal(pod: Pod): boolean {
	return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

export function isPodReady(pod: Pod): boolean {
	return findCondition(pod.status.conditions, 'Ready')?.status === 'True';
}

/** Whether the Pod has been Ready for that long (pkg/api/v1/pod/util.go IsPodAvailable). @param now milliseconds */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
	const ready = findCondition(pod.status.conditions, 'Ready');
	if (ready?.status !== 'True') {
		return false;
	}
	if (minReadySeconds === 0) {
		return true;
	}
	return ready.lastTransitionTime != null && Date.parse(ready.lastTransitionTime) + minReadySeconds * 1000 <= now;
}
