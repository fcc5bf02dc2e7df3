/** Who depends on whom, read from the `owner` index (pkg/controller/garbagecollector/graph.go). */
import type {KubernetesObject, OwnerReference} from '../../../apimachinery/object.ts';
import type {ApiClient} from '../../api/client.ts';
import {apiVersionOf, type ResourceDefinition, resourceName} from '../../api/resource.ts';
import {allResources} from '../../api/resources/index.ts';
import type {ResourceName} from '../../api/store.ts';

export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** An object with the name of its resource. */
export interface Item {
	readonly resource: ResourceName;
	readonly object: KubernetesObject;
}

/** Events own nothing and are owned by nothing. */
const collected: readonly ResourceDefinition[] = allResources.filter(({plural}) => plural !== 'events');
export const collectedResources: readonly ResourceName[] = collected.map(resourceName);

const byKind = new Map(collected.map(definition => [`${apiVersionOf(definition)}/${definition.kind}`, definition]));

export function dependentsOf(uid: string, api: ApiClient): Item[] {
	return collectedResources.flatMap(resource =>
		api.byIndex(resource, 'owner', uid).map(object => ({resource, object})),
	);
}

/** Whether a reference leads somewhere: to an owner, to none, or to where nothing can be known. */
export type Owner = Item | 'absent' | 'unknown';

/** Looks an owner up where the reference says: by its kind and name, in the dependent's namespace. */
export function ownerOf(reference: OwnerReference, dependent: KubernetesObject, api: ApiClient): Owner {
	const definition = byKind.get(`${reference.apiVersion}/${reference.kind}`);
	const namespace = dependent.metadata.namespace ?? '';
	if (!definition || (definition.namespaced && namespace === '')) {
		return 'unknown';
	}
	const resource = resourceName(definition);
	const object = api.get(resource, definition.namespaced ? namespace : '', reference.name);
	return object?.metadata.uid === reference.uid ? {resource, object: object!} : 'absent';
}

function waitsWith({metadata}: KubernetesObject, finalizer: string): boolean {
	return metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false);
}

/** Whether the object waits for its dependents to go first. */
export function isDeletingDependents(object: KubernetesObject): boolean {
	return waitsWith(object, foregroundFinalizer);
}

/** Whether the object waits for its dependents to be let go. */
export function isOrphaningDependents(object: KubernetesObject): boolean {
	return waitsWith(object, orphanFinalizer);
}
