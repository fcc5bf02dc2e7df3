/** How many Pods may be disrupted at once. */
import {
	always,
	type Infer,
	int32,
	int64,
	intOrString,
	list,
	map,
	messagesOf,
	optional,
	ref,
	string,
	time,
} from '../apimachinery/schema.ts';
import {Condition, DeleteOptions, LabelSelector, objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.policy.v1');

export const PodDisruptionBudgetSpec = message('PodDisruptionBudgetSpec', 'Which Pods are protected, and how far.', {
	minAvailable: optional(1, intOrString, 'How many Pods must stay available, as a number or a percentage.'),
	selector: optional(2, ref(LabelSelector), 'The Pods that are protected.', {patchStrategy: 'replace'}),
	maxUnavailable: optional(
		3,
		intOrString,
		'How many Pods may be unavailable, as a number or a percentage; not together with minAvailable.',
	),
	unhealthyPodEvictionPolicy: optional(
		4,
		string,
		'Whether Pods that are not ready may always be evicted (AlwaysAllow) or only while enough others are (IfHealthyBudget).',
		{enum: ['AlwaysAllow', 'IfHealthyBudget']},
	),
});
export interface PodDisruptionBudgetSpec extends Infer<typeof PodDisruptionBudgetSpec> {}

export const PodDisruptionBudgetStatus = message('PodDisruptionBudgetStatus', 'The present state of a budget.', {
	observedGeneration: optional(1, int64, 'The generation that the controller has seen.'),
	disruptedPods: optional(2, map(time), 'Pods whose eviction was granted and that are not gone yet.'),
	disruptionsAllowed: always(3, int32, 0, 'How many Pods may be evicted now.'),
	currentHealthy: always(4, int32, 0, 'How many Pods are healthy.'),
	desiredHealthy: always(5, int32, 0, 'How many Pods must be healthy.'),
	expectedPods: always(6, int32, 0, 'How many Pods the budget counts.'),
	conditions: optional(7, list(ref(Condition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
});
export interface PodDisruptionBudgetStatus extends Infer<typeof PodDisruptionBudgetStatus> {}

export const PodDisruptionBudget = message(
	'PodDisruptionBudget',
	'Limits how many Pods of a set may be evicted at once, by a drain for instance.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: always(2, ref(PodDisruptionBudgetSpec), {}, 'Which Pods are protected, and how far.'),
		status: always(3, ref(PodDisruptionBudgetStatus), {}, 'The present state of the budget.'),
	},
);
export interface PodDisruptionBudget extends Infer<typeof PodDisruptionBudget> {}

export const Eviction = message('Eviction', 'Asks for a Pod to go, unless a disruption budget forbids it.', {
	...typeMeta,
	metadata: objectMeta,
	deleteOptions: optional(2, ref(DeleteOptions), 'How the Pod is deleted.'),
});
export interface Eviction extends Infer<typeof Eviction> {}
