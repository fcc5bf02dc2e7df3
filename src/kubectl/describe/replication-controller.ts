/** kubectl pkg/describe/describe.go describeReplicationController. */
import {formatLabels} from '../../apimachinery/labels.ts';
import {writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {writePodTemplate} from './pod-template.ts';
import type {ReplicationController} from './types.ts';
import {countPodsOf, type PodCounts, writePodCounts, writeWorkloadConditions} from './workload.ts';

export const describeReplicationController = describerOf<ReplicationController, PodCounts>({
	gather: ({metadata, spec}, {connection}) => countPodsOf(metadata, formatLabels(spec.selector), connection),
	write(w, {metadata, spec, status}, counts) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		w.line(0, `Selector:\t${formatLabels(spec.selector)}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas} desired`);
		writePodCounts(w, counts);
		if (spec.template) {
			writePodTemplate(w, spec.template);
		}
		writeWorkloadConditions(w, status?.conditions);
	},
});
