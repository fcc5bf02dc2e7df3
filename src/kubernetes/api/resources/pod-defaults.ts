/**
 * What the server fills in of a Pod where it depends on other fields (pkg/apis/core/v1/defaults.go, conversion.go). The
 * plain defaults come from the schema.
 */
import type {Container, ResourceRequirements} from '../../../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import {type Volume, volumeSourceFields} from '../../../api/core-v1/volumes.ts';
import {formatQuantity, parseQuantity, roundUpToMilli} from '../../../apimachinery/quantity.ts';
import {defaultPullPolicy} from './image-name.ts';
import {containerAmounts, isPodLevelResource} from './pod-resources.ts';

/** The defaults that stand in templates too. Nothing is copied where nothing is missing. */
export function defaultPodSpec(spec: PodSpec): PodSpec {
	return changed(spec, {
		volumes: mapped(spec.volumes, defaultVolume),
		containers: mapped(spec.containers, defaultContainer) ?? spec.containers,
		initContainers: mapped(spec.initContainers, defaultContainer),
		ephemeralContainers: mapped(spec.ephemeralContainers, defaultContainer),
		...serviceAccountNames(spec),
		overhead: rounded(spec.overhead),
		resources: spec.resources && roundedResources(spec.resources),
	});
}

/** The defaults of a Pod itself. */
export function defaultPod(pod: Pod): Pod {
	const spec = defaultPodSpec(pod.spec);
	const {hostNetwork} = spec;
	const asPod = (container: Container) => withHostPorts(withRequests(container), hostNetwork);
	const withContainers = changed(spec, {
		containers: mapped(spec.containers, asPod) ?? spec.containers,
		initContainers: mapped(spec.initContainers, asPod),
		enableServiceLinks: spec.enableServiceLinks ?? true,
	});
	const filled = changed(withContainers, {resources: podLevelResources(withContainers)});
	return filled === pod.spec ? pod : {...pod, spec: filled};
}

/** The object with these fields; the object itself where it has them already. Fields that are undefined are left out. */
function changed<T extends object>(object: T, fields: Partial<T>): T {
	let copy: T | undefined;
	for (const key in fields) {
		const value = fields[key];
		if (object[key] !== value) {
			copy ??= Object.assign({}, object);
			copy[key] = value!;
		}
	}
	return copy ?? object;
}

/** The list with each item mapped; the list itself where no item changes. */
function mapped<T>(list: readonly T[] | undefined, map: (item: T) => T): readonly T[] | undefined {
	const result = list?.map(map);
	return result?.some((item, index) => item !== list![index]) ? result : list;
}

/** `serviceAccount` is the old name of `serviceAccountName`; the server writes both. */
function serviceAccountNames({serviceAccountName, serviceAccount}: PodSpec): Partial<PodSpec> {
	const name = serviceAccountName || serviceAccount;
	return name ? {serviceAccountName: name, serviceAccount: name} : {};
}

const sources = Object.keys(volumeSourceFields) as (keyof typeof volumeSourceFields)[];

function defaultVolume(volume: Volume): Volume {
	if (sources.every(source => volume[source] === undefined)) {
		return {...volume, emptyDir: {}};
	}
	if (volume.image && !volume.image.pullPolicy) {
		return {...volume, image: {...volume.image, pullPolicy: defaultPullPolicy(volume.image.reference ?? '')}};
	}
	return volume;
}

function defaultContainer<T extends Container>(container: T): T {
	return changed(container, {
		imagePullPolicy: container.imagePullPolicy ?? defaultPullPolicy(container.image ?? ''),
		resources: roundedResources(container.resources),
	} as Partial<T>);
}

/** Amounts are kept to the thousandth. */
function roundedResources(resources: ResourceRequirements): ResourceRequirements {
	return changed(resources, {limits: rounded(resources.limits), requests: rounded(resources.requests)});
}

function rounded(amounts: Readonly<Record<string, string>> | undefined) {
	if (!amounts) {
		return undefined;
	}
	const entries = Object.entries(amounts).map(([name, amount]) => [name, roundedAmount(amount)] as const);
	return entries.every(([name, amount]) => amounts[name] === amount) ? amounts : Object.fromEntries(entries);
}

function roundedAmount(amount: string): string {
	return formatQuantity(roundUpToMilli(parseQuantity(amount)));
}

/** What has a limit asks for as much, where it does not say otherwise. */
function withRequests(container: Container): Container {
	const {limits, requests} = container.resources;
	if (!limits || Object.keys(limits).every(name => requests?.[name] !== undefined)) {
		return container;
	}
	return {...container, resources: {...container.resources, requests: {...limits, ...requests}}};
}

/** On the node's network a container's port is the node's. */
function withHostPorts(container: Container, hostNetwork: boolean | undefined): Container {
	if (!hostNetwork) {
		return container;
	}
	const ports = mapped(container.ports, port => (port.hostPort ? port : {...port, hostPort: port.containerPort}));
	return changed(container, {ports});
}

/** A Pod with limits of its own asks for what its containers ask for, or else for as much as its limits. */
function podLevelResources(spec: PodSpec): ResourceRequirements | undefined {
	const {resources} = spec;
	if (!resources?.limits || Object.keys(resources.limits).length === 0) {
		return resources;
	}
	const requests: Record<string, string> = {...resources.requests};
	for (const [name, amount] of containerAmounts(spec, 'requests')) {
		if (requests[name] === undefined && (name === 'cpu' || name === 'memory')) {
			requests[name] = formatQuantity(amount);
		}
	}
	for (const [name, amount] of Object.entries(resources.limits)) {
		if (requests[name] === undefined && isPodLevelResource(name)) {
			requests[name] = amount;
		}
	}
	const before = resources.requests ?? {};
	const same = Object.keys(requests).every(name => before[name] === requests[name]);
	return same ? resources : {...resources, requests};
}
