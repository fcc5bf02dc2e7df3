/** What a container sees of files: its image, its own layer and its volumes, through symbolic links. */
import {type FileEntry, FileTree} from './file-tree.ts';
import {parentOf, resolvePath} from './paths.ts';

/** Why a file could not be used, in the words of the C library. */
export class FileFailure extends Error {
	override readonly name = 'FileFailure';
}

const noSuchFile = 'No such file or directory';
/** How many symbolic links may lead from one to the next. */
const mostLinks = 40;

export interface Mount {
	/** Where it appears in the container. */
	readonly path: string;
	readonly tree: FileTree;
	/** The part of the volume that appears; '' is all of it. */
	readonly subPath: string;
	readonly readOnly: boolean;
}

/** What one container sees: its image, what it wrote itself, and its volumes. */
export class ContainerFiles {
	readonly #image: Readonly<Record<string, string>>;
	readonly #built: number;
	readonly #layer = new FileTree();
	readonly #removed = new Set<string>();
	#mounts: readonly Mount[];
	readonly #readOnlyRoot: boolean;

	/** @param built when the image's files were written, in milliseconds since 1970 */
	constructor(
		image: Readonly<Record<string, string>>,
		mounts: readonly Mount[],
		options: {readonly built: number; readonly readOnlyRoot?: boolean},
	) {
		this.#image = image;
		this.#mounts = [...mounts].sort((a, b) => b.path.length - a.path.length);
		this.#built = options.built;
		this.#readOnlyRoot = options.readOnlyRoot ?? false;
	}

	/** Something appears while the container runs. */
	addMount(mount: Mount): void {
		this.#mounts = [...this.#mounts, mount].sort((a, b) => b.path.length - a.path.length);
	}

	get mounts(): readonly Mount[] {
		return this.#mounts;
	}

	/** Changes whenever a file that the container sees changes. */
	get version(): number {
		return this.#mounts.reduce((sum, mount) => sum + mount.tree.version, this.#layer.version);
	}

