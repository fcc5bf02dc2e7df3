/**
 * The API as the cluster's own parts use it: in process and at once. Every write goes through the same defaulting,
 * admission and validation as a client's request, and throws a StatusError where that is refused.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {ResourceName} from './store.ts';

export interface DeleteOptions {
	readonly gracePeriodSeconds?: number;
	readonly preconditions?: {readonly uid?: string; readonly resourceVersion?: string};
	readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

/**
 * Types are claimed by the caller: `client.get<Pod>('pods', 'default', 'web')`. Namespaces of cluster-wide resources
 * are ''.
 */
export interface ApiClient {
	get<T extends KubernetesObject>(resource: ResourceName, namespace: string, name: string): T | undefined;
	list<T extends KubernetesObject>(resource: ResourceName, namespace?: string): T[];
	/** Finds by an index of the resource: `owner` (by uid, every resource), `node` (Pods), … */
	byIndex<T extends KubernetesObject>(resource: ResourceName, index: string, value: string): T[];
	create<T extends KubernetesObject>(resource: ResourceName, object: T): T;
	/** Refused with Conflict when the object's resourceVersion is not the stored one. */
	update<T extends KubernetesObject>(resource: ResourceName, object: T): T;
	/** Like `update`, for the status alone. An unchanged object is not written again. */
	updateStatus<T extends KubernetesObject>(resource: ResourceName, object: T): T;
	/** Deletes as a client's DELETE does; undefined where it is gone already. */
	delete(resource: ResourceName, namespace: string, name: string, options?: DeleteOptions): void;
	/** Puts a Pod on a node, as the scheduler's POST to `binding` does. */
	bind(namespace: string, pod: string, node: string): void;
	/** Asks for a Pod to go, as a POST to `eviction` does: refused with 429 where a disruption budget forbids it. */
	evict(namespace: string, pod: string, options?: DeleteOptions): void;
	/**
	 * Renews a Lease, as an update of its `spec.renewTime` does.
	 * @param renewTime as the API writes it
	 * @returns whether there is such a Lease
	 */
	renewLease(namespace: string, name: string, renewTime: string): boolean;
	/** Says that a namespace that is ending has been emptied, as the namespace controller's PUT to `finalize` does. */
	finalizeNamespace(name: string): void;
}
