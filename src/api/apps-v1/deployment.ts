/** Deployments. */
import {
	always,
	bool,
	defaulted,
	emptyTime,
	type Infer,
	int32,
	int64,
	intOrString,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {PodTemplateSpec} from '../core-v1/pod-template.ts';
import {LabelSelector, objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.apps.v1');

export const RollingUpdateDeployment = message(
	'RollingUpdateDeployment',
	'How far a rolling update may go from the wanted number of Pods.',
	{
		maxUnavailable: defaulted(
			1,
			intOrString,
			'25%',
			'How many Pods may be unavailable, as a number or a percentage rounded down. Not 0 together with maxSurge.',
		),
		maxSurge: defaulted(
			2,
			intOrString,
			'25%',
			'How many Pods there may be above the wanted number, as a number or a percentage rounded up.',
		),
	},
);
export interface RollingUpdateDeployment extends Infer<typeof RollingUpdateDeployment> {}

export const DeploymentStrategy = message('DeploymentStrategy', 'How old Pods are replaced by new ones.', {
	type: defaulted(
		1,
		string,
		'RollingUpdate',
		'RollingUpdate replaces a few at a time; Recreate ends all old Pods first.',
		{enum: ['Recreate', 'RollingUpdate']},
	),
	rollingUpdate: optional(2, ref(RollingUpdateDeployment), 'Settings of the rolling update.'),
});
export interface DeploymentStrategy extends Infer<typeof DeploymentStrategy> {}

export const DeploymentSpec = message('DeploymentSpec', 'What a Deployment should run.', {
	replicas: defaulted(1, int32, 1, 'How many Pods there should be.'),
	selector: required(
		2,
		ref(LabelSelector),
		"Which Pods belong to it. It must match the template's labels and cannot be changed.",
	),
	template: always(3, ref(PodTemplateSpec), {}, 'What the Pods are made of. A change of it starts a rollout.', {
		required: true,
	}),
	strategy: always(4, ref(DeploymentStrategy), {}, 'How old Pods are replaced by new ones.', {
		patchStrategy: 'retainKeys',
	}),
	minReadySeconds: optional(5, int32, 'How long a new Pod must have been ready to count as available.'),
	revisionHistoryLimit: defaulted(6, int32, 10, 'How many old ReplicaSets are kept, to roll back to.'),
	paused: optional(7, bool, 'Whether changes of the template wait until it is resumed.'),
	progressDeadlineSeconds: defaulted(
		9,
		int32,
		600,
		'How long a rollout may stand still before it is reported as failed.',
	),
});
export interface DeploymentSpec extends Infer<typeof DeploymentSpec> {}

export const DeploymentCondition = message('DeploymentCondition', 'One aspect of the present state of a Deployment.', {
	type: required(1, string, 'Which aspect this is: Available, Progressing or ReplicaFailure.'),
	status: required(2, string, 'True, False or Unknown.'),
	reason: optional(4, string, 'One word in CamelCase for why it is so.'),
	message: optional(5, string, 'The same for people to read.'),
	lastUpdateTime: always(6, emptyTime, null, 'When the condition was last written.'),
	lastTransitionTime: always(7, emptyTime, null, 'When the status last changed.'),
});
export interface DeploymentCondition extends Infer<typeof DeploymentCondition> {}

export const DeploymentStatus = message('DeploymentStatus', 'The present state of a Deployment.', {
	observedGeneration: optional(1, int64, 'The generation that the controller has seen.'),
	replicas: optional(2, int32, 'How many Pods there are, old and new; those that are ending do not count.'),
	updatedReplicas: optional(3, int32, 'How many Pods have the present template.'),
	availableReplicas: optional(4, int32, 'How many Pods have been ready for minReadySeconds.'),
	unavailableReplicas: optional(5, int32, 'How many Pods are still missing for all to be available.'),
	conditions: optional(6, list(ref(DeploymentCondition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
	readyReplicas: optional(7, int32, 'How many Pods are ready.'),
	collisionCount: optional(8, int32, 'How often the name of a new ReplicaSet was taken already.'),
	terminatingReplicas: optional(9, int32, 'How many Pods are ending.'),
});
export interface DeploymentStatus extends Infer<typeof DeploymentStatus> {}

export const Deployment = message('Deployment', 'Keeps Pods running, and brings changes to them step by step.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(DeploymentSpec), {}, 'What the Deployment should run.'),
	status: always(3, ref(DeploymentStatus), {}, 'The present state of the Deployment.'),
});
export interface Deployment extends Infer<typeof Deployment> {}
