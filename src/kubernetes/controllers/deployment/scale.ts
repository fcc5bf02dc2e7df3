/** What happens when the wanted number changes, and while a Deployment is paused (pkg/controller/deployment/sync.go). */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import type {ControllerContext} from '../../controller.ts';
import {countIn, desiredReplicasAnnotation} from './annotations.ts';
import {cleanUp} from './clean-up.ts';
import {isRollingUpdate} from './limits.ts';
import type {Found} from './new-replica-set.ts';
import {proportionalSizes} from './proportion.ts';
import {active, allOf, type ReplicaSets} from './replica-sets.ts';
import {resize, scaleReplicaSet} from './scale-replica-set.ts';
import {deploymentStatus, writeStatus} from './status.ts';

/** Whether the Deployment had another size when one of its ReplicaSets was last scaled. */
export function isScalingEvent({deployment, ...replicaSets}: Found): boolean {
	return active(allOf(replicaSets)).some(replicaSet => {
		const desired = countIn(replicaSet, desiredReplicasAnnotation);
		return desired !== undefined && desired !== deployment.spec.replicas;
	});
}

/** Scales without taking a rollout further. */
export function syncScale(found: Found, context: ControllerContext): void {
	const {deployment, oldRSs} = found;
	scale(found, context);
	if (deployment.spec.paused) {
		cleanUp(deployment, oldRSs, context);
	}
	syncStatusOnly(found, context);
}

export function syncStatusOnly({deployment, ...replicaSets}: Found, context: ControllerContext): void {
	const status = deploymentStatus(deployment, replicaSets, context.now);
	if (!jsonEqual(status, deployment.status)) {
		writeStatus(deployment, status, context);
	}
}

/**
 * One ReplicaSet takes the whole change. Of several in the middle of a rollout each takes its share: otherwise scaling
 * up would hasten the rollout, and with it the harm where the new template is bad.
 */
function scale({deployment, ...replicaSets}: Found, context: ControllerContext): void {
	const only = activeOrLatest(replicaSets);
	if (only) {
		scaleReplicaSet(deployment, only, deployment.spec.replicas, context);
	} else if (isSaturated(deployment, replicaSets.newRS)) {
		for (const replicaSet of active(replicaSets.oldRSs)) {
			scaleReplicaSet(deployment, replicaSet, 0, context);
		}
	} else if (isRollingUpdate(deployment)) {
		for (const {replicaSet, size} of proportionalSizes(deployment, active(allOf(replicaSets)))) {
			resize(deployment, replicaSet, size, context);
		}
	}
}

/** The one ReplicaSet that has Pods, or the newest where none has; nothing where several have. */
function activeOrLatest(replicaSets: ReplicaSets): ReplicaSet | undefined {
	const running = active(allOf(replicaSets));
	return running.length === 0
		? (replicaSets.newRS ?? replicaSets.oldRSs.at(-1))
		: running.length === 1
			? running[0]
			: undefined;
}

/** Whether the new ReplicaSet has all the wanted Pods, was told so, and all of them are available. */
function isSaturated({spec}: Deployment, newRS: ReplicaSet | undefined): boolean {
	return (
		newRS !== undefined &&
		newRS.spec.replicas === spec.replicas &&
		countIn(newRS, desiredReplicasAnnotation) === spec.replicas &&
		(newRS.status.availableReplicas ?? 0) === spec.replicas
	);
}
