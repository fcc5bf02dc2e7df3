/** What the editor is opened on: a file of the workspace, or a text that `kubectl edit` brings. */
import {suggestions} from '../../kubectl/find-command.ts';
import {filesFrom} from '../../shell/folder.ts';
import type {EditorDesk} from './editing.ts';
import type {OpenMission} from './open-mission.ts';
import type {TutorOptions} from './tutor-options.ts';
import type {TutorState} from './tutor-state.ts';

type Places = Pick<TutorOptions, 'workspace' | 'pathOf' | 'scratchFile' | 'readScratch'>;

/** Opens the editor on a file, given the folder one is in; resolves when it is left. */
export async function editFile(
	{mission, runner}: OpenMission,
	folder: string,
	name: string,
	{places, desk, state}: {readonly places: Places; readonly desk: EditorDesk; readonly state: TutorState},
): Promise<void> {
	const files = filesFrom(places.workspace(mission.id), folder);
	const place = folder === '' ? name.replace(/^\.\//, '') : `${folder}/${name}`;
	const isNew = files.kind(name) === undefined;
	let text: string;
	try {
		text = isNew ? '' : files.read(name);
	} catch (error) {
		state.output.write('stderr', `edit: ${(error as Error).message}\n`);
		return;
	}
	if (isNew) {
		const near = suggestions(
			name,
			files.list('.').flatMap(entry => (entry.folder ? [] : [entry.name])),
		);
		const meant = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
		state.output.write('tutor', `${name} was not there yet, so the editor opened a new file.${meant}`);
	}
	const path = places.pathOf(mission.id, place);
	await desk.edit({name, text, ...(path !== undefined && {path}), save: saved => files.write(name, saved)});
	runner.read(place);
	state.touch();
}

/** Opens it on a text that is no file of the workspace; resolves with what was saved, undefined where nothing was. */
export function editText(name: string, text: string, places: Places, desk: EditorDesk): Promise<string | undefined> {
	const path = places.scratchFile(name, text);
	const changedOnDisk = () => {
		const now = path === undefined ? text : places.readScratch(path);
		return now === text ? undefined : now;
	};
	return desk.edit({name, text, ...(path !== undefined && {path}), changedOnDisk});
}
