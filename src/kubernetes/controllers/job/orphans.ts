/**
 * Lets go of Pods that no Job will count any more, because theirs is gone or has ended
 * (pkg/controller/job/job_controller.go syncOrphanPod).
 */
import type {Job} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {ApiClient} from '../../api/client.ts';
import {finishedCondition, isManagedElsewhere, jobsResource} from '../../batch.ts';
import {type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {stopTracking} from './pods.ts';

const podPrefix = 'orphan:';
const jobPrefix = 'orphans-of:';

/** The key for one Pod. */
export function orphanKey(pod: Pod): string {
	return podPrefix + objectKey(pod);
}

/** The key for all Pods of a Job. */
export function orphansKey({metadata}: Job): string {
	return jobPrefix + metadata.uid;
}

/** Whether the key is one of these; then it is seen to. */
export function syncOrphans(key: string, {api}: ControllerContext): boolean {
	if (key.startsWith(jobPrefix)) {
		for (const pod of api.byIndex<Pod>('pods', 'owner', key.slice(jobPrefix.length))) {
			releaseOrphan(pod, api);
		}
		return true;
	}
	if (!key.startsWith(podPrefix)) {
		return false;
	}
	const pod = api.get<Pod>('pods', ...splitKey(key.slice(podPrefix.length)));
	if (pod) {
		releaseOrphan(pod, api);
	}
	return true;
}

function releaseOrphan(pod: Pod, api: ApiClient): void {
	const owner = controllerOf(pod);
	if (owner && (owner.kind !== 'Job' || owner.apiVersion !== 'batch/v1')) {
		return;
	}
	const job = jobOf(pod, api);
	if (!job || (finishedCondition(job) && !isManagedElsewhere(job))) {
		stopTracking(pod, api);
	}
}

/** The Job that controls a Pod. */
export function jobOf(pod: Pod, api: ApiClient): Job | undefined {
	const owner = controllerOf(pod);
	if (owner?.kind !== 'Job') {
		return undefined;
	}
	const job = api.get<Job>(jobsResource, pod.metadata.namespace!, owner.name);
	return job?.metadata.uid === owner.uid ? job : undefined;
}
