/** One scheduling cycle: which node a Pod goes to, or why to none (pkg/scheduler/schedule_one.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {fnv1a} from '../../hash.ts';
import {podRequests} from '../../pod-resources.ts';
import type {Diagnosis} from './fit-error.ts';
import type {Cycle, Plugin, Rejection} from './framework.ts';
import type {NodeInfo, Snapshot} from './snapshot.ts';

export type Filter = (node: NodeInfo) => Rejection | undefined;

export type Outcome =
	| {readonly node: string}
	/** `filter` is what the nodes were tried with; without it no node was looked at. */
	| {readonly diagnosis: Diagnosis; readonly filter?: Filter};

export interface Search {
	/** Where among the nodes to begin; moves on so that big clusters are filled evenly. */
	readonly start: number;
	/** The node that earlier attempts have made room on. */
	readonly nominatedNode?: string;
	/** The node with the Pods added that will come to it first. */
	withNominated(node: NodeInfo): NodeInfo;
}

export function newCycle(pod: Pod, snapshot: Snapshot): Cycle {
	return {pod, requests: podRequests(pod.spec), snapshot};
}

/**
 * Looks for the best node.
 * @returns also how many nodes were looked at
 */
export function schedulePod(
	plugins: readonly Plugin[],
	cycle: Cycle,
	search: Search,
): {readonly outcome: Outcome; readonly processed: number} {
	const nodeCount = cycle.snapshot.nodes.length;
	const prepared = prepareFilters(plugins, cycle);
	if ('reject' in prepared) {
		const diagnosis = {
			nodeCount,
			preFilterMessage: prepared.reject,
			rejections: new Map(),
			plugins: new Set([prepared.plugin]),
		};
		return {outcome: {diagnosis}, processed: 0};
	}
	const {filter, nodeNames, naming} = prepared;
	const passes: Filter = node => {
		const crowded = search.withNominated(node);
		return (crowded === node ? undefined : filter(crowded)) ?? filter(node);
	};
	const nominated = search.nominatedNode && cycle.snapshot.get(search.nominatedNode);
	if (nominated && !passes(nominated)) {
		return {outcome: {node: nominated.node.metadata.name}, processed: 0};
	}
	const nodes = nodeNames
		? cycle.snapshot.nodes.filter(({node}) => nodeNames.has(node.metadata.name))
		: cycle.snapshot.nodes;
	const {feasible, rejections} = findFeasible(nodes, passes, search.start);
	const processed = feasible.length + rejections.size;
	if (feasible.length === 0) {
		const rejectors = new Set([...rejections.values()].map(({plugin}) => plugin));
		const diagnosis = {
			nodeCount,
			rejections,
			...(nodeNames && {absent: `node(s) didn't satisfy plugin(s) [${naming.join(' ')}]`}),
			plugins: nodeNames ? new Set([...rejectors, ...naming]) : rejectors,
		};
		return {outcome: {diagnosis, filter: passes}, processed};
	}
	const best = feasible.length === 1 ? feasible[0]! : pickBest(plugins, cycle, feasible);
	return {outcome: {node: best.node.metadata.name}, processed};
}

type PreparedFilters =
	| {readonly reject: string; readonly plugin: string}
	| {readonly filter: Filter; readonly nodeNames?: ReadonlySet<string>; readonly naming: readonly string[]};

export function prepareFilters(plugins: readonly Plugin[], cycle: Cycle): PreparedFilters {
	const filters: Filter[] = [];
	const naming: string[] = [];
	let nodeNames: ReadonlySet<string> | undefined;
	for (const plugin of plugins) {
		const prepared = plugin.prepareFilter?.(cycle);
		if (!prepared) {
			continue;
		}
		if ('reject' in prepared) {
			return {reject: prepared.reject, plugin: plugin.name};
		}
		if (prepared.filter) {
			filters.push(prepared.filter);
		}
		if (prepared.nodeNames) {
			nodeNames = prepared.nodeNames;
			naming.push(plugin.name);
		}
	}
	const filter: Filter = node => {
		for (const passes of filters) {
			const rejection = passes(node);
			if (rejection) {
				return rejection;
			}
		}
		return undefined;
	};
	return {filter, naming, ...(nodeNames && {nodeNames})};
}

/**
 * How many nodes that fit are enough: all of up to 100, half of a few hundred, at least 5% of many.
 * Example: of 300 nodes 48% = 144.
 */
export function nodesToFind(nodeCount: number): number {
	const atLeast = 100;
	if (nodeCount < atLeast) {
		return nodeCount;
	}
	const percentage = Math.max(5, 50 - Math.floor(nodeCount / 125));
	return Math.max(atLeast, Math.floor((nodeCount * percentage) / 100));
}

function findFeasible(nodes: readonly NodeInfo[], filter: Filter, start: number) {
	const enough = nodesToFind(nodes.length);
	const feasible: NodeInfo[] = [];
	const rejections = new Map<string, Rejection>();
	for (let i = 0; i < nodes.length && feasible.length < enough; i++) {
		const info = nodes[(start + i) % nodes.length]!;
		const rejection = filter(info);
		if (rejection) {
			rejections.set(info.node.metadata.name, rejection);
		} else {
			feasible.push(info);
		}
	}
	return {feasible, rejections};
}

/** The node with the highest sum of weighted scores; among several the lot decides. */
function pickBest(plugins: readonly Plugin[], cycle: Cycle, feasible: readonly NodeInfo[]): NodeInfo {
	const totals = new Array<number>(feasible.length).fill(0);
	for (const plugin of plugins) {
		const prepared = plugin.prepareScore?.(cycle, feasible);
		if (!prepared) {
			continue;
		}
		const scores = feasible.map(node => prepared.score(node));
		prepared.normalize?.(scores);
		const weight = plugin.weight ?? 1;
		for (let i = 0; i < scores.length; i++) {
			totals[i]! += weight * scores[i]!;
		}
	}
	const most = Math.max(...totals);
	const best = feasible.filter((_node, i) => totals[i] === most);
	return best.length === 1 ? best[0]! : drawLots(best, cycle.pod);
}

/** The nodes' uids are as good as dice, and keep the choice the same whatever else goes on in the cluster. */
function drawLots(nodes: readonly NodeInfo[], {metadata}: Pod): NodeInfo {
	// Hashed twice, since the hashes of texts that differ at their ends alone are close to each other.
	const pod = `${metadata.namespace}/${metadata.name}`;
	const lots = nodes.map(({node}) => fnv1a(String(fnv1a(pod, startOfLot(node)))));
	return nodes[lots.indexOf(Math.max(...lots))]!;
}

/** The part of a node's lots that is the same for all Pods. */
function startOfLot({metadata: {uid = ''}}: NodeInfo['node']): number {
	let start = startsOfLots.get(uid);
	if (start === undefined) {
		start = fnv1a(`${uid}/`);
		startsOfLots.set(uid, start);
	}
	return start;
}

/** By the node's uid; nothing but a memory of what `fnv1a` gave. */
const startsOfLots = new Map<string, number>();
