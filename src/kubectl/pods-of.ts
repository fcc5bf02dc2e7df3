/** The Pods behind an object, for `logs deploy/web` and `exec deploy/web` (kubectl pkg/polymorphichelpers). */
import type {Pod} from '../api/core-v1/pod.ts';
import type {LabelSelector} from '../api/meta-v1.ts';
import {selectorFromLabels} from '../apimachinery/labels.ts';
import type {KubernetesList, KubernetesObject} from '../apimachinery/object.ts';
import type {Client} from './client.ts';
import {CommandError} from './command.ts';
import {selectorQuery} from './describe/selector.ts';
import {sayIfPaused, TimeoutError, within} from './waiting.ts';

interface Selecting extends KubernetesObject {
	readonly spec?: {readonly selector?: LabelSelector & Readonly<Record<string, unknown>>};
}

const bySelector = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job']);
const byLabels = new Set(['ReplicationController', 'Service']);

/** The label query of the Pods that an object is about. @throws CommandError for kinds that have none */
export function podQueryOf(object: KubernetesObject): string {
	const {kind, spec} = object as Selecting;
	if (bySelector.has(kind)) {
		return selectorQuery(spec?.selector);
	}
	if (byLabels.has(kind)) {
		const labels = spec?.selector as Readonly<Record<string, string>> | undefined;
		if (!labels || Object.keys(labels).length === 0) {
			throw new CommandError(
				`invalid ${kind.toLowerCase()} '${object.metadata.name}': ${kind} is defined without a selector`,
			);
		}
		return selectorFromLabels(labels).toString();
	}
	throw new CommandError(`selector for ${goType(object)} not implemented`);
}

/** How Go names the type of an object. */
export function goType({apiVersion, kind}: KubernetesObject): string {
	return `*${apiVersion.split('/').at(-1)}.${kind}`;
}

/**
 * The Pods of a query in the given order; waits for the first one to be there.
 * @param timeout milliseconds
 */
export async function waitForPods(
	client: Client,
	namespace: string,
	labelSelector: string,
	timeout: number,
	order: (a: Pod, b: Pod) => number,
): Promise<readonly Pod[]> {
	const path = `/api/v1/namespaces/${namespace}/pods`;
	const list = () => client.get<KubernetesList<Pod>>(path, {labelSelector});
	const first = await list();
	if (first.items.length > 0) {
		return [...first.items].sort(order);
	}
	const query = {labelSelector, resourceVersion: first.metadata.resourceVersion ?? '0'};
	sayIfPaused(client.io);
	return within(client.io, timeout, async signal => {
		for await (const event of client.events(path, query, signal)) {
			if (event.type === 'ADDED' || event.type === 'MODIFIED') {
				return [event.object as Pod];
			}
		}
		throw new TimeoutError();
	});
}

/**
 * The Pod that `exec` and `attach` mean by an object: itself, or the first of its Pods, which may still have to come
 * (polymorphichelpers/attachablepodforobject.go).
 * @param timeout milliseconds
 * @throws CommandError for kinds that have no Pods
 */
export async function attachablePod(
	client: Client,
	object: KubernetesObject,
	namespace: string,
	timeout: number,
): Promise<Pod> {
	if (object.kind === 'Pod') {
		return object as Pod;
	}
	let selector: string;
	try {
		selector = podQueryOf(object);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`cannot attach to ${goType(object)}: ${why}`);
	}
	const pods = await waitForPods(client, namespace, selector, timeout, byUse);
	return pods[0]!;
}

/** Pods whose logs are worth most come first (util/podutils ByLogging). */
export function byLogging(a: Pod, b: Pod): number {
	const rank: Readonly<Record<string, number>> = {Running: 0, Unknown: 1, Pending: 2};
	return (
		byNode(a, b) ||
		(rank[a.status.phase ?? ''] ?? 0) - (rank[b.status.phase ?? ''] ?? 0) ||
		byReadiness(a, b) ||
		readySince(a) - readySince(b) ||
		restarts(b) - restarts(a) ||
		byAge(a, b)
	);
}

/** Pods that are best entered come first (util/podutils ActivePods, reversed). */
export function byUse(a: Pod, b: Pod): number {
	const rank: Readonly<Record<string, number>> = {Pending: 0, Unknown: 1, Running: 2};
	return (
		byNode(a, b) ||
		(rank[b.status.phase ?? ''] ?? 0) - (rank[a.status.phase ?? ''] ?? 0) ||
		byReadiness(a, b) ||
		Number(goingSince(a) > 0) - Number(goingSince(b) > 0) ||
		goingSince(b) - goingSince(a) ||
		readySince(a) - readySince(b) ||
		restarts(a) - restarts(b) ||
		byAge(a, b)
	);
}

function byNode(a: Pod, b: Pod): number {
	return Number(!a.spec.nodeName) - Number(!b.spec.nodeName);
}

function readyCondition(pod: Pod) {
	return pod.status.conditions?.find(({type, status}) => type === 'Ready' && status === 'True');
}

function byReadiness(a: Pod, b: Pod): number {
	return Number(!readyCondition(a)) - Number(!readyCondition(b));
}

function readySince(pod: Pod): number {
	return instant(readyCondition(pod)?.lastTransitionTime);
}

function goingSince(pod: Pod): number {
	return instant(pod.metadata.deletionTimestamp);
}

function byAge(a: Pod, b: Pod): number {
	return instant(a.metadata.creationTimestamp) - instant(b.metadata.creationTimestamp);
}

function instant(time: string | null | undefined): number {
	return time ? Date.parse(time) : 0;
}

function restarts(pod: Pod): number {
	return Math.max(0, ...(pod.status.containerStatuses ?? []).map(({restartCount}) => restartCount));
}
