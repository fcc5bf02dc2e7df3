/** Which taints a Pod puts up with (component-helpers scheduling/corev1/helpers.go, api/core/v1/toleration.go). */
import type {Toleration} from '../api/core-v1/affinity.ts';
import type {Taint} from '../api/core-v1/node.ts';

/** An absent effect stands for all effects, an absent key with `Exists` for all taints. */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
	if (toleration.effect && toleration.effect !== taint.effect) {
		return false;
	}
	if (toleration.key && toleration.key !== taint.key) {
		return false;
	}
	return toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '');
}

export function isTolerated(taint: Taint, tolerations: readonly Toleration[] | undefined): boolean {
	return tolerations?.some(toleration => toleratesTaint(toleration, taint)) ?? false;
}

/** The first taint with one of the effects that nothing tolerates. */
export function findUntoleratedTaint(
	taints: readonly Taint[] | undefined,
	tolerations: readonly Toleration[] | undefined,
	effects: readonly string[],
): Taint | undefined {
	return taints?.find(taint => effects.includes(taint.effect) && !isTolerated(taint, tolerations));
}

/** The effects that keep a new Pod away. */
export const doNotScheduleEffects: readonly string[] = ['NoSchedule', 'NoExecute'];
