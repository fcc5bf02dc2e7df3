/**
 * Keeps the replicas of a workload between the bounds of its autoscaler (pkg/controller/podautoscaler/horizontal.go).
 * Between them it does nothing but say why: there are no measurements.
 */
import type {HorizontalPodAutoscaler} from '../../../api/autoscaling-v2.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import type {Change} from '../../api/store.ts';
import {findCondition} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {missingMetric} from './metrics.ts';

const resource = 'horizontalpodautoscalers.autoscaling';
/** How often an autoscaler is looked at, and how long a new one waits, in milliseconds. */
const syncPeriod = 15_000;

export const podAutoscalers: Controller = {
	name: 'horizontal-pod-autoscaler',
	manager: 'kube-controller-manager',
	latency: syncPeriod,
	watches: {
		[resource]: ({type, object}: Change<HorizontalPodAutoscaler>) => (type === 'DELETED' ? [] : [objectKey(object)]),
	},
	sync(key, context) {
		const autoscaler = context.api.get<HorizontalPodAutoscaler>(resource, ...splitKey(key));
		if (autoscaler) {
			reconcile(autoscaler, context);
			context.enqueueAfter(key, syncPeriod);
		}
	},
};

type Status = HorizontalPodAutoscaler['status'];

interface Target extends KubernetesObject {
	readonly spec: {readonly replicas: number};
}

function reconcile(autoscaler: HorizontalPodAutoscaler, context: ControllerContext): void {
	const {spec, status} = autoscaler;
	const {now, api, events} = context;
	const write = (next: Status) => {
		if (!jsonEqual(next, status)) {
			api.updateStatus(resource, {...autoscaler, status: next});
		}
	};
	const found = findTarget(autoscaler, context);
	if (typeof found === 'string') {
		events.event(autoscaler, 'Warning', 'FailedGetScale', found);
		const message = `the HPA controller was unable to get the target's current scale: ${found}`;
		write(withCondition(status, {type: 'AbleToScale', status: 'False', reason: 'FailedGetScale', message}, now));
		return;
	}
	const current = found.target.spec.replicas;
	const able = {
		type: 'AbleToScale',
		status: 'True',
		reason: 'SucceededGetScale',
		message: "the HPA controller was able to get the target's current scale",
	};
	const seen = {...withCondition(status, able, now), currentReplicas: current};
	if (current === 0) {
		const message = 'scaling is disabled since the replica count of the target is zero';
		const off = {type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled', message};
		write({...withCondition(seen, off, now), desiredReplicas: 0});
		return;
	}
	const bounded = withinBounds(current, spec);
	if (bounded) {
		const {replicas, reason} = bounded;
		api.update(found.resource, {...found.target, spec: {...found.target.spec, replicas}} as Target);
		events.event(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${replicas}; reason: ${reason}`);
		const message = `the HPA controller was able to update the target scale to ${replicas}`;
		const rescaled = {type: 'AbleToScale', status: 'True', reason: 'SucceededRescale', message};
		const {currentMetrics: _, ...rest} = withCondition(seen, rescaled, now);
		write({...rest, desiredReplicas: replicas, lastScaleTime: formatTime(now)});
		return;
	}
	const metrics = spec.metrics ?? [];
	const missing = metrics.map(metric => missingMetric(metric, autoscaler));
	for (const {reason, error} of missing) {
		events.event(autoscaler, 'Warning', reason, error);
	}
	const [first] = missing;
	if (first) {
		const message = `the HPA was unable to compute the replica count: ${first.error}`;
		const inactive = {type: 'ScalingActive', status: 'False', reason: first.reason, message};
		write({...withCondition(seen, inactive, now), currentMetrics: metrics.map(() => ({type: ''}))});
		const count = `${missing.length} invalid out of ${metrics.length}`;
		const summary = `invalid metrics (${count}), first error is: ${first.summary}`;
		events.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', summary);
	}
}

/** Where the replicas must go without any measurement: 7 Pods of at most 5 to 5, 1 of at least 2 to 2. */
export function withinBounds(
	current: number,
	{minReplicas, maxReplicas}: {readonly minReplicas: number; readonly maxReplicas: number},
): {readonly replicas: number; readonly reason: string} | undefined {
	if (current > maxReplicas) {
		return {replicas: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas'};
	}
	return current < minReplicas
		? {replicas: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas'}
		: undefined;
}

/** The kinds that have a scale, by their group. */
const scalable: Readonly<Record<string, string>> = {
	'apps/Deployment': 'deployments.apps',
	'apps/ReplicaSet': 'replicasets.apps',
	'apps/StatefulSet': 'statefulsets.apps',
	'/ReplicationController': 'replicationcontrollers',
};

/** The workload; a text says why there is none. */
function findTarget(
	{spec: {scaleTargetRef}, metadata: {namespace}}: HorizontalPodAutoscaler,
	{api}: ControllerContext,
): string | {readonly resource: string; readonly target: Target} {
	const {kind, name, apiVersion = ''} = scaleTargetRef;
	const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
	const resource = scalable[`${group}/${kind}`];
	if (!resource) {
		return `no matches for kind "${kind}" in group "${group}"`;
	}
	const target = api.get<Target>(resource, namespace!, name);
	return target ? {resource, target} : `${resource} "${name}" not found`;
}

type Condition = NonNullable<Status['conditions']>[number];

function withCondition(status: Status, stated: Omit<Condition, 'lastTransitionTime'>, now: number): Status {
	const conditions = status.conditions ?? [];
	const old = findCondition(conditions, stated.type);
	const lastTransitionTime = old?.status === stated.status ? old.lastTransitionTime : formatTime(now);
	const condition: Condition = {...stated, lastTransitionTime};
	return {
		...status,
		conditions: old ? conditions.map(each => (each === old ? condition : each)) : [...conditions, condition],
	};
}
