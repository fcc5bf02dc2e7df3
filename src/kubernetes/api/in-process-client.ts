/** The API for the cluster's own parts: the registry, without decoding and without the cost of a request. */
import {extended, type KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {bindPod} from './binding.ts';
import type {ApiClient, DeleteOptions} from './client.ts';
import {evictPod} from './eviction.ts';
import {finalizeNamespace} from './finalize.ts';
import {renewLease} from './lease-renewal.ts';
import type {Registry} from './registry.ts';
import type {ResourceName} from './store.ts';
import type {UpdateOptions} from './update.ts';

export class InProcessClient implements ApiClient {
	readonly #registry: Registry;
	/** What every write of this client says of itself, by the part that is written. */
	readonly #writes: {readonly object: UpdateOptions; readonly status: UpdateOptions};

	/** @param manager who writes, for managedFields, such as `kube-controller-manager` */
	constructor(registry: Registry, manager?: string) {
		this.#registry = registry;
		const write = manager === undefined ? {} : {manager};
		this.#writes = {object: {...write, subresource: ''}, status: {...write, subresource: 'status'}};
	}

	get<T extends KubernetesObject>(resource: ResourceName, namespace: string, name: string): T | undefined {
		return this.#registry.store.get(resource, namespace, name) as T | undefined;
	}

	list<T extends KubernetesObject>(resource: ResourceName, namespace?: string): T[] {
		return this.#registry.store.list(resource, namespace) as T[];
	}

	byIndex<T extends KubernetesObject>(resource: ResourceName, index: string, value: string): T[] {
		return this.#registry.store.byIndex(resource, index, value) as T[];
	}

	create<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		const definition = this.#registry.definition(resource);
		return this.#registry.create(definition, object.metadata.namespace ?? '', object, this.#writes.object) as T;
	}

	update<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		return this.#update(resource, object, this.#writes.object);
	}

	updateStatus<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		return this.#update(resource, object, this.#writes.status);
	}

	delete(resource: ResourceName, namespace: string, name: string, options: DeleteOptions = {}): void {
		try {
			this.#registry.delete(this.#registry.definition(resource), namespace, name, options);
		} catch (error) {
			if (!hasReason(error, 'NotFound')) {
				throw error;
			}
		}
	}

	bind(namespace: string, pod: string, node: string): void {
		bindPod(this.#registry, namespace, pod, {node});
	}

	evict(namespace: string, pod: string, options: DeleteOptions = {}): void {
		evictPod(this.#registry, namespace, pod, options);
	}

	renewLease(namespace: string, name: string, renewTime: string): boolean {
		return renewLease(this.#registry, namespace, name, renewTime, this.#writes.object.manager);
	}

	finalizeNamespace(name: string): void {
		finalizeNamespace(this.#registry, name);
	}

	#update<T extends KubernetesObject>(resource: ResourceName, object: T, write: UpdateOptions): T {
		const {namespace = '', name, uid} = object.metadata;
		const definition = this.#registry.definition(resource);
		const options = uid ? extended(write, {uid}) : write;
		return this.#registry.update(definition, namespace, name, () => object, options).object as T;
	}
}
