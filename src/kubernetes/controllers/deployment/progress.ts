/** Whether a rollout gets on, has arrived or has run out of time (pkg/controller/deployment/progress.go). */
import type {Deployment, DeploymentCondition, DeploymentStatus} from '../../../api/apps-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {findCondition} from '../../conditions.ts';
import {type ControllerContext, objectKey} from '../../controller.ts';
import {newCondition, reasons, replicaFailure, withCondition, withoutCondition} from './conditions.ts';
import {hasProgressDeadline} from './limits.ts';
import {allOf, type ReplicaSets} from './replica-sets.ts';
import {deploymentStatus, writeStatus} from './status.ts';

/** Whether all wanted Pods are new and available, and no old ones are left. */
export function isComplete({metadata, spec}: Deployment, status: DeploymentStatus): boolean {
	return (
		(status.updatedReplicas ?? 0) === spec.replicas &&
		(status.replicas ?? 0) === spec.replicas &&
		(status.availableReplicas ?? 0) === spec.replicas &&
		(status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
	);
}

/** Whether there are more new, ready or available Pods than before, or fewer old ones. */
export function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
	const old = ({replicas = 0, updatedReplicas = 0}: DeploymentStatus) => replicas - updatedReplicas;
	return (
		(after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
		old(after) < old(before) ||
		(after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
		(after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
	);
}

/** When the rollout is given up, in milliseconds since 1970. */
function deadline({spec}: Deployment, progressing: DeploymentCondition): number {
	return Date.parse(progressing.lastUpdateTime ?? '') + spec.progressDeadlineSeconds * 1000;
}

/** Whether nothing has got on for progressDeadlineSeconds. A rollout that has arrived cannot run out of time. */
export function hasTimedOut(deployment: Deployment, status: DeploymentStatus, now: number): boolean {
	const progressing = findCondition(status.conditions, 'Progressing');
	if (!progressing || progressing.reason === reasons.available) {
		return false;
	}
	return progressing.reason === reasons.timedOut || deadline(deployment, progressing) < now;
}

/** The status in the course of a rollout. @param now milliseconds since 1970 */
export function rolloutStatus(deployment: Deployment, replicaSets: ReplicaSets, now: number): DeploymentStatus {
	const status = deploymentStatus(deployment, replicaSets, now);
	const estimated = hasProgressDeadline(deployment)
		? estimateProgress(deployment, replicaSets, status, now)
		: withoutCondition(status.conditions ?? [], 'Progressing');
	const failure = replicaFailure(replicaSets.newRS, allOf(replicaSets));
	const conditions = failure ? withCondition(estimated, failure) : withoutCondition(estimated, 'ReplicaFailure');
	return {...status, conditions};
}

function estimateProgress(
	deployment: Deployment,
	{newRS}: ReplicaSets,
	status: DeploymentStatus,
	now: number,
): readonly DeploymentCondition[] {
	const conditions = status.conditions ?? [];
	const current = findCondition(deployment.status.conditions, 'Progressing');
	if ((status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === reasons.available) {
		// The rollout has arrived before; what goes on now is none.
		return conditions;
	}
	const what = newRS ? `ReplicaSet "${newRS.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
	const state = (status: 'True' | 'False', reason: string, says: string) =>
		newCondition({type: 'Progressing', status, reason, message: `${what} ${says}.`}, now);
	if (isComplete(deployment, status)) {
		return withCondition(conditions, state('True', reasons.available, 'has successfully progressed'));
	}
	if (hasProgressed(deployment.status, status)) {
		// Unlike other conditions this one is written anew each time: its update time is what the deadline counts from.
		const condition = state('True', 'ReplicaSetUpdated', 'is progressing');
		const since = current?.status === 'True' ? {lastTransitionTime: current.lastTransitionTime} : {};
		return withCondition(withoutCondition(conditions, 'Progressing'), {...condition, ...since});
	}
	return hasTimedOut(deployment, status, now)
		? withCondition(conditions, state('False', reasons.timedOut, 'has timed out progressing'))
		: conditions;
}

/** Writes the status in the course of a rollout, or where nothing has changed sees to it that time does not run out unseen. */
export function syncRolloutStatus(deployment: Deployment, replicaSets: ReplicaSets, context: ControllerContext): void {
	const status = rolloutStatus(deployment, replicaSets, context.now);
	if (!jsonEqual(status, deployment.status)) {
		writeStatus(deployment, status, context);
		return;
	}
	const wait = untilProgressCheck(deployment, context.now);
	if (wait !== undefined) {
		context.enqueueAfter(objectKey(deployment), wait);
	}
}

/**
 * Milliseconds until the rollout must be looked at again to see whether it has run out of time; undefined where there
 * is no need. Example: last progress 3 minutes ago, a deadline of 10 minutes: 7 minutes and a second.
 */
export function untilProgressCheck(deployment: Deployment, now: number): number | undefined {
	const progressing = findCondition(deployment.status.conditions, 'Progressing');
	if (!hasProgressDeadline(deployment) || !progressing) {
		return undefined;
	}
	if (isComplete(deployment, deployment.status) || progressing.reason === reasons.timedOut) {
		return undefined;
	}
	return Math.max(0, deadline(deployment, progressing) - now) + 1000;
}
