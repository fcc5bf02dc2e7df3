/** What a StatefulSet says of itself (pkg/controller/statefulset/stateful_set_control.go, stateful_set_utils.go). */
import type {StatefulSet, StatefulSetStatus} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import {findCondition, isPodAvailable} from '../../conditions.ts';
import {isCreated, isRunningAndReady, isTerminating, podRevision} from './stateful-set-utils.ts';

/** How many Pods are in which state. */
export interface ReplicaCounts {
	readonly replicas: number;
	readonly readyReplicas: number;
	readonly availableReplicas: number;
	readonly currentReplicas: number;
	readonly updatedReplicas: number;
}

/** The names of the revision that Pods come from and of the one that they go to. */
export interface RevisionNames {
	readonly current: string;
	readonly update: string;
}

/** @param now milliseconds since 1970 */
export function countReplicas(
	pods: readonly Pod[],
	minReadySeconds: number,
	revisions: RevisionNames,
	now: number,
): ReplicaCounts {
	const created = pods.filter(isCreated);
	const ready = created.filter(isRunningAndReady);
	const lasting = created.filter(pod => !isTerminating(pod));
	const ofRevision = (name: string) => lasting.filter(pod => podRevision(pod) === name).length;
	return {
		replicas: created.length,
		readyReplicas: ready.length,
		availableReplicas: ready.filter(pod => isPodAvailable(pod, minReadySeconds, now)).length,
		currentReplicas: ofRevision(revisions.current),
		updatedReplicas: ofRevision(revisions.update),
	};
}

/** Calls an update complete when every Pod is of the new revision and ready. */
export function completeRollingUpdate({spec}: StatefulSet, revisions: RevisionNames, counts: ReplicaCounts) {
	const complete =
		spec.updateStrategy.type === 'RollingUpdate' &&
		counts.updatedReplicas === spec.replicas &&
		counts.readyReplicas === spec.replicas &&
		counts.replicas === spec.replicas;
	return complete
		? {
				revisions: {...revisions, current: revisions.update},
				counts: {...counts, currentReplicas: counts.updatedReplicas},
			}
		: {revisions, counts};
}

/** Fields that may be absent are so when they are 0. */
export function statefulSetStatus(
	set: StatefulSet,
	revisions: RevisionNames,
	counts: ReplicaCounts,
	collisionCount: number,
): StatefulSetStatus {
	const complete = completeRollingUpdate(set, revisions, counts);
	const {replicas, readyReplicas, currentReplicas, updatedReplicas, availableReplicas} = complete.counts;
	return {
		observedGeneration: set.metadata.generation ?? 0,
		replicas,
		...(readyReplicas !== 0 && {readyReplicas}),
		...(currentReplicas !== 0 && {currentReplicas}),
		...(updatedReplicas !== 0 && {updatedReplicas}),
		currentRevision: complete.revisions.current,
		updateRevision: complete.revisions.update,
		collisionCount,
		availableReplicas,
	};
}

/** Whether the stored status has to be written again. */
export function isStatusInconsistent({status: old}: StatefulSet, next: StatefulSetStatus): boolean {
	const counts = ['replicas', 'currentReplicas', 'readyReplicas', 'updatedReplicas', 'availableReplicas'] as const;
	return (
		(next.observedGeneration ?? 0) > (old.observedGeneration ?? 0) ||
		counts.some(name => (next[name] ?? 0) !== (old[name] ?? 0)) ||
		next.currentRevision !== old.currentRevision ||
		next.updateRevision !== old.updateRevision
	);
}

/**
 * Milliseconds until the next ready Pod has been ready for long enough; undefined where none is on its way
 * (pkg/controller/controller_utils.go FindMinNextPodAvailabilityCheck).
 */
export function nextAvailabilityCheck(pods: readonly Pod[], minReadySeconds: number, now: number): number | undefined {
	const waits = pods.flatMap(pod => {
		const ready = findCondition(pod.status.conditions, 'Ready');
		const since = ready?.status === 'True' ? parseTime(ready.lastTransitionTime) : undefined;
		const left = since === undefined ? 0 : since + minReadySeconds * 1000 - now;
		return left > 0 ? [left] : [];
	});
	return waits.length > 0 ? Math.min(...waits) : undefined;
}
