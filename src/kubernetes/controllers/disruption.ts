/** The disruption controller: how many Pods of a budget may be evicted now (pkg/controller/disruption). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {LabelSelector} from '../../api/meta-v1.ts';
import type {PodDisruptionBudget} from '../../api/policy-v1.ts';
import {controllerOf, type KubernetesObject, type OwnerReference} from '../../apimachinery/object.ts';
import {failure, hasReason, StatusError} from '../../apimachinery/status.ts';
import {parseTime} from '../../apimachinery/time.ts';
import type {Change} from '../api/store.ts';
import {findCondition, isTerminal, withPodCondition} from '../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';
import {labelTest} from '../label-selector.ts';
import {countHealthy, deletionTimeout, disruptedPods, disruptionsAllowed, healthyPods} from './disruption-budget.ts';
import {budgetStatus, failedStatus, isStatusUpToDate} from './disruption-status.ts';

const resource = 'poddisruptionbudgets.policy';
const budgetKey = 'budget:';
const severalKey = 'several:';
const staleKey = 'stale:';
/** How long a Pod may say that it is about to be disrupted without being deleted, in milliseconds. */
const staleTimeout = 120_000;

export const disruption: Controller = {
	name: 'disruption-controller',
	eventSource: 'controllermanager',
	manager: 'kube-controller-manager',
	watches: {
		[resource]: ({type, object}: Change<PodDisruptionBudget>) =>
			type === 'DELETED' ? [] : [budgetKey + objectKey(object)],
		pods: (change: Change<Pod>, context) => podWritten(change, context),
	},
	sync(key, context) {
		const [kind, rest] = [key.slice(0, key.indexOf(':') + 1), key.slice(key.indexOf(':') + 1)];
		const [namespace, name] = splitKey(rest);
		if (kind === budgetKey) {
			const budget = context.api.get<PodDisruptionBudget>(resource, namespace, name);
			if (budget) {
				syncBudget(budget, context);
			}
			return;
		}
		const pod = context.api.get<Pod>('pods', namespace, name);
		if (pod && kind === severalKey) {
			tellOfSeveral(pod, context);
		} else if (pod) {
			clearStaleCondition(pod, context);
		}
	},
};

function budgetsOf({metadata}: Pod, {api}: ControllerContext): PodDisruptionBudget[] {
	return api
		.list<PodDisruptionBudget>(resource, metadata.namespace)
		.filter(({spec}) => labelTest(spec.selector)(metadata.labels));
}

function podWritten({type, object}: Change<Pod>, context: ControllerContext): string[] {
	const keys: string[] = [];
	const wait = type === 'DELETED' ? undefined : untilStale(object, context.now);
	if (wait !== undefined) {
		context.enqueueAfter(staleKey + objectKey(object), wait);
	}
	const [budget, ...others] = budgetsOf(object, context);
	if (budget) {
		keys.push(budgetKey + objectKey(budget));
	}
	return others.length > 0 && type !== 'DELETED' ? [...keys, severalKey + objectKey(object)] : keys;
}

function tellOfSeveral(pod: Pod, context: ControllerContext): void {
	const [first, ...others] = budgetsOf(pod, context);
	if (first && others.length > 0) {
		const [namespace, name, chosen] = [pod.metadata.namespace, pod.metadata.name, first.metadata.name];
		const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${chosen}" arbitrarily.`;
		context.events.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
	}
}

/** Milliseconds until the Pod's announcement counts as forgotten; undefined where there is none. */
function untilStale(pod: Pod, now: number): number | undefined {
	const condition = findCondition(pod.status.conditions, 'DisruptionTarget');
	const announced = condition?.status === 'True' && condition.reason !== 'TerminationByKubelet';
	if (!announced || pod.metadata.deletionTimestamp || isTerminal(pod)) {
		return undefined;
	}
	return Math.max(0, (parseTime(condition.lastTransitionTime) ?? now) + staleTimeout - now);
}

function clearStaleCondition(pod: Pod, {api, now, enqueueAfter}: ControllerContext): void {
	const wait = untilStale(pod, now);
	if (wait === 0) {
		api.updateStatus('pods', withPodCondition(pod, {type: 'DisruptionTarget', status: 'False'}, now));
	} else if (wait !== undefined) {
		enqueueAfter(staleKey + objectKey(pod), wait);
	}
}

function syncBudget(budget: PodDisruptionBudget, context: ControllerContext): void {
	try {
		trySync(budget, context);
	} catch (error) {
		if (!(error instanceof StatusError) || hasReason(error, 'Conflict')) {
			throw error;
		}
		// Nothing may be evicted as long as it is not known what would be left.
		context.api.updateStatus(resource, {...budget, status: failedStatus(budget, error.message, context.now)});
	}
}

