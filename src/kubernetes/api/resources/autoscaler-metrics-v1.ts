/** Metrics as autoscaling/v1 writes them into an annotation (autoscaling/v1 types.go MetricSpec). */
import type {MetricSpec} from '../../../api/autoscaling-v2.ts';
import type {LabelSelector} from '../../../api/meta-v1.ts';

interface Measured {
	readonly name: string;
	readonly container?: string;
	readonly targetAverageUtilization?: number;
	readonly targetAverageValue?: string;
}

interface Named {
	readonly metricName: string;
	readonly selector?: LabelSelector;
	readonly metricSelector?: LabelSelector;
	readonly target?: {readonly kind: string; readonly name: string; readonly apiVersion?: string};
	readonly targetValue?: string;
	readonly targetAverageValue?: string;
	readonly averageValue?: string;
}

interface MetricV1 {
	readonly type: string;
	readonly resource?: Measured;
	readonly containerResource?: Measured;
	readonly pods?: Named;
	readonly object?: Named;
	readonly external?: Named;
}

export function metricToV1({type, resource, containerResource, pods, object, external}: MetricSpec): MetricV1 {
	return {
		type,
		...(resource && {resource: measuredToV1(resource)}),
		...(containerResource && {containerResource: measuredToV1(containerResource)}),
		...(pods && {
			pods: {
				metricName: pods.metric.name,
				...(pods.target.averageValue !== undefined && {targetAverageValue: pods.target.averageValue}),
				...(pods.metric.selector && {selector: pods.metric.selector}),
			},
		}),
		...(object && {
			object: {
				target: object.describedObject,
				metricName: object.metric.name,
				targetValue: object.target.value ?? '0',
				...(object.metric.selector && {selector: object.metric.selector}),
				...(object.target.averageValue !== undefined && {averageValue: object.target.averageValue}),
			},
		}),
		...(external && {
			external: {
				metricName: external.metric.name,
				...(external.metric.selector && {metricSelector: external.metric.selector}),
				...(external.target.value !== undefined && {targetValue: external.target.value}),
				...(external.target.averageValue !== undefined && {targetAverageValue: external.target.averageValue}),
			},
		}),
	};
}

/** The metrics in the annotation; none where it does not hold a list. */
export function metricsFromV1(json: unknown): MetricSpec[] {
	return Array.isArray(json) ? (json as MetricV1[]).map(metricFromV1) : [];
}

function metricFromV1({type, resource, containerResource, pods, object, external}: MetricV1): MetricSpec {
	return {
		type,
		...(resource && {resource: {name: resource.name, target: measuredFromV1(resource)}}),
		...(containerResource && {
			containerResource: {
				name: containerResource.name,
				container: containerResource.container ?? '',
				target: measuredFromV1(containerResource),
			},
		}),
		...(pods && {pods: {metric: metricOf(pods), target: valueTarget(undefined, pods.targetAverageValue)}}),
		...(object && {
			object: {
				describedObject: object.target ?? {kind: '', name: ''},
				metric: metricOf(object),
				target: valueTarget(object.targetValue, object.averageValue),
			},
		}),
		...(external && {
			external: {metric: metricOf(external), target: valueTarget(external.targetValue, external.targetAverageValue)},
		}),
	};
}

function measuredToV1({
	name,
	target,
	container,
}: {
	readonly name: string;
	readonly container?: string;
	readonly target: {readonly averageUtilization?: number; readonly averageValue?: string};
}): Measured {
	const {averageUtilization, averageValue} = target;
	return {
		name,
		...(averageUtilization !== undefined && {targetAverageUtilization: averageUtilization}),
		...(averageValue !== undefined && {targetAverageValue: averageValue}),
		...(container !== undefined && {container}),
	};
}

function measuredFromV1({targetAverageUtilization, targetAverageValue}: Measured) {
	return targetAverageUtilization === undefined
		? valueTarget(undefined, targetAverageValue)
		: {type: 'Utilization', averageUtilization: targetAverageUtilization};
}

function metricOf({metricName, selector, metricSelector}: Named) {
	const chosen = selector ?? metricSelector;
	return {name: metricName, ...(chosen && {selector: chosen})};
}

function valueTarget(value: string | undefined, averageValue: string | undefined) {
	return averageValue === undefined
		? {type: 'Value', ...(value !== undefined && {value})}
		: {type: 'AverageValue', averageValue};
}
