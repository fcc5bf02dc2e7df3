/** What the tutor is given: its missions, a simulator, and where things are kept. */
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import type {GlossaryEntry, Notice} from '../host.ts';
import type {Mission} from '../missions/mission.ts';
import type {RecordFile} from '../progress/record-file.ts';
import type {OpenLabServer} from './mission-server.ts';
import type {Simulator} from './simulator.ts';

export interface TutorOptions {
	readonly missions: readonly Mission[];
	readonly glossary: readonly GlossaryEntry[];
	readonly simulator: Simulator;
	/** Opens a server on a mission's cluster for other clients. */
	readonly openServer: OpenLabServer;
	/** Where progress and clusters are kept. */
	readonly stateFolder: string;
	readonly records: RecordFile;
	/** The workspace of a mission. */
	workspace(mission: string): WorkspaceFiles;
	/** Where a file of it is on disk; undefined where the workspace is not on disk. */
	pathOf(mission: string, file: string): string | undefined;
	/** Keeps a text for `$EDITOR` that is no file of the workspace, and gives its path. */
	scratchFile(name: string, text: string): string | undefined;
	readScratch(path: string): string;
	readonly notices: readonly Notice[];
	readonly readOnly: boolean;
	/** Milliseconds since 1970. */
	now(): number;
	seed(): number;
}
