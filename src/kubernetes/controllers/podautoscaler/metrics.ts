/**
 * What an autoscaler hears when it asks for measurements: nothing takes any here, as on a cluster without a metrics
 * server (pkg/controller/podautoscaler/horizontal.go, replica_calculator.go, metrics/client.go).
 */
import type {HorizontalPodAutoscaler, MetricSpec} from '../../../api/autoscaling-v2.ts';

/** Why a metric is not there. */
export interface MissingMetric {
	/** Such as `FailedGetResourceMetric`. */
	readonly reason: string;
	/** For the event and the condition that have that reason. */
	readonly error: string;
	/** For the event that sums all metrics up. */
	readonly summary: string;
}

const absent = 'the server could not find the requested resource';
const noCustomMetrics =
	'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

export function missingMetric(metric: MetricSpec, {metadata}: HorizontalPodAutoscaler): MissingMetric {
	const {resource, containerResource, pods, object, external} = metric;
	if (resource) {
		const error = resourceError(resource);
		const summary = `failed to get ${resource.name} resource metric value: ${error}`;
		return {reason: 'FailedGetResourceMetric', error, summary};
	}
	if (containerResource) {
		const error = resourceError(containerResource);
		const summary = `failed to get ${containerResource.container} container metric value: ${error}`;
		return {reason: 'FailedGetContainerResourceMetric', error, summary};
	}
	if (pods) {
		const error = `unable to get metric ${pods.metric.name}: ${noCustomMetrics}`;
		return {reason: 'FailedGetPodsMetric', error, summary: `failed to get pods metric value: ${error}`};
	}
	if (object) {
		const {kind, name} = object.describedObject;
		const on = `on ${kind} ${metadata.namespace}/${name}`;
		const error = `unable to get metric ${object.metric.name}: ${noCustomMetrics} ${on}`;
		return {reason: 'FailedGetObjectMetric', error, summary: `failed to get object metric value: ${error}`};
	}
	const name = external?.metric.name ?? '';
	const why = `unable to fetch metrics from external metrics API: ${absent} (get ${name}.external.metrics.k8s.io)`;
	const error = `unable to get external metric ${metadata.namespace}/${name}/nil: ${why}`;
	return {reason: 'FailedGetExternalMetric', error, summary: `failed to get ${name} external metric value: ${error}`};
}

function resourceError({
	name,
	target,
}: {
	readonly name: string;
	readonly target: {readonly averageValue?: string};
}): string {
	const what = target.averageValue === undefined ? 'utilization' : 'usage';
	const why = `unable to fetch metrics from resource metrics API: ${absent} (get pods.metrics.k8s.io)`;
	return `failed to get ${name} ${what}: unable to get metrics for resource ${name}: ${why}`;
}
