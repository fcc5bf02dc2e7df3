/** How a Job sees its Pods (pkg/controller/job/job_controller.go, indexed_job_utils.go). */
import type {Job} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ApiClient} from '../../api/client.ts';
import {
	completionIndexKey,
	indexFailureCountAnnotation,
	indexIgnoredFailureCountAnnotation,
	isIndexed,
	trackingFinalizer,
} from '../../batch.ts';
import {withoutFinalizer} from '../finalizers.ts';

/** Whether the Pod is kept until its Job has counted it. */
export function isTracked({metadata}: Pod): boolean {
	return metadata.finalizers?.includes(trackingFinalizer) ?? false;
}

/** Lets go of a Pod that has been counted. A Pod that is gone is as good. */
export function stopTracking({metadata}: Pod, api: ApiClient): void {
	const pod = api.get<Pod>('pods', metadata.namespace!, metadata.name);
	if (pod && pod.metadata.uid === metadata.uid && isTracked(pod)) {
		api.update('pods', withoutFinalizer(pod, trackingFinalizer));
	}
}

/** Whether a Pod is replaced only when it has failed, and not already when it is told to end. */
export function replacesOnlyFailed({spec}: Job): boolean {
	return spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined;
}

/** Pods that were told to end count as failed too, unless the Job waits until they really have. */
export function isPodFailed({metadata, status}: Pod, job: Job): boolean {
	if (status.phase === 'Failed') {
		return true;
	}
	return !replacesOnlyFailed(job) && metadata.deletionTimestamp !== undefined && status.phase !== 'Succeeded';
}

/** The index of a Pod of an Indexed Job; undefined where it has none that can be read. */
export function completionIndexOf({metadata}: Pod): number | undefined {
	const text = metadata.annotations?.[completionIndexKey] ?? '';
	return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

/** The index of a Pod, where it is one of those that the Job still has. */
export function validIndexOf(pod: Pod, {spec}: Job): number | undefined {
	const index = completionIndexOf(pod);
	return index !== undefined && index < (spec.completions ?? 0) ? index : undefined;
}

export function byCompletionIndex(a: Pod, b: Pod): number {
	return (completionIndexOf(a) ?? -1) - (completionIndexOf(b) ?? -1);
}

/** Pods that have not been counted: tracked, none of those in `counted`, and with an index where one is needed. */
export function uncountedPods(pods: readonly Pod[], job: Job, counted: ReadonlySet<string> = new Set()): Pod[] {
	return pods.filter(
		pod =>
			isTracked(pod) && !counted.has(pod.metadata.uid!) && (!isIndexed(job) || validIndexOf(pod, job) !== undefined),
	);
}

/** How often Pods of the same index failed before this one: those that count, and those that were ignored. */
export function indexFailures({metadata}: Pod): {readonly counted: number; readonly ignored: number} {
	const read = (annotation: string) => {
		const value = Number(metadata.annotations?.[annotation] ?? 0);
		return Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : 0;
	};
	return {counted: read(indexFailureCountAnnotation), ignored: read(indexIgnoredFailureCountAnnotation)};
}
