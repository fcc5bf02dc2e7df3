/**
 * What a Pod counts for while it is being resized: the most of what it asks for, what its node has set aside, and what it
 * runs with (component-helpers resource/helpers.go, determineEffectiveRequests).
 */
import type {Container, ResourceRequirements} from '../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../api/core-v1/pod.ts';
import type {ContainerStatus} from '../api/core-v1/pod-status.ts';
import {compareQuantities, parseQuantity} from '../apimachinery/quantity.ts';

type Quantities = Readonly<Record<string, string>> | undefined;

/**
 * The Pod's spec with the amounts that count. It is the spec itself where nobody has resized the Pod.
 *
 * Example: 500m asked for, 1 set aside still: 1. While the node finds the resize infeasible, what is asked for does not
 * count.
 */
export function effectiveSpec(pod: Pod): PodSpec {
	const {spec, status} = pod;
	if (status.allocatedResources === undefined) {
		return spec;
	}
	const infeasible = status.conditions?.find(({type}) => type === 'PodResizePending')?.reason === 'Infeasible';
	const effective = (list: readonly Container[], statuses: readonly ContainerStatus[] | undefined) =>
		list.map(container => {
			const found = statuses?.find(({name}) => name === container.name);
			return found?.resources ? withAmounts(container, found, found.allocatedResources, infeasible) : container;
		});
	return {
		...spec,
		containers: effective(spec.containers, status.containerStatuses),
		...(spec.initContainers && {
			initContainers: spec.initContainers.map(container =>
				container.restartPolicy === 'Always' ? effective([container], status.initContainerStatuses)[0]! : container,
			),
		}),
		...(spec.resources && {
			resources: most(spec.resources, status.resources, status.allocatedResources, infeasible),
		}),
	};
}

function withAmounts(
	container: Container,
	{resources}: ContainerStatus,
	allocated: Quantities,
	infeasible: boolean,
): Container {
	return {...container, resources: most(container.resources, resources, allocated, infeasible)};
}

function most(
	wanted: ResourceRequirements,
	actual: ResourceRequirements | undefined,
	allocated: Quantities,
	infeasible: boolean,
): ResourceRequirements {
	const limits = larger(infeasible ? undefined : wanted.limits, actual?.limits);
	const requests = larger(infeasible ? undefined : wanted.requests, larger(actual?.requests, allocated));
	return {...wanted, ...(limits && {limits}), ...(requests && {requests})};
}

function larger(a: Quantities, b: Quantities): Quantities {
	if (!a || !b) {
		return a ?? b;
	}
	const result: Record<string, string> = {...a};
	for (const [name, amount] of Object.entries(b)) {
		const other = result[name];
		if (other === undefined || compareQuantities(parseQuantity(other), parseQuantity(amount)) < 0) {
			result[name] = amount;
		}
	}
	return result;
}
