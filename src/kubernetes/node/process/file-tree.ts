/** Files as text under their paths, without links followed or volumes mounted. */

export interface FileEntry {
	readonly data: string;
	/** When it was written, in milliseconds since 1970. */
	readonly at: number;
	/** Permission bits; 0644 where absent. */
	readonly mode?: number;
	/** Where a symbolic link points, as it was written; absent for files. */
	readonly link?: string;
}

/** Files as plain JSON, by their paths inside the volume. Folders that hold nothing end in a slash. */
export type FileTable = Readonly<Record<string, FileEntry>>;

/** A tree of files that can be written: a container's own layer, or a volume. */
export class FileTree {
	readonly #entries: Map<string, FileEntry>;
	/** Counts every change, so that who waits for one can tell. */
	version = 0;
	/** Whether there may be symbolic links in it. */
	linked: boolean;

	constructor(entries: FileTable = {}) {
		this.#entries = new Map(Object.entries(entries));
		this.linked = [...this.#entries.values()].some(({link}) => link !== undefined);
	}

	get(path: string): FileEntry | undefined {
		return this.#entries.get(path);
	}

	isFolder(path: string): boolean {
		if (path === '/' || this.#entries.has(`${path}/`)) {
			return true;
		}
		for (const key of this.#entries.keys()) {
			if (key.startsWith(`${path}/`)) {
				return true;
			}
		}
		return false;
	}

	set(path: string, entry: FileEntry): void {
		this.#entries.set(path, entry);
		this.linked ||= entry.link !== undefined;
		this.version++;
	}

	addFolder(path: string, at: number): void {
		this.set(`${path}/`, {data: '', at, mode: 0o755});
	}

	/** Removes a file, or a folder with all that it holds. */
	remove(path: string): void {
		for (const key of [...this.#entries.keys()]) {
			if (key === path || key.startsWith(`${path}/`)) {
				this.#entries.delete(key);
			}
		}
		this.version++;
	}

	/** The names directly in a folder. */
	names(folder: string): Set<string> {
		const prefix = folder === '/' ? '/' : `${folder}/`;
		const found = new Set<string>();
		for (const key of this.#entries.keys()) {
			if (key.startsWith(prefix) && key.length > prefix.length) {
				found.add(key.slice(prefix.length).split('/', 1)[0]!);
			}
		}
		return found;
	}

	toTable(): FileTable {
		return Object.fromEntries(this.#entries);
	}
}
