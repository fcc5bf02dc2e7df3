/** Jobs and CronJobs as kubectl makes them, shows them and waits for them. */
import {beforeEach, expect, test} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {Terminal} from './terminal.ts';

let terminal: Terminal;
beforeEach(() => {
	terminal = new Terminal(createCluster());
});

const podTemplate = (name: string, restartPolicy: string) => ({
	metadata: {},
	spec: {containers: [{name, image: 'busybox:1.36', command: ['date'], resources: {}}], restartPolicy},
});

test('create job makes a Job of an image and a command', async () => {
	const {out} = await terminal.run('create job once --image=busybox:1.36 --dry-run=client -o json -- date');
	expect(JSON.parse(out)).toEqual({
		kind: 'Job',
		apiVersion: 'batch/v1',
		metadata: {name: 'once'},
		spec: {template: podTemplate('once', 'Never')},
		status: {},
	});
});

test('create cronjob makes a CronJob of a schedule, an image and a command', async () => {
	const {out} = await terminal.run(
		'create cj clock --image=busybox:1.36 --schedule=@daily --dry-run=client -o json -- date',
	);
	expect(JSON.parse(out)).toEqual({
		kind: 'CronJob',
		apiVersion: 'batch/v1',
		metadata: {name: 'clock'},
		spec: {
			schedule: '@daily',
			jobTemplate: {metadata: {name: 'clock'}, spec: {template: podTemplate('clock', 'OnFailure')}},
		},
		status: {},
	});
});

test.each([
	['create job x', 'error: either --image or --from must be specified\n'],
	['create job x --image=a --from=cronjob/y', 'error: either --image or --from must be specified\n'],
	['create job x --from=cronjob/y -- date', 'error: cannot specify --from and command\n'],
	['create job x --from=cronjob/y', 'Error from server (NotFound): cronjobs.batch "y" not found\n'],
	['create job x --from=node/worker-1', 'error: unknown object type *v1.Node\n'],
	['create cronjob x --image=busybox', 'error: required flag(s) "schedule" not set\n'],
	[
		`create cronjob x --image=busybox --schedule='* *'`,
		'error: failed to create cronjob: CronJob.batch "x" is invalid: spec.schedule: Invalid value: "* *": expected exactly 5 fields, found 2: [* *]\n',
	],
])('%s is refused', async (line, err) => {
	expect(await terminal.run(line)).toEqual({exit: 1, out: '', err});
});

test('a Job is waited for, listed, described, and its log read', async () => {
	expect((await terminal.run('create job once --image=busybox:1.36 -- date')).out).toBe('job.batch/once created\n');
	expect((await terminal.run('wait --for=condition=complete job/once --timeout=1m')).out).toBe(
		'job.batch/once condition met\n',
	);
	expect((await terminal.run('get jobs')).out).toMatch(
		/^NAME {3}STATUS {5}COMPLETIONS {3}DURATION {3}AGE\nonce {3}Complete {3}1\/1 {11}\ds {9}\ds\n$/,
	);
	expect((await terminal.run('logs job/once')).out).toMatch(/UTC 2026\n$/);
	const {out} = await terminal.run('describe job once');
	expect(out).toMatch(/^Name: {13}once\nNamespace: {8}default\nSelector: {9}batch\.kubernetes\.io\/controller-uid=/);
	expect(out).toMatch(/\nParallelism: {6}1\nCompletions: {6}1\nCompletion Mode: {2}NonIndexed\nSuspend: {10}false\n/);
	expect(out).toMatch(/\nBackoff Limit: {4}6\nStart Time: {7}\w{3}, .* \+0000\nCompleted At: .*\nDuration: {9}\ds\n/);
	expect(out).toContain('\nPods Statuses:    0 Active (0 Ready) / 1 Succeeded / 0 Failed\nPod Template:\n');
	expect(out).toMatch(/Normal +Completed +\ds +job-controller +Job completed\n$/);
	expect((await terminal.run('delete job once')).out).toBe('job.batch "once" deleted from default namespace\n');
	expect((await terminal.run('get pods')).err).toBe('No resources found in default namespace.\n');
});

test('a CronJob is described, and run before its time', async () => {
	await terminal.run(`create cronjob clock --image=busybox:1.36 --schedule='*/1 * * * *' -- date`);
	expect((await terminal.run('get cj')).out).toMatch(
		/^NAME {4}SCHEDULE {6}TIMEZONE {3}SUSPEND {3}ACTIVE {3}LAST SCHEDULE {3}AGE\nclock {3}\*\/1 \* \* \* \* {3}<none> {5}False {5}0 {8}<none> {10}\ds\n$/,
	);
	expect((await terminal.run('create job now --from=cronjob/clock')).out).toBe('job.batch/now created\n');
	const now = JSON.parse((await terminal.run('get job now -o json')).out);
	expect(now.metadata).toMatchObject({
		annotations: {'cronjob.kubernetes.io/instantiate': 'manual'},
		ownerReferences: [{apiVersion: 'batch/v1', kind: 'CronJob', name: 'clock', controller: true}],
	});
	terminal.cluster.advance(90_000);
	const {out} = await terminal.run('describe cronjob clock');
	expect(out).toMatch(/\nSchedule: {22}\*\/1 \* \* \* \*\nConcurrency Policy: {12}Allow\nSuspend: {23}False\n/);
	expect(out).toMatch(/\nTime Zone: {21}<unset>\nSuccessful Job History Limit: {2}3\nFailed Job History Limit: {6}1\n/);
	expect(out).toMatch(/\nSelector: {22}<unset>\nParallelism: {19}<unset>\nCompletions: {19}<unset>\nPod Template:\n/);
	expect(out).toMatch(/\nLast Schedule Time: {2}\w{3}, .* \+0000\nActive Jobs: {9}<none>\nEvents:\n/);
	expect(out).toMatch(/Warning +UnexpectedJob .*: now\n/);
});

test('get all lists Jobs after what makes them', async () => {
	await terminal.run('create job once --image=busybox:1.36 -- date');
	await terminal.run('create cronjob clock --image=busybox:1.36 --schedule=@daily -- date');
	const {out} = await terminal.run('get all -o name');
	expect(out).toMatch(/^pod\/once-\w{5}\nservice\/kubernetes\ncronjob\.batch\/clock\njob\.batch\/once\n$/);
});

test('the image of a CronJob can be set', async () => {
	await terminal.run('create cronjob clock --image=busybox:1.36 --schedule=@daily -- date');
	expect((await terminal.run('set image cj/clock clock=busybox:1.37')).out).toBe('cronjob.batch/clock image updated\n');
});

test.each([
	['scale job/once --replicas=2', 'Error from server (NotFound): the server could not find the requested resource\n'],
	['rollout status job/once', 'error: no status viewer has been implemented for Job.batch\n'],
	['rollout restart job/once', 'error: jobs.batch "once" restarting is not supported\n'],
	['expose job once --port=80', 'error: cannot expose a Job.batch\n'],
])('what a Job has not is refused: %s', async (line, err) => {
	await terminal.run('create job once --image=busybox:1.36 -- date');
	expect(await terminal.run(line)).toEqual({exit: 1, out: '', err});
});
