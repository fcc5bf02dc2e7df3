/** Jobs and CronJobs. */
import {
	always,
	bool,
	defaulted,
	emptyTime,
	type Infer,
	int32,
	int64,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
	time,
} from '../apimachinery/schema.ts';
import {PodTemplateSpec} from './core-v1/pod-template.ts';
import {ObjectReference} from './core-v1/references.ts';
import {LabelSelector, objectMeta, templateMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.batch.v1');

export const PodFailurePolicyOnExitCodesRequirement = message(
	'PodFailurePolicyOnExitCodesRequirement',
	'Exit codes that a rule is about.',
	{
		containerName: optional(1, string, 'The container that is meant; all of them where it is not given.'),
		operator: required(2, string, 'In or NotIn.', {enum: ['In', 'NotIn']}),
		values: required(3, list(int32), 'The exit codes.', {listType: 'set'}),
	},
);
export interface PodFailurePolicyOnExitCodesRequirement extends Infer<typeof PodFailurePolicyOnExitCodesRequirement> {}

export const PodFailurePolicyOnPodConditionsPattern = message(
	'PodFailurePolicyOnPodConditionsPattern',
	'A condition of a Pod that a rule is about.',
	{
		type: required(1, string, 'The type of the condition.'),
		status: defaulted(2, string, 'True', 'The status of the condition.'),
	},
);
export interface PodFailurePolicyOnPodConditionsPattern extends Infer<typeof PodFailurePolicyOnPodConditionsPattern> {}

export const PodFailurePolicyRule = message('PodFailurePolicyRule', 'What is done when a Pod fails in a certain way.', {
	action: required(1, string, 'FailJob, FailIndex, Ignore or Count.', {
		enum: ['Count', 'FailIndex', 'FailJob', 'Ignore'],
	}),
	onExitCodes: optional(2, ref(PodFailurePolicyOnExitCodesRequirement), 'The exit codes for which it is done.'),
	onPodConditions: optional(
		3,
		list(ref(PodFailurePolicyOnPodConditionsPattern)),
		'The conditions of the Pod for which it is done.',
		{listType: 'atomic'},
	),
});
export interface PodFailurePolicyRule extends Infer<typeof PodFailurePolicyRule> {}

export const PodFailurePolicy = message('PodFailurePolicy', 'What is done when Pods fail.', {
	rules: required(1, list(ref(PodFailurePolicyRule)), 'The rules; the first that fits counts.', {listType: 'atomic'}),
});
export interface PodFailurePolicy extends Infer<typeof PodFailurePolicy> {}

export const SuccessPolicyRule = message('SuccessPolicyRule', 'When a Job has succeeded before all of its Pods have.', {
	succeededIndexes: optional(1, string, 'The indexes that must have succeeded.'),
	succeededCount: optional(2, int32, 'How many indexes must have succeeded.'),
});
export interface SuccessPolicyRule extends Infer<typeof SuccessPolicyRule> {}

export const SuccessPolicy = message('SuccessPolicy', 'When a Job has succeeded before all of its Pods have.', {
	rules: required(1, list(ref(SuccessPolicyRule)), 'The rules, of which one must hold.', {listType: 'atomic'}),
});
export interface SuccessPolicy extends Infer<typeof SuccessPolicy> {}

export const JobSpec = message('JobSpec', 'What a Job should run.', {
	parallelism: optional(1, int32, 'How many Pods may run at once.'),
	completions: optional(2, int32, 'How many Pods must succeed.'),
	activeDeadlineSeconds: optional(3, int64, 'How long the Job may run.'),
	selector: optional(4, ref(LabelSelector), 'Which Pods belong to it; the server makes one.'),
	manualSelector: optional(5, bool, 'Whether the selector is given by hand.'),
	template: always(6, ref(PodTemplateSpec), {}, 'What the Pods are made of.', {required: true}),
	backoffLimit: optional(7, int32, 'How many failures are tried again before the Job fails.'),
	ttlSecondsAfterFinished: optional(8, int32, 'How long after its end the Job is deleted.'),
	completionMode: optional(9, string, 'NonIndexed counts successes; Indexed gives every Pod a number of its own.', {
		enum: ['Indexed', 'NonIndexed'],
	}),
	suspend: optional(10, bool, 'Whether the Job makes no Pods for now.'),
	podFailurePolicy: optional(11, ref(PodFailurePolicy), 'What is done when Pods fail.'),
	backoffLimitPerIndex: optional(12, int32, 'How many failures of one index are tried again.'),
	maxFailedIndexes: optional(13, int32, 'How many indexes may fail before the Job does.'),
	podReplacementPolicy: optional(14, string, 'When an ending Pod is replaced: TerminatingOrFailed or Failed.', {
		enum: ['Failed', 'TerminatingOrFailed'],
	}),
	managedBy: optional(15, string, 'The controller that takes care of the Job, where it is another one.'),
	successPolicy: optional(16, ref(SuccessPolicy), 'When the Job has succeeded before all of its Pods have.'),
});
export interface JobSpec extends Infer<typeof JobSpec> {}

export const UncountedTerminatedPods = message('UncountedTerminatedPods', 'Ended Pods that are not counted yet.', {
	succeeded: optional(1, list(string), 'The UIDs of those that succeeded.', {listType: 'set'}),
	failed: optional(2, list(string), 'The UIDs of those that failed.', {listType: 'set'}),
});
export interface UncountedTerminatedPods extends Infer<typeof UncountedTerminatedPods> {}

export const JobCondition = message('JobCondition', 'One aspect of the present state of a Job.', {
	type: required(1, string, 'Which aspect this is: Complete, Failed, Suspended and others.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastProbeTime: always(3, emptyTime, null, 'When the condition was last checked.'),
	lastTransitionTime: always(4, emptyTime, null, 'When the status last changed.'),
	reason: optional(5, string, 'One word in CamelCase for why it is so.'),
	message: optional(6, string, 'The same for people to read.'),
});
export interface JobCondition extends Infer<typeof JobCondition> {}

export const JobStatus = message('JobStatus', 'The present state of a Job.', {
	conditions: optional(1, list(ref(JobCondition)), 'Aspects of the present state.', {
		listType: 'atomic',
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
	startTime: optional(2, time, 'When the Job controller started it.'),
	completionTime: optional(3, time, 'When it was complete.'),
	active: optional(4, int32, 'How many Pods are at work.'),
	succeeded: optional(5, int32, 'How many Pods succeeded.'),
	failed: optional(6, int32, 'How many Pods failed.'),
	completedIndexes: optional(7, string, 'The indexes that succeeded, such as 1,3-5.'),
	uncountedTerminatedPods: optional(8, ref(UncountedTerminatedPods), 'Ended Pods that are not counted yet.'),
	ready: optional(9, int32, 'How many active Pods are ready.'),
	failedIndexes: optional(10, string, 'The indexes that failed.'),
	terminating: optional(11, int32, 'How many Pods are ending.'),
});
export interface JobStatus extends Infer<typeof JobStatus> {}

export const Job = message('Job', 'Runs Pods until enough of them have succeeded.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(JobSpec), {}, 'What the Job should run.'),
	status: always(3, ref(JobStatus), {}, 'The present state of the Job.'),
});
export interface Job extends Infer<typeof Job> {}

export const JobTemplateSpec = message('JobTemplateSpec', 'What Jobs are made of.', {
	metadata: templateMeta,
	spec: always(2, ref(JobSpec), {}, 'What the Jobs should run.'),
});
export interface JobTemplateSpec extends Infer<typeof JobTemplateSpec> {}

export const CronJobSpec = message('CronJobSpec', 'When Jobs are made, and what of.', {
	schedule: required(1, string, 'The times, in the form of cron.'),
	startingDeadlineSeconds: optional(2, int64, 'How late a Job may still be started.'),
	concurrencyPolicy: defaulted(
		3,
		string,
		'Allow',
		'What happens while the last Job still runs: Allow, Forbid or Replace.',
		{enum: ['Allow', 'Forbid', 'Replace']},
	),
	suspend: defaulted(4, bool, false, 'Whether no more Jobs are made for now.'),
	jobTemplate: always(5, ref(JobTemplateSpec), {}, 'What the Jobs are made of.', {required: true}),
	successfulJobsHistoryLimit: defaulted(6, int32, 3, 'How many successful Jobs are kept.'),
	failedJobsHistoryLimit: defaulted(7, int32, 1, 'How many failed Jobs are kept.'),
	timeZone: optional(8, string, 'The time zone of the schedule.'),
});
export interface CronJobSpec extends Infer<typeof CronJobSpec> {}

export const CronJobStatus = message('CronJobStatus', 'The present state of a CronJob.', {
	active: optional(1, list(ref(ObjectReference)), 'The Jobs that run.', {listType: 'atomic'}),
	lastScheduleTime: optional(4, time, 'When a Job was last made.'),
	lastSuccessfulTime: optional(5, time, 'When a Job last succeeded.'),
});
export interface CronJobStatus extends Infer<typeof CronJobStatus> {}

export const CronJob = message('CronJob', 'Makes Jobs at set times.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(CronJobSpec), {}, 'When Jobs are made, and what of.', {required: true}),
	status: always(3, ref(CronJobStatus), {}, 'The present state of the CronJob.'),
});
export interface CronJob extends Infer<typeof CronJob> {}
