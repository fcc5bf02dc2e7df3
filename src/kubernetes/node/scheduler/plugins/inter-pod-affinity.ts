/** InterPodAffinity: near some Pods, away from others (plugins/interpodaffinity). */
import type {PodAffinityTerm} from '../../../../api/core-v1/affinity.ts';
import type {Namespace} from '../../../../api/core-v1/namespace.ts';
import type {Pod} from '../../../../api/core-v1/pod.ts';
import {type LabelTest, labelTest} from '../../../label-selector.ts';
import {type Cycle, maxNodeScore, type Plugin} from '../framework.ts';
import {type NodeUsage, podCounter} from '../node-usage.ts';
import type {NodeInfo, Snapshot} from '../snapshot.ts';

/** What a Pod that requires affinity to others is worth to them. */
const hardPodAffinityWeight = 1;
const plugin = 'InterPodAffinity';

/** A term as it looks from the Pod that has it. */
interface Term {
	readonly topologyKey: string;
	readonly namespaces: (namespace: string) => boolean;
	readonly labels: LabelTest;
	readonly count: (usage: NodeUsage) => number;
}

function termOf(term: PodAffinityTerm, pod: Pod, snapshot: Snapshot): Term {
	const listed = new Set(term.namespaces);
	if (listed.size === 0 && !term.namespaceSelector) {
		listed.add(pod.metadata.namespace ?? '');
	}
	const namespaceTest = term.namespaceSelector && labelTest(term.namespaceSelector);
	const namespaces = (name: string): boolean =>
		listed.has(name) ||
		(namespaceTest?.(snapshot.api.get<Namespace>('namespaces', '', name)?.metadata.labels) ?? false);
	const labels = labelTest(term.labelSelector);
	return {topologyKey: term.topologyKey, namespaces, labels, count: podCounter(namespaces, labels, true)};
}

function matches(term: Term, pod: Pod): boolean {
	return term.namespaces(pod.metadata.namespace ?? '') && term.labels(pod.metadata.labels);
}

/** Numbers by topology: `kubernetes.io/hostname=worker-1`. */
type ByTopology = Map<string, number>;

function topology(key: string, info: NodeInfo): string | undefined {
	const value = info.node.metadata.labels?.[key];
	return value === undefined ? undefined : `${key}=${value}`;
}

function add(to: ByTopology, key: string, info: NodeInfo, amount: number): void {
	const place = topology(key, info);
	if (place !== undefined && amount !== 0) {
		to.set(place, (to.get(place) ?? 0) + amount);
	}
}

function at(counts: ByTopology, key: string, info: NodeInfo): number {
	return counts.get(topology(key, info) ?? '') ?? 0;
}

function requiredTerms(pod: Pod, rule: 'podAffinity' | 'podAntiAffinity'): readonly PodAffinityTerm[] {
	return pod.spec.affinity?.[rule]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

function prepareFilter({pod, snapshot}: Cycle) {
	const affinity = requiredTerms(pod, 'podAffinity').map(term => termOf(term, pod, snapshot));
	const antiAffinity = requiredTerms(pod, 'podAntiAffinity').map(term => termOf(term, pod, snapshot));
	const existingAnti: ByTopology = new Map();
	for (const existing of snapshot.podsWithAffinity()) {
		for (const spec of requiredTerms(existing.pod, 'podAntiAffinity')) {
			if (matches(termOf(spec, existing.pod, snapshot), pod)) {
				add(existingAnti, spec.topologyKey, existing.node, 1);
			}
		}
	}
	if (affinity.length === 0 && antiAffinity.length === 0 && existingAnti.size === 0) {
		return undefined;
	}
	const affinityCounts: ByTopology = new Map();
	const antiAffinityCounts: ByTopology = new Map();
	for (const info of snapshot.nodes) {
		for (const term of antiAffinity) {
			add(antiAffinityCounts, term.topologyKey, info, term.count(info.usage));
		}
	}
	if (affinity.length > 0) {
		// An existing Pod counts when it matches all terms of the new one at once.
		const all = podCounter(
			namespace => affinity.every(term => term.namespaces(namespace)),
			labels => affinity.every(term => term.labels(labels)),
			true,
		);
		for (const info of snapshot.nodes) {
			const count = all(info.usage);
			for (const term of affinity) {
				add(affinityCounts, term.topologyKey, info, count);
			}
		}
	}
	const firstOfItsKind = affinityCounts.size === 0 && affinity.every(term => matches(term, pod));
	return {
		filter(info: NodeInfo) {
			const placed = affinity.every(term => topology(term.topologyKey, info) !== undefined);
			const near = affinity.every(term => at(affinityCounts, term.topologyKey, info) > 0);
			if (!placed || (!near && !firstOfItsKind)) {
				return {reasons: ["node(s) didn't match pod affinity rules"], unresolvable: true, plugin};
			}
			if (antiAffinity.some(term => at(antiAffinityCounts, term.topologyKey, info) > 0)) {
				return {reasons: ["node(s) didn't match pod anti-affinity rules"], unresolvable: false, plugin};
			}
			for (const [key, value] of existingAnti.size > 0 ? Object.entries(info.node.metadata.labels ?? {}) : []) {
				if ((existingAnti.get(`${key}=${value}`) ?? 0) > 0) {
					const reason = "node(s) didn't satisfy existing pods anti-affinity rules";
					return {reasons: [reason], unresolvable: false, plugin};
				}
			}
			return undefined;
		},
	};
}

function prepareScore({pod, snapshot}: Cycle) {
	const scores: ByTopology = new Map();
	const keys = new Set<string>();
	const rules = [
		['podAffinity', 1],
		['podAntiAffinity', -1],
	] as const;
	for (const [rule, sign] of rules) {
		for (const {weight, podAffinityTerm} of pod.spec.affinity?.[rule]
			?.preferredDuringSchedulingIgnoredDuringExecution ?? []) {
			const term = termOf(podAffinityTerm, pod, snapshot);
			keys.add(term.topologyKey);
			for (const info of snapshot.nodes) {
				add(scores, term.topologyKey, info, sign * weight * term.count(info.usage));
			}
		}
	}
	for (const existing of snapshot.podsWithAffinity()) {
		const worth = (spec: PodAffinityTerm, amount: number): void => {
			if (matches(termOf(spec, existing.pod, snapshot), pod)) {
				keys.add(spec.topologyKey);
				add(scores, spec.topologyKey, existing.node, amount);
			}
		};
		for (const spec of requiredTerms(existing.pod, 'podAffinity')) {
			worth(spec, hardPodAffinityWeight);
		}
		for (const [rule, sign] of rules) {
			const preferred = existing.pod.spec.affinity?.[rule]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
			for (const {weight, podAffinityTerm} of preferred) {
				worth(podAffinityTerm, sign * weight);
			}
		}
	}
	if (scores.size === 0) {
		return undefined;
	}
	return {
		score(info: NodeInfo) {
			let sum = 0;
			for (const key of keys) {
				sum += at(scores, key, info);
			}
			return sum;
		},
		normalize(raw: number[]) {
			const least = Math.min(...raw);
			const range = Math.max(...raw) - least;
			raw.forEach((score, i) => {
				raw[i] = range === 0 ? 0 : Math.floor((maxNodeScore * (score - least)) / range);
			});
		},
	};
}

export const interPodAffinity: Plugin = {name: plugin, weight: 2, prepareFilter, prepareScore};
