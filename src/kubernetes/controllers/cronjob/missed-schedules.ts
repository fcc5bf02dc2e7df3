/** Which of its times a CronJob has let pass (pkg/controller/cronjob/utils.go mostRecentScheduleTime). */
import type {CronJob} from '../../../api/batch-v1.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import type {Schedule} from '../../cron/parser.ts';

/** Added to each wait, so that clocks that differ a little do no harm; in milliseconds. */
const skew = 100;
/** More missed times than this are worth a warning. */
const manyMissed = 100;

/** A schedule that is well formed and never falls due, such as one for the 31st of February. */
export class NeverDueError extends Error {
	override readonly name = 'NeverDueError';
}

interface Recent {
	/** Since when times count: the last one that was kept, the CronJob's own beginning, or its deadline. */
	readonly since: number;
	/** The last time that is due; undefined where none is. */
	readonly due?: number;
	/** Roughly how many were missed. */
	readonly missed: number;
}

/**
 * All instants are in milliseconds since 1970. Example: a CronJob for every hour, last run at 9:00, is asked at 11:10.
 * It missed 10:00, and 11:00 is due.
 * @throws NeverDueError
 */
function mostRecent({metadata, spec, status}: CronJob, now: number, schedule: Schedule, useDeadline: boolean): Recent {
	let since = parseTime(status.lastScheduleTime) ?? parseTime(metadata.creationTimestamp) ?? now;
	if (useDeadline && spec.startingDeadlineSeconds !== undefined) {
		since = Math.max(since, now - spec.startingDeadlineSeconds * 1000);
	}
	const first = schedule.next(since);
	if (first !== undefined && now < first) {
		return {since, missed: 0};
	}
	const second = first === undefined ? undefined : schedule.next(first);
	if (first === undefined || second === undefined) {
		throw new NeverDueError('time difference between two schedules is less than 1 second');
	}
	if (now < second) {
		return {since, due: first, missed: 0};
	}
	const interval = second - first;
	const missed = Math.floor((now - first) / interval) + 1;
	// One interval early, as some schedules are not even; from there it is not far.
	let due: number | undefined;
	let next = schedule.next(first + (missed - 2) * interval);
	while (next !== undefined && next <= now) {
		due = next;
		next = schedule.next(next);
	}
	return {since, ...(due !== undefined && {due}), missed};
}

/** The time for which a Job should be made now, and whether too many were missed before it. @throws NeverDueError */
export function dueSchedule(
	cronJob: CronJob,
	now: number,
	schedule: Schedule,
): {readonly at: number; readonly tooManyMissed: boolean} | undefined {
	const {due, missed} = mostRecent(cronJob, now, schedule, true);
	return due === undefined ? undefined : {at: due, tooManyMissed: missed > manyMissed};
}

/** Milliseconds until the CronJob is to be looked at again. */
export function untilNextSchedule(cronJob: CronJob, now: number, schedule: Schedule): number | undefined {
	const next = schedule.next(lastKept(cronJob, now, schedule));
	return next === undefined ? undefined : next + skew - now;
}

function lastKept(cronJob: CronJob, now: number, schedule: Schedule): number {
	try {
		const {since, due, missed} = mostRecent(cronJob, now, schedule, false);
		return due ?? (missed === 0 ? since : now);
	} catch (error) {
		if (error instanceof NeverDueError) {
			return now;
		}
		throw error;
	}
}
