/** kubectl pkg/describe/describe.go describePodDisruptionBudgetV1. */
import {describerOf} from './describer.ts';
import {selectorText} from './selector.ts';
import type {PodDisruptionBudget} from './types.ts';

export const describePodDisruptionBudget = describerOf<PodDisruptionBudget>({
	write(w, {metadata, spec, status}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		if (spec?.minAvailable !== undefined) {
			w.line(0, `Min available:\t${spec.minAvailable}`);
		} else if (spec?.maxUnavailable !== undefined) {
			w.line(0, `Max unavailable:\t${spec.maxUnavailable}`);
		}
		w.line(0, `Selector:\t${spec?.selector ? selectorText(spec.selector) : '<unset>'}`);
		w.line(0, 'Status:');
		w.line(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`);
		w.line(2, `Current:\t${status?.currentHealthy ?? 0}`);
		w.line(2, `Desired:\t${status?.desiredHealthy ?? 0}`);
		w.line(2, `Total:\t${status?.expectedPods ?? 0}`);
	},
});
