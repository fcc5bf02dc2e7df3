/**
 * NodeResourcesFit and NodeResourcesBalancedAllocation (plugins/noderesources): whether a Pod fits, and which of the
 * nodes has the most left, in equal measure of cpu and memory.
 */
import {type Amounts, nonZeroPodRequests} from '../../../pod-resources.ts';
import {maxNodeScore, type Plugin, type Rejection} from '../framework.ts';
import type {NodeInfo} from '../snapshot.ts';

const firstResources = ['cpu', 'memory', 'ephemeral-storage'];

/** The resources asked for, in the order in which upstream looks at them. */
function askedFor(requests: Amounts): string[] {
	const others = Object.keys(requests).filter(name => !firstResources.includes(name));
	return [...firstResources, ...others].filter(name => (requests[name] ?? 0) > 0);
}

/** All reasons at once: a node may lack both cpu and memory. */
export function insufficientResources(
	requests: Amounts,
	asked: readonly string[],
	info: NodeInfo,
): Rejection | undefined {
	const {allocatable, usage} = info;
	let reasons: string[] | undefined;
	let unresolvable = false;
	if (usage.pods + 1 > (allocatable.pods ?? 0)) {
		reasons = ['Too many pods'];
	}
	for (const resource of asked) {
		const wanted = requests[resource]!;
		const all = allocatable[resource] ?? 0;
		if (wanted > all - (usage.requested[resource] ?? 0)) {
			reasons ??= [];
			reasons.push(`Insufficient ${resource}`);
			unresolvable ||= wanted > all;
		}
	}
	return reasons && {reasons, unresolvable, plugin: 'NodeResourcesFit'};
}

/** How much of a node would be left, in hundredths: (allocatable - requested) / allocatable. */
function leastRequested(requested: number, allocatable: number): number {
	return requested > allocatable ? 0 : Math.floor(((allocatable - requested) * maxNodeScore) / allocatable);
}

export const nodeResourcesFit: Plugin = {
	name: 'NodeResourcesFit',
	weight: 1,
	prepareFilter({requests}) {
		const asked = askedFor(requests);
		return {filter: info => insufficientResources(requests, asked, info)};
	},
	/** LeastAllocated over cpu and memory. */
	prepareScore({pod}) {
		const {cpu: wantedCpu = 0, memory: wantedMemory = 0} = nonZeroPodRequests(pod.spec);
		return {
			score({allocatable: {cpu = 0, memory = 0}, usage: {nonZero}}) {
				const ofCpu = cpu > 0 ? leastRequested(nonZero.cpu + wantedCpu, cpu) : 0;
				const ofMemory = memory > 0 ? leastRequested(nonZero.memory + wantedMemory, memory) : 0;
				return Math.floor((ofCpu + ofMemory) / (cpu > 0 && memory > 0 ? 2 : 1));
			},
		};
	},
};

/** 100 where cpu and memory are taken to the same degree, less the further they are apart. */
function balance(requested: readonly number[], allocatable: readonly number[]): number {
	const fractions: number[] = [];
	for (let i = 0; i < requested.length; i++) {
		if (allocatable[i]! > 0) {
			fractions.push(Math.min(1, requested[i]! / allocatable[i]!));
		}
	}
	const deviation = fractions.length === 2 ? Math.abs((fractions[0]! - fractions[1]!) / 2) : 0;
	return Math.floor((1 - deviation) * maxNodeScore);
}

/** Prefers nodes whose balance gets better by the Pod; Pods that ask for nothing do not count. */
export const nodeResourcesBalancedAllocation: Plugin = {
	name: 'NodeResourcesBalancedAllocation',
	weight: 1,
	prepareScore({requests}) {
		const wanted = [requests.cpu ?? 0, requests.memory ?? 0];
		if (wanted.every(amount => amount === 0)) {
			return undefined;
		}
		return {
			score({allocatable, usage}) {
				const all = [allocatable.cpu ?? 0, allocatable.memory ?? 0];
				const taken = [usage.requested.cpu ?? 0, usage.requested.memory ?? 0];
				const withPod = taken.map((amount, i) => amount + wanted[i]!);
				const half = maxNodeScore / 2;
				return half + Math.trunc((half + balance(withPod, all) - balance(taken, all)) / 2);
			},
		};
	},
};
