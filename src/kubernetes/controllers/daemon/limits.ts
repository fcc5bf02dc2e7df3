/** How far an update may go at once (pkg/controller/daemon/util/daemonset_util.go, update.go). */
import type {DaemonSet} from '../../../api/apps-v1.ts';
import {scaledValue} from '../int-or-percent.ts';

export interface Limits {
	readonly maxSurge: number;
	readonly maxUnavailable: number;
}

/**
 * Both are rounded up. Where both come to 0, one Pod may be unavailable: an update must be able to go on.
 * Example: maxUnavailable 30% of 4 nodes is 2.
 */
export function updateLimits({spec}: DaemonSet, desiredNumberScheduled: number): Limits {
	const {type, rollingUpdate} = spec.updateStrategy;
	const rolling = type === 'RollingUpdate' ? rollingUpdate : undefined;
	const maxSurge = scaledValue(rolling?.maxSurge, desiredNumberScheduled, 'up');
	const maxUnavailable = scaledValue(rolling?.maxUnavailable, desiredNumberScheduled, 'up');
	const stuck = desiredNumberScheduled > 0 && maxSurge === 0 && maxUnavailable === 0;
	return {maxSurge, maxUnavailable: stuck ? 1 : maxUnavailable};
}

export function allowsSurge({spec}: DaemonSet): boolean {
	const {type, rollingUpdate} = spec.updateStrategy;
	return type === 'RollingUpdate' && scaledValue(rollingUpdate?.maxSurge, 1, 'up') > 0;
}
