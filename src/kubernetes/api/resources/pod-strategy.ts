/** The rules by which Pods are stored (pkg/registry/core/pod/strategy.go). */
import type {PodAffinityTerm, TopologySpreadConstraint} from '../../../api/core-v1/affinity.ts';
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import type {PodCondition, PodStatus} from '../../../api/core-v1/pod-status.ts';
import type {LabelSelector} from '../../../api/meta-v1.ts';
import {extended, type ObjectMeta} from '../../../apimachinery/object.ts';
import type {Strategy} from '../resource.ts';
import {admitPod, checkPodLimits, withDefaultTolerations} from './pod-admission.ts';
import {defaultPod} from './pod-defaults.ts';
import {podParts} from './pod-parts.ts';
import {podQos} from './pod-qos.ts';
import {validatePodStatusUpdate, validatePodUpdate} from './pod-update-validation.ts';
import {validateNewPod} from './pod-validation.ts';
import {podWarnings} from './pod-warnings.ts';
import {countGeneration, keep} from './strategy.ts';

export const podStrategy: Strategy<Pod> = {
	returnsDeleted: true,
	applyDefaults: defaultPod,
	admit: admitPod,
	prepareForCreate(pod) {
		return {
			...pod,
			metadata: extended(pod.metadata, {generation: 1}),
			spec: withLabelKeys(pod),
			status: initialStatus(pod.spec),
		};
	},
	validate: validateNewPod,
	checkNew: checkPodLimits,
	prepareForUpdate(pod, old) {
		// The admission plugins that look at updates put back what they have set at creation.
		const {priority, preemptionPolicy} = old.spec;
		const spec = {
			...pod.spec,
			...(pod.spec.priority === undefined && priority !== undefined && {priority}),
			...(pod.spec.preemptionPolicy === undefined && preemptionPolicy !== undefined && {preemptionPolicy}),
			tolerations: withDefaultTolerations(pod.spec.tolerations),
		};
		return countGeneration(keep({...pod, spec}, old, 'status'), old);
	},
	validateUpdate: validatePodUpdate,
	prepareForStatusUpdate(pod, old) {
		return {
			...pod,
			metadata: withOldFate(pod.metadata, old.metadata),
			spec: old.spec,
			status: withOldGenerations(pod.status, old.status),
		};
	},
	validateStatusUpdate: validatePodStatusUpdate,
	parts: podParts,
	warnings: (pod, old) => (old ? [] : podWarnings(pod)),
	gracePeriod(pod, requestedSeconds) {
		const {nodeName, terminationGracePeriodSeconds} = pod.spec;
		const ended = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';
		if (!nodeName || ended) {
			return 0;
		}
		const period = requestedSeconds ?? terminationGracePeriodSeconds ?? 0;
		return period < 0 ? 1 : period;
	},
};

function initialStatus(spec: PodSpec): PodStatus {
	const gated: PodCondition = {
		type: 'PodScheduled',
		status: 'False',
		lastProbeTime: null,
		lastTransitionTime: null,
		reason: 'SchedulingGated',
		message: 'Scheduling is blocked due to non-empty scheduling gates',
	};
	return {
		phase: 'Pending',
		...(spec.schedulingGates?.length && {conditions: [gated]}),
		qosClass: podQos(spec),
	};
}

/** A write of the status neither ends a Pod nor gives it to another owner. */
function withOldFate(meta: ObjectMeta, {deletionTimestamp, ownerReferences}: ObjectMeta): ObjectMeta {
	if (meta.deletionTimestamp === deletionTimestamp && meta.ownerReferences === ownerReferences) {
		return meta;
	}
	const {deletionTimestamp: _, ownerReferences: __, ...metadata} = meta;
	return {...metadata, ...(deletionTimestamp && {deletionTimestamp}), ...(ownerReferences && {ownerReferences})};
}

/** Keeps what a writer that knows no `observedGeneration` would lose, and the QoS class. */
function withOldGenerations(status: PodStatus, old: PodStatus): PodStatus {
	const {conditions} = status;
	const isKnown = conditions?.every(({observedGeneration}) => observedGeneration) ?? true;
	if (isKnown && (status.observedGeneration || !old.observedGeneration) && (status.qosClass || !old.qosClass)) {
		return status;
	}
	const observedGeneration = status.observedGeneration || old.observedGeneration;
	const qosClass = status.qosClass || old.qosClass;
	return {
		...status,
		...(conditions && {conditions: rememberGenerations(conditions, old.conditions)}),
		...(observedGeneration && {observedGeneration}),
		...(qosClass && {qosClass}),
	};
}

function rememberGenerations(
	conditions: readonly PodCondition[],
	old: readonly PodCondition[] | undefined,
): readonly PodCondition[] {
	const remembered = new Map<string, number[]>();
	for (const {type, observedGeneration = 0} of old ?? []) {
		remembered.set(type, [...(remembered.get(type) ?? []), observedGeneration]);
	}
	return conditions.map(condition => {
		const before = remembered.get(condition.type)?.shift() ?? 0;
		return condition.observedGeneration || !before ? condition : {...condition, observedGeneration: before};
	});
}

/** Turns `matchLabelKeys` into requirements with the values of the Pod's own labels. */
function withLabelKeys(pod: Pod): PodSpec {
	const {affinity, topologySpreadConstraints} = pod.spec;
	if (!affinity && !topologySpreadConstraints) {
		return pod.spec;
	}
	const labels = pod.metadata.labels ?? {};
	const term = (given: PodAffinityTerm): PodAffinityTerm =>
		withKeys(withKeys(given, given.matchLabelKeys, 'In', labels), given.mismatchLabelKeys, 'NotIn', labels);
	const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
	const soft = 'preferredDuringSchedulingIgnoredDuringExecution';
	const mapped = (kind: 'podAffinity' | 'podAntiAffinity') => {
		const part = affinity?.[kind];
		return (
			part && {
				[kind]: {
					...(part[hard] && {[hard]: part[hard].map(term)}),
					...(part[soft] && {
						[soft]: part[soft].map(weighted => ({...weighted, podAffinityTerm: term(weighted.podAffinityTerm)})),
					}),
				},
			}
		);
	};
	const constraint = (given: TopologySpreadConstraint) => withKeys(given, given.matchLabelKeys, 'In', labels);
	return {
		...pod.spec,
		...(affinity && {affinity: {...affinity, ...mapped('podAffinity'), ...mapped('podAntiAffinity')}}),
		...(topologySpreadConstraints && {topologySpreadConstraints: topologySpreadConstraints.map(constraint)}),
	};
}

function withKeys<T extends {readonly labelSelector?: LabelSelector}>(
	given: T,
	keys: readonly string[] | undefined,
	operator: 'In' | 'NotIn',
	labels: Readonly<Record<string, string>>,
): T {
	const added = (keys ?? [])
		.filter(key => labels[key] !== undefined)
		.map(key => ({key, operator, values: [labels[key]!]}));
	if (!given.labelSelector || added.length === 0) {
		return given;
	}
	const matchExpressions = [...(given.labelSelector.matchExpressions ?? []), ...added];
	return {...given, labelSelector: {...given.labelSelector, matchExpressions}};
}
