/** How far a rollout may go from the wanted number (pkg/controller/deployment/util/deployment_util.go). */
import type {Deployment} from '../../../api/apps-v1.ts';
import {scaledValue} from '../int-or-percent.ts';

/** The number that in these two fields stands for no limit. */
const unlimited = 2 ** 31 - 1;

export function isRollingUpdate({spec}: Deployment): boolean {
	return spec.strategy.type === 'RollingUpdate';
}

/** How many Pods there may be above the wanted number. */
export function maxSurge(deployment: Deployment): number {
	return fenceposts(deployment).surge;
}

/** How many Pods may be missing; never more than are wanted. */
export function maxUnavailable(deployment: Deployment): number {
	return Math.min(fenceposts(deployment).unavailable, deployment.spec.replicas);
}

/**
 * Surge is rounded up and unavailable down. Where both come to 0 a rollout could not go on, so one Pod may be missing.
 * Examples: 25% and 25% of 3 wanted are surge 1, unavailable 0; of 10, surge 3, unavailable 2. Surge 0 and unavailable
 * 1% of 2 are surge 0, unavailable 1.
 */
function fenceposts({spec}: Deployment): {readonly surge: number; readonly unavailable: number} {
	if (spec.strategy.type !== 'RollingUpdate') {
		return {surge: 0, unavailable: 0};
	}
	const {rollingUpdate} = spec.strategy;
	const surge = scaledValue(rollingUpdate?.maxSurge, spec.replicas, 'up');
	const unavailable = scaledValue(rollingUpdate?.maxUnavailable, spec.replicas, 'down');
	return {surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable};
}

export function hasProgressDeadline({spec}: Deployment): boolean {
	return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== unlimited;
}

export function hasRevisionHistoryLimit({spec}: Deployment): boolean {
	return spec.revisionHistoryLimit !== undefined && spec.revisionHistoryLimit !== unlimited;
}
