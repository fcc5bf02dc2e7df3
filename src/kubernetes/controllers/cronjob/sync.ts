/** One look at a CronJob: what has ended, what is due (pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob). */
import type {CronJob, CronJobStatus, Job} from '../../../api/batch-v1.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import {hasReason, StatusError} from '../../../apimachinery/status.ts';
import {formatTime, parseTime} from '../../../apimachinery/time.ts';
import {jobsResource} from '../../batch.ts';
import type {ControllerContext} from '../../controller.ts';
import {parseSchedule, type Schedule, ScheduleError} from '../../cron/parser.ts';
import {findZone} from '../../cron/zone.ts';
import {namespaceIsEnding} from '../pod-control.ts';
import {isActive, reconcileActive, withActive} from './active-list.ts';
import {deleteJob, jobFromTemplate, jobName} from './job-control.ts';
import {dueSchedule, NeverDueError, untilNextSchedule} from './missed-schedules.ts';

/** What a look came to. */
export interface CronStep {
	readonly status: CronJobStatus;
	/** Milliseconds until the next look; undefined where only a change asks for one. */
	readonly again?: number;
	/** What was refused; it is thrown when the status has been written. */
	readonly error?: StatusError;
}

/** @param jobs all that the CronJob controls */
export function syncCronJob(cronJob: CronJob, jobs: readonly Job[], context: ControllerContext): CronStep {
	const status = reconcileActive(cronJob, jobs, context);
	if (cronJob.metadata.deletionTimestamp) {
		return {status};
	}
	const schedule = readSchedule(cronJob, context);
	return schedule ? keepSchedule({...cronJob, status}, schedule, context) : {status};
}

/** The schedule in its zone; undefined where it is suspended, or cannot be read, which is said. */
function readSchedule(cronJob: CronJob, {events}: ControllerContext): Schedule | undefined {
	const {timeZone, suspend, schedule} = cronJob.spec;
	if (timeZone !== undefined && !findZone(timeZone)) {
		const message = `invalid timeZone: ${JSON.stringify(timeZone)}: unknown time zone ${timeZone}`;
		events.event(cronJob, 'Warning', 'UnknownTimeZone', message);
		return undefined;
	}
	if (suspend) {
		return undefined;
	}
	if (schedule.includes('TZ')) {
		const message = `CRON_TZ or TZ used in schedule ${JSON.stringify(schedule)} is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details`;
		events.event(cronJob, 'Warning', 'UnsupportedSchedule', message);
	}
	try {
		return parseSchedule(scheduleInZone(cronJob));
	} catch (error) {
		if (!(error instanceof ScheduleError)) {
			throw error;
		}
		const message = `unparseable schedule: ${JSON.stringify(schedule)} : ${error.message}`;
		events.event(cronJob, 'Warning', 'UnparseableSchedule', message);
		return undefined;
	}
}

/** A zone within the schedule counts for more than the field for it. */
export function scheduleInZone({spec}: CronJob): string {
	const {timeZone, schedule} = spec;
	return timeZone === undefined || schedule.includes('TZ') || !findZone(timeZone)
		? schedule
		: `TZ=${timeZone} ${schedule}`;
}

function keepSchedule(cronJob: CronJob, schedule: Schedule, context: ControllerContext): CronStep {
	const {spec, status} = cronJob;
	const {now, events} = context;
	const later = (next: CronJobStatus = status): CronStep => {
		const again = untilNextSchedule({...cronJob, status: next}, now, schedule);
		return {status: next, ...(again !== undefined && {again})};
	};
	let due: ReturnType<typeof dueSchedule>;
	try {
		due = dueSchedule(cronJob, now, schedule);
	} catch (error) {
		if (!(error instanceof NeverDueError)) {
			throw error;
		}
		events.event(cronJob, 'Warning', 'InvalidSchedule', `invalid schedule: ${spec.schedule} : ${error.message}`);
		return {status};
	}
	if (!due) {
		return later();
	}
	const {at} = due;
	if (due.tooManyMissed) {
		const message = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
		events.event(cronJob, 'Warning', 'TooManyMissedTimes', message);
	}
	if (spec.startingDeadlineSeconds !== undefined && at + spec.startingDeadlineSeconds * 1000 < now) {
		events.event(cronJob, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${longTime(at)}`);
		return later();
	}
	const name = jobName(cronJob, at);
	if (status.active?.some(job => job.name === name) || parseTime(status.lastScheduleTime) === at) {
		return later();
	}
	if (spec.concurrencyPolicy === 'Forbid' && (status.active?.length ?? 0) > 0) {
		const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
		events.event(cronJob, 'Normal', 'JobAlreadyActive', message);
		return later();
	}
	const replaced = spec.concurrencyPolicy === 'Replace' ? deleteActive(cronJob, context) : {status};
	return replaced.error ? replaced : startJob({...cronJob, status: replaced.status}, at, later, context);
}

/** As Go writes it with RFC1123Z: `Mon, 01 Jun 2026 09:00:00 +0000`. */
function longTime(instant: number): string {
	return new Date(instant).toUTCString().replace('GMT', '+0000');
}

function deleteActive(cronJob: CronJob, context: ControllerContext): CronStep {
	let {status} = cronJob;
	for (const {namespace, name} of status.active ?? []) {
		const job = context.api.get<Job>(jobsResource, namespace ?? '', name ?? '');
		status = (job && deleteJob(cronJob, status, job, context)) ?? status;
	}
	return {status};
}

function startJob(
	cronJob: CronJob,
	at: number,
	later: (status: CronJobStatus) => CronStep,
	{api, events}: ControllerContext,
): CronStep {
	const {status} = cronJob;
	const wanted = jobFromTemplate(cronJob, at);
	let job: Job;
	try {
		job = api.create(jobsResource, wanted);
		events.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
		const existing = hasReason(error, 'AlreadyExists')
			? api.get<Job>(jobsResource, wanted.metadata.namespace!, wanted.metadata.name)
			: undefined;
		if (!existing) {
			if (!namespaceIsEnding(error)) {
				events.event(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${error.message}`);
			}
			return {status, error};
		}
		const own = controllerOf(existing)?.uid === cronJob.metadata.uid;
		if (!own || isActive(status, existing.metadata.uid!)) {
			return {status};
		}
		job = existing;
	}
	return later({...withActive(status, job), lastScheduleTime: formatTime(at)});
}
