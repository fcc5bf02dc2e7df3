import {expect, test} from 'vitest';
import {memoryFiles} from '../../src/shell/folder.ts';
import {EditorDesk} from '../../src/tutor/session/editing.ts';
import {editFile} from '../../src/tutor/session/file-editing.ts';
import type {OpenMission} from '../../src/tutor/session/open-mission.ts';
import {Output} from '../../src/tutor/session/output.ts';
import type {TutorState} from '../../src/tutor/session/tutor-state.ts';

/** What is told when the editor is opened on a file, and what is in the file when it is left. */
async function edit(name: string, typed: string): Promise<{readonly told: string; readonly kept: string}> {
	const files = memoryFiles({'web.yaml': 'kind: Pod\n', 'web.yaml.mine': ''});
	const desk = new EditorDesk(() => {});
	const output = new Output(() => {});
	const places = {workspace: () => files, pathOf: () => undefined, scratchFile: () => undefined, readScratch: () => ''};
	const mission = {mission: {id: 'm'}, runner: {read: () => {}}} as unknown as OpenMission;
	const left = editFile(mission, '', name, {places, desk, state: {output, touch: () => {}} as unknown as TutorState});
	desk.save(typed);
	desk.close();
	await left;
	return {told: output.entries.map(({text}) => text).join('\n'), kept: files.read(name)};
}

test('a file that is there is opened without a word', async () => {
	expect(await edit('web.yaml', 'kind: Service\n')).toEqual({told: '', kept: 'kind: Service\n'});
});

test('a name that is not there opens a new file, and the names that are like it are told', async () => {
	const {told, kept} = await edit('web.yml', 'kind: Pod\n');
	expect(told).toBe('web.yml was not there yet, so the editor opened a new file. Did you mean web.yaml?');
	expect(kept).toBe('kind: Pod\n');
	expect((await edit('other.yaml', '')).told).not.toContain('Did you mean');
});
