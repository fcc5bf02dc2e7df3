/** ReplicaSets. */
import {
	always,
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
} from '../../apimachinery/schema.ts';
import {PodTemplateSpec} from '../core-v1/pod-template.ts';
import {LabelSelector, objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.apps.v1');

export const ReplicaSetSpec = message('ReplicaSetSpec', 'How many Pods there should be, and what they are made of.', {
	replicas: defaulted(1, int32, 1, 'How many Pods there should be.'),
	selector: required(
		2,
		ref(LabelSelector),
		"Which Pods belong to it. It must match the template's labels and cannot be changed.",
	),
	template: always(
		3,
		ref(PodTemplateSpec),
		{},
		'What new Pods are made of. A change of it leaves Pods that exist as they are.',
	),
	minReadySeconds: optional(4, int32, 'How long a Pod must have been ready to count as available.'),
});
export interface ReplicaSetSpec extends Infer<typeof ReplicaSetSpec> {}

export const ReplicaSetCondition = message('ReplicaSetCondition', 'One aspect of the present state of a ReplicaSet.', {
	type: required(1, string, 'Which aspect this is: ReplicaFailure.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastTransitionTime: always(3, emptyTime, null, 'When the status last changed.'),
	reason: optional(4, string, 'One word in CamelCase for why it is so.'),
	message: optional(5, string, 'The same for people to read.'),
});
export interface ReplicaSetCondition extends Infer<typeof ReplicaSetCondition> {}

export const ReplicaSetStatus = message('ReplicaSetStatus', 'The present state of a ReplicaSet.', {
	replicas: always(1, int32, 0, 'How many Pods there are; those that are ending do not count.', {required: true}),
	fullyLabeledReplicas: optional(2, int32, 'How many Pods have all labels of the template.'),
	observedGeneration: optional(3, int64, 'The generation that the controller has seen.'),
	readyReplicas: optional(4, int32, 'How many Pods are ready.'),
	availableReplicas: optional(5, int32, 'How many Pods have been ready for minReadySeconds.'),
	conditions: optional(6, list(ref(ReplicaSetCondition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
	terminatingReplicas: optional(7, int32, 'How many Pods are ending.'),
});
export interface ReplicaSetStatus extends Infer<typeof ReplicaSetStatus> {}

export const ReplicaSet = message('ReplicaSet', 'Keeps a number of like Pods running.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(ReplicaSetSpec), {}, 'How many Pods there should be, and what they are made of.'),
	status: always(3, ref(ReplicaSetStatus), {}, 'The present state of the ReplicaSet.'),
});
export interface ReplicaSet extends Infer<typeof ReplicaSet> {}
