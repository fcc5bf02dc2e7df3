import {mkdir, open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

/** Replaces a file so that it is at every moment either the old one or the new one, whole. */
export async function writeAtomically(path: string, text: string, mode = 0o600): Promise<void> {
	await mkdir(dirname(path), {recursive: true});
	const temporary = `${path}.${process.pid}.new`;
	const file = await open(temporary, 'w', mode);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(temporary, path);
}
