/** The next step of the strategy Recreate: no new Pod before the last old one is gone (deployment/recreate.go). */
import type {ReplicaSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isTerminal} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import {isControlledBy} from '../replicaset/pods.ts';
import {cleanUp} from './clean-up.ts';
import {ensureNewReplicaSet, type Found} from './new-replica-set.ts';
import {isComplete, syncRolloutStatus} from './progress.ts';
import {active} from './replica-sets.ts';
import {scaleReplicaSet} from './scale-replica-set.ts';

export function rolloutRecreate(before: Found, context: ControllerContext): void {
	const {deployment, oldRSs} = before;
	const running = active(oldRSs);
	for (const replicaSet of running) {
		scaleReplicaSet(deployment, replicaSet, 0, context);
	}
	if (running.length > 0 || oldPodsRunning(oldRSs, context)) {
		syncRolloutStatus(deployment, before, context);
		return;
	}
	const found = ensureNewReplicaSet(before, context);
	if (!before.newRS) {
		return;
	}
	scaleReplicaSet(found.deployment, found.newRS, deployment.spec.replicas, context);
	if (isComplete(found.deployment, found.deployment.status)) {
		cleanUp(found.deployment, oldRSs, context);
	}
	syncRolloutStatus(found.deployment, found, context);
}

/** Whether an old ReplicaSet has Pods that have not ended, those that are ending included. */
function oldPodsRunning(oldRSs: readonly ReplicaSet[], context: ControllerContext): boolean {
	return oldRSs.some(
		replicaSet => replicaSet.status.replicas > 0 || podsOf(replicaSet, context).some(pod => !isTerminal(pod)),
	);
}

/** The Pods that a ReplicaSet controls. */
export function podsOf(replicaSet: ReplicaSet, {api}: ControllerContext): Pod[] {
	return api.byIndex<Pod>('pods', 'owner', replicaSet.metadata.uid!).filter(pod => isControlledBy(pod, replicaSet));
}