	#mountOf(path: string): Mount | undefined {
		return this.#mounts.find(mount => path === mount.path || path.startsWith(`${mount.path}/`) || mount.path === '/');
	}

	#inside(mount: Mount, path: string): string {
		return resolvePath(`/${mount.subPath}`, `./${path.slice(mount.path.length)}`);
	}

	/** Where a path leads by way of symbolic links. @param last whether the last name may be one too */
	#follow(path: string, last = true): string {
		if (!this.#layer.linked && !this.#mounts.some(({tree}) => tree.linked)) {
			return path;
		}
		let rest = path.split('/').filter(part => part !== '');
		let done = '';
		for (let links = 0; rest.length > 0; ) {
			const next = `${done}/${rest.shift()}`;
			const target = last || rest.length > 0 ? this.#raw(next)?.link : undefined;
			if (target === undefined) {
				done = next;
				continue;
			}
			if (++links > mostLinks) {
				throw new FileFailure('Too many levels of symbolic links');
			}
			const place = resolvePath(done, target);
			rest = [...place.split('/').filter(part => part !== ''), ...rest];
			done = '';
		}
		return done || '/';
	}

	/** The file that is found under a path, through symbolic links. */
	entry(path: string): FileEntry | undefined {
		const place = this.realPath(path);
		return place === undefined ? undefined : this.#raw(place);
	}

	/** Where the symbolic link points that stands there; undefined where none does. */
	linkTarget(path: string): string | undefined {
		return this.#raw(this.#follow(path, false))?.link;
	}

	/** Makes a symbolic link; throws a FileFailure. */
	link(path: string, target: string, at: number): void {
		const place = this.#follow(path, false);
		if (this.#raw(place) || this.isFolder(place)) {
			throw new FileFailure('File exists');
		}
		if (!this.isFolder(parentOf(place))) {
			throw new FileFailure(noSuchFile);
		}
		const [tree, inside] = this.#writable(place);
		tree.set(inside, {data: '', at, mode: 0o777, link: target});
	}

	#raw(path: string): FileEntry | undefined {
		const mount = this.#mountOf(path);
		if (mount) {
			return mount.tree.get(this.#inside(mount, path));
		}
		const own = this.#layer.get(path);
		if (own) {
			return own;
		}
		const data = this.#removed.has(path) ? undefined : this.#image[path];
		return data === undefined ? undefined : {data, at: this.#built};
	}

	isFolder(given: string): boolean {
		const path = this.realPath(given);
		if (path === undefined) {
			return false;
		}
		if (path === '/' || this.#mounts.some(mount => mount.path === path || mount.path.startsWith(`${path}/`))) {
			const mount = this.#mounts.find(each => each.path === path);
			return !mount || mount.tree.get(this.#inside(mount, path)) === undefined;
		}
		const mount = this.#mountOf(path);
		if (mount) {
			return mount.tree.isFolder(this.#inside(mount, path));
		}
		if (this.#removed.has(path)) {
			return this.#layer.isFolder(path);
		}
		return this.#layer.isFolder(path) || Object.keys(this.#image).some(each => each.startsWith(`${path}/`));
	}

	/** Where a path leads; undefined where links lead round and round. */
	realPath(path: string): string | undefined {
		try {
			return this.#follow(path);
		} catch {
			return undefined;
		}
	}

	exists(path: string): boolean {
		return this.entry(path) !== undefined || this.isFolder(path);
	}

	/** The text of a file; throws a FileFailure. */
	read(path: string): string {
		if (path === '/dev/null') {
			return '';
		}
		const entry = this.entry(path);
		if (entry) {
			return entry.data;
		}
		throw new FileFailure(this.isFolder(path) ? 'Is a directory' : noSuchFile);
	}

	write(given: string, data: string, at: number, append = false): void {
		const path = this.#follow(given);
		if (path === '/dev/null') {
			return;
		}
		if (this.isFolder(path)) {
			throw new FileFailure('Is a directory');
		}
		if (!this.isFolder(parentOf(path))) {
			throw new FileFailure(noSuchFile);
		}
		const before = this.entry(path);
		const entry = {...before, data: append ? (before?.data ?? '') + data : data, at};
		const [tree, inside] = this.#writable(path);
		tree.set(inside, entry);
	}

	addFolder(path: string, at: number): void {
		const [tree, inside] = this.#writable(this.#follow(path));
		tree.addFolder(inside, at);
	}

	setMode(path: string, mode: number): void {
		const entry = this.entry(path);
		if (entry) {
			const [tree, inside] = this.#writable(this.#follow(path));
			tree.set(inside, {...entry, mode});
		}
	}

	/** Removes a file, a folder with all that it holds, or a symbolic link itself. */
	remove(given: string): void {
		const path = this.#follow(given, false);
		const [tree, inside] = this.#writable(path);
		tree.remove(inside);
		if (!this.#mountOf(path)) {
			for (const each of Object.keys(this.#image)) {
				if (each === path || each.startsWith(`${path}/`)) {
					this.#removed.add(each);
				}
			}
			this.#removed.add(path);
		}
	}

	/** The names in a folder, sorted; throws a FileFailure. */
	list(given: string): string[] {
		if (!this.isFolder(given)) {
			throw new FileFailure(this.entry(given) ? 'Not a directory' : noSuchFile);
		}
		const folder = this.#follow(given);
		const prefix = folder === '/' ? '/' : `${folder}/`;
		const found = new Set<string>();
		const mount = this.#mountOf(folder);
		if (mount) {
			for (const name of mount.tree.names(this.#inside(mount, folder))) {
				found.add(name);
			}
		} else {
			for (const path of Object.keys(this.#image)) {
				if (path.startsWith(prefix) && !this.#removed.has(path)) {
					found.add(path.slice(prefix.length).split('/', 1)[0]!);
				}
			}
			for (const name of this.#layer.names(folder)) {
				found.add(name);
			}
		}
		for (const each of this.#mounts) {
			if (each.path.startsWith(prefix)) {
				found.add(each.path.slice(prefix.length).split('/', 1)[0]!);
			}
		}
		found.delete('');
		return [...found].sort();
	}

	#writable(path: string): [tree: FileTree, inside: string] {
		const mount = this.#mountOf(path);
		if (mount) {
			if (mount.readOnly) {
				throw new FileFailure('Read-only file system');
			}
			return [mount.tree, this.#inside(mount, path)];
		}
		if (this.#readOnlyRoot) {
			throw new FileFailure('Read-only file system');
		}
		return [this.#layer, path];
	}
}
