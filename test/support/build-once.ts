import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
// @ts-expect-error: a script in plain JavaScript, so that it runs before anything is built
import {buildTutor} from '../../scripts/build.mjs';

/**
 * The journeys play a bundle of their own, made once before all tests, so that building the program meanwhile does not
 * pull it out from under them. It lies within the package, where it finds the missions.
 */
export default async function setup(): Promise<() => void> {
	const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache');
	mkdirSync(cache, {recursive: true});
	const folder = mkdtempSync(join(cache, 'tutor-'));
	await buildTutor(folder);
	process.env.TUTOR_PROGRAM = join(folder, 'cli.js');
	return () => rmSync(folder, {recursive: true, force: true});
}
