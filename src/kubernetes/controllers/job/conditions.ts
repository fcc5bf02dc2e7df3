/** The conditions of a Job (pkg/controller/job/job_controller.go newCondition, ensureJobConditionStatus). */
import type {JobCondition} from '../../../api/batch-v1.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {findCondition} from '../../conditions.ts';

export type StatedJobCondition = Pick<JobCondition, 'type' | 'status' | 'reason' | 'message'>;

/** @param now milliseconds since 1970 */
export function newCondition({type, status, reason, message}: StatedJobCondition, now: number): JobCondition {
	const time = formatTime(now);
	return {
		type,
		status,
		lastProbeTime: time,
		lastTransitionTime: time,
		...(reason && {reason}),
		...(message && {message}),
	};
}

/** The conditions with this one; the same list where it says so already. What is not so is not said for the first time. */
export function withCondition(
	conditions: readonly JobCondition[] | undefined,
	stated: StatedJobCondition,
	now: number,
): readonly JobCondition[] | undefined {
	const old = findCondition(conditions, stated.type);
	if (!old) {
		return stated.status === 'False' ? conditions : [...(conditions ?? []), newCondition(stated, now)];
	}
	const same = old.status === stated.status && old.reason === stated.reason && old.message === stated.message;
	return same ? conditions : conditions!.map(each => (each === old ? newCondition(stated, now) : each));
}
