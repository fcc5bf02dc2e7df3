/** Whether enough indexes have succeeded for the policy of a Job (pkg/controller/job/success_policy.go). */
import type {JobSpec} from '../../../api/batch-v1.ts';
import {type Intervals, overlap, parseIntervals, total} from './intervals.ts';

/** Which rule is met, in words for the condition; undefined while none is. */
export function metSuccessPolicy({successPolicy, completions = 0}: JobSpec, succeeded: Intervals): string | undefined {
	if (succeeded.length === 0) {
		return undefined;
	}
	const met = (successPolicy?.rules ?? []).findIndex(({succeededIndexes, succeededCount}) => {
		if (succeededIndexes === undefined) {
			return succeededCount !== undefined && total(succeeded) >= succeededCount;
		}
		const wanted = parseIntervals(succeededIndexes, completions);
		const shared = overlap(wanted, succeeded);
		return (
			wanted.length > 0 && (shared === total(wanted) || (succeededCount !== undefined && shared >= succeededCount))
		);
	});
	return met < 0 ? undefined : `Matched rules at index ${met}`;
}
