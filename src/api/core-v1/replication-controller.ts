/** Replication controllers, which ReplicaSets have replaced. */
import {
	always,
	defaulted,
	emptyTime,
	type Infer,
	int32,
	int64,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';
import {PodTemplateSpec} from './pod-template.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ReplicationControllerSpec = message(
	'ReplicationControllerSpec',
	'How many Pods there should be, and what they are made of.',
	{
		replicas: defaulted(1, int32, 1, 'How many Pods there should be.'),
		selector: optional(2, map(string), 'Labels of the Pods that count; those of the template where none are given.'),
		template: optional(3, ref(PodTemplateSpec), 'What new Pods are made of.'),
		minReadySeconds: optional(4, int32, 'How long a Pod must have been ready to count as available.'),
	},
);
export interface ReplicationControllerSpec extends Infer<typeof ReplicationControllerSpec> {}

export const ReplicationControllerCondition = message(
	'ReplicationControllerCondition',
	'One aspect of the present state of a replication controller.',
	{
		type: required(1, string, 'Which aspect this is: ReplicaFailure.'),
		status: required(2, string, 'True, False or Unknown.'),
		lastTransitionTime: always(3, emptyTime, null, 'When the status last changed.'),
		reason: optional(4, string, 'One word in CamelCase for why it is so.'),
		message: optional(5, string, 'The same for people to read.'),
	},
);
export interface ReplicationControllerCondition extends Infer<typeof ReplicationControllerCondition> {}

export const ReplicationControllerStatus = message(
	'ReplicationControllerStatus',
	'The present state of a replication controller.',
	{
		replicas: always(1, int32, 0, 'How many Pods there are.', {required: true}),
		fullyLabeledReplicas: optional(2, int32, 'How many Pods have all labels of the template.'),
		observedGeneration: optional(3, int64, 'The generation that the controller has seen.'),
		readyReplicas: optional(4, int32, 'How many Pods are ready.'),
		availableReplicas: optional(5, int32, 'How many Pods have been ready for long enough.'),
		conditions: optional(6, list(ref(ReplicationControllerCondition)), 'Aspects of the present state.', {
			listType: 'map',
			listMapKeys: ['type'],
			mergeKey: 'type',
			patchStrategy: 'merge',
		}),
	},
);
export interface ReplicationControllerStatus extends Infer<typeof ReplicationControllerStatus> {}

export const ReplicationController = message(
	'ReplicationController',
	'Keeps a number of Pods running. Deployments do it better.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: always(2, ref(ReplicationControllerSpec), {}, 'How many Pods there should be, and what they are made of.'),
		status: always(3, ref(ReplicationControllerStatus), {}, 'The present state.'),
	},
);
export interface ReplicationController extends Infer<typeof ReplicationController> {}
