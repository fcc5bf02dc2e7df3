/** The CronJob controller: Jobs at set times (pkg/controller/cronjob/cronjob_controllerv2.go). */
import type {CronJob, Job} from '../../../api/batch-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {cronJobsResource, jobsResource} from '../../batch.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {parseSchedule, ScheduleError} from '../../cron/parser.ts';
import {cleanUpFinished} from './job-control.ts';
import {untilNextSchedule} from './missed-schedules.ts';
import {scheduleInZone, syncCronJob} from './sync.ts';

export const cronJobs: Controller = {
	name: 'cronjob-controller',
	manager: 'kube-controller-manager',
	watches: {
		[cronJobsResource]: cronJobWritten,
		[jobsResource]: ({object, previous}: Change<Job>, context) => [
			...ownersKey(object, context),
			...(previous && !jsonEqual(controllerOf(previous), controllerOf(object)) ? ownersKey(previous, context) : []),
		],
	},
	moved: ({api}) => api.list<CronJob>(cronJobsResource).map(objectKey),
	sync(key, context) {
		const [namespace, name] = splitKey(key);
		const cronJob = context.api.get<CronJob>(cronJobsResource, namespace, name);
		if (!cronJob) {
			return;
		}
		const jobs = context.api
			.byIndex<Job>(jobsResource, 'owner', cronJob.metadata.uid!)
			.filter(job => controllerOf(job)?.uid === cronJob.metadata.uid);
		const cleaned = {...cronJob, status: cleanUpFinished(cronJob, jobs, context)};
		const kept = jobs.filter(({metadata}) => context.api.get(jobsResource, namespace, metadata.name));
		const {status, again, error} = syncCronJob(cleaned, kept, context);
		context.api.updateStatus(cronJobsResource, {...cronJob, status});
		if (error) {
			throw error;
		}
		if (again !== undefined) {
			context.enqueueAfter(key, again);
		}
	},
};

/** The key of the CronJob that controls a Job. */
function ownersKey(job: Job, {api}: ControllerContext): string[] {
	const owner = controllerOf(job);
	if (owner?.kind !== 'CronJob') {
		return [];
	}
	const cronJob = api.get<CronJob>(cronJobsResource, job.metadata.namespace!, owner.name);
	return cronJob?.metadata.uid === owner.uid ? [objectKey(cronJob)] : [];
}

/** A new schedule is waited for; anything else is looked at now. */
function cronJobWritten({type, object, previous}: Change<CronJob>, context: ControllerContext): string[] {
	const key = objectKey(object);
	const {schedule, timeZone} = previous?.spec ?? object.spec;
	if (type !== 'MODIFIED' || (object.spec.schedule === schedule && object.spec.timeZone === timeZone)) {
		return [key];
	}
	try {
		const wait = untilNextSchedule(object, context.now, parseSchedule(scheduleInZone(object)));
		if (wait !== undefined) {
			context.enqueueAfter(key, wait);
		}
	} catch (error) {
		if (!(error instanceof ScheduleError)) {
			throw error;
		}
		const message = `unparseable schedule for cronjob: ${object.spec.schedule}`;
		context.events.event(object, 'Warning', 'UnParseableCronJobSchedule', message);
	}
	return [];
}
