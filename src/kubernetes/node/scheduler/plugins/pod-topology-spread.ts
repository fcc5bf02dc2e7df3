/** PodTopologySpread: Pods of a kind in equal numbers over nodes and zones (plugins/podtopologyspread). */
import type {TopologySpreadConstraint} from '../../../../api/core-v1/affinity.ts';
import type {Node} from '../../../../api/core-v1/node.ts';
import type {Pod} from '../../../../api/core-v1/pod.ts';
import {type LabelTest, labelTest} from '../../../label-selector.ts';
import {matchesRequiredNodeAffinity} from '../../../node-affinity.ts';
import {doNotScheduleEffects, findUntoleratedTaint} from '../../../tolerations.ts';
import {defaultSpreadTest} from '../default-selector.ts';
import {type Cycle, maxNodeScore, type Plugin} from '../framework.ts';
import {replicaCounter} from '../node-usage.ts';
import type {NodeInfo} from '../snapshot.ts';

const hostname = 'kubernetes.io/hostname';

interface Constraint {
	readonly topologyKey: string;
	readonly maxSkew: number;
	readonly minDomains: number;
	readonly test: LabelTest;
	readonly count: (node: NodeInfo['usage']) => number;
	/** Whether the node counts when domains are compared. */
	includes(node: Node): boolean;
}

/** What replicas without constraints of their own get: spread over nodes, more loosely over zones. */
const systemDefaults = [
	{topologyKey: hostname, maxSkew: 3},
	{topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5},
];

function constraintOf(pod: Pod, spec: Partial<TopologySpreadConstraint>, test: LabelTest): Constraint {
	return {
		topologyKey: spec.topologyKey!,
		maxSkew: spec.maxSkew!,
		minDomains: spec.minDomains ?? 1,
		test,
		count: replicaCounter(pod.metadata.namespace ?? '', test),
		includes: node =>
			(spec.nodeAffinityPolicy === 'Ignore' || matchesRequiredNodeAffinity(pod.spec, node)) &&
			(spec.nodeTaintsPolicy !== 'Honor' ||
				!findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, doNotScheduleEffects)),
	};
}

function constraintsOf(pod: Pod, whenUnsatisfiable: string): Constraint[] {
	const constraints = pod.spec.topologySpreadConstraints ?? [];
	return constraints
		.filter(spec => spec.whenUnsatisfiable === whenUnsatisfiable)
		.map(spec => {
			const test = labelTest(spec.labelSelector);
			const sameValues = (spec.matchLabelKeys ?? []).filter(key => pod.metadata.labels?.[key] !== undefined);
			return constraintOf(
				pod,
				spec,
				labels => test(labels) && sameValues.every(key => labels?.[key] === pod.metadata.labels![key]),
			);
		});
}

function hasAllTopologies(node: Node, constraints: readonly Constraint[]): boolean {
	return constraints.every(({topologyKey}) => node.metadata.labels?.[topologyKey] !== undefined);
}

/** How many matching Pods each domain has; domains without any are there with 0. */
function domainCounts(nodes: readonly NodeInfo[], constraints: readonly Constraint[]): Map<string, number>[] {
	const counts = constraints.map(() => new Map<string, number>());
	for (const info of nodes) {
		if (!hasAllTopologies(info.node, constraints)) {
			continue;
		}
		constraints.forEach((constraint, i) => {
			if (constraint.includes(info.node)) {
				const domain = info.node.metadata.labels![constraint.topologyKey]!;
				counts[i]!.set(domain, (counts[i]!.get(domain) ?? 0) + constraint.count(info.usage));
			}
		});
	}
	return counts;
}

const mismatch = "node(s) didn't match pod topology spread constraints";

