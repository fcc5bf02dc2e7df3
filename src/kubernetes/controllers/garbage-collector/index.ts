/**
 * The garbage collector: deletes what has lost its owners, and carries out foreground deletion and orphaning
 * (pkg/controller/garbagecollector/garbagecollector.go).
 */
import {semanticEqual} from '../../../apimachinery/equal.ts';
import type {KubernetesObject, OwnerReference} from '../../../apimachinery/object.ts';
import type {ApiClient} from '../../api/client.ts';
import type {ResourceDefinition} from '../../api/resource.ts';
import type {Change, ResourceName} from '../../api/store.ts';
import type {Controller, ControllerContext} from '../../controller.ts';
import {withoutOwners} from '../owners.ts';
import {
	foregroundFinalizer,
	Graph,
	type Item,
	isDeletingDependents,
	isOrphaningDependents,
	orphanFinalizer,
} from './graph.ts';

type Work = 'delete' | 'orphan';

function keyOf(work: Work, {resource, object}: Item): string {
	return [work, resource, object.metadata.namespace ?? '', object.metadata.name].join('|');
}

/** @param resources those whose objects may own or be owned: all that there are */
export function garbageCollector(resources: readonly ResourceDefinition[]): Controller {
	const graph = new Graph(resources);
	const watch =
		(resource: ResourceName) =>
		(change: Change<never>, {api}: ControllerContext): string[] =>
			changed(resource, change, graph, api);
	return {
		name: 'garbage-collector-controller',
		manager: 'kube-controller-manager',
		watches: Object.fromEntries(graph.resources.map(resource => [resource, watch(resource)])),
		sync(key, context) {
			const [work, resource = '', namespace = '', name = ''] = key.split('|');
			const object = context.api.get(resource, namespace, name);
			if (!object) {
				return;
			}
			if (work === 'orphan') {
				orphanDependents({resource, object}, graph, context.api);
			} else {
				const queue = (dependent: Item): void => context.enqueueAfter(keyOf('delete', dependent), 0);
				attemptToDelete({resource, object}, graph, context.api, queue);
			}
		},
	};
}

/** What a change calls for (graph_builder.go processGraphChanges). */
function changed(resource: ResourceName, change: Change, graph: Graph, api: ApiClient): string[] {
	const {type, object, previous} = change;
	const self = {resource, object};
	const now = object.metadata;
	const before = previous?.metadata;
	if (type === 'DELETED') {
		const dependents = now.uid ? graph.dependentsOf(now.uid, api) : [];
		const waiting = waitingOwners(now.ownerReferences ?? [], object, graph, api);
		return [...dependents, ...waiting].map(item => keyOf('delete', item));
	}
	if (
		before &&
		before.deletionTimestamp === now.deletionTimestamp &&
		(before.finalizers === now.finalizers || semanticEqual(before.finalizers, now.finalizers)) &&
		(before.ownerReferences === now.ownerReferences || semanticEqual(before.ownerReferences, now.ownerReferences))
	) {
		return [];
	}
	const keys: string[] = [];
	if (now.ownerReferences?.some(reference => needsLook(reference, object, graph, api))) {
		keys.push(keyOf('delete', self));
	}
	if (before?.ownerReferences) {
		keys.push(...waitingOwners(before.ownerReferences, object, graph, api).map(item => keyOf('delete', item)));
	}
	if (isOrphaningDependents(object) && !(previous && isOrphaningDependents(previous))) {
		keys.push(keyOf('orphan', self));
	} else if (isDeletingDependents(object) && !(previous && isDeletingDependents(previous))) {
		keys.push(...graph.dependentsOf(now.uid!, api).map(item => keyOf('delete', item)), keyOf('delete', self));
	}
	return keys;
}

/** Whether an object with that owner may have to go: the owner is gone, or going with its dependents first. */
function needsLook(reference: OwnerReference, object: KubernetesObject, graph: Graph, api: ApiClient): boolean {
	const owner = graph.ownerOf(reference, object, api);
	return owner === 'absent' || (owner !== 'unknown' && isDeletingDependents(owner.object));
}

function waitingOwners(
	references: readonly OwnerReference[],
	object: KubernetesObject,
	graph: Graph,
	api: ApiClient,
): Item[] {
	return references
		.map(reference => graph.ownerOf(reference, object, api))
		.filter(owner => typeof owner !== 'string')
		.filter(owner => isDeletingDependents(owner.object));
}

