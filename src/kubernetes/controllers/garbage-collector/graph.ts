/** Who depends on whom, read from the `owner` index (pkg/controller/garbagecollector/graph.go). */
import type {KubernetesObject, OwnerReference} from '../../../apimachinery/object.ts';
import type {ApiClient} from '../../api/client.ts';
import {apiVersionOf, type ResourceDefinition, resourceName} from '../../api/resource.ts';
import type {ResourceName} from '../../api/store.ts';

export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** An object with the name of its resource. */
export interface Item {
	readonly resource: ResourceName;
	readonly object: KubernetesObject;
}

/** Whether a reference leads somewhere: to an owner, to none, or to where nothing can be known. */
export type Owner = Item | 'absent' | 'unknown';

/** Finds owners and dependents among the objects of these resources. */
export class Graph {
	readonly resources: readonly ResourceName[];
	readonly #byKind: ReadonlyMap<string, ResourceDefinition>;

	constructor(definitions: readonly ResourceDefinition[]) {
		// Events own nothing and are owned by nothing. Reviews are not kept.
		const collected = definitions.filter(({plural, answer}) => plural !== 'events' && !answer);
		this.resources = collected.filter(({view}) => !view).map(resourceName);
		this.#byKind = new Map(collected.map(definition => [`${apiVersionOf(definition)}/${definition.kind}`, definition]));
	}

	dependentsOf(uid: string, api: ApiClient): Item[] {
		return this.resources.flatMap(resource => api.byIndex(resource, 'owner', uid).map(object => ({resource, object})));
	}

	/** Looks an owner up where the reference says: by its kind and name, in the dependent's namespace. */
	ownerOf(reference: OwnerReference, dependent: KubernetesObject, api: ApiClient): Owner {
		const definition = this.#byKind.get(`${reference.apiVersion}/${reference.kind}`);
		const namespace = dependent.metadata.namespace ?? '';
		if (!definition || (definition.namespaced && namespace === '')) {
			return 'unknown';
		}
		const resource = resourceName(definition);
		const object = api.get(resource, definition.namespaced ? namespace : '', reference.name);
		return object && object.metadata.uid === reference.uid ? {resource, object} : 'absent';
	}
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