function prepareFilter({pod, snapshot}: Cycle) {
	const constraints = constraintsOf(pod, 'DoNotSchedule');
	if (constraints.length === 0) {
		return undefined;
	}
	const counts = domainCounts(snapshot.nodes, constraints);
	const least = counts.map((domains, i) =>
		domains.size < constraints[i]!.minDomains ? 0 : Math.min(...domains.values()),
	);
	const plugin = 'PodTopologySpread';
	return {
		filter({node}: NodeInfo) {
			for (const [i, constraint] of constraints.entries()) {
				const domain = node.metadata.labels?.[constraint.topologyKey];
				if (domain === undefined) {
					return {reasons: [`${mismatch} (missing required label)`], unresolvable: true, plugin};
				}
				const self = constraint.test(pod.metadata.labels) ? 1 : 0;
				const skew = (counts[i]!.get(domain) ?? 0) + self - least[i]!;
				if (skew > constraint.maxSkew) {
					return {reasons: [mismatch], unresolvable: false, plugin};
				}
			}
			return undefined;
		},
	};
}

/** The domains among these nodes, empty as yet. Single nodes are counted when they are scored. */
function countDomains({topologyKey}: Constraint, nodes: readonly NodeInfo[]): Map<string | undefined, number> {
	const counts = new Map<string | undefined, number>();
	if (topologyKey !== hostname) {
		for (const {node} of nodes) {
			counts.set(node.metadata.labels?.[topologyKey], 0);
		}
	}
	return counts;
}

function prepareScore({pod, snapshot}: Cycle, feasible: readonly NodeInfo[]) {
	const own = (pod.spec.topologySpreadConstraints ?? []).length > 0;
	let constraints: Constraint[];
	if (own) {
		constraints = constraintsOf(pod, 'ScheduleAnyway');
	} else {
		const test = defaultSpreadTest(pod, snapshot.api);
		constraints = test ? systemDefaults.map(spec => constraintOf(pod, spec, test)) : [];
		// No zones, nothing to spread over them.
		constraints = constraints.filter(({topologyKey}) =>
			feasible.some(({node}) => node.metadata.labels?.[topologyKey] !== undefined),
		);
	}
	if (constraints.length === 0) {
		return undefined;
	}
	const ignored = own
		? new Set(feasible.filter(({node}) => !hasAllTopologies(node, constraints)))
		: new Set<NodeInfo>();
	const considered = ignored.size > 0 ? feasible.filter(info => !ignored.has(info)) : feasible;
	const domains = constraints.map(constraint => countDomains(constraint, considered));
	for (const info of snapshot.nodes) {
		if (own && !hasAllTopologies(info.node, constraints)) {
			continue;
		}
		for (let i = 0; i < constraints.length; i++) {
			const constraint = constraints[i]!;
			const domain = info.node.metadata.labels?.[constraint.topologyKey];
			const known = domain === undefined ? undefined : domains[i]!.get(domain);
			if (known !== undefined && constraint.includes(info.node)) {
				domains[i]!.set(domain, known + constraint.count(info.usage));
			}
		}
	}
	const weights = constraints.map(({topologyKey}, i) =>
		Math.log((topologyKey === hostname ? considered.length : domains[i]!.size) + 2),
	);
	const invalid = -1;
	return {
		/** The number of matching Pods there already, weighted: the fewer the better. */
		score(info: NodeInfo) {
			if (ignored.size > 0 && ignored.has(info)) {
				return invalid;
			}
			let score = 0;
			for (let i = 0; i < constraints.length; i++) {
				const {topologyKey, maxSkew, count} = constraints[i]!;
				const domain = info.node.metadata.labels?.[topologyKey];
				if (domain !== undefined) {
					const matching = topologyKey === hostname ? count(info.usage) : (domains[i]!.get(domain) ?? 0);
					score += matching * weights[i]! + (maxSkew - 1);
				}
			}
			return Math.round(score);
		},
		normalize(scores: number[]) {
			const valid = scores.filter(score => score !== invalid);
			const least = Math.min(...valid);
			const most = Math.max(0, ...valid);
			scores.forEach((score, i) => {
				if (score === invalid) {
					scores[i] = 0;
				} else {
					scores[i] = most === 0 ? maxNodeScore : Math.floor((maxNodeScore * (most + least - score)) / most);
				}
			});
		},
	};
}

export const podTopologySpread: Plugin = {name: 'PodTopologySpread', weight: 2, prepareFilter, prepareScore};
