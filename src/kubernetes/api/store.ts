/**
 * What etcd is to a real API server: every object under its key, one counter of revisions, every change in order.
 * Objects are immutable and shared; a snapshot is a reference.
 */
import {extended, type KubernetesObject} from '../../apimachinery/object.ts';
import {compareText} from '../tree.ts';
import {ChangeLog, type ChangeLogSnapshot} from './change-log.ts';
import {
	type FieldRecord,
	fromSavedForm,
	inheritRecord,
	recordOf,
	savedForm,
	shiftRecord,
} from './field-manager/record.ts';
import {type IndexFunction, StoredResource, type StoredResourceSnapshot} from './stored-resource.ts';

export type {IndexFunction} from './stored-resource.ts';

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

export interface StoreSnapshot {
	readonly revision: number;
	readonly compacted: number;
	readonly resources: ReadonlyMap<ResourceName, StoredResourceSnapshot>;
	readonly history: ChangeLogSnapshot<Change>;
}

/** The same as plain JSON, for a file. A loaded store cannot say what came before it. */
export interface SavedStore {
	readonly revision: number;
	readonly objects: readonly (readonly [string, KubernetesObject])[];
}

export class Store {
	#revision = 0;
	#compacted = 0;
	readonly #resources = new Map<ResourceName, StoredResource>();
	readonly #history = new ChangeLog<Change>();
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
		this.#of(resource).addIndex(name, values);
	}

	get(resource: ResourceName, namespace: string, name: string): KubernetesObject | undefined {
		return this.#of(resource).get(objectKey(namespace, name));
	}

	/** The objects of a resource, of one namespace or (with undefined) of all, in the order of their keys. */
	list(resource: ResourceName, namespace?: string): KubernetesObject[] {
		return this.#of(resource).list(namespace);
	}

	/** How many there are, without making a list of them. */
	count(resource: ResourceName, namespace?: string): number {
		return this.#of(resource).count(namespace);
	}

	/** The objects that an index has under a value. */
	byIndex(resource: ResourceName, index: string, value: string): KubernetesObject[] {
		return this.#of(resource).byIndex(index, value);
	}

	/**
	 * Puts a new state of an object in place, with the next resourceVersion, and tells everyone.
	 * @param record who set its fields; without one they have the owners that they had
	 */
	put<T extends KubernetesObject>(resource: ResourceName, object: T, record?: FieldRecord): T {
		const ofResource = this.#of(resource);
		const key = objectKey(object.metadata.namespace ?? '', object.metadata.name);
		const previous = ofResource.get(key);
		const revision = ++this.#revision;
		const stored = {...object, metadata: extended(object.metadata, {resourceVersion: String(revision)})};
		inheritRecord(stored, record, previous);
		ofResource.set(key, stored, previous);
		this.#record(
			previous
				? {revision, type: 'MODIFIED', resource, object: stored, previous}
				: {revision, type: 'ADDED', resource, object: stored},
		);
		return stored;
	}

	/** Takes an object away, and tells everyone. The object may differ from the stored one, as its last state. */
	remove<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		const ofResource = this.#of(resource);
		const key = objectKey(object.metadata.namespace ?? '', object.metadata.name);
		const previous = ofResource.get(key);
		if (!previous) {
			throw new Error(`${resource}/${key} is not stored`);
		}
		const revision = ++this.#revision;
		const last = {...object, metadata: {...object.metadata, resourceVersion: String(revision)}};
		inheritRecord(last, undefined, previous);
		ofResource.delete(key, previous);
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
		const changes = this.#history.after(revision);
		return resource === undefined ? changes : changes.filter(change => change.resource === resource);
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
			resources: new Map(Array.from(this.#resources, ([name, stored]) => [name, stored.snapshot()])),
			history: this.#history.snapshot(),
		};
	}

	/** Becomes exactly what it was. */
	restore(snapshot: StoreSnapshot): void {
		this.#revision = snapshot.revision;
		this.#compacted = snapshot.compacted;
		this.#becomeAgain(snapshot);
		this.#history.restore(snapshot.history);
		this.#tellReset();
	}

	/**
	 * Becomes what it was, as a new epoch: revisions keep growing past every one given out before, and nothing from
	 * before can be watched, so clients list again.
	 */
	rewind(snapshot: StoreSnapshot): void {
		const revision = this.#revision + 1;
		this.#becomeAgain(snapshot);
		this.#history.clear();
		this.#revision = revision;
		this.#compacted = revision;
		this.#tellReset();
	}

	/**
	 * Makes it another time, as a new epoch: every object changes in the times that it holds, and so in its
	 * resourceVersion, in the order in which they were written; nothing from before can be watched.
	 * @param by milliseconds, in whole seconds
	 * @param shift gives the object with the times in it so much later
	 */
	shift(by: number, shift: (resource: ResourceName, object: KubernetesObject) => KubernetesObject): void {
		const written = Array.from(this.#resources.values(), stored => stored.list(undefined))
			.flat()
			.sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion));
		const versions = new Map(written.map(object => [object, String(++this.#revision)]));
		for (const [name, stored] of this.#resources) {
			stored.replaceAll(object => {
				const moved = shift(name, object);
				const record = recordOf(object);
				const next = {...moved, metadata: {...moved.metadata, resourceVersion: versions.get(object)!}};
				inheritRecord(next, record && shiftRecord(record, by));
				return next;
			});
		}
		this.#history.clear();
		this.#compacted = this.#revision;
		this.#tellReset();
	}

	save(): SavedStore {
		// Names are ordered with the slash that follows them in the keys.
		const names = Array.from(this.#resources.keys()).sort((a, b) => compareText(`${a}/`, `${b}/`));
		return {
			revision: this.#revision,
			objects: names.flatMap(name =>
				this.#of(name)
					.entries()
					.map(([key, object]): [string, KubernetesObject] => [`${name}/${key}`, savedForm(object)]),
			),
		};
	}

	load(saved: SavedStore): void {
		for (const stored of this.#resources.values()) {
			stored.restore(undefined);
		}
		this.#history.clear();
		for (const [key, form] of saved.objects) {
			const slash = key.indexOf('/');
			this.#of(key.slice(0, slash)).set(key.slice(slash + 1), fromSavedForm(form));
		}
		this.#revision = saved.revision;
		this.#compacted = saved.revision;
		this.#tellReset();
	}

	#record(change: Change): void {
		const forgotten = this.#history.add(change);
		if (forgotten !== undefined) {
			this.#compacted = forgotten;
		}
		for (const listener of this.#listeners) {
			listener(change);
		}
	}

	#of(resource: ResourceName): StoredResource {
		let stored = this.#resources.get(resource);
		if (!stored) {
			stored = new StoredResource();
			this.#resources.set(resource, stored);
		}
		return stored;
	}

	#becomeAgain({resources}: StoreSnapshot): void {
		for (const [name, stored] of this.#resources) {
			stored.restore(resources.get(name));
		}
		for (const [name, snapshot] of resources) {
			if (!this.#resources.has(name)) {
				this.#of(name).restore(snapshot);
			}
		}
	}

	#tellReset(): void {
		for (const listener of this.#resetListeners) {
			listener();
		}
	}
}

function objectKey(namespace: string, name: string): string {
	return `${namespace}/${name}`;
}
