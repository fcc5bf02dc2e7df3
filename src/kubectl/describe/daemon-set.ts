/** kubectl pkg/describe/describe.go describeDaemonSet. */
import {formatLabels, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {writePodTemplate} from './pod-template.ts';
import {selectorText} from './selector.ts';
import type {DaemonSet} from './types.ts';
import {countPods, type PodCounts, writePodCounts} from './workload.ts';

export const describeDaemonSet = describerOf<DaemonSet, PodCounts>({
	gather: (set, {connection}) => countPods(set, connection),
	write(w, {metadata, spec, status}, counts) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		w.line(0, `Selector:\t${selectorText(spec.selector)}`);
		w.line(0, `Node-Selector:\t${formatLabels(spec.template.spec?.nodeSelector)}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
		w.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
		w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
		w.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
		w.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
		writePodCounts(w, counts);
		writePodTemplate(w, spec.template);
	},
});
