/** kubectl pkg/describe/describe.go describeReplicaSet. */
import {writeAnnotations, writeController, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {writePodTemplate} from './pod-template.ts';
import {selectorText} from './selector.ts';
import type {ReplicaSet} from './types.ts';
import {countPods, type PodCounts, writePodCounts, writeWorkloadConditions} from './workload.ts';

export const describeReplicaSet = describerOf<ReplicaSet, PodCounts>({
	gather: (set, {connection}) => countPods(set, connection),
	write(w, set, counts) {
		w.line(0, `Name:\t${set.metadata.name}`);
		w.line(0, `Namespace:\t${set.metadata.namespace ?? ''}`);
		w.line(0, `Selector:\t${selectorText(set.spec.selector)}`);
		writeLabels(w, 'Labels', set.metadata.labels);
		writeAnnotations(w, set.metadata.annotations);
		writeController(w, set);
		w.line(0, `Replicas:\t${set.status?.replicas ?? 0} current / ${set.spec.replicas} desired`);
		writePodCounts(w, counts);
		if (set.spec.template) {
			writePodTemplate(w, set.spec.template);
		}
		writeWorkloadConditions(w, set.status?.conditions);
	},
});
