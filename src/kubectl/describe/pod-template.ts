import {writeAnnotations, writeLabels, writeTolerations} from './common.ts';
import {writeContainers} from './containers.ts';
import {writeSpread} from './topology-spread.ts';
import type {PodTemplateSpec} from './types.ts';
import {writeVolumes} from './volumes.ts';
import {DescriptionWriter} from './writer.ts';

/** kubectl pkg/describe/describe.go DescribePodTemplate. */
export function writePodTemplate(w: DescriptionWriter, template: PodTemplateSpec): void {
	const {metadata, spec} = template;
	w.line(0, 'Pod Template:');
	writeLabels(w, '  Labels', metadata?.labels);
	if (metadata?.annotations && Object.keys(metadata.annotations).length > 0) {
		writeAnnotations(w, metadata.annotations, '  Annotations');
	}
	if (!spec) {
		return;
	}
	if (spec.serviceAccountName) {
		w.line(1, `Service Account:\t${spec.serviceAccountName}`);
	}
	if (spec.initContainers && spec.initContainers.length > 0) {
		writeContainers(w, 'Init Containers', spec.initContainers, {indent: '  '});
	}
	writeContainers(w, 'Containers', spec.containers, {indent: '  '});
	writeVolumes(w, spec.volumes, '  ');
	writeSpread(w, spec.topologySpreadConstraints, '  ');
	if (spec.priorityClassName) {
		w.line(1, `Priority Class Name:\t${spec.priorityClassName}`);
	}
	writeLabels(w, '  Node-Selectors', spec.nodeSelector);
	writeTolerations(w, '  Tolerations', spec.tolerations);
}

/** The same as a text of its own, its tabs left as they are, as `rollout history --revision` shows it. */
export function podTemplateText(template: PodTemplateSpec): string {
	const w = new DescriptionWriter();
	writePodTemplate(w, template);
	return w.unaligned;
}
