/** StatefulSets. */
import {
	always,
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
import {PersistentVolumeClaim} from '../core-v1/claims.ts';
import {PodTemplateSpec} from '../core-v1/pod-template.ts';
import {LabelSelector, objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.apps.v1');

export const RollingUpdateStatefulSetStrategy = message(
	'RollingUpdateStatefulSetStrategy',
	'How far a rolling update goes.',
	{
		partition: defaulted(1, int32, 0, 'Only Pods with this ordinal and higher ones are updated.'),
		maxUnavailable: optional(
			2,
			intOrString,
			'How many Pods may be unavailable during an update, where that is switched on.',
		),
	},
);
export interface RollingUpdateStatefulSetStrategy extends Infer<typeof RollingUpdateStatefulSetStrategy> {}

export const StatefulSetUpdateStrategy = message(
	'StatefulSetUpdateStrategy',
	'How old Pods are replaced by new ones.',
	{
		type: optional(
			1,
			string,
			'RollingUpdate replaces them from the highest ordinal down; OnDelete waits until somebody deletes them.',
			{enum: ['OnDelete', 'RollingUpdate']},
		),
		rollingUpdate: optional(2, ref(RollingUpdateStatefulSetStrategy), 'Settings of the rolling update.'),
	},
);
export interface StatefulSetUpdateStrategy extends Infer<typeof StatefulSetUpdateStrategy> {}

export const StatefulSetPersistentVolumeClaimRetentionPolicy = message(
	'StatefulSetPersistentVolumeClaimRetentionPolicy',
	'What becomes of claims that were made for the Pods.',
	{
		whenDeleted: defaulted(1, string, 'Retain', 'Whether they go with the StatefulSet (Delete) or stay (Retain).'),
		whenScaled: defaulted(
			2,
			string,
			'Retain',
			'Whether those of Pods that were scaled away go (Delete) or stay (Retain).',
		),
	},
);
export interface StatefulSetPersistentVolumeClaimRetentionPolicy
	extends Infer<typeof StatefulSetPersistentVolumeClaimRetentionPolicy> {}

export const StatefulSetOrdinals = message('StatefulSetOrdinals', 'How the Pods are numbered.', {
	start: always(1, int32, 0, 'The number of the first Pod.'),
});
export interface StatefulSetOrdinals extends Infer<typeof StatefulSetOrdinals> {}

export const StatefulSetSpec = message('StatefulSetSpec', 'What a StatefulSet should run.', {
	replicas: defaulted(1, int32, 1, 'How many Pods there should be, numbered from 0.'),
	selector: required(
		2,
		ref(LabelSelector),
		"Which Pods belong to it. It must match the template's labels and cannot be changed.",
	),
	template: always(3, ref(PodTemplateSpec), {}, 'What the Pods are made of.', {required: true}),
	volumeClaimTemplates: optional(
		4,
		list(ref(PersistentVolumeClaim)),
		'Claims that every Pod gets of its own, and keeps.',
		{listType: 'atomic'},
	),
	serviceName: always(
		5,
		string,
		'',
		'The headless Service that gives the Pods their DNS names. It must be made separately.',
	),
	podManagementPolicy: defaulted(
		6,
		string,
		'OrderedReady',
		'OrderedReady starts and ends Pods one after the other; Parallel all at once.',
		{enum: ['OrderedReady', 'Parallel']},
	),
	updateStrategy: always(7, ref(StatefulSetUpdateStrategy), {}, 'How old Pods are replaced by new ones.'),
	revisionHistoryLimit: defaulted(8, int32, 10, 'How many old revisions are kept, to roll back to.'),
	minReadySeconds: optional(9, int32, 'How long a Pod must have been ready to count as available.'),
	persistentVolumeClaimRetentionPolicy: always(
		10,
		ref(StatefulSetPersistentVolumeClaimRetentionPolicy),
		{},
		'What becomes of the claims when Pods or the set are gone.',
	),
	ordinals: optional(11, ref(StatefulSetOrdinals), 'How the Pods are numbered.'),
});
export interface StatefulSetSpec extends Infer<typeof StatefulSetSpec> {}

export const StatefulSetCondition = message(
	'StatefulSetCondition',
	'One aspect of the present state of a StatefulSet.',
	{
		type: required(1, string, 'Which aspect this is.'),
		status: required(2, string, 'True, False or Unknown.'),
		lastTransitionTime: always(3, emptyTime, null, 'When the status last changed.'),
		reason: optional(4, string, 'One word in CamelCase for why it is so.'),
		message: optional(5, string, 'The same for people to read.'),
	},
);
export interface StatefulSetCondition extends Infer<typeof StatefulSetCondition> {}

export const StatefulSetStatus = message('StatefulSetStatus', 'The present state of a StatefulSet.', {
	observedGeneration: optional(1, int64, 'The generation that the controller has seen.'),
	replicas: always(2, int32, 0, 'How many Pods there are.', {required: true}),
	readyReplicas: optional(3, int32, 'How many Pods are ready.'),
	currentReplicas: optional(4, int32, 'How many Pods have the revision currentRevision.'),
	updatedReplicas: optional(5, int32, 'How many Pods have the revision updateRevision.'),
	currentRevision: optional(6, string, 'The revision that Pods have which are not updated yet.'),
	updateRevision: optional(7, string, 'The revision that Pods are updated to.'),
	collisionCount: optional(9, int32, 'How often the name of a new revision was taken already.'),
	conditions: optional(10, list(ref(StatefulSetCondition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
	availableReplicas: always(11, int32, 0, 'How many Pods have been ready for minReadySeconds.'),
});
export interface StatefulSetStatus extends Infer<typeof StatefulSetStatus> {}

export const StatefulSet = message('StatefulSet', 'Runs numbered Pods that keep their names and their storage.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(StatefulSetSpec), {}, 'What the StatefulSet should run.'),
	status: always(3, ref(StatefulSetStatus), {}, 'The present state of the StatefulSet.'),
});
export interface StatefulSet extends Infer<typeof StatefulSet> {}
