/** Opens the screen on the tutor, with everything it touches. */
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {load} from 'js-yaml';
import type {WorkspaceFiles} from '../kubectl/io.ts';
import {memoryFiles} from '../shell/folder.ts';
import type {GlossaryEntry, Notice} from '../tutor/host.ts';
import {loadMissions} from '../tutor/missions/load.ts';
import {diskWorkspace} from '../tutor/progress/disk-workspace.ts';
import {takeLock} from '../tutor/progress/instance-lock.ts';
import {openRecords} from '../tutor/progress/record-file.ts';
import {Tutor} from '../tutor/session/tutor.ts';
import {readAll} from '../tutor/session/undo.ts';
import {editorOf, forcedColor, noScreenReason} from '../ui/environment.ts';
import {type PlaceOptions, places} from './places.ts';
import {labServers} from './serving/lab-servers.ts';
import {simulator} from './simulator.ts';
import {version} from './version.ts';

export interface PlayOptions extends PlaceOptions {
	readonly ascii?: boolean | undefined;
	readonly 'no-motion'?: boolean | undefined;
	readonly 'no-alt-screen'?: boolean | undefined;
}

/** Plays until the learner leaves. The exit code is 1 where there is no terminal to play in. */
export async function play(options: PlayOptions): Promise<number> {
	const reason = noScreenReason(process);
	if (reason !== undefined) {
		console.error(`${reason}\nThese work without one: k8s-workloads-tutor --help, --version, missions, serve.`);
		return 1;
	}
	const {state, workspace, missions: folder} = places(options);
	mkdirSync(state, {recursive: true});
	const lock = await takeLock(state);
	const readOnly = lock === undefined;
	if (!readOnly) {
		removeHalfWritten(state);
	}
	const records = openRecords(state, {readOnly});
	const notices: Notice[] = [];
	if (readOnly) {
		notices.push({
			id: 'second-copy',
			tone: 'warning',
			text: 'Another copy of the tutor is running. This one shows your progress as it was and saves nothing, so that nothing is lost; close the other one first to go on here.',
		});
	} else if (records.readOnly) {
		notices.push({id: 'newer', tone: 'warning', text: records.readOnly});
	}
	if (records.setAside !== undefined) {
		notices.push({
			id: 'set-aside',
			tone: 'warning',
			text: `Your progress file could not be read. It is kept as ${records.setAside}, and a new one has been begun.`,
		});
	}
	const tutor = new Tutor({
		missions: loadMissions(folder),
		glossary: loadGlossary(folder),
		simulator,
		openServer: labServers(state),
		stateFolder: state,
		records,
		notices,
		readOnly,
		workspace: readOnly ? copies(workspace) : mission => diskWorkspace(join(workspace, mission)),
		pathOf: (mission, file) => (readOnly ? undefined : join(workspace, mission, file)),
		scratchFile(name, text) {
			const path = join(mkdtempSync(join(tmpdir(), 'k8s-workloads-tutor-')), name.replaceAll('/', '-'));
			writeFileSync(path, text, {mode: 0o600});
			return path;
		},
		readScratch: path => readFileSync(path, 'utf8'),
		now: () => Date.now(),
		seed: () => Math.floor(Math.random() * 2 ** 31),
	});
	const color = forcedColor(process.env);
	if (color !== undefined) {
		process.env.FORCE_COLOR = color;
	}
	const {startScreen} = await import('../ui/start.tsx');
	const editor = editorOf(process.env);
	try {
		return await startScreen(tutor, {
			ascii: options.ascii ?? false,
			motion: !options['no-motion'],
			alternateScreen: !options['no-alt-screen'],
			version: version(),
			saves: !readOnly && !records.readOnly,
			...(editor && {editor}),
		});
	} finally {
		await lock?.release();
	}
}

/** What a program that was killed had begun to write, and nobody will go on with. */
function removeHalfWritten(folder: string): void {
	for (const name of readdirSync(folder)) {
		if (/\.json\.\d+-\d+\.new$/.test(name)) {
			rmSync(join(folder, name), {force: true});
		}
	}
}

/** A second copy works on copies of the files, which go when it ends. */
function copies(workspace: string): (mission: string) => WorkspaceFiles {
	const opened = new Map<string, WorkspaceFiles>();
	return mission => {
		const known =
			opened.get(mission) ?? memoryFiles(Object.fromEntries(readAll(diskWorkspace(join(workspace, mission)))));
		opened.set(mission, known);
		return known;
	};
}

function loadGlossary(folder: string): GlossaryEntry[] {
	const path = join(folder, 'glossary.en.yaml');
	if (!existsSync(path)) {
		return [];
	}
	return Object.entries(load(readFileSync(path, 'utf8')) as Record<string, string>).map(([term, text]) => ({
		term,
		text,
	}));
}
