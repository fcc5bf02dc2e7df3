/**
 * Shares a change of size out among several ReplicaSets, so that a rollout under way keeps its proportions
 * (pkg/controller/deployment/sync.go scale, util/deployment_util.go GetReplicaSetProportion).
 */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import {countIn, maxReplicasAnnotation} from './annotations.ts';
import {maxSurge} from './limits.ts';
import {bySizeNewer, bySizeOlder, replicasOf} from './replica-sets.ts';

export interface Sized {
	readonly replicaSet: ReplicaSet;
	/** The size that it gets. */
	readonly size: number;
}

/**
 * The new sizes of ReplicaSets that have Pods, the largest first: it takes what rounding leaves over. Where the sizes
 * are equal, newer ones grow first and older ones shrink first.
 *
 * Example: 10 wanted, maxSurge 3, in the middle of a rollout with 8 old and 5 new; scaled to 15, so 18 may be there: 5
 * to add. The old one's share is 8 * 18 / 13 = 11.08, so 11, 3 more; the new one's 5 * 18 / 13 = 6.92, so 7, 2 more.
 */
export function proportionalSizes(deployment: Deployment, active: readonly ReplicaSet[]): Sized[] {
	const {replicas} = deployment.spec;
	const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
	const toAdd = allowed - replicasOf(active);
	const sorted = toAdd === 0 ? [...active] : [...active].sort(toAdd > 0 ? bySizeNewer : bySizeOlder);
	let added = 0;
	const sized = sorted.map(replicaSet => {
		const share = proportion(deployment, replicaSet, toAdd, added);
		added += share;
		return {replicaSet, size: replicaSet.spec.replicas + share};
	});
	const leftover = toAdd - added;
	return sized.map(({replicaSet, size}, i) => ({replicaSet, size: i === 0 ? Math.max(0, size + leftover) : size}));
}

/** Never more than is left of what is to be added, or (both negative) taken away. */
function proportion(deployment: Deployment, replicaSet: ReplicaSet, toAdd: number, added: number): number {
	if (replicaSet.spec.replicas === 0 || toAdd === added) {
		return 0;
	}
	const fraction = replicaSetFraction(deployment, replicaSet);
	return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

/**
 * By how much the ReplicaSet would grow if it grew as the Deployment does, from the size that its annotation remembers.
 * Halves are rounded away from zero, as Go rounds.
 */
function replicaSetFraction(deployment: Deployment, replicaSet: ReplicaSet): number {
	const present = replicaSet.spec.replicas;
	if (deployment.spec.replicas === 0) {
		return -present;
	}
	// Somebody may have taken the annotation away, or written nonsense into it.
	const before = countIn(replicaSet, maxReplicasAnnotation) || (deployment.status.replicas ?? 0);
	if (before === 0) {
		return 0;
	}
	return Math.round((present * (deployment.spec.replicas + maxSurge(deployment))) / before) - present;
}