/** Decides what becomes of an object whose owners have changed. */
function attemptToDelete(item: Item, graph: Graph, api: ApiClient, queue: (dependent: Item) => void): void {
	const {resource, object} = item;
	const {metadata} = object;
	if (isDeletingDependents(object)) {
		finishForeground(item, graph, api, queue);
		return;
	}
	if (metadata.deletionTimestamp || !metadata.ownerReferences?.length) {
		return;
	}
	const absent: string[] = [];
	const waiting: string[] = [];
	let solid = 0;
	for (const reference of metadata.ownerReferences) {
		const owner = graph.ownerOf(reference, object, api);
		if (owner === 'unknown') {
			return;
		}
		if (owner === 'absent') {
			absent.push(reference.uid);
		} else if (isDeletingDependents(owner.object)) {
			waiting.push(reference.uid);
		} else {
			solid++;
		}
	}
	if (solid > 0) {
		// Owners that wait must not be held up by what goes on living with another owner.
		if (absent.length + waiting.length > 0) {
			api.update(resource, withoutOwners(object, [...absent, ...waiting]));
		}
		return;
	}
	const dependents = waiting.length > 0 ? graph.dependentsOf(metadata.uid!, api) : [];
	if (dependents.length === 0) {
		remove(item, keptPolicy(object), api);
		return;
	}
	let current = object;
	if (dependents.some(dependent => isDeletingDependents(dependent.object))) {
		current = api.update(resource, unblocking(object));
	}
	remove({resource, object: current}, 'Foreground', api);
}

/** Ends an object in foreground deletion when nothing blocks it any more. */
function finishForeground(
	{resource, object}: Item,
	graph: Graph,
	api: ApiClient,
	queue: (dependent: Item) => void,
): void {
	const {uid} = object.metadata;
	const blocking = graph
		.dependentsOf(uid!, api)
		.filter(dependent =>
			dependent.object.metadata.ownerReferences?.some(owner => owner.uid === uid && owner.blockOwnerDeletion),
		);
	if (blocking.length === 0) {
		api.update(resource, withoutFinalizer(object, foregroundFinalizer));
		return;
	}
	for (const dependent of blocking) {
		if (!isDeletingDependents(dependent.object) && !dependent.object.metadata.deletionTimestamp) {
			queue(dependent);
		}
	}
}

/** Takes the owner out of its dependents, then lets it go. */
function orphanDependents({resource, object}: Item, graph: Graph, api: ApiClient): void {
	if (!isOrphaningDependents(object)) {
		return;
	}
	const {uid} = object.metadata;
	for (const dependent of graph.dependentsOf(uid!, api)) {
		api.update(dependent.resource, withoutOwners(dependent.object, [uid!]));
	}
	api.update(resource, withoutFinalizer(object, orphanFinalizer));
}

type Policy = 'Background' | 'Foreground' | 'Orphan';

/** What an earlier deletion has asked for holds. */
function keptPolicy({metadata}: KubernetesObject): Policy {
	if (metadata.finalizers?.includes(orphanFinalizer)) {
		return 'Orphan';
	}
	return metadata.finalizers?.includes(foregroundFinalizer) ? 'Foreground' : 'Background';
}

function remove({resource, object}: Item, propagationPolicy: Policy, api: ApiClient): void {
	const {namespace = '', name, uid} = object.metadata;
	api.delete(resource, namespace, name, {propagationPolicy, preconditions: {...(uid && {uid})}});
}

function withoutFinalizer(object: KubernetesObject, finalizer: string): KubernetesObject {
	const {finalizers, ...metadata} = object.metadata;
	const left = finalizers?.filter(name => name !== finalizer) ?? [];
	return {...object, metadata: left.length > 0 ? {...metadata, finalizers: left} : metadata};
}

/** The object blocking none of its owners: of owners in a circle none would ever go. */
function unblocking(object: KubernetesObject): KubernetesObject {
	const ownerReferences = object.metadata.ownerReferences!.map(reference => ({
		...reference,
		blockOwnerDeletion: false,
	}));
	return {...object, metadata: {...object.metadata, ownerReferences}};
}
