/** What a disruption budget says of itself (component-helpers apps/poddisruptionbudget, pkg/controller/disruption). */
import type {Condition} from '../../api/meta-v1.ts';
import type {PodDisruptionBudget, PodDisruptionBudgetStatus} from '../../api/policy-v1.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import {formatTime} from '../../apimachinery/time.ts';
import {findCondition} from '../conditions.ts';

const allowedType = 'DisruptionAllowed';

type Counts = Pick<
	PodDisruptionBudgetStatus,
	'currentHealthy' | 'desiredHealthy' | 'expectedPods' | 'disruptionsAllowed'
>;

export function budgetStatus(
	{metadata, status}: PodDisruptionBudget,
	counts: Counts,
	disrupted: Readonly<Record<string, string>>,
	now: number,
): PodDisruptionBudgetStatus {
	const generation = metadata.generation ?? 0;
	const allowed = counts.disruptionsAllowed > 0;
	const stated = {
		status: allowed ? 'True' : 'False',
		reason: allowed ? 'SufficientPods' : 'InsufficientPods',
		message: '',
		observedGeneration: generation,
	};
	return {
		...counts,
		observedGeneration: generation,
		...(Object.keys(disrupted).length > 0 && {disruptedPods: disrupted}),
		conditions: withAllowed(status.conditions, stated, now),
	};
}

/** Nothing may be evicted, and why. */
export function failedStatus({status}: PodDisruptionBudget, message: string, now: number): PodDisruptionBudgetStatus {
	const {observedGeneration} = status;
	const stated = {
		status: 'False',
		reason: 'SyncFailed',
		message,
		...(observedGeneration !== undefined && {observedGeneration}),
	};
	return {...status, disruptionsAllowed: 0, conditions: withAllowed(status.conditions, stated, now)};
}

export function isStatusUpToDate({status}: PodDisruptionBudget, next: PodDisruptionBudgetStatus): boolean {
	const {conditions: _, ...counts} = status;
	const {conditions: __, ...nextCounts} = next;
	const [is, wanted] = [findCondition(status.conditions, allowedType), findCondition(next.conditions, allowedType)];
	return is?.status === wanted?.status && is?.reason === wanted?.reason && semanticEqual(counts, nextCounts);
}

function withAllowed(
	conditions: readonly Condition[] = [],
	stated: Omit<Condition, 'type' | 'lastTransitionTime'>,
	now: number,
): readonly Condition[] {
	const old = findCondition(conditions, allowedType);
	const lastTransitionTime = old?.status === stated.status ? old.lastTransitionTime : formatTime(now);
	const condition: Condition = {type: allowedType, ...stated, lastTransitionTime};
	return old ? conditions.map(each => (each === old ? condition : each)) : [...conditions, condition];
}
