/** Which Jobs of a CronJob its status calls active (pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob). */
import type {CronJobStatus, Job} from '../../../api/batch-v1.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import {finishedCondition, jobsResource, trueCondition} from '../../batch.ts';
import type {ControllerContext} from '../../controller.ts';

export function isActive({active = []}: CronJobStatus, uid: string): boolean {
	return active.some(reference => reference.uid === uid);
}

/** The status without a Job among the active ones. */
export function withoutActive(status: CronJobStatus, uid: string): CronJobStatus {
	const {active = [], ...rest} = status;
	const left = active.filter(reference => reference.uid !== uid);
	return left.length > 0 ? {...rest, active: left} : rest;
}

/** The status with a Job that has just been made. @param at milliseconds since 1970 */
export function withActive(status: CronJobStatus, {apiVersion, kind, metadata}: KubernetesObject): CronJobStatus {
	const {name, namespace, uid, resourceVersion} = metadata;
	const reference = {
		kind,
		...(namespace && {namespace}),
		name,
		...(uid && {uid}),
		apiVersion,
		...(resourceVersion && {resourceVersion}),
	};
	return {...status, active: [...(status.active ?? []), reference]};
}

/** Takes Jobs that have ended, or are gone, off the list, and notes when the last one succeeded. */
export function reconcileActive(
	cronJob: KubernetesObject & {readonly status: CronJobStatus},
	jobs: readonly Job[],
	{api, events}: ControllerContext,
): CronJobStatus {
	let {status} = cronJob;
	for (const job of jobs) {
		const {name, uid} = job.metadata;
		const finished = finishedCondition(job);
		if (!finished) {
			if (!isActive(status, uid!)) {
				const message = `Saw a job that the controller did not create or forgot: ${name}`;
				events.event(cronJob, 'Warning', 'UnexpectedJob', message);
			}
			continue;
		}
		if (isActive(status, uid!)) {
			status = withoutActive(status, uid!);
			const message = `Saw completed job: ${name}, condition: ${finished.type}`;
			events.event(cronJob, 'Normal', 'SawCompletedJob', message);
		}
		if (trueCondition(job, 'Complete')) {
			status = withLatestSuccess(status, job.status.completionTime);
		}
	}
	for (const {uid, namespace, name} of status.active ?? []) {
		const known = jobs.some(({metadata}) => metadata.uid === uid);
		if (!known && !api.get(jobsResource, namespace ?? '', name ?? '')) {
			events.event(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
			status = withoutActive(status, uid ?? '');
		}
	}
	return status;
}

function withLatestSuccess(status: CronJobStatus, time: string | undefined): CronJobStatus {
	const known = parseTime(status.lastSuccessfulTime);
	const newer = time !== undefined && (known === undefined || parseTime(time)! > known);
	return newer ? {...status, lastSuccessfulTime: time} : status;
}
