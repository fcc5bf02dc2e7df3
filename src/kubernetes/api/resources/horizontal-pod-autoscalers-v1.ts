/** Autoscalers in the form of autoscaling/v1, which kubectl up to 1.33 makes (pkg/apis/autoscaling/v1/conversion.go). */
import {HorizontalPodAutoscaler} from '../../../api/autoscaling-v1.ts';
import type {HorizontalPodAutoscaler as Stored} from '../../../api/autoscaling-v2.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {resourceName} from '../resource.ts';
import {metricsFromV1, metricToV1} from './autoscaler-metrics-v1.ts';
import {horizontalPodAutoscalers} from './horizontal-pod-autoscalers.ts';

const {group, kind, plural, singular, shortNames, categories, namespaced, subresources, columns, validateName} =
	horizontalPodAutoscalers;

export const horizontalPodAutoscalersV1: ResourceDefinition<HorizontalPodAutoscaler> = {
	group,
	version: 'v1',
	kind,
	plural,
	singular,
	shortNames: shortNames ?? [],
	categories: categories ?? [],
	namespaced,
	subresources: subresources ?? [],
	schema: HorizontalPodAutoscaler,
	validateName,
	columns: columns as readonly Column<KubernetesObject>[],
	strategy: {},
	view: {
		of: resourceName(horizontalPodAutoscalers),
		storedIn: 'autoscaling/v2',
		fromStored: object => toV1(object as Stored),
		toStored: fromV1,
	},
};

/** Where version 1 keeps what it has no fields for. */
const annotations = {
	metrics: 'autoscaling.alpha.kubernetes.io/metrics',
	behavior: 'autoscaling.alpha.kubernetes.io/behavior',
} as const;

function toV1({metadata, spec, status}: Stored): HorizontalPodAutoscaler {
	const {metrics = [], behavior, ...plain} = spec;
	const ofCpu = metrics.find(isCpuUtilization);
	const others = metrics.filter(metric => !isCpuUtilization(metric)).map(metricToV1);
	const added = {
		...(others.length > 0 && {[annotations.metrics]: JSON.stringify(others)}),
		...(behavior && {[annotations.behavior]: JSON.stringify(inGoCase(behavior))}),
	};
	const {currentMetrics: _metrics, conditions: _conditions, currentReplicas = 0, ...state} = status;
	const target = ofCpu?.resource?.target.averageUtilization;
	return {
		apiVersion: 'autoscaling/v1',
		kind,
		metadata:
			Object.keys(added).length > 0 ? {...metadata, annotations: {...metadata.annotations, ...added}} : metadata,
		spec: {...plain, ...(target !== undefined && {targetCPUUtilizationPercentage: target})},
		status: {...state, currentReplicas},
	};
}

function fromV1({metadata, spec, status}: HorizontalPodAutoscaler): Stored {
	const {[annotations.metrics]: metrics, [annotations.behavior]: behavior, ...others} = metadata.annotations ?? {};
	const {targetCPUUtilizationPercentage: percent, ...plain} = spec;
	const {annotations: _annotations, ...meta} = metadata;
	const {currentCPUUtilizationPercentage: _percent, ...state} = status ?? {currentReplicas: 0, desiredReplicas: 0};
	const all = [...metricsFromV1(parsed(metrics)), ...(percent === undefined ? [] : [cpuUtilization(percent)])];
	return {
		apiVersion: 'autoscaling/v2',
		kind,
		metadata: Object.keys(others).length > 0 ? {...meta, annotations: others} : meta,
		spec: {
			...plain,
			...(all.length > 0 && {metrics: all}),
			...(behavior !== undefined && {
				behavior: inJsonCase(parsed(behavior)) as NonNullable<Stored['spec']['behavior']>,
			}),
		},
		status: state,
	};
}

type Metric = NonNullable<Stored['spec']['metrics']>[number];

function isCpuUtilization({resource}: Metric): boolean {
	return resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;
}

function cpuUtilization(averageUtilization: number): Metric {
	return {type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization}}};
}

/** What cannot be read counts as not there, as upstream has it. */
function parsed(text: string | undefined): unknown {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The names of Go's fields, in which upstream writes the behaviour. */
function inGoCase(value: unknown): unknown {
	return withKeys(value, key => key.charAt(0).toUpperCase() + key.slice(1));
}

function inJsonCase(value: unknown): unknown {
	return withKeys(value, key => key.charAt(0).toLowerCase() + key.slice(1));
}

function withKeys(value: unknown, rename: (key: string) => string): unknown {
	if (Array.isArray(value)) {
		return value.map(item => withKeys(item, rename));
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const entries = Object.entries(value).filter(([, inner]) => inner !== null);
	return Object.fromEntries(entries.map(([key, inner]) => [rename(key), withKeys(inner, rename)]));
}
