import {mkdir, open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

/** Tells writes of this process apart, so that two of one file do not take each other's temporary file. */
let writes = 0;

/** Replaces a file so that it is at every moment either the old one or the new one, whole. */
export async function writeAtomically(path: string, text: string, mode = 0o600): Promise<void> {
	await mkdir(dirname(path), {recursive: true});
	const temporary = `${path}.${process.pid}-${++writes}.new`;
	const file = await open(temporary, 'w', mode);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(temporary, path);
}
