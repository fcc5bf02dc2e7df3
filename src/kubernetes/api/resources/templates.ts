/** Defaults and warnings of the Pod templates that workloads hold. */
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {defaultPodSpec} from './pod-defaults.ts';
import {podTemplateWarnings} from './pod-warnings.ts';

interface Workload extends KubernetesObject {
	readonly spec: {readonly template?: PodTemplateSpec};
}

/** The workload with the defaults that depend on other fields (the pull policy on the image) in its template. */
export function defaultTemplate<T extends Workload>(workload: T): T {
	const {template} = workload.spec;
	if (!template) {
		return workload;
	}
	const spec = defaultPodSpec(template.spec);
	return spec === template.spec ? workload : {...workload, spec: {...workload.spec, template: {...template, spec}}};
}

/** What the server warns of in a template, where the workload is new or its wanted state has changed. */
export function changedTemplateWarnings(workload: Workload, old: Workload | undefined): string[] {
	const {template} = workload.spec;
	const unchanged = old && workload.metadata.generation === old.metadata.generation;
	return unchanged || !template ? [] : podTemplateWarnings(template, 'spec.template');
}
