/** The workspace as a folder on disk. */
import {lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join, relative, sep} from 'node:path';
import {FileError, type WorkspaceFiles} from '../../kubectl/io.ts';
import {resolvePath} from '../../shell/folder.ts';

const codes: Readonly<Record<string, FileError['code']>> = {
	ENOENT: 'ENOENT',
	EISDIR: 'EISDIR',
	ENOTDIR: 'ENOTDIR',
	EACCES: 'EACCES',
	EPERM: 'EACCES',
};

function orFileError<T>(path: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		const code = codes[(error as NodeJS.ErrnoException).code ?? ''];
		if (code === undefined) {
			throw error;
		}
		throw new FileError(code, path);
	}
}

/** @param root an absolute path; the folder is made when the first file is written */
export function diskWorkspace(root: string): WorkspaceFiles {
	/** Where a path is on disk; a link that leads out of the workspace is outside. */
	const place = (path: string): string => {
		const full = join(root, resolvePath('', path));
		try {
			const inside = relative(realpathSync(root), realpathSync(full));
			if (inside === '..' || inside.startsWith(`..${sep}`)) {
				throw new FileError('EOUTSIDE', path);
			}
		} catch (error) {
			if (error instanceof FileError) {
				throw error;
			}
		}
		return full;
	};
	return {
		read: path => orFileError(path, () => readFileSync(place(path), 'utf8')),
		write: (path, text) =>
			orFileError(path, () => {
				const full = place(path);
				mkdirSync(dirname(full), {recursive: true});
				writeFileSync(full, text);
			}),
		remove: path =>
			orFileError(path, () => {
				const full = place(path);
				lstatSync(full);
				rmSync(full, {recursive: true});
			}),
		list: path =>
			orFileError(path, () =>
				readdirSync(place(path), {withFileTypes: true})
					.map(entry => ({name: entry.name, folder: entry.isDirectory()}))
					.sort((a, b) => (a.name < b.name ? -1 : 1)),
			),
		kind(path) {
			try {
				return statSync(place(path)).isDirectory() ? 'folder' : 'file';
			} catch {
				return resolvePath('', path) === '.' ? 'folder' : undefined;
			}
		},
	};
}
