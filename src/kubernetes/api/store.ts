/**
 * What etcd is to a real API server: every object under its key, one counter of revisions, every change in order.
 * Objects are immutable and shared; a snapshot is a reference.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {compareText, emptyTree, type Tree} from '../tree.ts';
import {fromSavedForm, inheritRecord, savedForm} from './field-manager/record.ts';

/** A resource as the store names it: `pods`, or `deployments.apps`. */
export type ResourceName = string;

export interface Change<T extends KubernetesObject = KubernetesObject> {
	readonly revision: number;
	readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
	readonly resource: ResourceName;
	/** The object after the change; for DELETED its last state, with the resourceVersion of the deletion. */
	readonly object: T;
	readonly previous?: T;
}

/** Gives the values under which an object is found in an index. */
export type IndexFunction = (object: KubernetesObject) => readonly string[];

export interface StoreSnapshot {
	readonly revision: number;
	readonly compacted: number;
	readonly objects: Tree<string, KubernetesObject>;
	readonly indexes: Tree<string, string>;
	readonly history: Tree<number, Change>;
}

/** The same as plain JSON, for a file. A loaded store cannot say what came before it. */
export interface SavedStore {
	readonly revision: number;
	readonly objects: readonly (readonly [string, KubernetesObject])[];
}

/** How many changes can be asked for again; older ones are answered with 410 Gone. */
const historyLimit = 10_000;

export class Store {
	#revision = 0;
	#compacted = 0;
	#objects = emptyTree<string, KubernetesObject>(compareText);
	#indexes = emptyTree<string, string>(compareText);
	#history = emptyTree<number, Change>((a, b) => a - b);
	readonly #indexFunctions = new Map<ResourceName, Map<string, IndexFunction>>();
	readonly #listeners = new Set<(change: Change) => void>();
	readonly #resetListeners = new Set<() => void>();

	/** The revision of the latest change. */
	get revision(): number {
		return this.#revision;
	}

	/** The last revision whose changes are forgotten: a watch can start from here on. */
	get compacted(): number {
		return this.#compacted;
	}

	/** Must be called before the first object of that resource is stored. */
	addIndex(resource: ResourceName, name: string, values: IndexFunction): void {
		let ofResource = this.#indexFunctions.get(resource);
		if (!ofResource) {
			ofResource = new Map();
			this.#indexFunctions.set(resource, ofResource);
		}
		ofResource.set(name, values);
	}

	get(resource: ResourceName, namespace: string, name: string): KubernetesObject | undefined {
		return this.#objects.get(objectKey(resource, namespace, name));
	}

