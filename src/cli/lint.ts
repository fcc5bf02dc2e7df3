import {existsSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {FormChecker} from '../tutor/authoring/check-form.ts';
import {type Finding, formatFinding} from '../tutor/authoring/finding.ts';
import {lintMission} from '../tutor/authoring/lint-mission.ts';
import {lintLines} from '../tutor/authoring/lint-texts.ts';
import {loadMission, loadSharedQuestions, missionFolders} from '../tutor/missions/load.ts';
import {type PlaceOptions, packageFolder, places} from './places.ts';
import {simulator} from './simulator.ts';

/** Checks missions: files or folders of one, or a folder of several. Exits with 1 where something is to be mended. */
export async function lint(paths: readonly string[], options: PlaceOptions): Promise<number> {
	const forms = new FormChecker(join(packageFolder, 'assets/schemas'));
	const folders = (paths.length > 0 ? paths : [places(options).missions]).map(path => resolve(path));
	const missing = folders.find(folder => !existsSync(folder));
	if (missing !== undefined) {
		console.error(`There is no ${missing}.`);
		return 2;
	}
	const missions = folders.flatMap(foldersOf);
	if (missions.length === 0) {
		console.error('No mission was found there: a mission is a folder with mission.yaml and en.yaml.');
		return 2;
	}
	let mistakes = 0;
	for (const folder of missions) {
		const found = await lintFolder(folder, forms);
		for (const finding of found) {
			console.log(formatFinding(finding));
		}
		mistakes += found.length;
	}
	console.log(`${missions.length} ${missions.length === 1 ? 'mission' : 'missions'}, ${mistakes} to mend`);
	return mistakes === 0 ? 0 : 1;
}

function foldersOf(path: string): string[] {
	if (statSync(path).isFile()) {
		return [dirname(path)];
	}
	return existsSync(join(path, 'mission.yaml')) ? [path] : missionFolders(path);
}

/** Everything that is wrong with the mission in a folder. */
export async function lintFolder(folder: string, forms: FormChecker): Promise<Finding[]> {
	const file = join(folder, 'mission.yaml');
	const form = [...forms.check(file, 'mission'), ...forms.check(join(folder, 'en.yaml'), 'words')];
	if (form.length > 0) {
		return form;
	}
	try {
		const mission = loadMission(folder, 'en', loadSharedQuestions(dirname(folder)));
		const found = [...lintLines(mission), ...(await lintMission(mission, simulator))];
		return found.map(message => ({file, message}));
	} catch (error) {
		return [{file, message: (error as Error).message}];
	}
}
