/** What the server and the controllers know alike of Jobs (k8s.io/api/batch/v1/types.go, pkg/controller/job/util). */
import type {Job, JobCondition} from '../api/batch-v1.ts';
import {findCondition} from './conditions.ts';

export const jobsResource = 'jobs.batch';
export const cronJobsResource = 'cronjobs.batch';

const prefix = 'batch.kubernetes.io/';

/** The labels by which a Job finds its Pods. */
export const jobNameLabel = `${prefix}job-name`;
export const controllerUidLabel = `${prefix}controller-uid`;
/** The names that these labels had before they got their prefix; Pods carry both. */
export const legacyJobNameLabel = 'job-name';
export const legacyControllerUidLabel = 'controller-uid';

/** A label and an annotation of the Pods of Indexed Jobs. */
export const completionIndexKey = `${prefix}job-completion-index`;
export const indexFailureCountAnnotation = `${prefix}job-index-failure-count`;
export const indexIgnoredFailureCountAnnotation = `${prefix}job-index-ignored-failure-count`;

/** Keeps a Pod until its Job has counted it. */
export const trackingFinalizer = `${prefix}job-tracking`;

/** For which instant of its schedule a CronJob made a Job. */
export const scheduledTimestampAnnotation = `${prefix}cronjob-scheduled-timestamp`;

const ownController = 'kubernetes.io/job-controller';

/** Whether the Job is left to a controller that is none of the cluster's own. */
export function isManagedElsewhere({spec}: Job): boolean {
	return spec.managedBy !== undefined && spec.managedBy !== ownController;
}

export function isIndexed({spec}: Job): boolean {
	return spec.completionMode === 'Indexed';
}

/** The condition of that type where it is True. */
export function trueCondition({status}: Job, type: string): JobCondition | undefined {
	const condition = findCondition(status.conditions, type);
	return condition?.status === 'True' ? condition : undefined;
}

/** The condition that says that a Job has ended, for better or worse; undefined while it has not. */
export function finishedCondition(job: Job): JobCondition | undefined {
	return job.status.conditions?.find(
		({type, status}) => (type === 'Complete' || type === 'Failed') && status === 'True',
	);
}
