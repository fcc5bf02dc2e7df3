import {beforeEach, describe, expect, test} from 'vitest';
import type {CronJob} from '../../../src/api/batch-v1.ts';
import {formatTime} from '../../../src/apimachinery/time.ts';
import {cronJobsResource, finishedCondition, jobsResource} from '../../../src/kubernetes/batch.ts';
import {
	dueSchedule,
	NeverDueError,
	untilNextSchedule,
} from '../../../src/kubernetes/controllers/cronjob/missed-schedules.ts';
import {parseSchedule} from '../../../src/kubernetes/cron/parser.ts';
import {jobLab, type Lab} from './job/job-fixture.ts';

let lab: Lab;
beforeEach(() => {
	lab = jobLab();
});

const running = () => lab.jobs().filter(job => !finishedCondition(job));

describe('a CronJob', () => {
	test('makes a Job each time its schedule falls due, and keeps the last ones', () => {
		lab.createCron({}, 'succeed');
		lab.pass(60);
		const [first] = lab.jobs();
		expect(first!.metadata).toMatchObject({
			name: 'it-29671741',
			annotations: {'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-06-01T09:01:00Z'},
			ownerReferences: [{kind: 'CronJob', name: 'it', controller: true, blockOwnerDeletion: true}],
		});
		lab.pass(330);
		expect(lab.jobs().map(({metadata}) => metadata.name)).toEqual(['it-29671744', 'it-29671745', 'it-29671746']);
		expect(lab.cronJob().status).toMatchObject({lastScheduleTime: '2026-06-01T09:06:00Z'});
		expect(lab.cronJob().status).not.toHaveProperty('active');
		expect(lab.cronJob().status.lastSuccessfulTime).toMatch(/^2026-06-01T09:06:0\dZ$/);
		const said = lab.saidOfCron();
		expect(said.slice(0, 2)).toEqual([
			'SuccessfulCreate Created job it-29671741',
			'SawCompletedJob Saw completed job: it-29671741, condition: Complete',
		]);
		expect(said).toContain('SuccessfulDelete Deleted job it-29671741');
	});

	test('keeps one failed Job', () => {
		lab.createCron({}, 'fail', {backoffLimit: 0});
		lab.pass(200);
		expect(lab.jobs()).toHaveLength(1);
		expect(lab.cronJob().status).not.toHaveProperty('lastSuccessfulTime');
	});

	test.each([
		['Allow', 3],
		['Forbid', 1],
		['Replace', 1],
	])('with the policy %s has %i Jobs at work after three minutes', (concurrencyPolicy, count) => {
		lab.createCron({concurrencyPolicy}, 'sleep');
		lab.pass(60);
		const [first] = lab.jobs();
		lab.pass(125);
		expect(running()).toHaveLength(count);
		expect(lab.cronJob().status.active).toHaveLength(count);
		expect(running().some(({metadata}) => metadata.uid === first!.metadata.uid)).toBe(concurrencyPolicy !== 'Replace');
		if (concurrencyPolicy === 'Forbid') {
			expect(lab.saidOfCron().at(-1)).toMatch(/^JobAlreadyActive Not starting job because prior execution is running/);
		}
	});

	test('makes none while it is suspended', () => {
		lab.createCron({suspend: true}, 'succeed');
		lab.pass(150);
		expect(lab.jobs()).toEqual([]);
		const cronJob = lab.cronJob();
		lab.cluster.client.update(cronJobsResource, {...cronJob, spec: {...cronJob.spec, suspend: false}});
		lab.pass(1);
		// The last time that was missed is made up for, as there is no deadline.
		expect(lab.jobs()).toHaveLength(1);
	});

	test('lets a missed time go when its deadline is over', () => {
		lab.createCron({suspend: true, startingDeadlineSeconds: 10}, 'succeed');
		lab.pass(90);
		const cronJob = lab.cronJob();
		lab.cluster.client.update(cronJobsResource, {...cronJob, spec: {...cronJob.spec, suspend: false}});
		lab.pass(20);
		expect(lab.jobs()).toEqual([]);
		lab.pass(10);
		expect(lab.jobs()).toHaveLength(1);
	});

	test('goes by a new schedule, in its zone', () => {
		lab.createCron({schedule: '0 0 1 1 *', timeZone: 'Europe/Berlin'}, 'succeed');
		lab.pass(30);
		const cronJob = lab.cronJob();
		// 11:02 in Berlin is 9:02 in the cluster.
		lab.cluster.client.update(cronJobsResource, {...cronJob, spec: {...cronJob.spec, schedule: '2 11 * * *'}});
		lab.pass(120);
		const [job] = lab.jobs();
		expect(job!.metadata.annotations).toEqual({
			'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-06-01T11:02:00+02:00',
		});
	});

	test('notices that an active Job has gone, and one that somebody else made', () => {
		lab.createCron({concurrencyPolicy: 'Forbid'}, 'sleep');
		lab.pass(60);
		const [job] = lab.jobs();
		lab.cluster.client.delete(jobsResource, 'default', job!.metadata.name, {propagationPolicy: 'Background'});
		lab.pass(1);
		expect(lab.saidOfCron()).toContain(`MissingJob Active job went missing: ${job!.metadata.name}`);
		expect(lab.cronJob().status).not.toHaveProperty('active');
		const {spec} = lab.cronJob();
		lab.cluster.client.create(jobsResource, {
			apiVersion: 'batch/v1',
			kind: 'Job',
			metadata: {name: 'by-hand', namespace: 'default', ownerReferences: job!.metadata.ownerReferences!},
			spec: spec.jobTemplate.spec,
			status: {},
		} as never);
		lab.pass(1);
		expect(lab.saidOfCron()).toContain('UnexpectedJob Saw a job that the controller did not create or forgot: by-hand');
	});

	test('takes its Jobs and their Pods with it', () => {
		lab.createCron({}, 'sleep');
		lab.pass(60);
		lab.cluster.client.delete(cronJobsResource, 'default', 'it');
		lab.pass(60);
		expect([...lab.jobs(), ...lab.pods()]).toEqual([]);
	});
});

