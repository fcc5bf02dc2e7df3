/** Paths as POSIX has them. */

/** Makes a path absolute and takes `.`, `..` and doubled slashes out. */
export function resolvePath(folder: string, path: string): string {
	const parts: string[] = [];
	for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
		if (part === '..') {
			parts.pop();
		} else if (part !== '' && part !== '.') {
			parts.push(part);
		}
	}
	return `/${parts.join('/')}`;
}

export function parentOf(path: string): string {
	return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
