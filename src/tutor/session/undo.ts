/** Undo and redo of lines and of actions on the cluster. */
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import type {LabSnapshot} from './simulator.ts';

export interface UndoEntry {
	/** The line typed, or what was done: "wait 5m". */
	readonly what: string;
	readonly before: LabSnapshot;
	readonly after: LabSnapshot;
	readonly files: readonly FileChange[];
	/** Whether other clients have written since: what they wrote goes back with it. */
	readonly others?: boolean;
}

/** Undefined text: there was no such file. */
export interface FileChange {
	readonly path: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

/** How many can be undone. */
const depth = 100;
/** Larger workspaces than this are not compared. */
const mostFiles = 200;

export class UndoStack {
	#done: readonly UndoEntry[] = [];
	#undone: readonly UndoEntry[] = [];

	push(entry: UndoEntry): void {
		this.#done = [...this.#done, entry].slice(-depth);
		this.#undone = [];
	}

	/** How many lie behind. */
	get size(): number {
		return this.#done.length;
	}

	/** Other clients have changed the cluster: nothing that was undone can be done again on top of that. */
	othersWrote(): void {
		const last = this.#done.at(-1);
		this.#undone = [];
		if (last && !last.others) {
			this.#done = [...this.#done.slice(0, -1), {...last, others: true}];
		}
	}

	/** @param now the cluster as it is: what other clients wrote comes back when it is done again */
	undo(now: () => LabSnapshot): UndoEntry | undefined {
		const entry = this.#done.at(-1);
		if (entry) {
			this.#done = this.#done.slice(0, -1);
			this.#undone = [...this.#undone, entry.others ? {...entry, after: now()} : entry];
		}
		return entry;
	}

	redo(): UndoEntry | undefined {
		const entry = this.#undone.at(-1);
		if (entry) {
			this.#undone = this.#undone.slice(0, -1);
			this.#done = [...this.#done, entry];
		}
		return entry;
	}

	get canUndo(): boolean {
		return this.#done.length > 0;
	}

	get canRedo(): boolean {
		return this.#undone.length > 0;
	}
}

/** The texts of all files of a workspace, by path. */
export function readAll(files: WorkspaceFiles, folder = '.'): Map<string, string> {
	const texts = new Map<string, string>();
	if (files.kind(folder) !== 'folder') {
		return texts;
	}
	try {
		for (const {name, folder: isFolder} of files.list(folder).slice(0, mostFiles)) {
			const path = folder === '.' ? name : `${folder}/${name}`;
			if (isFolder) {
				for (const [below, text] of readAll(files, path)) {
					texts.set(below, text);
				}
			} else {
				texts.set(path, files.read(path));
			}
		}
	} catch {
		// What cannot be read cannot be undone either; the rest can.
	}
	return texts;
}

export function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FileChange[] {
	return [...new Set([...before.keys(), ...after.keys()])]
		.filter(path => before.get(path) !== after.get(path))
		.map(path => ({path, before: before.get(path), after: after.get(path)}));
}

/**
 * Puts files from one text back to the other, unless they were changed since.
 * @returns the paths that were left alone for that reason
 */
export function applyChanges(files: WorkspaceFiles, changes: readonly FileChange[], to: 'before' | 'after'): string[] {
	const from = to === 'before' ? 'after' : 'before';
	const left: string[] = [];
	for (const change of changes) {
		const present = files.kind(change.path) === 'file' ? files.read(change.path) : undefined;
		const wanted = change[to];
		if (present !== change[from]) {
			left.push(change.path);
		} else if (wanted === undefined) {
			files.remove(change.path);
		} else {
			files.write(change.path, wanted);
		}
	}
	return left;
}
