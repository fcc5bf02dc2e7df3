/** The arithmetic of a rolling update (pkg/controller/deployment/rolling.go, util/deployment_util.go NewRSNewReplicas). */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import {isRollingUpdate, maxSurge, maxUnavailable} from './limits.ts';
import {availableOf, replicasOf} from './replica-sets.ts';

/**
 * How many Pods the new ReplicaSet may have now. Example: 10 wanted, maxSurge 3, 8 old and 3 new: 13 may be there, so 2
 * more, 5.
 * @param others all ReplicaSets but the new one
 * @param present the size of the new one
 */
export function newReplicaSetSize(deployment: Deployment, others: readonly ReplicaSet[], present: number): number {
	const {replicas} = deployment.spec;
	if (!isRollingUpdate(deployment)) {
		return replicas;
	}
	const room = replicas + maxSurge(deployment) - replicasOf(others) - present;
	return room <= 0 ? present : present + Math.min(room, replicas - present);
}

/**
 * By how many Pods the old ReplicaSets may shrink at most, counting new Pods that are not available as missing.
 *
 * Example: 10 wanted, maxUnavailable 2, maxSurge 3, 8 old and 5 new of which none comes up: 13 - 8 - 5 = 0, so the old
 * ones stay although one of them fails. When the Deployment is rolled back the new ones count as old: 13 - 8 - 1 = 4 of
 * them can go.
 */
export function maxScaledDown(deployment: Deployment, oldRSs: readonly ReplicaSet[], newRS: ReplicaSet): number {
	const minAvailable = deployment.spec.replicas - maxUnavailable(deployment);
	const newUnavailable = newRS.spec.replicas - (newRS.status.availableReplicas ?? 0);
	return replicasOf([...oldRSs, newRS]) - minAvailable - newUnavailable;
}

/** A ReplicaSet and the size that it gets. */
export interface Shrunk {
	readonly replicaSet: ReplicaSet;
	readonly size: number;
}

/**
 * Takes Pods that are not available out of the old ReplicaSets, the oldest first: they must not hold a rollout up.
 * Example: sizes 3 and 5 with 1 and 4 available, at most 2: the first one shrinks to 1.
 *
 * A status that tells of more available Pods than there should be is older than the last scaling: from there on nothing
 * can be said, and the list ends.
 */
export function withoutUnhealthy(oldRSs: readonly ReplicaSet[], most: number): Shrunk[] {
	const sized: Shrunk[] = [];
	let left = most;
	for (const replicaSet of oldRSs) {
		const {replicas} = replicaSet.spec;
		const unhealthy = replicas - (replicaSet.status.availableReplicas ?? 0);
		const count = left <= 0 ? 0 : Math.min(left, unhealthy);
		if (count < 0) {
			break;
		}
		left -= count;
		sized.push({replicaSet, size: replicas - count});
	}
	return sized;
}

/**
 * Shrinks the old ReplicaSets, the oldest first, by as many Pods as are available beyond what must be. Example: 10
 * wanted, maxUnavailable 2, 10 available: by 2.
 */
export function scaledDown(deployment: Deployment, oldRSs: readonly ReplicaSet[], newRS: ReplicaSet): Shrunk[] {
	const minAvailable = deployment.spec.replicas - maxUnavailable(deployment);
	let left = Math.max(0, availableOf([...oldRSs, newRS]) - minAvailable);
	return oldRSs.map(replicaSet => {
		const count = Math.min(replicaSet.spec.replicas, left);
		left -= count;
		return {replicaSet, size: replicaSet.spec.replicas - count};
	});
}
