/** The next step of a rolling update (pkg/controller/deployment/rolling.go). */
import type {ControllerContext} from '../../controller.ts';
import {cleanUp} from './clean-up.ts';
import {ensureNewReplicaSet, type Found, type FoundNew} from './new-replica-set.ts';
import {isComplete, syncRolloutStatus} from './progress.ts';
import {active, replicasOf} from './replica-sets.ts';
import {maxScaledDown, newReplicaSetSize, type Shrunk, scaledDown, withoutUnhealthy} from './rolling-sizes.ts';
import {scaleReplicaSet} from './scale-replica-set.ts';

/** Lets the new ReplicaSet grow if it can, or else the old ones shrink; one of the two at a time. */
export function rolloutRolling(before: Found, context: ControllerContext): void {
	const found = ensureNewReplicaSet(before, context);
	if (!before.newRS) {
		// Making it takes a while, and then comes the sync for its being there.
		return;
	}
	const {deployment, oldRSs} = found;
	if (!reconcileNew(found, context) && !reconcileOld(found, context) && isComplete(deployment, deployment.status)) {
		cleanUp(deployment, oldRSs, context);
	}
	syncRolloutStatus(deployment, found, context);
}

/** @returns whether it was scaled */
function reconcileNew({deployment, newRS, oldRSs}: FoundNew, context: ControllerContext): boolean {
	const {replicas} = newRS.spec;
	const wanted = deployment.spec.replicas;
	const size = replicas >= wanted ? wanted : newReplicaSetSize(deployment, oldRSs, replicas);
	return scaleReplicaSet(deployment, newRS, size, context) !== newRS;
}

/** @returns whether any was scaled */
function reconcileOld({deployment, newRS, oldRSs}: FoundNew, context: ControllerContext): boolean {
	const old = active(oldRSs);
	const most = maxScaledDown(deployment, old, newRS);
	if (replicasOf(old) === 0 || most <= 0) {
		return false;
	}
	const apply = (sizes: readonly Shrunk[]) =>
		sizes.map(({replicaSet, size}) => scaleReplicaSet(deployment, replicaSet, size, context));
	const healthy = apply(withoutUnhealthy(old, most));
	if (healthy.length < old.length) {
		return false;
	}
	const left = apply(scaledDown(deployment, healthy, newRS));
	return left.some((replicaSet, i) => replicaSet !== old[i]);
}
