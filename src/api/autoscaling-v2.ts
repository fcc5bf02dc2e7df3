/** Autoscalers: how many Pods a workload should have, by what is measured of them. */
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
	quantity,
	ref,
	required,
	string,
	time,
} from '../apimachinery/schema.ts';
import {LabelSelector, objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.autoscaling.v2');

export const CrossVersionObjectReference = message('CrossVersionObjectReference', 'Names another object.', {
	kind: required(1, string, 'The kind of the object.'),
	name: required(2, string, 'The name of the object.'),
	apiVersion: optional(3, string, 'The API version of the object.'),
});

export const MetricTarget = message('MetricTarget', 'What the measured value should be.', {
	type: required(1, string, 'Whether the target is a Utilization, a Value or an AverageValue.'),
	value: optional(2, quantity, 'The value, for the type Value.'),
	averageValue: optional(3, quantity, 'The value for each Pod, for the type AverageValue.'),
	averageUtilization: optional(
		4,
		int32,
		'The percentage of what the Pods request, for the type Utilization; of resources alone.',
	),
});

export const MetricValueStatus = message('MetricValueStatus', 'What was measured.', {
	value: optional(1, quantity, 'The value.'),
	averageValue: optional(2, quantity, 'The value for each Pod.'),
	averageUtilization: optional(3, int32, 'The percentage of what the Pods request.'),
});

export const MetricIdentifier = message('MetricIdentifier', 'Which metric is meant.', {
	name: required(1, string, 'The name of the metric.'),
	selector: optional(2, ref(LabelSelector), 'Chooses among the metrics of that name.'),
});

const target = required(2, ref(MetricTarget), 'What the value should be.');
const current = required(2, ref(MetricValueStatus), 'What was measured.');
const metric = required(1, ref(MetricIdentifier), 'Which metric it is.');
const resourceName = required(1, string, 'The resource, such as cpu.');
const container = required(3, string, 'The container whose use is measured.');

const ObjectMetricSource = message(
	'ObjectMetricSource',
	'A metric of one object, such as the requests to an Ingress.',
	{
		describedObject: required(1, ref(CrossVersionObjectReference), 'The object that is measured.'),
		target,
		metric: required(3, ref(MetricIdentifier), 'Which metric it is.'),
	},
);
const PodsMetricSource = message('PodsMetricSource', 'A metric of each Pod, of which the average counts.', {
	metric,
	target,
});
const ResourceMetricSource = message('ResourceMetricSource', 'The use of cpu or memory, by all Pods together.', {
	name: resourceName,
	target,
});
const ContainerResourceMetricSource = message('ContainerResourceMetricSource', 'The same, of one container.', {
	name: resourceName,
	target,
	container,
});
const ExternalMetricSource = message('ExternalMetricSource', 'A metric of something outside the cluster.', {
	metric,
	target,
});

const metricType = 'Which kind of metric it is: Resource, ContainerResource, Pods, Object or External.';

export const MetricSpec = message('MetricSpec', 'One thing that is measured; exactly the field for its type is set.', {
	type: required(1, string, metricType),
	object: optional(2, ref(ObjectMetricSource), 'A metric of one object.'),
	pods: optional(3, ref(PodsMetricSource), 'A metric of each Pod.'),
	resource: optional(4, ref(ResourceMetricSource), 'The use of a resource.'),
	external: optional(5, ref(ExternalMetricSource), 'A metric from outside the cluster.'),
	containerResource: optional(7, ref(ContainerResourceMetricSource), 'The use of a resource by one container.'),
});
export interface MetricSpec extends Infer<typeof MetricSpec> {}

const ObjectMetricStatus = message('ObjectMetricStatus', 'What was measured of one object.', {
	metric,
	current,
	describedObject: required(3, ref(CrossVersionObjectReference), 'The object that was measured.'),
});
const PodsMetricStatus = message('PodsMetricStatus', 'What was measured of each Pod.', {metric, current});
const ResourceMetricStatus = message('ResourceMetricStatus', 'What was measured of a resource.', {
	name: resourceName,
	current,
});
const ContainerResourceMetricStatus = message(
	'ContainerResourceMetricStatus',
	'What was measured of a resource in one container.',
	{name: resourceName, current, container},
);
const ExternalMetricStatus = message('ExternalMetricStatus', 'What was measured outside the cluster.', {
	metric,
	current,
});

export const MetricStatus = message('MetricStatus', 'One thing that was measured.', {
	type: required(1, string, metricType),
	object: optional(2, ref(ObjectMetricStatus), 'A metric of one object.'),
	pods: optional(3, ref(PodsMetricStatus), 'A metric of each Pod.'),
	resource: optional(4, ref(ResourceMetricStatus), 'The use of a resource.'),
	external: optional(5, ref(ExternalMetricStatus), 'A metric from outside the cluster.'),
	containerResource: optional(7, ref(ContainerResourceMetricStatus), 'The use of a resource by one container.'),
});

const HPAScalingPolicy = message('HPAScalingPolicy', 'How far a workload may be scaled within a time.', {
	type: required(1, string, 'Whether the value counts Pods or is a Percent.'),
	value: required(2, int32, 'How many Pods, or how many percent of them.'),
	periodSeconds: required(3, int32, 'Within how many seconds; at most 1800.'),
});

export const HPAScalingRules = message('HPAScalingRules', 'How fast a workload is scaled in one direction.', {
	selectPolicy: optional(1, string, 'Which policy counts: Max (the default), Min, or Disabled for no scaling.'),
	policies: optional(2, list(ref(HPAScalingPolicy)), 'How far it may be scaled.', {listType: 'atomic'}),
	stabilizationWindowSeconds: optional(
		3,
		int32,
		'For how many seconds back the least change that was recommended counts.',
	),
	tolerance: optional(4, quantity, 'How far the value may be from its target without any scaling.'),
});
export interface HPAScalingRules extends Infer<typeof HPAScalingRules> {}

const HorizontalPodAutoscalerBehavior = message('HorizontalPodAutoscalerBehavior', 'How fast a workload is scaled.', {
	scaleUp: optional(1, ref(HPAScalingRules), 'How fast it gets more Pods.'),
	scaleDown: optional(2, ref(HPAScalingRules), 'How fast it gets fewer Pods.'),
});

export const HorizontalPodAutoscalerSpec = message(
	'HorizontalPodAutoscalerSpec',
	'What is scaled, between which numbers, and by what.',
	{
		scaleTargetRef: required(1, ref(CrossVersionObjectReference), 'The workload that is scaled.'),
		minReplicas: defaulted(2, int32, 1, 'The fewest Pods.'),
		maxReplicas: required(3, int32, 'The most Pods.'),
		metrics: optional(
			4,
			list(ref(MetricSpec)),
			'What is measured. The most Pods that any of it asks for count; the default is 80 percent of the requested cpu.',
			{listType: 'atomic'},
		),
		behavior: optional(5, ref(HorizontalPodAutoscalerBehavior), 'How fast the workload is scaled.'),
	},
);
export interface HorizontalPodAutoscalerSpec extends Infer<typeof HorizontalPodAutoscalerSpec> {}

const HorizontalPodAutoscalerCondition = message('HorizontalPodAutoscalerCondition', 'One aspect of its state.', {
	type: required(1, string, 'Which aspect this is: AbleToScale, ScalingActive or ScalingLimited.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastTransitionTime: always(3, emptyTime, null, 'When the status last changed.'),
	reason: optional(4, string, 'One word in CamelCase for why it is so.'),
	message: optional(5, string, 'The same for people to read.'),
});

export const HorizontalPodAutoscalerStatus = message('HorizontalPodAutoscalerStatus', 'The present state.', {
	observedGeneration: optional(1, int64, 'The generation that the controller has seen.'),
	lastScaleTime: optional(2, time, 'When the workload was scaled last.'),
	currentReplicas: optional(3, int32, 'How many Pods there are.'),
	desiredReplicas: always(4, int32, 0, 'How many Pods there should be.', {required: true}),
	currentMetrics: optional(5, list(ref(MetricStatus)), 'What was measured.', {listType: 'atomic'}),
	conditions: optional(6, list(ref(HorizontalPodAutoscalerCondition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
});

export const HorizontalPodAutoscaler = message(
	'HorizontalPodAutoscaler',
	'Scales a workload by what is measured of its Pods.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: always(2, ref(HorizontalPodAutoscalerSpec), {}, 'What is scaled, between which numbers, and by what.'),
		status: always(3, ref(HorizontalPodAutoscalerStatus), {}, 'The present state.'),
	},
);
export interface HorizontalPodAutoscaler extends Infer<typeof HorizontalPodAutoscaler> {}
