/** DaemonSets. */
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
import {PodTemplateSpec} from '../core-v1/pod-template.ts';
import {LabelSelector, objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.apps.v1');

export const RollingUpdateDaemonSet = message(
	'RollingUpdateDaemonSet',
	'How far a rolling update may go from one Pod a node.',
	{
		maxUnavailable: defaulted(
			1,
			intOrString,
			1,
			'How many nodes may be without an available Pod, as a number or a percentage rounded up.',
		),
		maxSurge: defaulted(
			2,
			intOrString,
			0,
			'How many nodes may have an old and a new Pod at once, as a number or a percentage rounded up.',
		),
	},
);
export interface RollingUpdateDaemonSet extends Infer<typeof RollingUpdateDaemonSet> {}

export const DaemonSetUpdateStrategy = message('DaemonSetUpdateStrategy', 'How old Pods are replaced by new ones.', {
	type: defaulted(
		1,
		string,
		'RollingUpdate',
		'RollingUpdate replaces them node by node; OnDelete waits until somebody deletes them.',
		{enum: ['OnDelete', 'RollingUpdate']},
	),
	rollingUpdate: optional(2, ref(RollingUpdateDaemonSet), 'Settings of the rolling update.'),
});
export interface DaemonSetUpdateStrategy extends Infer<typeof DaemonSetUpdateStrategy> {}

export const DaemonSetSpec = message('DaemonSetSpec', 'What a DaemonSet should run on its nodes.', {
	selector: required(
		1,
		ref(LabelSelector),
		"Which Pods belong to it. It must match the template's labels and cannot be changed.",
	),
	template: always(
		2,
		ref(PodTemplateSpec),
		{},
		'What the Pods are made of. Its node selector, affinity and tolerations say which nodes get one.',
		{required: true},
	),
	updateStrategy: always(3, ref(DaemonSetUpdateStrategy), {}, 'How old Pods are replaced by new ones.'),
	minReadySeconds: optional(4, int32, 'How long a Pod must have been ready to count as available.'),
	revisionHistoryLimit: defaulted(6, int32, 10, 'How many old revisions are kept, to roll back to.'),
});
export interface DaemonSetSpec extends Infer<typeof DaemonSetSpec> {}

export const DaemonSetCondition = message('DaemonSetCondition', 'One aspect of the present state of a DaemonSet.', {
	type: required(1, string, 'Which aspect this is.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastTransitionTime: always(3, emptyTime, null, 'When the status last changed.'),
	reason: optional(4, string, 'One word in CamelCase for why it is so.'),
	message: optional(5, string, 'The same for people to read.'),
});
export interface DaemonSetCondition extends Infer<typeof DaemonSetCondition> {}

export const DaemonSetStatus = message('DaemonSetStatus', 'The present state of a DaemonSet, counted in nodes.', {
	currentNumberScheduled: always(1, int32, 0, 'How many nodes run the Pod and should.', {required: true}),
	numberMisscheduled: always(2, int32, 0, 'How many nodes run the Pod and should not.', {required: true}),
	desiredNumberScheduled: always(3, int32, 0, 'How many nodes should run the Pod.', {required: true}),
	numberReady: always(4, int32, 0, 'How many of these nodes have a ready Pod.', {required: true}),
	observedGeneration: optional(5, int64, 'The generation that the controller has seen.'),
	updatedNumberScheduled: optional(6, int32, 'How many of these nodes run the present template.'),
	numberAvailable: optional(7, int32, 'How many of these nodes have a Pod that has been ready for minReadySeconds.'),
	numberUnavailable: optional(8, int32, 'How many of these nodes have no available Pod.'),
	collisionCount: optional(9, int32, 'How often the name of a new revision was taken already.'),
	conditions: optional(10, list(ref(DaemonSetCondition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
});
export interface DaemonSetStatus extends Infer<typeof DaemonSetStatus> {}

export const DaemonSet = message('DaemonSet', 'Runs one Pod on every node that its template lets it run on.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(DaemonSetSpec), {}, 'What the DaemonSet should run on its nodes.'),
	status: always(3, ref(DaemonSetStatus), {}, 'The present state of the DaemonSet.'),
});
export interface DaemonSet extends Infer<typeof DaemonSet> {}
