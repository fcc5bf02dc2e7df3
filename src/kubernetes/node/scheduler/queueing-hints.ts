/**
 * Which changes may let a Pod be scheduled that could not be before: upstream's QueueingHints, by the plugin that
 * rejected the Pod.
 */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import type {Change} from '../../api/store.ts';
import {matchesRequiredNodeAffinity} from '../../node-affinity.ts';
import {amountsOf, podRequests} from '../../pod-resources.ts';
import {doNotScheduleEffects, findUntoleratedTaint} from '../../tolerations.ts';
import {claimNames} from './plugins/volume-binding.ts';
import {namedClaims} from './plugins/volume-restrictions.ts';

/** Whether a change may make that plugin change its mind about the Pod. */
export type Hint = (plugin: string, pod: Pod) => boolean;

function untolerated(node: Node, pod: Pod): boolean {
	return findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, doNotScheduleEffects) !== undefined;
}

/** Whether an empty node of this size would do. */
function wouldFit(node: Node, pod: Pod): boolean {
	const all = amountsOf(node.status.allocatable);
	return Object.entries(podRequests(pod.spec)).every(([resource, amount]) => amount <= (all[resource] ?? 0));
}

/** What a new or changed node may help with; nothing where only its heartbeat has changed. */
export function nodeHint({object: node, previous}: Change<Node>): Hint | undefined {
	const labels = !semanticEqual(node.metadata.labels, previous?.metadata.labels);
	const taints =
		!semanticEqual(node.spec.taints, previous?.spec.taints) || node.spec.unschedulable !== previous?.spec.unschedulable;
	const allocatable = !semanticEqual(node.status.allocatable, previous?.status.allocatable);
	if (previous && !labels && !taints && !allocatable) {
		return undefined;
	}
	return (plugin, pod) => {
		switch (plugin) {
			case 'NodeAffinity':
				return (
					matchesRequiredNodeAffinity(pod.spec, node) && !(previous && matchesRequiredNodeAffinity(pod.spec, previous))
				);
			case 'TaintToleration':
				return !untolerated(node, pod) && !(previous && !untolerated(previous, pod));
			case 'NodeUnschedulable':
				return !node.spec.unschedulable && (!previous || previous.spec.unschedulable === true);
			case 'NodeResourcesFit':
				return (!previous || allocatable) && wouldFit(node, pod);
			case 'NodePorts':
				return !previous;
			case 'NodeName':
				return !previous && node.metadata.name === pod.spec.nodeName;
			default:
				return !previous || labels || taints;
		}
	};
}

const eased = new Set(['NodeResourcesFit', 'NodePorts', 'PodTopologySpread', 'InterPodAffinity']);

/** What helps when a Pod leaves its node. */
export function podGone(gone: Pod): Hint {
	const claims = new Set(namedClaims(gone));
	const shares = (pod: Pod) =>
		pod.metadata.namespace === gone.metadata.namespace && namedClaims(pod).some(name => claims.has(name));
	return (plugin, pod) => eased.has(plugin) || (plugin === 'VolumeRestrictions' && claims.size > 0 && shares(pod));
}

/** What helps when a Pod comes to a node, or gets other labels. */
export const podPlaced: Hint = plugin => plugin === 'PodTopologySpread' || plugin === 'InterPodAffinity';

/** What a new or changed claim may help with: the Pods that use it. */
export function claimHint({type, object: claim}: Change<PersistentVolumeClaim>): Hint {
	const {namespace, name} = claim.metadata;
	return (plugin, pod) =>
		(plugin === 'VolumeRestrictions' ? type === 'ADDED' : plugin === 'VolumeBinding' && type !== 'DELETED') &&
		pod.metadata.namespace === namespace &&
		claimNames(pod).some(used => used.name === name);
}

/** What helps when a volume or a storage class changes. */
export const volumesChanged: Hint = plugin => plugin === 'VolumeBinding';

/** Whether an update of a waiting Pod itself may help: another spec or other labels. */
export function podChanged(pod: Pod, previous: Pod): boolean {
	return !semanticEqual(pod.spec, previous.spec) || !semanticEqual(pod.metadata.labels, previous.metadata.labels);
}
