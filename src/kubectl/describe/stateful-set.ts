/** kubectl pkg/describe/describe.go describeStatefulSet. */
import {goList, longTime, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {claimClass} from './persistent-volume-claim.ts';
import {writePodTemplate} from './pod-template.ts';
import {selectorText} from './selector.ts';
import type {PersistentVolumeClaim, StatefulSet} from './types.ts';
import {countPods, type PodCounts, writePodCounts} from './workload.ts';
import type {DescriptionWriter} from './writer.ts';

export const describeStatefulSet = describerOf<StatefulSet, PodCounts>({
	gather: (set, {connection}) => countPods(set, connection),
	write(w, {metadata, spec, status}, counts) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		w.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
		w.line(0, `Selector:\t${selectorText(spec.selector)}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Replicas:\t${spec.replicas} desired | ${status?.replicas ?? 0} total`);
		w.line(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}`);
		const rolling = spec.updateStrategy?.rollingUpdate;
		if (rolling?.partition !== undefined) {
			w.line(1, `Partition:\t${rolling.partition}`);
			if (rolling.maxUnavailable !== undefined) {
				w.line(1, `MaxUnavailable:\t${rolling.maxUnavailable}`);
			}
		}
		writePodCounts(w, counts);
		writePodTemplate(w, spec.template);
		writeClaimTemplates(w, (spec.volumeClaimTemplates ?? []) as readonly PersistentVolumeClaim[]);
	},
});

function writeClaimTemplates(w: DescriptionWriter, templates: readonly PersistentVolumeClaim[]): void {
	if (templates.length === 0) {
		w.line(0, 'Volume Claims:\t<none>');
		return;
	}
	w.line(0, 'Volume Claims:');
	for (const claim of templates) {
		w.line(1, `Name:\t${claim.metadata.name}`);
		w.line(1, `StorageClass:\t${claimClass(claim)}`);
		writeLabels(w, 'Labels', claim.metadata.labels, '  ');
		writeLabels(w, 'Annotations', claim.metadata.annotations, '  ');
		w.line(1, `Capacity:\t${claim.spec?.resources?.requests?.storage ?? '<default>'}`);
		w.line(1, `Access Modes:\t${goList(claim.spec?.accessModes)}`);
	}
}
