import {describe, expect, it} from 'vitest';
import type {Job} from '../../../../src/api/batch-v1.ts';
import {cronJobs} from '../../../../src/kubernetes/api/resources/cron-jobs.ts';
import {jobs} from '../../../../src/kubernetes/api/resources/jobs.ts';
import {refusal, registryWith} from './fixture.ts';

const template = {spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'busybox:1.36'}]}};
const all = () => registryWith(jobs, cronJobs);
const invalid = 'Job.batch "it" is invalid: ';
const indexed = {completionMode: 'Indexed', completions: 3};
const rule = (fields: object) => ({podFailurePolicy: {rules: [{action: 'Count', ...fields}]}});
const codes = (fields: object) => rule({onExitCodes: {operator: 'In', values: [1], ...fields}});
const success = (fields: object) => ({...indexed, successPolicy: {rules: [fields]}});

describe('Jobs', () => {
	it('have the defaults of Kubernetes, a selector and labels of their own', () => {
		const {create} = all();
		const {metadata, spec, status} = create(jobs, {spec: {template}, status: {succeeded: 9}});
		const labels = {
			'batch.kubernetes.io/controller-uid': metadata.uid,
			'batch.kubernetes.io/job-name': 'it',
			'controller-uid': metadata.uid,
			'job-name': 'it',
		};
		expect(spec).toMatchObject({
			parallelism: 1,
			completions: 1,
			backoffLimit: 6,
			completionMode: 'NonIndexed',
			suspend: false,
			podReplacementPolicy: 'TerminatingOrFailed',
			manualSelector: false,
			selector: {matchLabels: {'batch.kubernetes.io/controller-uid': metadata.uid}},
			template: {metadata: {labels}},
		});
		expect(metadata).toMatchObject({labels, generation: 1});
		expect(status).toEqual({});
	});

	it('have defaults that depend on one another', () => {
		const {create} = all();
		const name = (text: string) => ({metadata: {name: text}});
		expect(create(jobs, {...name('a'), spec: {template, parallelism: 3}}).spec).not.toHaveProperty('completions');
		const perIndex = {...indexed, backoffLimitPerIndex: 1};
		expect(create(jobs, {...name('b'), spec: {template, ...perIndex}}).spec.backoffLimit).toBe(2147483647);
		expect(create(jobs, {...name('c'), spec: {template, ...codes({})}}).spec.podReplacementPolicy).toBe('Failed');
	});

	it.each([
		[{parallelism: -1}, 'spec.parallelism: Invalid value: -1: must be greater than or equal to 0'],
		[
			{maxFailedIndexes: 1, ...indexed},
			'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
		],
		[{backoffLimitPerIndex: 1}, 'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode'],
		[{completionMode: 'Indexed'}, ''],
		[{completionMode: 'Indexed', parallelism: 2}, 'spec.completions: Required value: when completion mode is Indexed'],
		[{completionMode: 'X'}, 'spec.completionMode: Unsupported value: "X": supported values: "NonIndexed", "Indexed"'],
		[{managedBy: 'me'}, 'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")'],
		[
			{podReplacementPolicy: 'Never'},
			'spec.podReplacementPolicy: Unsupported value: "Never": supported values: "Failed", "TerminatingOrFailed"',
		],
		[
			codes({values: [3, 1]}),
			'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,1]: must be ordered',
		],
		[
			codes({values: [0]}),
			'spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator',
		],
		[
			codes({containerName: 'x'}),
			'spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "x": must be one of the container or initContainer names in the pod template',
		],
		[
			rule({}),
			'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
		],
		[
			rule({action: 'FailIndex', onPodConditions: [{type: 'DisruptionTarget'}]}),
			'spec.podFailurePolicy.rules[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set',
		],
		[
			{successPolicy: {rules: [{succeededCount: 1}]}},
			'spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: requires indexed completion mode',
		],
		[
			success({succeededIndexes: '2,1'}),
			'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "2,1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1',
		],
		[
			success({succeededIndexes: '0-5'}),
			'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0-5": error parsing succeededIndexes: too large index: "5"',
		],
		[
			success({succeededCount: 4}),
			'spec.successPolicy.rules[0].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of specified completions)',
		],
		[
			{selector: {matchLabels: {app: 'x'}}},
			'[spec.selector: Invalid value: {"matchLabels":{"app":"x","batch.kubernetes.io/controller-uid":"UID"}}: `selector` not auto-generated, spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"UID","batch.kubernetes.io/job-name":"it","controller-uid":"UID","job-name":"it"}: `selector` does not match template `labels`]',
		],
	])('are refused with %j', (fields, message) => {
		const {create} = all();
		const said = refusal(() => create(jobs, {spec: {template, ...fields}}));
		const expected = message === '' ? 'not refused' : invalid + message;
		expect(said.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UID')).toBe(expected);
	});

	it.each([
		['Always', 'Required value: valid values: "OnFailure", "Never"'],
		[undefined, 'Required value: valid values: "OnFailure", "Never"'],
	])('need Pods that come to an end, not restartPolicy %s', (restartPolicy, message) => {
		const {create} = all();
		const endless = {spec: {...template.spec, restartPolicy}};
		expect(refusal(() => create(jobs, {spec: {template: endless}}))).toBe(
			`${invalid}spec.template.spec.restartPolicy: ${message}`,
		);
	});

	it('keep most of what they were created with', () => {
		const {create, update} = all();
		create(jobs, {spec: {template, completions: 3}});
		const change = (fields: object) =>
			refusal(() => update(jobs, 'it', old => ({...old, spec: {...old.spec, ...fields}})));
		expect(change({parallelism: 2, suspend: true, backoffLimit: 1, activeDeadlineSeconds: 5})).toBe('not refused');
		expect(change({completions: 4})).toBe(`${invalid}spec.completions: Invalid value: 4: field is immutable`);
		expect(change({managedBy: 'a.b/c'})).toBe(`${invalid}spec.managedBy: Invalid value: "a.b/c": field is immutable`);
		expect(change({manualSelector: true, selector: {matchLabels: {'job-name': 'it'}}})).toBe(
			`${invalid}spec.selector: Invalid value: {"matchLabels":{"job-name":"it"}}: field is immutable`,
		);
	});

	it('can be given other nodes and resources while they are suspended, and no other image', () => {
		const {create, update} = all();
		create(jobs, {spec: {template, suspend: true}});
		const change = (fields: object, container: object = {}) =>
			refusal(() =>
				update(jobs, 'it', old => {
					const {spec} = old.spec.template;
					const containers = [{...spec.containers[0]!, ...container}];
					return {
						...old,
						spec: {...old.spec, template: {...old.spec.template, spec: {...spec, ...fields, containers}}},
					};
				}),
			);
		expect(change({nodeSelector: {disk: 'ssd'}}, {resources: {requests: {cpu: '1'}}})).toBe('not refused');
		expect(change({}, {image: 'busybox:1.37'})).toMatch(
			/^Job\.batch "it" is invalid: spec\.template\.spec: Invalid value: \{"Volumes":null,.*"Image":"busybox:1\.37".*\}: field is immutable$/,
		);
		update(jobs, 'it', old => ({...old, spec: {...old.spec, suspend: false}}));
		expect(change({nodeSelector: {}})).toMatch(
			/^Job\.batch "it" is invalid: spec\.template: Invalid value: \{"labels":.*"Spec":\{.*\}: field is immutable$/,
		);
	});

	it('grow in tandem with their parallelism where they are indexed', () => {
		const {create, update} = all();
		create(jobs, {spec: {template, ...indexed}});
		const change = (fields: object) =>
			refusal(() => update(jobs, 'it', old => ({...old, spec: {...old.spec, ...fields}})));
		expect(change({completions: 5})).toBe(
			`${invalid}spec.completions: Invalid value: 5: can only be modified in tandem with spec.parallelism`,
		);
		expect(change({completions: 5, parallelism: 5})).toBe('not refused');
	});

	it('do not come back from their end, nor lose what they have counted', () => {
		const {create, update, row} = all();
		create(jobs, {spec: {template}});
		const at = '2026-01-01T00:00:05Z';
		const condition = (type: string, status = 'True') => ({type, status, lastProbeTime: at, lastTransitionTime: at});
		const change = (status: object) => update(jobs, 'it', old => ({...old, status}) as Job, 'status');
		const done = {
			startTime: '2026-01-01T00:00:00Z',
			completionTime: at,
			succeeded: 1,
			conditions: [condition('SuccessCriteriaMet'), condition('Complete')],
		};
		const {completionTime: _, ...unfinished} = done;
		expect(refusal(() => change(unfinished))).toBe(
			`${invalid}status.completionTime: Required value: completionTime is required for Complete jobs`,
		);
		expect(refusal(() => change({...done, conditions: [condition('Complete')]}))).toBe(
			`${invalid}status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition`,
		);
		expect(refusal(() => change({...done, active: 1}))).toBe(
			`${invalid}status.active: Invalid value: 1: active>0 is invalid for finished job`,
		);
		expect(refusal(() => change({ready: 2, active: 1}))).toBe(
			`${invalid}status.ready: Invalid value: 2: cannot set more ready pods than active`,
		);
		const finished = change(done);
		expect(row(jobs, finished)).toMatchObject({Name: 'it', Status: 'Complete', Completions: '1/1', Duration: '5s'});
		expect(refusal(() => change({...done, succeeded: 0}))).toBe(
			`${invalid}status.succeeded: Invalid value: 0: cannot decrease the succeeded counter`,
		);
		expect(refusal(() => change({...done, completionTime: '2026-01-01T00:00:09Z'}))).toBe(
			`${invalid}status.completionTime: Invalid value: "2026-01-01T00:00:09Z": field is immutable`,
		);
		const undone = {startTime: done.startTime, succeeded: 1, conditions: [condition('SuccessCriteriaMet')]};
		expect(refusal(() => change(undone))).toContain('cannot disable the terminal Complete=True condition');
	});

	it.each([
		[{completions: 3}, {succeeded: 1}, '1/3'],
		[{parallelism: 4}, {}, '0/1 of 4'],
		[{parallelism: 1}, {succeeded: 1}, '1/1'],
	])('show how far they have come: %j %j', (fields, status, completions) => {
		const {create, row} = all();
		const job = create(jobs, {spec: {template, ...fields}});
		expect(row(jobs, {...job, status} as Job)).toMatchObject({
			Status: 'Running',
			Completions: completions,
			Duration: '',
		});
	});
});

describe('CronJobs', () => {
	const spec = {schedule: '*/5 * * * *', jobTemplate: {spec: {template}}};
	const prefix = 'CronJob.batch "it" is invalid: ';

	it('have the defaults of Kubernetes', () => {
		const {create, row} = all();
		const cronJob = create(cronJobs, {spec});
		expect(cronJob.spec).toMatchObject({
			concurrencyPolicy: 'Allow',
			suspend: false,
			successfulJobsHistoryLimit: 3,
			failedJobsHistoryLimit: 1,
		});
		expect(cronJob.spec.jobTemplate.spec).not.toHaveProperty('backoffLimit');
		expect(row(cronJobs, cronJob)).toEqual({
			Name: 'it',
			Schedule: '*/5 * * * *',
			Timezone: '<none>',
			Suspend: 'False',
			Active: 0,
			'Last Schedule': '<none>',
			Age: '0s',
			Containers: 'c',
			Images: 'busybox:1.36',
			Selector: '<none>',
		});
	});

	it.each([
		[{schedule: '* * *'}, 'spec.schedule: Invalid value: "* * *": expected exactly 5 fields, found 3: [* * *]'],
		[
			{schedule: 'TZ=UTC 0 * * * *'},
			'spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
		],
		[{timeZone: 'bad-time-zone'}, 'spec.timeZone: Invalid value: "bad-time-zone": unknown time zone bad-time-zone'],
		[{timeZone: ''}, 'spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
		[
			{timeZone: 'Local'},
			'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
		],
		[
			{concurrencyPolicy: 'Often'},
			'spec.concurrencyPolicy: Unsupported value: "Often": supported values: "Allow", "Forbid", "Replace"',
		],
		[
			{jobTemplate: {spec: {template: {spec: {...template.spec, restartPolicy: 'Always'}}}}},
			'spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
		],
		[
			{jobTemplate: {spec: {template, manualSelector: true}}},
			'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
		],
	])('are refused with %j', (fields, message) => {
		const {create} = all();
		expect(refusal(() => create(cronJobs, {spec: {...spec, ...fields}}))).toBe(prefix + message);
	});

	it('have names short enough for those of their Jobs', () => {
		const {create} = all();
		const name = 'n'.repeat(53);
		expect(refusal(() => create(cronJobs, {metadata: {name}, spec}))).toBe(
			`CronJob.batch "${name}" is invalid: metadata.name: Invalid value: "${name}": must be no more than 52 characters`,
		);
	});
});
