/** Makes and deletes the Jobs of a CronJob (pkg/controller/cronjob/utils.go, cronjob_controllerv2.go). */
import type {CronJob, CronJobStatus, Job} from '../../../api/batch-v1.ts';
import {StatusError} from '../../../apimachinery/status.ts';
import {formatTime, parseTime} from '../../../apimachinery/time.ts';
import {finishedCondition, jobsResource, scheduledTimestampAnnotation} from '../../batch.ts';
import type {ControllerContext} from '../../controller.ts';
import {findZone} from '../../cron/zone.ts';
import {controllerReference} from '../owners.ts';
import {withoutActive} from './active-list.ts';

const minute = 60_000;

/** The name of the Job for an instant: the same for the same instant, so that no Job is made twice. */
export function jobName({metadata}: CronJob, at: number): string {
	return `${metadata.name}-${Math.floor(at / minute)}`;
}

/** @param at for when the Job is made, in milliseconds since 1970 */
export function jobFromTemplate(cronJob: CronJob, at: number): Job {
	const {metadata, spec} = cronJob.spec.jobTemplate;
	const zone = cronJob.spec.timeZone ?? '';
	return {
		apiVersion: 'batch/v1',
		kind: 'Job',
		metadata: {
			name: jobName(cronJob, at),
			namespace: cronJob.metadata.namespace!,
			...(metadata.labels && {labels: metadata.labels}),
			annotations: {...metadata.annotations, [scheduledTimestampAnnotation]: timeIn(zone, at)},
			ownerReferences: [controllerReference(cronJob)],
		},
		spec,
		status: {},
	};
}

/** RFC 3339 as clocks in the zone show it, such as `2026-06-01T11:00:00+02:00`. */
function timeIn(zoneName: string, instant: number): string {
	const ahead = findZone(zoneName)?.offset(instant) ?? 0;
	const local = formatTime(instant + ahead);
	if (ahead === 0) {
		return local;
	}
	const minutes = Math.floor(Math.abs(ahead) / minute);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${local.slice(0, -1)}${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Deletes a Job, its Pods with it. @returns the status without it; undefined where that was refused */
export function deleteJob(
	cronJob: CronJob,
	status: CronJobStatus,
	{metadata}: Job,
	{api, events}: ControllerContext,
): CronJobStatus | undefined {
	try {
		api.delete(jobsResource, metadata.namespace!, metadata.name, {propagationPolicy: 'Background'});
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
		events.event(cronJob, 'Warning', 'FailedDelete', `Deleted job: ${error.message}`);
		return undefined;
	}
	events.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${metadata.name}`);
	return withoutActive(status, metadata.uid!);
}

/** Deletes the oldest Jobs that have ended, where there are more than the CronJob wants to keep. */
export function cleanUpFinished(cronJob: CronJob, jobs: readonly Job[], context: ControllerContext): CronJobStatus {
	const {successfulJobsHistoryLimit, failedJobsHistoryLimit} = cronJob.spec;
	const ended = (type: string) => jobs.filter(job => finishedCondition(job)?.type === type).sort(oldestFirst);
	const surplus = [
		...beyond(ended('Complete'), successfulJobsHistoryLimit),
		...beyond(ended('Failed'), failedJobsHistoryLimit),
	];
	return surplus.reduce<CronJobStatus>(
		(status, job) => deleteJob(cronJob, status, job, context) ?? status,
		cronJob.status,
	);
}

function beyond(jobs: readonly Job[], limit: number): readonly Job[] {
	return jobs.slice(0, Math.max(0, jobs.length - limit));
}

/** Jobs that have not begun come last. */
function oldestFirst(a: Job, b: Job): number {
	const began = ({status}: Job) => parseTime(status.startTime) ?? Number.MAX_SAFE_INTEGER;
	return began(a) - began(b) || (a.metadata.name < b.metadata.name ? -1 : 1);
}
