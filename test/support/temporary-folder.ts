import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** All that the tests put into the temporary folder, programs that they had to kill included, goes when they are done. */
export default function setup(): () => void {
	const folder = mkdtempSync(join(tmpdir(), 'tutor-tests-'));
	for (const name of ['TMPDIR', 'TEMP', 'TMP']) {
		process.env[name] = folder;
	}
	return () => rmSync(folder, {recursive: true, force: true});
}
