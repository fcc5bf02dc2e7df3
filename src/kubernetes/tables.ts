/** Named tables of working state, each a sorted tree whose copies share their nodes. */
import type {Shift} from './instants.ts';
import {compareText, emptyTree, type Tree} from './tree.ts';

/** The tables by name. The trees are never changed once they are in a snapshot. */
export type TablesSnapshot = ReadonlyMap<string, Tree<string, unknown>>;

/** How the rows of one table move in time. */
export interface RowShift {
	readonly value?: Shift<unknown>;
	readonly key?: Shift<string>;
}

export class Tables {
	readonly #tables = new Map<string, Table<unknown>>();

	/** The table of that name; empty where nothing was put into it. */
	table<T>(name: string): Table<T> {
		let table = this.#tables.get(name);
		if (!table) {
			table = new Table();
			this.#tables.set(name, table);
		}
		return table as Table<T>;
	}

	snapshot(): TablesSnapshot {
		return new Map(Array.from(this.#tables, ([name, table]) => [name, table.tree.clone()]));
	}

	/** Moves the instants in those tables of which `shiftOf` says where they are. */
	shift(by: number, shiftOf: (table: string) => RowShift | undefined): void {
		for (const [name, table] of this.#tables) {
			const shift = shiftOf(name);
			if (shift) {
				table.shift(by, shift);
			}
		}
	}

	restore(snapshot: TablesSnapshot): void {
		for (const [name, table] of this.#tables) {
			if (!snapshot.has(name)) {
				table.tree = newTree();
			}
		}
		for (const [name, tree] of snapshot) {
			this.table(name).tree = tree.clone();
		}
	}
}

/** Keys and values of one kind. */
export class Table<T> {
	/** For `Tables` alone. */
	tree: Tree<string, T> = newTree<T>();

	// Most tables are empty most of the time, and asked all the same.

	get(key: string): T | undefined {
		return this.tree.size === 0 ? undefined : this.tree.get(key);
	}

	set(key: string, value: T): void {
		this.tree.set(key, value);
	}

	delete(key: string): void {
		if (this.tree.size > 0) {
			this.tree.delete(key);
		}
	}

	/** Moves the instants in its rows. */
	shift(by: number, {value: shiftValue, key: shiftKey}: RowShift): void {
		const moved = newTree<T>();
		this.tree.forEachPair((key, value) => {
			moved.set(shiftKey ? shiftKey(key, by) : key, shiftValue ? (shiftValue(value, by) as T) : value);
		});
		this.tree = moved;
	}

	/** The entries whose keys begin with `start`, in the order of the keys. */
	entries(start = ''): [key: string, value: T][] {
		if (this.tree.size === 0) {
			return [];
		}
		return start === '' ? this.tree.toArray() : this.tree.getRange(start, `${start}\uffff`);
	}
}

function newTree<T>(): Tree<string, T> {
	return emptyTree<string, T>(compareText);
}

/** Between a table's name and a row's key in a file. */
const separator = '\0';

/** Every row with the name of its table before its key, in the order of both. */
export function saveTables(tables: TablesSnapshot): [string, unknown][] {
	return Array.from(tables.keys())
		.sort(compareText)
		.flatMap(name =>
			tables
				.get(name)!
				.toArray()
				.map(([key, value]): [string, unknown] => [name + separator + key, value]),
		);
}

export function loadTables(rows: readonly (readonly [string, unknown])[]): TablesSnapshot {
	const tables = new Map<string, Tree<string, unknown>>();
	for (const [row, value] of rows) {
		const end = row.indexOf(separator);
		const name = row.slice(0, end);
		let tree = tables.get(name);
		if (!tree) {
			tree = newTree();
			tables.set(name, tree);
		}
		tree.set(row.slice(end + 1), value);
	}
	return tables;
}
