/** What the Pods of a Job are made of (pkg/controller/job/job_controller.go manageJob, indexed_job_utils.go). */
import type {Job} from '../../../api/batch-v1.ts';
import type {Container} from '../../../api/core-v1/container.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import {
	completionIndexKey,
	indexFailureCountAnnotation,
	indexIgnoredFailureCountAnnotation,
	trackingFinalizer,
} from '../../batch.ts';
import {failuresOfNew} from './indexed.ts';

const indexVariable = 'JOB_COMPLETION_INDEX';
/** Generated names have 63 letters at most, 5 of them random. */
const longestGeneratedBase = 58;

/** What a Pod is made from. */
interface PodParts {
	readonly template: PodTemplateSpec;
	/** What its name begins with, where that is not the Job's. */
	readonly generateName?: string;
}

/**
 * The parts of one Pod.
 * @param index of an Indexed Job
 * @param replaced the Pod of the same index that failed last, where failures are counted by index
 */
export function partsOfPod(job: Job, index: number | undefined, replaced: Pod | undefined): PodParts {
	return index === undefined ? {template: trackedTemplate(job)} : partsForIndex(job, index, replaced);
}

/** The template with the finalizer that keeps a Pod until it has been counted. */
function trackedTemplate({spec}: Job): PodTemplateSpec {
	const {metadata} = spec.template;
	const finalizers = metadata.finalizers ?? [];
	const tracked = finalizers.includes(trackingFinalizer) ? finalizers : [...finalizers, trackingFinalizer];
	return {...spec.template, metadata: {...metadata, finalizers: tracked}};
}

/** The template for one index, which the Pod finds in a label, an annotation, its host name and a variable. */
function partsForIndex(job: Job, index: number, replaced: Pod | undefined): PodParts {
	const tracked = trackedTemplate(job);
	const {metadata, spec} = tracked;
	const key = {[completionIndexKey]: String(index)};
	const annotations = {...metadata.annotations, ...key, ...failureAnnotations(job, replaced)};
	const template = {
		...tracked,
		metadata: {...metadata, annotations, labels: {...metadata.labels, ...key}},
		spec: {
			...spec,
			hostname: `${job.metadata.name}-${index}`,
			containers: spec.containers.map(withIndexVariable),
			...(spec.initContainers && {initContainers: spec.initContainers.map(withIndexVariable)}),
		},
	};
	const suffix = `-${index}-`;
	return {template, generateName: job.metadata.name.slice(0, longestGeneratedBase - suffix.length) + suffix};
}

function failureAnnotations(job: Job, replaced: Pod | undefined): Record<string, string> {
	if (job.spec.backoffLimitPerIndex === undefined) {
		return {};
	}
	const {counted, ignored} = failuresOfNew(job, replaced);
	return {
		[indexFailureCountAnnotation]: String(counted),
		...(ignored > 0 && {[indexIgnoredFailureCountAnnotation]: String(ignored)}),
	};
}

function withIndexVariable<T extends Container>(container: T): T {
	if (container.env?.some(({name}) => name === indexVariable)) {
		return container;
	}
	const fieldPath = `metadata.labels['${completionIndexKey}']`;
	const variable = {name: indexVariable, valueFrom: {fieldRef: {apiVersion: 'v1', fieldPath}}};
	return {...container, env: [...(container.env ?? []), variable]};
}
