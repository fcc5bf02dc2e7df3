import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync} from 'node:fs';
import {mkdir, open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

function temporaryName(path: string): string {
	return `${path}.${process.pid}.new`;
}

/** Replaces a file so that it is at every moment either the old one or the new one, whole. */
export async function writeAtomically(path: string, text: string, mode = 0o600): Promise<void> {
	await mkdir(dirname(path), {recursive: true});
	const temporary = temporaryName(path);
	const file = await open(temporary, 'w', mode);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(temporary, path);
}

/** The same, before it returns: for what must be kept before the program ends. */
export function writeAtomicallySync(path: string, text: string, mode = 0o600): void {
	mkdirSync(dirname(path), {recursive: true});
	const temporary = temporaryName(path);
	const file = openSync(temporary, 'w', mode);
	try {
		writeSync(file, text);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(temporary, path);
}
