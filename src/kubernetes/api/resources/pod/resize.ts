/**
 * What the subresource `resize` lets through: other amounts of cpu and memory, in the class of service that the Pod has
 * (ValidatePodResize in pkg/apis/core/validation/validation.go).
 */
import type {Container, ResourceRequirements} from '../../../../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../../../../api/core-v1/pod.ts';
import {semanticEqual} from '../../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {podQos} from '../pod-qos.ts';
import {isSidecar} from '../pod-resources.ts';
import {validatePod} from '../pod-validation.ts';
import {isMirrorPod} from './mirror.ts';

const {invalid, forbidden} = fieldErrors;

type Quantities = ResourceRequirements['limits'];

const resizable = ['cpu', 'memory'];

/** Besides what is checked of all metadata. */
export function validatePodResize(pod: Pod, old: Pod): FieldError[] {
	if (isMirrorPod(old)) {
		return [forbidden('', 'static pods cannot be resized')];
	}
	if (old.spec.os?.name === 'windows') {
		return [forbidden('', 'windows pods cannot be resized')];
	}
	const errors = validatePod(pod);
	if (podQos(old.spec) !== podQos(pod.spec)) {
		const message = 'Pod QOS Class may not change as a result of resizing';
		errors.push(invalid('spec', pod.status.qosClass ?? '', message));
	}
	const running = old.status.containerStatuses?.find(({state}) => state.running);
	if (running && !running.resources) {
		errors.push(forbidden('spec', 'Pod running on node without support for resize'));
	}
	errors.push(...validatePodLevelResize(pod.spec.resources, old.spec.resources));
	const order = validateOrder(pod.spec, old.spec);
	if (order.length > 0) {
		return [...errors, ...order];
	}
	errors.push(...validateNothingRemoved(pod.spec, old.spec));
	pod.spec.containers.forEach((container, index) => {
		if (!semanticEqual(withOldAmounts(container, old.spec.containers[index]!), old.spec.containers[index])) {
			errors.push(forbidden('spec', 'only cpu and memory resources are mutable'));
		}
	});
	(pod.spec.initContainers ?? []).forEach((container, index) => {
		errors.push(...validateInitContainer(container, old.spec.initContainers![index]!, `spec.initContainers[${index}]`));
	});
	return errors.length > 0 || semanticEqual(withOldResources(pod.spec, old.spec), old.spec)
		? errors
		: [forbidden('spec', 'only cpu and memory resources are mutable')];
}

/** The spec with everything put back that a resize may change. */
function withOldResources(next: PodSpec, old: PodSpec): PodSpec {
	const resources = next.resources && withOldRequirements(next.resources, old.resources);
	const emptied = !old.resources && semanticEqual(resources, {});
	return {
		...next,
		resources: emptied ? undefined : resources,
		containers: old.containers,
		initContainers: old.initContainers,
	};
}

function validatePodLevelResize(
	next: ResourceRequirements | undefined,
	old: ResourceRequirements | undefined,
): FieldError[] {
	const isSet = (resources: ResourceRequirements | undefined) =>
		Object.keys({...resources?.requests, ...resources?.limits}).length > 0;
	if (!isSet(next) && !isSet(old)) {
		return [];
	}
	const field = 'spec.resources';
	if (old && !next) {
		return [forbidden(field, 'pod-level resources cannot be removed')];
	}
	const errors: FieldError[] = [];
	for (const part of ['requests', 'limits'] as const) {
		if (lacksSome(next?.[part], old?.[part])) {
			errors.push(forbidden(`${field}.${part}`, `pod-level resource ${part} cannot be removed`));
		}
	}
	if (!semanticEqual(next && withOldRequirements(next, old), old ?? {})) {
		errors.push(forbidden('spec', 'only cpu and memory resources are mutable at pod-level'));
	}
	return errors;
}

/** Containers are compared by their places, so they must stand where they stood. */
function validateOrder(next: PodSpec, old: PodSpec): FieldError[] {
	return (['containers', 'initContainers'] as const).flatMap(kind => {
		const [after, before] = [next[kind] ?? [], old[kind] ?? []];
		if (after.length !== before.length) {
			return [forbidden(`spec.${kind}`, `${kind} may not be added or removed on resize`)];
		}
		return before.flatMap(({name}, index) => {
			const message = `${kind} may not be renamed or reordered on resize`;
			return after[index]!.name === name ? [] : [forbidden(`spec.${kind}[${index}].name`, message)];
		});
	});
}

function validateNothingRemoved(next: PodSpec, old: PodSpec): FieldError[] {
	return (['initContainers', 'containers'] as const).flatMap(kind =>
		(old[kind] ?? []).flatMap(({resources}, index) =>
			(['requests', 'limits'] as const).flatMap(part => {
				const removed = lacksSome(next[kind]![index]!.resources?.[part], resources?.[part]);
				const message = `resource ${part} cannot be removed`;
				return removed ? [forbidden(`spec.${kind}[${index}].resources.${part}`, message)] : [];
			}),
		),
	);
}

function validateInitContainer(next: Container, old: Container, field: string): FieldError[] {
	const errors: FieldError[] = [];
	if (!semanticEqual(withOldAmounts(next, old), old)) {
		errors.push(forbidden(field, 'only cpu and memory resources for init or sidecar containers are mutable'));
	}
	if (!isSidecar(next) && !semanticEqual(next, old)) {
		const restarts = (next.resizePolicy ?? []).filter(({restartPolicy}) => restartPolicy === 'RestartContainer');
		const message = 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized';
		errors.push(...restarts.map(() => forbidden(field, message)));
	}
	return errors;
}

function lacksSome(next: Quantities, old: Quantities): boolean {
	return Object.keys(old ?? {}).some(name => next?.[name] === undefined);
}

/** The container with the cpu and memory that it had: what still differs may not change. */
function withOldAmounts(next: Container, old: Container): Container {
	const {limits, requests} = withOldRequirements(next.resources, old.resources);
	return {...next, resources: {...(limits && {limits}), ...(requests && {requests})}};
}

function withOldRequirements(next: ResourceRequirements, old: ResourceRequirements | undefined): ResourceRequirements {
	return {
		...next,
		limits: withOldQuantities(next.limits, old?.limits),
		requests: withOldQuantities(next.requests, old?.requests),
	};
}

function withOldQuantities(next: Quantities, old: Quantities): Quantities {
	const kept = Object.entries(next ?? {}).filter(([name]) => !resizable.includes(name));
	const restored = Object.entries(old ?? {}).filter(([name]) => resizable.includes(name));
	return next || old ? Object.fromEntries([...kept, ...restored]) : undefined;
}
