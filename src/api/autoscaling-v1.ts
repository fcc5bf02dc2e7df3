/** The scale of a workload, and autoscalers as they were in version 1. */
import {
	always,
	defaulted,
	type Infer,
	int32,
	int64,
	messagesOf,
	optional,
	ref,
	required,
	string,
	time,
} from '../apimachinery/schema.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.autoscaling.v1');

export const ScaleSpec = message('ScaleSpec', 'How many Pods there should be.', {
	replicas: optional(1, int32, 'How many Pods there should be.'),
});
export interface ScaleSpec extends Infer<typeof ScaleSpec> {}

export const ScaleStatus = message('ScaleStatus', 'How many Pods there are.', {
	replicas: always(1, int32, 0, 'How many Pods there are.', {required: true}),
	selector: optional(2, string, 'Which Pods they are, as a selector that is typed.'),
});
export interface ScaleStatus extends Infer<typeof ScaleStatus> {}

export const Scale = message('Scale', 'The number of Pods of a workload, alike for every kind.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(ScaleSpec), {}, 'How many Pods there should be.'),
	status: always(3, ref(ScaleStatus), {}, 'How many Pods there are.'),
});
export interface Scale extends Infer<typeof Scale> {}

export const CrossVersionObjectReference = message('CrossVersionObjectReference', 'Names another object.', {
	kind: required(1, string, 'The kind of the object.'),
	name: required(2, string, 'The name of the object.'),
	apiVersion: optional(3, string, 'The API version of the object.'),
});

export const HorizontalPodAutoscalerSpec = message(
	'HorizontalPodAutoscalerSpec',
	'What is scaled, between which numbers, and by how much cpu it uses.',
	{
		scaleTargetRef: required(1, ref(CrossVersionObjectReference), 'The workload that is scaled.'),
		minReplicas: defaulted(2, int32, 1, 'The fewest Pods.'),
		maxReplicas: required(3, int32, 'The most Pods.'),
		targetCPUUtilizationPercentage: optional(4, int32, 'How much of the cpu that they request the Pods should use.'),
	},
);

export const HorizontalPodAutoscalerStatus = message('HorizontalPodAutoscalerStatus', 'The present state.', {
	observedGeneration: optional(1, int64, 'The generation that the controller has seen.'),
	lastScaleTime: optional(2, time, 'When the workload was scaled last.'),
	currentReplicas: always(3, int32, 0, 'How many Pods there are.', {required: true}),
	desiredReplicas: always(4, int32, 0, 'How many Pods there should be.', {required: true}),
	currentCPUUtilizationPercentage: optional(5, int32, 'How much of the cpu that they request the Pods use.'),
});

export const HorizontalPodAutoscaler = message(
	'HorizontalPodAutoscaler',
	'Scales a workload by the cpu that its Pods use. What version 1 has no fields for stands in annotations.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: always(2, ref(HorizontalPodAutoscalerSpec), {}, 'What is scaled, between which numbers, and by what.'),
		status: always(3, ref(HorizontalPodAutoscalerStatus), {}, 'The present state.'),
	},
);
export interface HorizontalPodAutoscaler extends Infer<typeof HorizontalPodAutoscaler> {}