function trySync(budget: PodDisruptionBudget, context: ControllerContext): void {
	const {api, events, now} = context;
	const pods = selectedPods(budget, context);
	if (pods.length === 0) {
		events.event(budget, 'Normal', 'NoPods', 'No matching pods found');
	}
	const scale = needsScale(budget) ? expectedScale(pods, budget, context) : pods.length;
	const {expected, desired} = healthyPods(budget.spec, scale);
	const disrupted = disruptedPods(pods, budget.status.disruptedPods ?? {}, now);
	for (const pod of disrupted.overdue) {
		const {namespace} = budget.metadata;
		// Upstream says the namespace twice.
		const message = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
		events.event(pod, 'Warning', 'NotDeleted', message);
	}
	const healthy = countHealthy(pods, disrupted.expected, now);
	const counts = {
		currentHealthy: healthy,
		desiredHealthy: desired,
		expectedPods: expected,
		disruptionsAllowed: disruptionsAllowed(healthy, desired, expected),
	};
	const status = budgetStatus(budget, counts, disrupted.expected, now);
	if (!isStatusUpToDate(budget, status)) {
		api.updateStatus(resource, {...budget, status});
	}
	const times = Object.values(disrupted.expected).map(time => (parseTime(time) ?? now) + deletionTimeout - now);
	if (times.length > 0) {
		// A moment later than the deadline, when it has passed.
		context.enqueueAfter(budgetKey + objectKey(budget), Math.min(...times) + 1);
	}
}

function selectedPods({metadata, spec}: PodDisruptionBudget, {api}: ControllerContext): Pod[] {
	const [label] = Object.entries(spec.selector?.matchLabels ?? {});
	const found = label
		? api.byIndex<Pod>('pods', 'label', `${metadata.namespace}/${label[0]}=${label[1]}`)
		: api.list<Pod>('pods', metadata.namespace);
	const matches = labelTest(spec.selector);
	return found.filter(pod => matches(pod.metadata.labels));
}

/** Shares, and everything said by `maxUnavailable`, are of what the Pods' controllers want. */
function needsScale({spec: {maxUnavailable, minAvailable}}: PodDisruptionBudget): boolean {
	return maxUnavailable !== undefined || typeof minAvailable === 'string';
}

/** The sum of what the controllers of the Pods want. */
function expectedScale(pods: readonly Pod[], budget: PodDisruptionBudget, context: ControllerContext): number {
	const {events} = context;
	const scales = new Map<string, number>();
	let unmanaged = false;
	for (const pod of pods) {
		const owner = controllerOf(pod);
		if (!owner) {
			unmanaged = true;
		} else if (!scales.has(owner.uid)) {
			const found = scaleOfController(owner, pod, context);
			if ('problem' in found) {
				const message = `Failed to calculate the number of expected pods: ${found.problem}`;
				events.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
				throw failure(500, '', found.problem);
			}
			scales.set(found.uid, found.replicas);
		}
	}
	if (unmanaged) {
		const selector = goSelector(budget.spec.selector);
		const message = `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
		events.event(budget, 'Warning', 'UnmanagedPods', message);
	}
	return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
}

interface Scaled extends KubernetesObject {
	readonly spec: {readonly replicas?: number};
}

/** The resources whose objects have a scale, by kind. */
const scalable: Readonly<Record<string, string>> = {
	Deployment: 'deployments.apps',
	ReplicaSet: 'replicasets.apps',
	StatefulSet: 'statefulsets.apps',
	ReplicationController: 'replicationcontrollers',
};

/** A ReplicaSet of a Deployment counts as the Deployment. */
function scaleOfController(
	owner: OwnerReference,
	pod: Pod,
	{api}: ControllerContext,
): {readonly uid: string; readonly replicas: number} | {readonly problem: string} {
	const found = scalable[owner.kind];
	if (!found) {
		const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
		return {problem: `${owner.kind.toLowerCase()}s${group} does not implement the scale subresource`};
	}
	const namespace = pod.metadata.namespace!;
	const object = api.get<Scaled>(found, namespace, owner.name);
	if (object?.metadata.uid !== owner.uid) {
		return {problem: `found no controllers for pod ${JSON.stringify(pod.metadata.name)}`};
	}
	const above = owner.kind === 'ReplicaSet' ? controllerOf(object) : undefined;
	const deployment =
		above?.kind === 'Deployment' ? api.get<Scaled>('deployments.apps', namespace, above.name) : undefined;
	const counted = deployment?.metadata.uid === above?.uid ? (deployment ?? object) : object;
	return {uid: counted.metadata.uid!, replicas: counted.spec.replicas ?? 1};
}

/** A selector as Go prints it. */
function goSelector(selector: LabelSelector | undefined): string {
	if (!selector) {
		return 'nil';
	}
	const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
	const expressions = (selector.matchExpressions ?? []).map(
		({key, operator, values = []}) =>
			`LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
	);
	const matchLabels = labels.map(([key, value]) => `${key}: ${value},`).join('');
	return `&LabelSelector{MatchLabels:map[string]string{${matchLabels}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}
