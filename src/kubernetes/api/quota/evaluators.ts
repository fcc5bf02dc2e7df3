/** How much each kind of object uses of what quotas count (pkg/quota/v1/evaluator/core). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Container} from '../../../api/core-v1/container.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ScopedResourceSelectorRequirement} from '../../../api/core-v1/resource-quota.ts';
import type {Service} from '../../../api/core-v1/service.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {newQuantity, parseQuantity, type Quantity, quantityValue} from '../../../apimachinery/quantity.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import {effectiveSpec} from '../../effective-resources.ts';
import {podAmounts} from '../resources/pod-resources.ts';
import type {ResourceName} from '../store.ts';
import type {Amounts} from './amounts.ts';
import {hasDeadline, podMatchesScope} from './scopes.ts';

// biome-ignore lint/suspicious/noExplicitAny: evaluators of every kind of object stand in one list
export interface Evaluator<T extends KubernetesObject = any> {
	/** Whose objects it looks at. */
	readonly resource: ResourceName;
	/** Whether an object of its kind can use that resource. */
	counts(resource: string): boolean;
	/** @param now milliseconds since 1970 */
	usage(object: T, now: number): Amounts;
	/** Whether a quota with that scope applies to the object; a quota with scopes applies to no others. */
	inScope(object: T, scope: ScopedResourceSelectorRequirement): boolean;
	/** Whether an update can change what it uses, so that it is checked like a creation. @param subresource '' for none */
	updates(object: T, old: T, subresource: string): boolean;
	/** Whether an update can give something back, so that the quota is counted anew. */
	replenishes(object: T, old: T, now: number): boolean;
	/** What an object must say for itself where a quota counts these resources; undefined where it does. */
	missing?(object: T, resources: readonly string[]): string | undefined;
}

const one = newQuantity(1);
const never = () => false;

/** Resources of which a quota counts nothing. */
const uncounted = new Set(['events', 'events.events.k8s.io']);
/** Names from before there was `count/…`. */
const aliased = new Set(['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets']);

/** The evaluator of a resource; undefined where quotas leave it alone. */
export function evaluatorOf(resource: ResourceName): Evaluator | undefined {
	return uncounted.has(resource) ? undefined : (known.get(resource) ?? objectCount(resource));
}

/** Kinds of which only the number counts (generic/evaluator.go). */
function objectCount(resource: ResourceName): Evaluator {
	const names = [`count/${resource}`, ...(aliased.has(resource) ? [resource] : [])];
	return {
		resource,
		counts: name => names.includes(name),
		usage: () => new Map(names.map(name => [name, one])),
		inScope: never,
		updates: never,
		replenishes: never,
	};
}

const podResources = new Set([
	'count/pods',
	'cpu',
	'memory',
	'ephemeral-storage',
	'requests.cpu',
	'requests.memory',
	'requests.ephemeral-storage',
	'limits.cpu',
	'limits.memory',
	'limits.ephemeral-storage',
	'pods',
]);
const isHugePages = (name: string) => name.startsWith('hugepages-');
const isDevice = (name: string) => name.includes('/') && !name.includes('kubernetes.io/');

const pods: Evaluator<Pod> = {
	resource: 'pods',
	counts: name =>
		podResources.has(name) ||
		isHugePages(name) ||
		name.startsWith('requests.hugepages-') ||
		(name.startsWith('requests.') && isDevice(name)),
	usage(pod, now) {
		if (!isCharged(pod, now)) {
			return new Map([['count/pods', one]]);
		}
		const spec = effectiveSpec(pod);
		const computed = computeUsage(podAmounts(spec, 'requests'), podAmounts(spec, 'limits'));
		return new Map([['count/pods', one], ...computed]);
	},
	inScope: podMatchesScope,
	updates: (pod, old, subresource) =>
		subresource === 'resize' || (subresource === '' && hasDeadline(pod) !== hasDeadline(old)),
	replenishes: (pod, old, now) =>
		(isCharged(old, now) && !isCharged(pod, now)) || hasDeadline(pod) !== hasDeadline(old) || isResized(pod, old),
	missing: missingAmounts,
};

/**
 * Whether the Pod is charged for what it uses: not when it has ended, nor when it should have and its node is silent
 * (QuotaV1Pod).
 */
function isCharged({status, metadata}: Pod, now: number): boolean {
	const {deletionTimestamp, deletionGracePeriodSeconds: grace} = metadata;
	if (status.phase === 'Failed' || status.phase === 'Succeeded') {
		return false;
	}
	return deletionTimestamp === undefined || grace === undefined || now <= parseTime(deletionTimestamp)! + grace * 1000;
}

