/** The stored objects of one resource, with what finds them. Trees share their nodes with snapshots. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {compareText, emptyTree, type Tree} from '../tree.ts';

/**
 * Gives the values under which an object is found in an index, from its spec, labels, annotations and owners. It is not
 * asked again where those are as they were.
 */
export type IndexFunction = (object: KubernetesObject) => readonly string[];

export interface StoredResourceSnapshot {
	/** By `namespace/name`; the namespace of cluster-wide ones is ''. */
	readonly objects: Tree<string, KubernetesObject>;
	/** For each index, the objects' keys by the index's value and the key. */
	readonly indexes: ReadonlyMap<string, Tree<string, string>>;
}

interface Index {
	readonly values: IndexFunction;
	tree: Tree<string, string>;
}

/** After everything that a key can begin with. */
const last = '\uffff';

export class StoredResource {
	#objects = emptyTree<string, KubernetesObject>(compareText);
	readonly #indexes = new Map<string, Index>();

	addIndex(name: string, values: IndexFunction): void {
		this.#indexes.set(name, {values, tree: emptyTree(compareText)});
	}

	get(key: string): KubernetesObject | undefined {
		return this.#objects.get(key);
	}

	/** In the order of their keys. */
	list(namespace: string | undefined): KubernetesObject[] {
		if (namespace === undefined) {
			return this.#objects.valuesArray();
		}
		const found: KubernetesObject[] = [];
		if (this.#objects.size === 0) {
			return found;
		}
		this.#objects.forRange(`${namespace}/`, `${namespace}/${last}`, false, (_key, object) => {
			found.push(object);
		});
		return found;
	}

	count(namespace: string | undefined): number {
		return namespace === undefined || this.#objects.size === 0
			? this.#objects.size
			: this.#objects.forRange(`${namespace}/`, `${namespace}/${last}`, false);
	}

	byIndex(name: string, value: string): KubernetesObject[] {
		const found: KubernetesObject[] = [];
		const start = `${value}\0`;
		this.#indexes.get(name)?.tree.forRange(start, start + last, false, (_entry, key) => {
			found.push(this.#objects.get(key)!);
		});
		return found;
	}

	set(key: string, object: KubernetesObject, previous?: KubernetesObject): void {
		this.#objects.set(key, object);
		this.#reindex(key, previous, object);
	}

	delete(key: string, previous: KubernetesObject): void {
		this.#objects.delete(key);
		this.#reindex(key, previous, undefined);
	}

	/** Puts another state of every object into its place. What indexes look at must be the same in it. */
	replaceAll(replace: (object: KubernetesObject) => KubernetesObject): void {
		const objects = emptyTree<string, KubernetesObject>(compareText);
		this.#objects.forEachPair((key, object) => {
			objects.set(key, replace(object));
		});
		this.#objects = objects;
	}

	/** Every key and object, in order. */
	entries(): [string, KubernetesObject][] {
		return this.#objects.toArray();
	}

	snapshot(): StoredResourceSnapshot {
		return {
			objects: this.#objects.clone(),
			indexes: new Map(Array.from(this.#indexes, ([name, {tree}]) => [name, tree.clone()])),
		};
	}

	/** Becomes what it was; without a snapshot it becomes empty. */
	restore(snapshot: StoredResourceSnapshot | undefined): void {
		this.#objects = snapshot?.objects.clone() ?? emptyTree(compareText);
		for (const [name, index] of this.#indexes) {
			index.tree = snapshot?.indexes.get(name)?.clone() ?? emptyTree(compareText);
		}
	}

	#reindex(key: string, before: KubernetesObject | undefined, after: KubernetesObject | undefined): void {
		if (before && after && standsWhereItStood(before, after)) {
			return;
		}
		for (const {values, tree} of this.#indexes.values()) {
			const old = before ? values(before) : none;
			const now = after ? values(after) : none;
			for (const value of old) {
				if (!now.includes(value)) {
					tree.delete(`${value}\0${key}`);
				}
			}
			for (const value of now) {
				if (!old.includes(value)) {
					tree.set(`${value}\0${key}`, key);
				}
			}
		}
	}
}
const none: readonly string[] = [];

/** Most changes are of the status alone. */
function standsWhereItStood(before: KubernetesObject, after: KubernetesObject): boolean {
	const [old, now] = [before.metadata, after.metadata];
	return (
		(before as {spec?: unknown}).spec === (after as {spec?: unknown}).spec &&
		old.labels === now.labels &&
		old.annotations === now.annotations &&
		old.ownerReferences === now.ownerReferences
	);
}