describe('the times that were missed', () => {
	const nine = Date.UTC(2026, 5, 1, 9);
	const minute = 60_000;
	const cron = (fields: object, lastScheduleTime?: number) =>
		({
			metadata: {creationTimestamp: formatTime(nine)},
			spec: fields,
			status: lastScheduleTime === undefined ? {} : {lastScheduleTime: formatTime(lastScheduleTime)},
		}) as unknown as CronJob;

	test.each([
		['*/10 * * * *', 5, undefined, undefined],
		['*/10 * * * *', 12, undefined, 10],
		['*/10 * * * *', 47, undefined, 40],
		['*/10 * * * *', 47, 40, 40],
		['30 6-16/4 * * 1-5', 60 * 8, undefined, 60 * 5.5],
		['@every 7m', 30, undefined, 28],
	])('%s, asked after %i minutes, last kept after %s: %s', (text, asked, kept, due) => {
		const cronJob = cron({}, kept === undefined ? undefined : nine + kept * minute - 10 * minute);
		const found = dueSchedule(cronJob, nine + asked * minute, parseSchedule(text));
		expect(found?.at).toBe(due === undefined ? undefined : nine + due * minute);
	});

	test('are too many after a hundred, unless a deadline leaves them out', () => {
		const now = nine + 200 * minute;
		const everyMinute = parseSchedule('* * * * *');
		expect(dueSchedule(cron({}), now, everyMinute)).toEqual({at: now, tooManyMissed: true});
		expect(dueSchedule(cron({startingDeadlineSeconds: 300}), now, everyMinute)).toEqual({
			at: now,
			tooManyMissed: false,
		});
	});

	test('never come where no day is the 31st of February', () => {
		const never = parseSchedule('59 23 31 2 *');
		expect(() => dueSchedule(cron({}), nine, never)).toThrow(NeverDueError);
		expect(untilNextSchedule(cron({}), nine, never)).toBeUndefined();
	});

	test('the next look comes a little after the next time', () => {
		expect(untilNextSchedule(cron({}), nine + 5 * minute, parseSchedule('*/10 * * * *'))).toBe(5 * minute + 100);
	});
});
