import {FileError, type WorkspaceFiles} from '../kubectl/io.ts';

/**
 * A path within the workspace, from the folder one is in: `../web.yaml` in `a` is `web.yaml`, the workspace is '.'.
 * @throws FileError for what lies outside of the workspace
 */
export function resolvePath(folder: string, path: string): string {
	if (path.startsWith('/')) {
		throw new FileError('EOUTSIDE', path);
	}
	const parts: string[] = folder === '' ? [] : folder.split('/');
	for (const part of path.split('/')) {
		if (part === '..') {
			if (parts.pop() === undefined) {
				throw new FileError('EOUTSIDE', path);
			}
		} else if (part !== '' && part !== '.') {
			parts.push(part);
		}
	}
	return parts.join('/') || '.';
}

/** The workspace, with paths that start from a folder in it. */
export function filesFrom(workspace: WorkspaceFiles, folder: string): WorkspaceFiles {
	return {
		read: path => workspace.read(resolvePath(folder, path)),
		write: (path, text) => workspace.write(resolvePath(folder, path), text),
		remove: path => workspace.remove(resolvePath(folder, path)),
		list: path => workspace.list(resolvePath(folder, path)),
		kind: path => {
			try {
				return workspace.kind(resolvePath(folder, path));
			} catch {
				return undefined;
			}
		},
	};
}

/** A workspace in memory: for scenarios and tests. */
export function memoryFiles(
	files: Readonly<Record<string, string>> = {},
): WorkspaceFiles & {readonly all: ReadonlyMap<string, string>} {
	const all = new Map(Object.entries(files).map(([path, text]) => [resolvePath('', path), text]));
	const folderOf = (path: string) => (path === '.' ? '' : `${path}/`);
	const kind = (path: string): 'file' | 'folder' | undefined => {
		const place = resolvePath('', path);
		if (all.has(place)) {
			return 'file';
		}
		return place === '.' || [...all.keys()].some(key => key.startsWith(folderOf(place))) ? 'folder' : undefined;
	};
	return {
		all,
		kind,
		read(path) {
			const text = all.get(resolvePath('', path));
			if (text === undefined) {
				throw new FileError(kind(path) === 'folder' ? 'EISDIR' : 'ENOENT', path);
			}
			return text;
		},
		write(path, text) {
			if (kind(path) === 'folder') {
				throw new FileError('EISDIR', path);
			}
			all.set(resolvePath('', path), text);
		},
		remove(path) {
			const place = resolvePath('', path);
			if (kind(path) === undefined) {
				throw new FileError('ENOENT', path);
			}
			for (const key of [...all.keys()]) {
				if (key === place || key.startsWith(folderOf(place))) {
					all.delete(key);
				}
			}
		},
		list(path) {
			if (kind(path) !== 'folder') {
				throw new FileError(kind(path) === 'file' ? 'ENOTDIR' : 'ENOENT', path);
			}
			const start = folderOf(resolvePath('', path));
			const names = new Map<string, boolean>();
			for (const key of all.keys()) {
				if (key.startsWith(start)) {
					const [name, ...below] = key.slice(start.length).split('/');
					names.set(name!, below.length > 0);
				}
			}
			return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, folder]) => ({name, folder}));
		},
	};
}

/** What a POSIX program says of a file that it could not use. */
export function fileProblem(error: unknown): string {
	if (!(error instanceof FileError)) {
		throw error;
	}
	const reasons = {
		ENOENT: 'No such file or directory',
		EISDIR: 'Is a directory',
		ENOTDIR: 'Not a directory',
		EACCES: 'Permission denied',
		EOUTSIDE: 'outside of your workspace, which is all that this shell can see',
	};
	return `${error.path}: ${reasons[error.code]}`;
}
