/** NodeAffinity: `nodeSelector` and what node affinity requires or prefers (plugins/nodeaffinity/node_affinity.go). */
import type {NodeSelectorTerm} from '../../../../api/core-v1/affinity.ts';
import {matchesNodeSelectorTerm, matchesRequiredNodeAffinity} from '../../../node-affinity.ts';
import {defaultNormalize, type Plugin} from '../framework.ts';

export const nodeAffinity: Plugin = {
	name: 'NodeAffinity',
	weight: 2,
	prepareFilter({pod}) {
		const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
		if (!required && !pod.spec.nodeSelector) {
			return undefined;
		}
		const nodeNames = required && namedNodes(required.nodeSelectorTerms);
		if (nodeNames?.size === 0) {
			return {reject: 'pod affinity terms conflict'};
		}
		const rejection = {
			reasons: ["node(s) didn't match Pod's node affinity/selector"],
			unresolvable: true,
			plugin: 'NodeAffinity',
		};
		return {
			filter: ({node}) => (matchesRequiredNodeAffinity(pod.spec, node) ? undefined : rejection),
			...(nodeNames && {nodeNames}),
		};
	},
	prepareScore({pod}) {
		const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
		if (!preferred || preferred.length === 0) {
			return undefined;
		}
		return {
			score: ({node}) =>
				preferred.reduce(
					(sum, {weight, preference}) => (matchesNodeSelectorTerm(preference, node) ? sum + weight : sum),
					0,
				),
			normalize: scores => defaultNormalize(scores, false),
		};
	},
};

/**
 * The nodes that the terms name, where every term names some, as a DaemonSet's Pods do; they are then the only ones
 * looked at.
 */
function namedNodes(terms: readonly NodeSelectorTerm[]): Set<string> | undefined {
	if (terms.length === 0) {
		return undefined;
	}
	const all = new Set<string>();
	for (const term of terms) {
		let names: readonly string[] | undefined;
		for (const {key, operator, values} of term.matchFields ?? []) {
			if (key === 'metadata.name' && operator === 'In') {
				const listed = values ?? [];
				names = names ? names.filter(name => listed.includes(name)) : listed;
			}
		}
		if (!names) {
			return undefined;
		}
		for (const name of names) {
			all.add(name);
		}
	}
	return all;
}
