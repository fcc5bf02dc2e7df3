/** The quality of service that a Pod can expect when its node runs short (pkg/apis/core/helper/qos/qos.go). */
import type {ResourceRequirements} from '../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../api/core-v1/pod.ts';
import {addQuantities, compareQuantities, parseQuantity, type Quantity} from '../../../apimachinery/quantity.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const computeResources = ['cpu', 'memory'];

/**
 * Guaranteed: every container has a limit for CPU and memory and asks for as much. BestEffort: none asks for anything or
 * has a limit. Burstable: all others.
 */
export function podQos(spec: PodSpec): QosClass {
	const all = spec.resources
		? [spec.resources]
		: [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(container => container.resources);
	const requests = new Map<string, Quantity>();
	const limits = new Map<string, Quantity>();
	let guaranteed = true;
	for (const resources of all) {
		addAmounts(requests, resources?.requests);
		const limited = addAmounts(limits, resources?.limits);
		if (limited < computeResources.length && (!spec.resources || spec.resources.limits)) {
			guaranteed = false;
		}
	}
	if (requests.size === 0 && limits.size === 0) {
		return 'BestEffort';
	}
	const equal = [...requests].every(([name, amount]) => {
		const limit = limits.get(name);
		return limit !== undefined && compareQuantities(amount, limit) === 0;
	});
	return guaranteed && equal && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

/** Adds up the amounts that are more than nothing; says how many there were. */
function addAmounts(sums: Map<string, Quantity>, amounts: ResourceRequirements['limits']): number {
	let found = 0;
	for (const name of computeResources) {
		const amount = amounts?.[name];
		const quantity = amount === undefined ? undefined : parseQuantity(amount);
		if (quantity && quantity.nanos > 0n) {
			const sum = sums.get(name);
			sums.set(name, sum ? addQuantities(sum, quantity) : quantity);
			found++;
		}
	}
	return found;
}
