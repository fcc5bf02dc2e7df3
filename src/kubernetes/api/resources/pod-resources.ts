/**
 * What a Pod needs in all (component-helpers resource/helpers.go): its containers together, or its greediest init
 * container where that is more, with the sidecars that run beside each.
 */
import type {Container, ResourceRequirements} from '../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../api/core-v1/pod.ts';
import {addQuantities, compareQuantities, parseQuantity, type Quantity} from '../../../apimachinery/quantity.ts';

/** Amounts by the name of their resource. */
export type Amounts = ReadonlyMap<string, Quantity>;

/** Whether an init container goes on running beside the containers. */
export function isSidecar(container: Container): boolean {
	return container.restartPolicy === 'Always';
}

/** The sum of what the containers ask for, or of their limits. */
export function containerAmounts(spec: PodSpec, kind: 'requests' | 'limits'): Amounts {
	let running: Amounts = new Map();
	for (const container of spec.containers ?? []) {
		running = combine(running, amounts(container.resources, kind), addQuantities);
	}
	let sidecars: Amounts = new Map();
	let starting: Amounts = new Map();
	for (const container of spec.initContainers ?? []) {
		const own = amounts(container.resources, kind);
		if (isSidecar(container)) {
			running = combine(running, own, addQuantities);
			sidecars = combine(sidecars, own, addQuantities);
			starting = combine(starting, sidecars, larger);
		} else {
			starting = combine(starting, combine(sidecars, own, addQuantities), larger);
		}
	}
	return combine(running, starting, larger);
}

/** The resources that a Pod may ask for as a whole (supportedPodLevelResources). */
export function isPodLevelResource(name: string): boolean {
	return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

function amounts(resources: ResourceRequirements | undefined, kind: 'requests' | 'limits'): Amounts {
	const entries = Object.entries(resources?.[kind] ?? {});
	return new Map(entries.map(([name, amount]) => [name, parseQuantity(amount)]));
}

function larger(a: Quantity, b: Quantity): Quantity {
	return compareQuantities(a, b) >= 0 ? a : b;
}

function combine(a: Amounts, b: Amounts, both: (a: Quantity, b: Quantity) => Quantity): Amounts {
	const combined = new Map(a);
	for (const [name, amount] of b) {
		const other = combined.get(name);
		combined.set(name, other ? both(other, amount) : amount);
	}
	return combined;
}

/** The same of the Pod as a whole: what it says for itself, where it does, and what running it costs besides. */
export function podAmounts(spec: PodSpec, kind: 'requests' | 'limits'): Amounts {
	const whole = new Map([...containerAmounts(spec, kind), ...amounts(spec.resources, kind)]);
	for (const [name, amount] of Object.entries(spec.overhead ?? {})) {
		const other = whole.get(name);
		if (other || kind === 'requests') {
			whole.set(name, other ? addQuantities(other, parseQuantity(amount)) : parseQuantity(amount));
		}
	}
	return whole;
}
