/** kubectl pkg/describe/describe.go describePriorityClass. */
import {formatLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {PriorityClass} from './types.ts';

export const describePriorityClass = describerOf<PriorityClass>({
	write(w, {metadata, value, globalDefault, preemptionPolicy, description}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Value:\t${value}`);
		w.line(0, `GlobalDefault:\t${globalDefault ?? false}`);
		w.line(0, `PreemptionPolicy:\t${preemptionPolicy ?? ''}`);
		w.line(0, `Description:\t${description ?? ''}`);
		w.line(0, `Annotations:\t${formatLabels(metadata.annotations)}`);
	},
});
