import {beforeEach, describe, expect, test} from 'vitest';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {jobsResource, trackingFinalizer} from '../../../../src/kubernetes/batch.ts';
import {isPodActive} from '../../../../src/kubernetes/controllers/replicaset/pods.ts';
import {jobLab, type Lab, onOneNode} from './job-fixture.ts';

let lab: Lab;
beforeEach(() => {
	lab = jobLab();
});

const exitOne = (action: string) => ({rules: [{action, onExitCodes: {operator: 'In', values: [1]}}]});
const isTracked = ({metadata}: Pod) => metadata.finalizers?.includes(trackingFinalizer) ?? false;

describe('a Job', () => {
	test('runs as many Pods at once as it may, until enough have succeeded', () => {
		lab.create({parallelism: 2, completions: 4}, 'succeed');
		lab.pass(1);
		expect(lab.job().status).toMatchObject({active: 2, ready: 0, terminating: 0});
		expect(lab.pods().every(isTracked)).toBe(true);
		lab.pass(20);
		expect(lab.conditions()).toEqual(['SuccessCriteriaMet: CompletionsReached', 'Complete: CompletionsReached']);
		expect(lab.job().status).toMatchObject({succeeded: 4, ready: 0, terminating: 0, uncountedTerminatedPods: {}});
		expect(lab.job().status).not.toHaveProperty('active');
		expect(lab.job().status.completionTime).toBeDefined();
		expect(lab.pods().map(({status}) => status.phase)).toEqual(new Array(4).fill('Succeeded'));
		expect(lab.pods().some(isTracked)).toBe(false);
		expect(lab.said()).toHaveLength(5);
		expect(lab.said().at(-1)).toBe('Completed Job completed');
	});

	test('without a number of completions ends when one Pod has succeeded and the others have ended', () => {
		lab.create({parallelism: 3}, 'succeed');
		lab.pass(20);
		expect(lab.job().spec).not.toHaveProperty('completions');
		expect(lab.job().status).toMatchObject({succeeded: 3});
		expect(lab.conditions()).toContain('Complete: CompletionsReached');
	});

	test('fails when more Pods have failed than it may try again, waiting longer each time', () => {
		lab.create({backoffLimit: 2}, 'fail');
		lab.pass(9);
		expect(lab.pods()).toHaveLength(1);
		lab.pass(12);
		expect(lab.pods()).toHaveLength(2);
		lab.pass(10);
		expect(lab.pods()).toHaveLength(2);
		lab.pass(30);
		expect(lab.pods()).toHaveLength(3);
		expect(lab.job().status).toMatchObject({failed: 3, ready: 0, terminating: 0});
		expect(lab.conditions()).toEqual(['FailureTarget: BackoffLimitExceeded', 'Failed: BackoffLimitExceeded']);
		expect(lab.job().status).not.toHaveProperty('completionTime');
		expect(lab.said().at(-1)).toBe('BackoffLimitExceeded Job has reached the specified backoff limit');
	});

	test('whose containers start again in place makes no new Pods for that', () => {
		lab.create({parallelism: 2, completions: 4}, 'failOnce', {restartPolicy: 'OnFailure'});
		lab.pass(60);
		expect(lab.pods()).toHaveLength(4);
		expect(lab.pods().map(({status}) => status.containerStatuses?.[0]?.restartCount)).toEqual([1, 1, 1, 1]);
		expect(lab.conditions()).toContain('Complete: CompletionsReached');
	});

	test('goes on with what an earlier Pod has left on the node', () => {
		lab.create({parallelism: 2, completions: 4}, 'failOnce', onOneNode);
		lab.pass(120);
		expect(lab.job().status).toMatchObject({succeeded: 4, failed: 2});
		expect(lab.conditions()).toContain('Complete: CompletionsReached');
	});

	test('that is active for too long fails, and its Pods are deleted', () => {
		lab.create({activeDeadlineSeconds: 10, parallelism: 2, completions: 2}, 'sleep');
		lab.pass(9);
		expect(lab.job().status).toMatchObject({active: 2, ready: 2});
		lab.pass(2);
		expect(lab.conditions()).toEqual(['FailureTarget: DeadlineExceeded']);
		expect(lab.job().status).toMatchObject({terminating: 2, ready: 0, failed: 2});
		lab.pass(40);
		expect(lab.conditions()).toEqual(['FailureTarget: DeadlineExceeded', 'Failed: DeadlineExceeded']);
		expect(lab.pods()).toEqual([]);
	});

	test('makes no Pods while it is suspended, takes them away when it becomes so, and goes on afterwards', () => {
		lab.create({suspend: true, parallelism: 2}, 'sleep');
		lab.pass(5);
		expect(lab.pods()).toEqual([]);
		expect(lab.conditions()).toEqual(['Suspended: JobSuspended']);
		expect(lab.job().status).not.toHaveProperty('startTime');
		lab.change(spec => ({...spec, suspend: false}));
		lab.pass(5);
		expect(lab.job().status).toMatchObject({active: 2, ready: 2});
		expect(lab.job().status.startTime).toBeDefined();
		lab.change(spec => ({...spec, suspend: true}));
		lab.pass(60);
		expect(lab.pods()).toEqual([]);
		// What the Job took away itself has not failed.
		expect(lab.job().status).not.toHaveProperty('failed');
		expect(lab.said().filter(text => /^(Suspended|Resumed)/.test(text))).toEqual([
			'Suspended Job suspended',
			'Resumed Job resumed',
		]);
	});

	test('has more or fewer Pods when its parallelism changes', () => {
		lab.create({parallelism: 1, completions: 6}, 'sleep');
		lab.pass(5);
		lab.change(spec => ({...spec, parallelism: 4}));
		lab.pass(5);
		expect(lab.job().status).toMatchObject({active: 4, ready: 4});
		lab.change(spec => ({...spec, parallelism: 2}));
		lab.pass(5);
		expect(lab.job().status).toMatchObject({active: 2, terminating: 2});
		expect(lab.pods().filter(isPodActive)).toHaveLength(2);
	});

	test('replaces a Pod at once when it is deleted, and counts it', () => {
		lab.create({}, 'sleep');
		lab.pass(5);
		lab.cluster.client.delete('pods', 'default', lab.pods()[0]!.metadata.name);
		lab.pass(15);
		expect(lab.job().status).toMatchObject({active: 1, failed: 1, terminating: 1});
	});

	test('with the replacement policy Failed waits until the deleted Pod has really ended', () => {
		lab.create({podReplacementPolicy: 'Failed'}, 'sleep');
		lab.pass(5);
		lab.cluster.client.delete('pods', 'default', lab.pods()[0]!.metadata.name);
		lab.pass(15);
		expect(lab.job().status).toMatchObject({terminating: 1});
		expect(lab.pods()).toHaveLength(1);
		lab.pass(40);
		expect(lab.job().status).toMatchObject({active: 1, failed: 1, terminating: 0});
	});

	test('that is left to another controller is left alone', () => {
		lab.create({managedBy: 'example.com/other'}, 'succeed');
		lab.pass(10);
		expect(lab.pods()).toEqual([]);
		expect(lab.job().status).toEqual({});
	});

	test('adopts a Pod that lost its owner, and lets go of one that lost its labels', () => {
		lab.create({parallelism: 2, completions: 4}, 'sleep');
		lab.pass(5);
		const [first] = lab.pods();
		const {ownerReferences, ...metadata} = first!.metadata;
		lab.cluster.client.update('pods', {...first!, metadata});
		lab.pass(5);
		const read = () => lab.cluster.client.get<Pod>('pods', 'default', first!.metadata.name)!;
		expect(read().metadata.ownerReferences).toEqual(ownerReferences);
		expect(isTracked(read())).toBe(true);
		lab.cluster.client.update('pods', {...read(), metadata: {...read().metadata, labels: {}}});
		lab.pass(5);
		expect(read().metadata).not.toHaveProperty('ownerReferences');
		expect(isTracked(read())).toBe(false);
		expect(lab.job().status).toMatchObject({active: 2});
	});

	test.each(['Background', 'Foreground', 'Orphan'] as const)('is deleted with propagation %s', propagationPolicy => {
		lab.create({}, 'sleep');
		lab.pass(5);
		lab.cluster.client.delete(jobsResource, 'default', 'it', {propagationPolicy});
		lab.pass(60);
		expect(lab.jobs()).toEqual([]);
		expect(lab.pods()).toHaveLength(propagationPolicy === 'Orphan' ? 1 : 0);
		expect(lab.pods().some(isTracked)).toBe(false);
	});

	test('leaves its Pods behind where nobody says what becomes of them', () => {
		lab.create({}, 'succeed');
		lab.pass(10);
		lab.cluster.client.delete(jobsResource, 'default', 'it');
		lab.pass(10);
		expect(lab.pods()).toHaveLength(1);
	});

	test('goes some time after its end, its Pods with it', () => {
		lab.create({ttlSecondsAfterFinished: 30}, 'succeed');
		lab.pass(30);
		expect(lab.jobs()).toHaveLength(1);
		lab.pass(10);
		expect([...lab.jobs(), ...lab.pods()]).toEqual([]);
	});

	test('whose Pods are refused says why', () => {
		lab.create({}, 'succeed', {priorityClassName: 'not-there'});
		lab.pass(20);
		expect(lab.pods()).toEqual([]);
		expect(lab.said()[0]).toMatch(/^FailedCreate Error creating: pods "it-.*no PriorityClass with name not-there/);
	});
});

describe('an Indexed Job', () => {
	const indexed = {completionMode: 'Indexed', parallelism: 2} as const;

	test('tells every Pod its number', async () => {
		lab.create({...indexed, completions: 3}, 'succeed');
		lab.pass(20);
		expect(lab.job().status).toMatchObject({succeeded: 3, completedIndexes: '0-2'});
		const pods = lab.pods();
		expect(pods.map(({spec}) => spec.hostname).sort()).toEqual(['it-0', 'it-1', 'it-2']);
		for (const {metadata, spec} of pods) {
			const index = spec.hostname!.slice(-1);
			const key = 'batch.kubernetes.io/job-completion-index';
			expect(metadata.name).toMatch(new RegExp(`^it-${index}-`));
			expect([metadata.labels?.[key], metadata.annotations?.[key]]).toEqual([index, index]);
			expect(spec.containers[0]!.env).toEqual([
				{
					name: 'JOB_COMPLETION_INDEX',
					valueFrom: {fieldRef: {apiVersion: 'v1', fieldPath: `metadata.labels['${key}']`}},
				},
			]);
		}
	});

	test('with a limit for each index runs all of them, although some fail', () => {
		lab.create({...indexed, completions: 4, backoffLimitPerIndex: 1}, 'failOdd');
		lab.pass(60);
		expect(lab.job().spec.backoffLimit).toBe(2147483647);
		expect(lab.job().status).toMatchObject({failedIndexes: '1,3', completedIndexes: '0,2', failed: 4, succeeded: 2});
		expect(lab.conditions()).toEqual(['FailureTarget: FailedIndexes', 'Failed: FailedIndexes']);
		const failures = lab
			.pods()
			.filter(({status}) => status.phase === 'Failed')
			.map(({metadata}) => metadata.annotations?.['batch.kubernetes.io/job-index-failure-count']);
		expect(failures.sort()).toEqual(['0', '0', '1', '1']);
	});

	test('ends early when too many indexes have failed', () => {
		const limits = {parallelism: 1, backoffLimitPerIndex: 0, maxFailedIndexes: 0};
		lab.create({...indexed, ...limits, completions: 4}, 'fail');
		lab.pass(30);
		expect(lab.job().status).toMatchObject({failedIndexes: '0', failed: 1});
		expect(lab.conditions()).toContain('Failed: MaxFailedIndexesExceeded');
	});

	test('succeeds as soon as its success policy is met', () => {
		const successPolicy = {rules: [{succeededIndexes: '0'}]};
		lab.create({...indexed, completions: 5, successPolicy}, 'failOdd');
		lab.pass(30);
		expect(lab.job().status).toMatchObject({completedIndexes: '0', ready: 0, terminating: 0});
		expect(lab.conditions()).toEqual(['SuccessCriteriaMet: SuccessPolicy', 'Complete: SuccessPolicy']);
	});

	test('fails an index at once where the failure policy says so', () => {
		const limits = {backoffLimitPerIndex: 1, podFailurePolicy: exitOne('FailIndex')};
		lab.create({...indexed, ...limits, completions: 2}, 'failOdd');
		lab.pass(30);
		expect(lab.job().status).toMatchObject({failedIndexes: '1', completedIndexes: '0', failed: 1, succeeded: 1});
		expect(lab.conditions()).toContain('Failed: FailedIndexes');
	});

	test('grows and shrinks where its parallelism changes with its completions', () => {
		lab.create({...indexed, completions: 2}, 'sleep');
		lab.pass(5);
		lab.change(spec => ({...spec, completions: 4, parallelism: 4}));
		lab.pass(5);
		expect(lab.job().status).toMatchObject({active: 4});
		lab.change(spec => ({...spec, completions: 1, parallelism: 1}));
		lab.pass(5);
		expect(
			lab
				.pods()
				.filter(isPodActive)
				.map(({spec}) => spec.hostname),
		).toEqual(['it-0']);
	});
});

describe('a failure policy', () => {
	test('fails the Job at once', () => {
		lab.create({parallelism: 2, completions: 4, podFailurePolicy: exitOne('FailJob')}, 'fail');
		lab.pass(30);
		const [failed] = lab.job().status.conditions?.filter(({type}) => type === 'Failed') ?? [];
		expect(failed?.reason).toBe('PodFailurePolicy');
		expect(failed?.message).toMatch(
			/^Container c for pod default\/it-\w{5} failed with exit code 1 matching FailJob rule at index 0$/,
		);
		expect(lab.pods()).toHaveLength(2);
	});

	test('leaves failures out of the count', () => {
		lab.create({backoffLimit: 0, podFailurePolicy: exitOne('Ignore')}, 'failOnce', onOneNode);
		lab.pass(60);
		expect(lab.job().status).toMatchObject({succeeded: 1});
		expect(lab.job().status).not.toHaveProperty('failed');
		expect(
			lab
				.pods()
				.map(({status}) => status.phase)
				.sort(),
		).toEqual(['Failed', 'Succeeded']);
	});

	test('knows an eviction by the condition of the Pod', () => {
		const rule = {action: 'Ignore', onPodConditions: [{type: 'DisruptionTarget'}]};
		lab.create({backoffLimit: 0, podFailurePolicy: {rules: [rule as never]}}, 'sleep');
		lab.pass(5);
		lab.cluster.client.evict('default', lab.pods()[0]!.metadata.name);
		lab.pass(60);
		expect(lab.job().status).toMatchObject({active: 1, terminating: 0});
		expect(lab.job().status).not.toHaveProperty('failed');
	});
});
