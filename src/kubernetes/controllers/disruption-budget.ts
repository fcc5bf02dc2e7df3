/** The arithmetic of disruption budgets (pkg/controller/disruption/disruption.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {PodDisruptionBudgetSpec} from '../../api/policy-v1.ts';
import {parseTime} from '../../apimachinery/time.ts';
import {isPodReady} from '../conditions.ts';
import {scaledValue} from './int-or-percent.ts';

/** An evicted Pod that is not being deleted after this long will not be, in milliseconds. */
export const deletionTimeout = 120_000;

/**
 * How many Pods there should be and how many of them must stay healthy. Shares are rounded up: of 7 Pods,
 * `minAvailable: 50%` wants 4 and `maxUnavailable: 50%` (4 may go) leaves 3.
 * @param scale what the Pods' controllers want; with a plain `minAvailable`, how many Pods there are
 */
export function healthyPods(
	{minAvailable, maxUnavailable}: PodDisruptionBudgetSpec,
	scale: number,
): {readonly expected: number; readonly desired: number} {
	if (maxUnavailable !== undefined) {
		return {expected: scale, desired: Math.max(0, scale - scaledValue(maxUnavailable, scale, 'up'))};
	}
	return minAvailable === undefined
		? {expected: 0, desired: 0}
		: {expected: scale, desired: scaledValue(minAvailable, scale, 'up')};
}

/** How many Pods may go now. Example: 3 healthy of 3 with 2 wanted: 1. */
export function disruptionsAllowed(healthy: number, desired: number, expected: number): number {
	return expected <= 0 ? 0 : Math.max(0, healthy - desired);
}

/** Of the Pods whose eviction was granted: those that will soon be deleted, and those that should have been. */
export function disruptedPods(
	pods: readonly Pod[],
	granted: Readonly<Record<string, string>>,
	now: number,
): {readonly expected: Readonly<Record<string, string>>; readonly overdue: readonly Pod[]} {
	const expected: Record<string, string> = {};
	const overdue: Pod[] = [];
	for (const pod of pods) {
		const time = granted[pod.metadata.name];
		if (time === undefined || pod.metadata.deletionTimestamp) {
			continue;
		}
		if ((parseTime(time) ?? 0) + deletionTimeout < now) {
			overdue.push(pod);
		} else {
			expected[pod.metadata.name] = time;
		}
	}
	return {expected, overdue};
}

/** The Pods that are ready and will stay. */
export function countHealthy(pods: readonly Pod[], goingSoon: Readonly<Record<string, string>>, now: number): number {
	return pods.filter(pod => {
		const granted = parseTime(goingSoon[pod.metadata.name]);
		const goes = granted !== undefined && granted + deletionTimeout > now;
		return !pod.metadata.deletionTimestamp && !goes && isPodReady(pod);
	}).length;
}
