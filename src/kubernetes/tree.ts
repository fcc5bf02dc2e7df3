/** Sorted maps whose copies share their nodes (sorted-btree): `clone()` costs nothing, a write copies one path. */
import BTreeModule from 'sorted-btree';

// The package is CommonJS: depending on the loader, its class is the module or the module's default.
const BTree = (BTreeModule as unknown as {default?: typeof BTreeModule}).default ?? BTreeModule;

export type Tree<K, V> = BTreeModule<K, V>;

/** The order of UTF-16 units, as etcd orders the bytes of its keys. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

export function emptyTree<K, V>(compare: (a: K, b: K) => number): Tree<K, V> {
	return new BTree<K, V>(undefined, compare);
}
