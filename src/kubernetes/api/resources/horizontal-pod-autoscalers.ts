/**
 * Autoscalers (pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go). Nothing measures Pods here, as on a cluster
 * without a metrics server, so all targets are unknown.
 */
import {
	HorizontalPodAutoscaler,
	HorizontalPodAutoscalerSpec,
	HorizontalPodAutoscalerStatus,
	type HPAScalingRules,
	type MetricSpec,
} from '../../../api/autoscaling-v2.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {validateAutoscaler} from './autoscaler-validation.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {keep} from './strategy.ts';
import {validateCounts} from './workload-validation.ts';

export const horizontalPodAutoscalers: ResourceDefinition<HorizontalPodAutoscaler> = {
	group: 'autoscaling',
	version: 'v2',
	kind: 'HorizontalPodAutoscaler',
	plural: 'horizontalpodautoscalers',
	singular: 'horizontalpodautoscaler',
	shortNames: ['hpa'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status'],
	schema: HorizontalPodAutoscaler,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Reference',
			type: 'string',
			description: descriptionOf(HorizontalPodAutoscalerSpec, 'scaleTargetRef'),
			cell: ({spec: {scaleTargetRef}}) => `${scaleTargetRef.kind}/${scaleTargetRef.name}`,
		},
		{
			name: 'Targets',
			type: 'string',
			description: descriptionOf(HorizontalPodAutoscalerSpec, 'metrics'),
			cell: formatTargets,
		},
		{
			name: 'MinPods',
			type: 'string',
			description: descriptionOf(HorizontalPodAutoscalerSpec, 'minReplicas'),
			cell: ({spec}) => String(spec.minReplicas),
		},
		{
			name: 'MaxPods',
			type: 'string',
			description: descriptionOf(HorizontalPodAutoscalerSpec, 'maxReplicas'),
			cell: ({spec}) => spec.maxReplicas,
		},
		{
			name: 'Replicas',
			type: 'string',
			description: descriptionOf(HorizontalPodAutoscalerStatus, 'currentReplicas'),
			cell: ({status}) => status.currentReplicas ?? 0,
		},
		ageColumn,
	],
	strategy: {
		applyDefaults: withDefaults,
		prepareForCreate: autoscaler => ({...autoscaler, status: {desiredReplicas: 0}}),
		prepareForUpdate: (next, old) => keep(next, old, 'status'),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: ({spec}) => validateAutoscaler(spec),
		validateUpdate: ({spec}, old) => validateAutoscaler(spec, old.spec),
		validateStatusUpdate: ({status}) => validateCounts(status, ['currentReplicas', 'desiredReplicas'], 'status'),
	},
};

const cpuAt80Percent: MetricSpec = {
	type: 'Resource',
	resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}},
};

const periodSeconds = 15;
const scaleUp: HPAScalingRules = {
	selectPolicy: 'Max',
	policies: [
		{type: 'Pods', value: 4, periodSeconds},
		{type: 'Percent', value: 100, periodSeconds},
	],
	stabilizationWindowSeconds: 0,
};
const scaleDown: HPAScalingRules = {selectPolicy: 'Max', policies: [{type: 'Percent', value: 100, periodSeconds}]};

/** pkg/apis/autoscaling/v2/defaults.go */
function withDefaults(autoscaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
	const {metrics = [], behavior} = autoscaler.spec;
	const spec = {
		...autoscaler.spec,
		metrics: metrics.length > 0 ? metrics : [cpuAt80Percent],
		...(behavior && {
			behavior: {scaleUp: {...scaleUp, ...behavior.scaleUp}, scaleDown: {...scaleDown, ...behavior.scaleDown}},
		}),
	};
	return {...autoscaler, spec};
}

const unknown = '<unknown>';
const mostShown = 2;

/** Such as `cpu: <unknown>/80%` (pkg/printers/internalversion/printers.go formatHPAMetrics). */
function formatTargets({spec: {metrics = []}}: HorizontalPodAutoscaler): string {
	const texts = metrics.map(formatTarget);
	const more = texts.length - mostShown;
	return more > 0 ? `${texts.slice(0, mostShown).join(', ')} + ${more} more...` : texts.join(', ');
}

function formatTarget({resource, containerResource, pods, object, external}: MetricSpec): string {
	const measured = resource ?? containerResource;
	if (measured) {
		const {averageValue, averageUtilization} = measured.target;
		const target = averageValue ?? (averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`);
		return `${measured.name}: ${unknown}/${target}`;
	}
	if (pods) {
		return `${unknown}/${pods.target.averageValue}`;
	}
	const {value, averageValue} = (object ?? external)?.target ?? {};
	return averageValue === undefined ? `${unknown}/${value}` : `${unknown}/${averageValue} (avg)`;
}
