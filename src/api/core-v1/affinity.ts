/** Rules for which nodes a Pod may or should run on. */
import {
	always,
	type Infer,
	int32,
	int64,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {LabelSelector} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const NodeSelectorRequirement = message(
	'NodeSelectorRequirement',
	'One condition on a label or field of nodes.',
	{
		key: required(1, string, 'The label or field.'),
		operator: required(2, string, 'In, NotIn, Exists, DoesNotExist, Gt or Lt.', {
			enum: ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'],
		}),
		values: optional(3, list(string), 'The values to compare with; one number for Gt and Lt.', {listType: 'atomic'}),
	},
);
export interface NodeSelectorRequirement extends Infer<typeof NodeSelectorRequirement> {}

export const NodeSelectorTerm = message('NodeSelectorTerm', 'Conditions that all must hold.', {
	matchExpressions: optional(1, list(ref(NodeSelectorRequirement)), 'Conditions on labels of the node.', {
		listType: 'atomic',
	}),
	matchFields: optional(
		2,
		list(ref(NodeSelectorRequirement)),
		'Conditions on fields of the node; only metadata.name is known.',
		{listType: 'atomic'},
	),
});
export interface NodeSelectorTerm extends Infer<typeof NodeSelectorTerm> {}

export const NodeSelector = message('NodeSelector', 'Chooses nodes for which at least one term holds.', {
	nodeSelectorTerms: required(1, list(ref(NodeSelectorTerm)), 'The terms, of which one must hold.', {
		listType: 'atomic',
	}),
});
export interface NodeSelector extends Infer<typeof NodeSelector> {}

export const PreferredSchedulingTerm = message('PreferredSchedulingTerm', 'Nodes that are preferred.', {
	weight: required(1, int32, 'How much they are preferred, from 1 to 100.'),
	preference: always(2, ref(NodeSelectorTerm), {}, 'The conditions on the nodes.', {required: true}),
});
export interface PreferredSchedulingTerm extends Infer<typeof PreferredSchedulingTerm> {}

export const NodeAffinity = message('NodeAffinity', 'Rules about the nodes themselves.', {
	requiredDuringSchedulingIgnoredDuringExecution: optional(
		1,
		ref(NodeSelector),
		'Conditions that a node must meet when the Pod is scheduled; later changes do not count.',
	),
	preferredDuringSchedulingIgnoredDuringExecution: optional(
		2,
		list(ref(PreferredSchedulingTerm)),
		'Conditions that the scheduler tries to meet.',
		{listType: 'atomic'},
	),
});
export interface NodeAffinity extends Infer<typeof NodeAffinity> {}

export const PodAffinityTerm = message('PodAffinityTerm', 'Other Pods, and how near they are.', {
	labelSelector: optional(1, ref(LabelSelector), 'The Pods that are meant, by their labels.'),
	namespaces: optional(2, list(string), 'The namespaces in which they are.', {listType: 'atomic'}),
	topologyKey: required(3, string, 'The node label that says what near is: nodes with the same value are one place.'),
	namespaceSelector: optional(
		4,
		ref(LabelSelector),
		'The namespaces in which they are, by labels; added to namespaces.',
	),
	matchLabelKeys: optional(5, list(string), 'Labels of the Pod itself that the others must share.', {
		listType: 'atomic',
	}),
	mismatchLabelKeys: optional(6, list(string), 'Labels of the Pod itself in which the others must differ.', {
		listType: 'atomic',
	}),
});
export interface PodAffinityTerm extends Infer<typeof PodAffinityTerm> {}

export const WeightedPodAffinityTerm = message(
	'WeightedPodAffinityTerm',
	'Pods to which nearness is preferred or avoided.',
	{
		weight: required(1, int32, 'How much it counts, from 1 to 100.'),
		podAffinityTerm: always(2, ref(PodAffinityTerm), {}, 'The Pods, and how near they are.', {required: true}),
	},
);
export interface WeightedPodAffinityTerm extends Infer<typeof WeightedPodAffinityTerm> {}

export const PodAffinity = message('PodAffinity', 'Places the Pod near others.', {
	requiredDuringSchedulingIgnoredDuringExecution: optional(
		1,
		list(ref(PodAffinityTerm)),
		'Pods that must be near when the Pod is scheduled.',
		{listType: 'atomic'},
	),
	preferredDuringSchedulingIgnoredDuringExecution: optional(
		2,
		list(ref(WeightedPodAffinityTerm)),
		'Pods that should be near.',
		{listType: 'atomic'},
	),
});
export interface PodAffinity extends Infer<typeof PodAffinity> {}

export const PodAntiAffinity = message('PodAntiAffinity', 'Keeps the Pod away from others.', {
	requiredDuringSchedulingIgnoredDuringExecution: optional(
		1,
		list(ref(PodAffinityTerm)),
		'Pods that must not be near when the Pod is scheduled.',
		{listType: 'atomic'},
	),
	preferredDuringSchedulingIgnoredDuringExecution: optional(
		2,
		list(ref(WeightedPodAffinityTerm)),
		'Pods that should not be near.',
		{listType: 'atomic'},
	),
});
export interface PodAntiAffinity extends Infer<typeof PodAntiAffinity> {}

export const Affinity = message('Affinity', 'Rules for where a Pod may or should run.', {
	nodeAffinity: optional(1, ref(NodeAffinity), 'Rules about nodes.'),
	podAffinity: optional(2, ref(PodAffinity), 'Pods to be near to.'),
	podAntiAffinity: optional(3, ref(PodAntiAffinity), 'Pods to be away from.'),
});
export interface Affinity extends Infer<typeof Affinity> {}

export const Toleration = message('Toleration', 'Lets a Pod onto nodes whose taint it matches.', {
	key: optional(1, string, 'The key of the taint; with none and Exists every taint is tolerated.'),
	operator: optional(2, string, 'Exists, Equal, Lt or Gt; Equal where it is not given.', {
		enum: ['Equal', 'Exists', 'Gt', 'Lt'],
	}),
	value: optional(3, string, 'The value that the taint must have.'),
	effect: optional(4, string, 'The effect that is tolerated; every one where it is empty.', {
		enum: ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
	}),
	tolerationSeconds: optional(
		5,
		int64,
		'How long a NoExecute taint is tolerated before the Pod is evicted; for ever where it is not given.',
	),
});
export interface Toleration extends Infer<typeof Toleration> {}

export const TopologySpreadConstraint = message(
	'TopologySpreadConstraint',
	'Spreads matching Pods evenly over places.',
	{
		maxSkew: required(1, int32, 'By how much the number of Pods may differ between places.'),
		topologyKey: required(2, string, 'The node label that says what a place is.'),
		whenUnsatisfiable: required(
			3,
			string,
			'DoNotSchedule keeps the Pod waiting; ScheduleAnyway only prefers what is more even.',
			{enum: ['DoNotSchedule', 'ScheduleAnyway']},
		),
		labelSelector: optional(4, ref(LabelSelector), 'The Pods that are counted.'),
		minDomains: optional(5, int32, 'How many places there should be at least.'),
		nodeAffinityPolicy: optional(
			6,
			string,
			"Whether nodes that the Pod's affinity leaves out count: Honor or Ignore.",
			{enum: ['Honor', 'Ignore']},
		),
		nodeTaintsPolicy: optional(7, string, 'Whether tainted nodes count: Honor or Ignore.', {enum: ['Honor', 'Ignore']}),
		matchLabelKeys: optional(8, list(string), 'Labels of the Pod itself that counted Pods must share.', {
			listType: 'atomic',
		}),
	},
);
export interface TopologySpreadConstraint extends Infer<typeof TopologySpreadConstraint> {}
