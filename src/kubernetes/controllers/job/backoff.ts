/** How long a Job waits before it replaces Pods that failed (pkg/controller/job/backoff_utils.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ControllerContext} from '../../controller.ts';
import {fields, instant} from '../../instants.ts';
import {finishTime} from './finish-time.ts';
import {indexFailures} from './pods.ts';

const firstDelay = 10_000;
const longestDelay = 600_000;

/** What a Job remembers of its failures. */
export interface BackoffRecord {
	/** How many Pods have failed since one succeeded. */
	readonly failures: number;
	/** When the last of them did, in milliseconds since 1970. */
	readonly lastFailure?: number;
}

const none: BackoffRecord = {failures: 0};

/** Where the table of these records holds instants. */
export const backoffInstants = fields<BackoffRecord>({lastFailure: instant});

function records(context: ControllerContext) {
	return context.table<BackoffRecord>('backoff');
}

export function readBackoff(key: string, context: ControllerContext): BackoffRecord {
	return records(context).get(key) ?? none;
}

export function writeBackoff(key: string, record: BackoffRecord, context: ControllerContext): void {
	if (record.failures > 0) {
		records(context).set(key, record);
	} else {
		forgetBackoff(key, context);
	}
}

export function forgetBackoff(key: string, context: ControllerContext): void {
	if (records(context).get(key)) {
		records(context).delete(key);
	}
}

/** The record with Pods that have ended since: failures add up, and a success wipes out what failed before it. */
export function updatedBackoff(old: BackoffRecord, succeeded: readonly Pod[], failed: readonly Pod[]): BackoffRecord {
	const lastSuccess = Math.max(...succeeded.map(finishTime));
	const failures = failed.map(finishTime).filter(time => time > lastSuccess);
	const before = succeeded.length > 0 ? none : old;
	if (failures.length === 0) {
		return before;
	}
	return {failures: before.failures + failures.length, lastFailure: Math.max(...failures)};
}

/**
 * The milliseconds left of the wait after that many failures: 10 s after the first, twice as long after each further
 * one, at most 10 minutes. Example: 4 s after the third failure 36 s are left.
 */
export function remainingDelay({failures, lastFailure = 0}: BackoffRecord, now: number): number {
	if (failures === 0) {
		return 0;
	}
	const delay = Math.min(firstDelay * 2 ** (failures - 1), longestDelay);
	return Math.max(0, delay - (now - lastFailure));
}

/** The same for one index, whose failures the last Pod that failed knows. */
export function remainingDelayOfIndex(lastFailed: Pod | undefined, now: number): number {
	if (!lastFailed) {
		return 0;
	}
	const {counted, ignored} = indexFailures(lastFailed);
	return remainingDelay({failures: counted + ignored + 1, lastFailure: finishTime(lastFailed)}, now);
}
