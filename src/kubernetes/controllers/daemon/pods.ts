/** What a DaemonSet's Pods look like and where they belong (pkg/controller/daemon/util/daemonset_util.go). */
import type {DaemonSet} from '../../../api/apps-v1.ts';
import type {Affinity, Toleration} from '../../../api/core-v1/affinity.ts';
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import {matchesRequiredNodeAffinity} from '../../node-affinity.ts';
import {doNotScheduleEffects, findUntoleratedTaint} from '../../tolerations.ts';
import {revisionHashLabel} from '../history.ts';
import type {PodTemplate} from '../pod-control.ts';

const templateGenerationLabel = 'pod-template-generation';
const templateGenerationAnnotation = 'deprecated.daemonset.template.generation';

function tolerating(key: string, effect: string): Toleration {
	return {key: `node.kubernetes.io/${key}`, operator: 'Exists', effect};
}

/** A daemon stays on its node through the node's troubles, and comes to cordoned nodes too. */
const ownTolerations: readonly Toleration[] = [
	tolerating('not-ready', 'NoExecute'),
	tolerating('unreachable', 'NoExecute'),
	tolerating('disk-pressure', 'NoSchedule'),
	tolerating('memory-pressure', 'NoSchedule'),
	tolerating('pid-pressure', 'NoSchedule'),
	tolerating('unschedulable', 'NoSchedule'),
];
const hostNetworkTolerations: readonly Toleration[] = [tolerating('network-unavailable', 'NoSchedule')];

/** The template's tolerations and a daemon's own; one that is there already is replaced. */
export function daemonTolerations(spec: PodSpec): readonly Toleration[] {
	const own = spec.hostNetwork ? [...ownTolerations, ...hostNetworkTolerations] : ownTolerations;
	const tolerations = [...(spec.tolerations ?? [])];
	for (const toleration of own) {
		const at = tolerations.findIndex(
			({key, effect, operator, value}) =>
				key === toleration.key && effect === toleration.effect && operator === 'Exists' && !value,
		);
		if (at >= 0) {
			tolerations[at] = toleration;
		} else {
			tolerations.push(toleration);
		}
	}
	return tolerations;
}

/** Ties a Pod to one node by the node's name; what else the node affinity requires is taken out. */
function withNodeName(affinity: Affinity | undefined, nodeName: string): Affinity {
	return {
		...affinity,
		nodeAffinity: {
			...affinity?.nodeAffinity,
			requiredDuringSchedulingIgnoredDuringExecution: {
				nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: [nodeName]}]}],
			},
		},
	};
}

/** The generation of the template, which older Pods have as a label in place of the hash. */
function templateGeneration(daemonSet: DaemonSet): string | undefined {
	const text = daemonSet.metadata.annotations?.[templateGenerationAnnotation];
	return text !== undefined && /^-?\d+$/.test(text) ? String(Number(text)) : undefined;
}

/** What the Pod for a node is made from. @param hash of the DaemonSet's current revision */
export function templateForNode(daemonSet: DaemonSet, nodeName: string, hash: string): PodTemplate {
	const {metadata, spec} = daemonSet.spec.template;
	const generation = templateGeneration(daemonSet);
	return {
		metadata: {
			...metadata,
			labels: {
				...metadata.labels,
				...(generation !== undefined && {[templateGenerationLabel]: generation}),
				[revisionHashLabel]: hash,
			},
		},
		spec: {
			...spec,
			tolerations: daemonTolerations(spec),
			affinity: withNodeName(spec.affinity, nodeName),
		},
	};
}

/** Whether the Pod was made from the present template. */
export function isPodUpdated(pod: Pod, daemonSet: DaemonSet, hash: string): boolean {
	const labels = pod.metadata.labels ?? {};
	const generation = templateGeneration(daemonSet);
	return (
		labels[revisionHashLabel] === hash || (generation !== undefined && labels[templateGenerationLabel] === generation)
	);
}

/** The node that a Pod is on or is meant for. */
export function targetNodeName(pod: Pod): string | undefined {
	if (pod.spec.nodeName) {
		return pod.spec.nodeName;
	}
	const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
	for (const {matchFields = []} of terms ?? []) {
		for (const {key, operator, values} of matchFields) {
			if (key === 'metadata.name' && operator === 'In') {
				return values?.length === 1 ? values[0] : undefined;
			}
		}
	}
	return undefined;
}

export interface Placement {
	/** Whether the node should have a Pod. */
	readonly run: boolean;
	/** Whether one that is there may stay. */
	readonly stay: boolean;
}

/** Looks at the node's name and labels and at its taints (daemon_controller.go NodeShouldRunDaemonPod). */
export function placementOn(node: Node, daemonSet: DaemonSet): Placement {
	const {spec} = daemonSet.spec.template;
	const named = !spec.nodeName || spec.nodeName === node.metadata.name;
	if (!named || !matchesRequiredNodeAffinity(spec, node)) {
		return {run: false, stay: false};
	}
	const {taints} = node.spec;
	const tolerations = daemonTolerations(spec);
	if (findUntoleratedTaint(taints, tolerations, doNotScheduleEffects)) {
		return {run: false, stay: !findUntoleratedTaint(taints, tolerations, ['NoExecute'])};
	}
	return {run: true, stay: true};
}

/** Pods on a node before others, then the older before the younger. */
export function byCreation(a: Pod, b: Pod): number {
	const placed = Number(b.spec.nodeName !== undefined) - Number(a.spec.nodeName !== undefined);
	const ages = [a, b].map(({metadata}) => Date.parse(metadata.creationTimestamp ?? '') || 0);
	return placed || ages[0]! - ages[1]! || (a.metadata.name < b.metadata.name ? -1 : 1);
}
