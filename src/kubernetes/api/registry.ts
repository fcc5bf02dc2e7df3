/**
 * Every resource's storage with its rules: what upstream's generic registry is to etcd (apiserver
 * pkg/registry/generic/registry/store.go). Clients over the connection and the cluster's own parts write through it.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {notFound} from '../../apimachinery/status.ts';
import type {VirtualClock} from '../clock.ts';
import {createObject} from './create.ts';
import {type DeletedObject, type DeletionOptions, deleteObject} from './delete.ts';
import {groupResource} from './errors.ts';
import type {FieldManager} from './managed-fields.ts';
import {type ResourceDefinition, resourceName, type StrategyContext} from './resource.ts';
import type {ResourceName, Store} from './store.ts';
import {type Transform, type UpdateOptions, updateObject} from './update.ts';

/** What every write may say. */
export interface WriteOptions {
	/** Goes through everything but the store. */
	readonly dryRun?: boolean;
	/** Who writes, for managedFields; '' is `unknown`. Without a name they are left alone. */
	readonly manager?: string;
	/** Is told what the server warns of. */
	readonly warn?: (message: string) => void;
}

export class Registry {
	readonly store: Store;
	readonly clock: VirtualClock;
	readonly definitions: readonly ResourceDefinition[];
	/** What strategies and admission may ask. */
	readonly context: StrategyContext;
	/** The same for writes that are only tried. */
	readonly dryRunContext: StrategyContext;
	/** Keeps managedFields and answers server-side apply; a registry without one has neither. */
	readonly fieldManager: FieldManager | undefined;
	readonly #byName = new Map<ResourceName, ResourceDefinition>();

	constructor(options: {
		readonly store: Store;
		readonly clock: VirtualClock;
		readonly definitions: readonly ResourceDefinition[];
		readonly fieldManager?: FieldManager;
	}) {
		const {store, clock, definitions} = options;
		this.store = store;
		this.clock = clock;
		this.definitions = definitions;
		this.fieldManager = options.fieldManager;
		const context = (dryRun: boolean): StrategyContext => ({
			get now() {
				return clock.now;
			},
			random: clock.random,
			dryRun,
			get: (resource, namespace, name) => store.get(resource, namespace, name),
			list: (resource, namespace) => store.list(resource, namespace),
		});
		this.context = context(false);
		this.dryRunContext = context(true);
		for (const definition of definitions) {
			const name = resourceName(definition);
			if (definition.view) {
				// It may have the name of what it shows: another version of it.
				this.#byName.set(name, this.#byName.get(name) ?? definition);
				continue;
			}
			this.#byName.set(name, definition);
			store.addIndex(name, 'owner', ownerUids);
			for (const [index, values] of Object.entries(definition.indexes ?? {})) {
				store.addIndex(name, index, values);
			}
		}
	}

	/** The rules of a resource; asking for one that does not exist is a programming error and throws. */
	definition(resource: ResourceName): ResourceDefinition {
		const definition = this.#byName.get(resource);
		if (!definition) {
			throw new Error(`there is no resource ${resource}`);
		}
		return definition;
	}

	/** Whether the cluster has such a resource. */
	has(resource: ResourceName): boolean {
		return this.#byName.has(resource);
	}

	/** Throws NotFound. */
	get(definition: ResourceDefinition, namespace: string, name: string): KubernetesObject {
		const object = this.store.get(resourceName(definition), namespace, name);
		if (!object) {
			throw notFound(groupResource(definition), name);
		}
		return object;
	}

	/** Stores a new object; its fields have their types already (see decode.ts). */
	create(
		definition: ResourceDefinition,
		namespace: string,
		object: KubernetesObject,
		options: WriteOptions = {},
	): KubernetesObject {
		return createObject(this, definition, namespace, object, options);
	}

	/** Puts what `transform` makes of the stored object in its place. */
	update(
		definition: ResourceDefinition,
		namespace: string,
		name: string,
		transform: Transform,
		options: UpdateOptions = {},
	): {readonly object: KubernetesObject; readonly created: boolean} {
		return updateObject(this, definition, namespace, name, transform, options);
	}

	/** Deletes an object, or has it begin to end. Throws NotFound. */
	delete(
		definition: ResourceDefinition,
		namespace: string,
		name: string,
		options: DeletionOptions = {},
	): DeletedObject {
		return deleteObject(this, definition, namespace, name, options);
	}
}

function ownerUids(object: KubernetesObject): readonly string[] {
	return object.metadata.ownerReferences?.map(owner => owner.uid) ?? none;
}
const none: readonly string[] = [];
