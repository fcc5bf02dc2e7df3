/** Plugins that look at the node alone: NodeUnschedulable, NodeName, TaintToleration, NodePorts. */
import {doNotScheduleEffects, findUntoleratedTaint, isTolerated} from '../../../tolerations.ts';
import {defaultNormalize, type Plugin} from '../framework.ts';
import {hostPorts, portsConflict} from '../node-usage.ts';

const unschedulableTaint = {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'};

/** Keeps Pods from cordoned nodes, unless they tolerate the taint that a cordon sets. */
export const nodeUnschedulable: Plugin = {
	name: 'NodeUnschedulable',
	prepareFilter({pod}) {
		if (isTolerated(unschedulableTaint, pod.spec.tolerations)) {
			return undefined;
		}
		const rejection = {reasons: ['node(s) were unschedulable'], unresolvable: true, plugin: 'NodeUnschedulable'};
		return {filter: ({node}) => (node.spec.unschedulable ? rejection : undefined)};
	},
};

export const nodeName: Plugin = {
	name: 'NodeName',
	prepareFilter({pod}) {
		const wanted = pod.spec.nodeName;
		if (!wanted) {
			return undefined;
		}
		const rejection = {
			reasons: ["node(s) didn't match the requested node name"],
			unresolvable: true,
			plugin: 'NodeName',
		};
		return {filter: ({node}) => (node.metadata.name === wanted ? undefined : rejection)};
	},
};

export const taintToleration: Plugin = {
	name: 'TaintToleration',
	weight: 3,
	prepareFilter({pod}) {
		const rejection = {
			reasons: ['node(s) had untolerated taint(s)'],
			unresolvable: true,
			plugin: 'TaintToleration',
		};
		return {
			filter: ({node}) =>
				findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, doNotScheduleEffects) ? rejection : undefined,
		};
	},
	/** Fewer taints that would rather not have the Pod are better. */
	prepareScore({pod}, feasible) {
		if (!feasible.some(({node}) => node.spec.taints?.some(({effect}) => effect === 'PreferNoSchedule'))) {
			return undefined;
		}
		const tolerations = pod.spec.tolerations?.filter(({effect}) => !effect || effect === 'PreferNoSchedule');
		return {
			score: ({node}) =>
				node.spec.taints?.filter(taint => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations))
					.length ?? 0,
			normalize: scores => defaultNormalize(scores, true),
		};
	},
};

export const nodePorts: Plugin = {
	name: 'NodePorts',
	prepareFilter({pod}) {
		const wanted = hostPorts(pod);
		if (wanted.length === 0) {
			return undefined;
		}
		const rejection = {
			reasons: ["node(s) didn't have free ports for the requested pod ports"],
			unresolvable: false,
			plugin: 'NodePorts',
		};
		return {
			filter: ({usage}) =>
				usage.hostPorts.some(taken => wanted.some(port => portsConflict(taken, port))) ? rejection : undefined,
		};
	},
};