/** Whether a container runs with other amounts now. Only of Pods that were resized does the status say what is set aside. */
function isResized({status}: Pod, old: Pod): boolean {
	if (status.allocatedResources === undefined) {
		return false;
	}
	const amounts = ({containerStatuses = [], initContainerStatuses = []}: Pod['status']) =>
		[...containerStatuses, ...initContainerStatuses].map(({resources}) => resources);
	return !jsonEqual(amounts(status), amounts(old.status));
}

/** Requests count under two names, limits under one (podComputeUsageHelper). */
function computeUsage(requests: Amounts, limits: Amounts): Amounts {
	const usage = new Map<string, Quantity>([['pods', one]]);
	for (const [name, amount] of requests) {
		if (plain.has(name) || isHugePages(name)) {
			usage.set(name, amount);
			usage.set(`requests.${name}`, amount);
		} else if (isDevice(name)) {
			usage.set(`requests.${name}`, amount);
		}
	}
	for (const [name, amount] of limits) {
		if (plain.has(name)) {
			usage.set(`limits.${name}`, amount);
		}
	}
	return usage;
}

const plain = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Where a quota counts one of these, every container must name it. */
const mustBeNamed = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

function missingAmounts({spec}: Pod, resources: readonly string[]): string | undefined {
	if (spec.resources?.requests || spec.resources?.limits) {
		return undefined;
	}
	const all = [...spec.containers, ...(spec.initContainers ?? [])];
	const parts = mustBeNamed
		.filter(name => resources.includes(name))
		.flatMap(name => {
			const without = all.filter(container => !names(container, name)).map(container => container.name);
			return without.length > 0 ? [`${name} for: ${[...new Set(without)].sort().join(',')}`] : [];
		});
	return parts.length > 0 ? `must specify ${parts.join('; ')}` : undefined;
}

function names({resources}: Container, name: string): boolean {
	const [kind, resource] = name.startsWith('limits.')
		? (['limits', name.slice('limits.'.length)] as const)
		: (['requests', name.replace('requests.', '')] as const);
	return resources?.[kind]?.[resource] !== undefined;
}

const services: Evaluator<Service> = {
	resource: 'services',
	counts: name => ['count/services', 'services', 'services.nodeports', 'services.loadbalancers'].includes(name),
	usage({spec}) {
		const ports = spec.ports ?? [];
		const balanced = spec.type === 'LoadBalancer';
		const given = balanced && spec.allocateLoadBalancerNodePorts === false;
		const nodePorts = given ? ports.filter(({nodePort}) => nodePort).length : ports.length;
		return new Map([
			['count/services', one],
			['services', one],
			['services.loadbalancers', newQuantity(balanced ? 1 : 0)],
			['services.nodeports', newQuantity(balanced || spec.type === 'NodePort' ? nodePorts : 0)],
		]);
	},
	inScope: never,
	updates: (_object, _old, subresource) => subresource === '',
	replenishes: (service, old) => service.spec.type !== old.spec.type,
};

const classSuffix = '.storageclass.storage.k8s.io/';
const claimResources = ['persistentvolumeclaims', 'requests.storage'];
const betaClass = 'volume.beta.kubernetes.io/storage-class';

const claims: Evaluator<PersistentVolumeClaim> = {
	resource: 'persistentvolumeclaims',
	counts: name =>
		name === 'count/persistentvolumeclaims' ||
		claimResources.some(resource => name === resource || name.endsWith(classSuffix + resource)),
	usage({metadata, spec}) {
		const storageClass = metadata.annotations?.[betaClass] ?? spec.storageClassName ?? '';
		const asked = spec.resources.requests?.storage;
		const storage = asked === undefined ? undefined : newQuantityOf(parseQuantity(asked));
		const own: [string, Quantity][] = [
			['persistentvolumeclaims', one],
			...(storage ? [['requests.storage', storage] as [string, Quantity]] : []),
		];
		const ofClass = own.map(([name, amount]): [string, Quantity] => [`${storageClass}${classSuffix}${name}`, amount]);
		return new Map([['count/persistentvolumeclaims', one], ...own, ...(storageClass ? ofClass : [])]);
	},
	inScope: never,
	updates: (_object, _old, subresource) => subresource === '',
	replenishes: (claim, old) => claim.spec.resources.requests?.storage !== old.spec.resources.requests?.storage,
};

/** Whole bytes. */
function newQuantityOf(amount: Quantity): Quantity {
	return amount.nanos % 10n ** 9n === 0n ? amount : newQuantity(quantityValue(amount), amount.format);
}

const known = new Map<ResourceName, Evaluator>(
	[pods, services, claims].map(evaluator => [evaluator.resource, evaluator]),
);
