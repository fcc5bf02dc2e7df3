/** What a Pod asks for (component-helpers resource/helpers.go). */
import type {PodSpec} from '../api/core-v1/pod.ts';
import {parseQuantity, quantityMilliValue, quantityValue} from '../apimachinery/quantity.ts';

type Quantities = Readonly<Record<string, string>>;

/** Amounts by resource: cpu in thousandths, everything else in units (bytes, pieces). */
export type Amounts = Readonly<Record<string, number>>;

export function amountOf(resource: string, quantity: string): number {
	const parsed = parseQuantity(quantity);
	return resource === 'cpu' ? quantityMilliValue(parsed) : quantityValue(parsed);
}

export function amountsOf(quantities: Quantities | undefined): Amounts {
	if (!quantities) {
		return nothing;
	}
	let amounts = parsedAmounts.get(quantities);
	if (!amounts) {
		amounts = parseAmounts(quantities);
		parsedAmounts.set(quantities, amounts);
	}
	return amounts;
}

const nothing: Amounts = {};
/** What objects hold never changes, and Pods of a template share it: it is parsed once. */
const parsedAmounts = new WeakMap<Quantities, Amounts>();

function parseAmounts(quantities: Quantities): Amounts {
	const amounts: Record<string, number> = {};
	for (const resource in quantities) {
		amounts[resource] = amountOf(resource, quantities[resource]!);
	}
	return amounts;
}

export function addAmounts(a: Amounts, b: Amounts, sign = 1): Amounts {
	const sum: Record<string, number> = {...a};
	for (const resource in b) {
		sum[resource] = (sum[resource] ?? 0) + sign * b[resource]!;
	}
	return sum;
}

function maxAmounts(a: Amounts, b: Amounts): Amounts {
	const most: Record<string, number> = {...a};
	for (const resource in b) {
		most[resource] = Math.max(most[resource] ?? 0, b[resource]!);
	}
	return most;
}

/** The default that scoring assumes where a container asks for nothing: 100m and 200 MB. */
export const assumedRequests: Amounts = {cpu: 100, memory: 200 * 1024 * 1024};

type RequestsOf = (container: {readonly resources?: {readonly requests?: Quantities}}) => Amounts;

const given: RequestsOf = container => amountsOf(container.resources?.requests);
const givenOrAssumed: RequestsOf = container => {
	const asked = given(container);
	return asked === nothing ? assumedRequests : {...assumedRequests, ...asked};
};

/**
 * The sum over containers and sidecars, or the most that one init container takes beside the sidecars started before
 * it, whichever is more; plus overhead. Requests of the whole Pod (`spec.resources`) stand in place of the sum.
 *
 * Example: init containers of 2 and 1 cpu, containers of 1 and 500m: max(2, 1.5) = 2 cpu.
 */
export function podRequests(spec: PodSpec): Amounts {
	return requests(spec, given);
}

/** The same, with what scoring assumes of containers that name no cpu or memory. */
export function nonZeroPodRequests(spec: PodSpec): Amounts {
	return requests(spec, givenOrAssumed);
}

function requests(spec: PodSpec, of: RequestsOf): Amounts {
	let sum = nothing;
	for (const container of spec.containers) {
		const asked = of(container);
		sum = sum === nothing ? asked : addAmounts(sum, asked);
	}
	if (spec.initContainers) {
		sum = withInitContainers(sum, spec.initContainers, of);
	}
	if (spec.resources?.requests) {
		sum = {...sum, ...amountsOf(spec.resources.requests)};
	}
	return spec.overhead ? addAmounts(sum, amountsOf(spec.overhead)) : sum;
}

function withInitContainers(sum: Amounts, containers: NonNullable<PodSpec['initContainers']>, of: RequestsOf): Amounts {
	let sidecars: Amounts = {};
	let initMost: Amounts = {};
	for (const container of containers) {
		if (container.restartPolicy === 'Always') {
			sidecars = addAmounts(sidecars, of(container));
			initMost = maxAmounts(initMost, sidecars);
		} else {
			initMost = maxAmounts(initMost, addAmounts(sidecars, of(container)));
		}
	}
	return maxAmounts(addAmounts(sum, sidecars), initMost);
}