	/** The objects of a resource, of one namespace or (with undefined) of all, in the order of their keys. */
	list(resource: ResourceName, namespace?: string): KubernetesObject[] {
		const start = namespace === undefined ? `${resource}/` : `${resource}/${namespace}/`;
		const found: KubernetesObject[] = [];
		this.#objects.forRange(start, `${start}\uffff`, false, (_key, object) => {
			found.push(object);
		});
		return found;
	}

	/** How many there are, without making a list of them. */
	count(resource: ResourceName, namespace?: string): number {
		const start = namespace === undefined ? `${resource}/` : `${resource}/${namespace}/`;
		return this.#objects.forRange(start, `${start}\uffff`, false);
	}

	/** The objects that an index has under a value. */
	byIndex(resource: ResourceName, index: string, value: string): KubernetesObject[] {
		const start = `${resource}\0${index}\0${value}\0`;
		const found: KubernetesObject[] = [];
		this.#indexes.forRange(start, `${start}\uffff`, false, (_entry, key) => {
			found.push(this.#objects.get(key)!);
		});
		return found;
	}

	/** Puts a new state of an object in place, with the next resourceVersion, and tells everyone. */
	put<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		const key = objectKey(resource, object.metadata.namespace ?? '', object.metadata.name);
		const previous = this.#objects.get(key);
		const revision = ++this.#revision;
		const stored = {...object, metadata: {...object.metadata, resourceVersion: String(revision)}};
		inheritRecord(stored, object, previous);
		this.#objects.set(key, stored);
		this.#reindex(resource, key, previous, stored);
		this.#record({
			revision,
			type: previous ? 'MODIFIED' : 'ADDED',
			resource,
			object: stored,
			...(previous && {previous}),
		});
		return stored;
	}

	/** Takes an object away, and tells everyone. The object may differ from the stored one, as its last state. */
	remove<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		const key = objectKey(resource, object.metadata.namespace ?? '', object.metadata.name);
		const previous = this.#objects.get(key);
		if (!previous) {
			throw new Error(`${key} is not stored`);
		}
		const revision = ++this.#revision;
		const last = {...object, metadata: {...object.metadata, resourceVersion: String(revision)}};
		inheritRecord(last, object, previous);
		this.#objects.delete(key);
		this.#reindex(resource, key, previous, undefined);
		this.#record({revision, type: 'DELETED', resource, object: last, previous});
		return last;
	}

	/**
	 * The changes after a revision, in order, all or those of one resource; undefined where they are forgotten.
	 */
	changesAfter(revision: number, resource?: ResourceName): Change[] | undefined {
		if (revision < this.#compacted) {
			return undefined;
		}
		const found: Change[] = [];
		this.#history.forRange(revision + 1, Number.POSITIVE_INFINITY, true, (_revision, change) => {
			if (resource === undefined || change.resource === resource) {
				found.push(change);
			}
		});
		return found;
	}

	/** Is told each change as it happens; returns what stops it. Listeners must not write to the store. */
	subscribe(listener: (change: Change) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Is told when the store was put back to another state, so that what it watched is gone. */
	onReset(listener: () => void): () => void {
		this.#resetListeners.add(listener);
		return () => this.#resetListeners.delete(listener);
	}

	snapshot(): StoreSnapshot {
		return {
			revision: this.#revision,
			compacted: this.#compacted,
			objects: this.#objects.clone(),
			indexes: this.#indexes.clone(),
			history: this.#history.clone(),
		};
	}

	/** Becomes exactly what it was. */
	restore(snapshot: StoreSnapshot): void {
		this.#revision = snapshot.revision;
		this.#compacted = snapshot.compacted;
		this.#objects = snapshot.objects.clone();
		this.#indexes = snapshot.indexes.clone();
		this.#history = snapshot.history.clone();
		this.#tellReset();
	}

	/**
	 * Becomes what it was, as a new epoch: revisions keep growing past every one given out before, and nothing from
	 * before can be watched, so clients list again.
	 */
	rewind(snapshot: StoreSnapshot): void {
		const revision = this.#revision + 1;
		this.#objects = snapshot.objects.clone();
		this.#indexes = snapshot.indexes.clone();
		this.#history = emptyTree<number, Change>((a, b) => a - b);
		this.#revision = revision;
		this.#compacted = revision;
		this.#tellReset();
	}

	save(): SavedStore {
		return {
			revision: this.#revision,
			objects: this.#objects.toArray().map(([key, object]) => [key, savedForm(object)]),
		};
	}

	load(saved: SavedStore): void {
		this.#objects = emptyTree<string, KubernetesObject>(compareText);
		this.#indexes = emptyTree<string, string>(compareText);
		this.#history = emptyTree<number, Change>((a, b) => a - b);
		for (const [key, form] of saved.objects) {
			const object = fromSavedForm(form);
			this.#objects.set(key, object);
			this.#reindex(key.slice(0, key.indexOf('/')), key, undefined, object);
		}
		this.#revision = saved.revision;
		this.#compacted = saved.revision;
		this.#tellReset();
	}

	#record(change: Change): void {
		this.#history.set(change.revision, change);
		if (this.#history.size > historyLimit) {
			const oldest = this.#history.minKey()!;
			this.#history.delete(oldest);
			this.#compacted = oldest;
		}
		for (const listener of this.#listeners) {
			listener(change);
		}
	}

	#reindex(resource: ResourceName, key: string, before?: KubernetesObject, after?: KubernetesObject): void {
		const functions = this.#indexFunctions.get(resource);
		if (!functions) {
			return;
		}
		for (const [name, values] of functions) {
			const old = before ? values(before) : [];
			const now = after ? values(after) : [];
			for (const value of old) {
				if (!now.includes(value)) {
					this.#indexes.delete(`${resource}\0${name}\0${value}\0${key}`);
				}
			}
			for (const value of now) {
				if (!old.includes(value)) {
					this.#indexes.set(`${resource}\0${name}\0${value}\0${key}`, key);
				}
			}
		}
	}

	#tellReset(): void {
		for (const listener of this.#resetListeners) {
			listener();
		}
	}
}

function objectKey(resource: ResourceName, namespace: string, name: string): string {
	return `${resource}/${namespace}/${name}`;
}
