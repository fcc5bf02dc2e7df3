/** A mission that is open, with all that belongs to it: its lab, its machine, its shell, what can be undone. */

import type {WorkspaceFiles} from '../../kubectl/io.ts';
import {filesFrom} from '../../shell/folder.ts';
import type {ShellSession} from '../../shell/session.ts';
import type {Mission} from '../missions/mission.ts';
import {coach} from './coaching.ts';
import type {Lab} from './lab.ts';
import {labCommands} from './lab-commands.ts';
import type {MissionRunner} from './mission-runner.ts';
import type {Output} from './output.ts';
import {PendingLooks} from './pending-looks.ts';
import {Prompt} from './prompt.ts';
import {newShellSession} from './shell-session.ts';
import type {LabSnapshot} from './simulator.ts';
import {applyChanges, changesBetween, readAll, UndoStack} from './undo.ts';

export interface MissionSurroundings {
	readonly output: Output;
	readonly files: WorkspaceFiles;
	/** The lines typed so far. */
	readonly history: () => readonly string[];
	readonly aliases: Readonly<Record<string, string>>;
	/** Opens the editor on a file, given the folder one is in; resolves when it is left. */
	editFile(folder: string, name: string): Promise<void>;
	/** Opens it on a text that is no file. */
	editText(name: string, text: string): Promise<string | undefined>;
	/** Something worth keeping has changed. */
	changed(): void;
}

export class OpenMission {
	readonly mission: Mission;
	readonly lab: Lab;
	readonly runner: MissionRunner;
	readonly shell: ShellSession;
	readonly prompt: Prompt;
	/** What the line that runs looks at. */
	readonly looks: PendingLooks;
	readonly #surroundings: MissionSurroundings;
	readonly #undo = new UndoStack();
	/** What ended the last kubectl command, for the plain sentence after it. */
	#failure: unknown;
	#wrote = false;
	#before: {readonly snapshot: LabSnapshot; readonly texts: Map<string, string>} | undefined;

	constructor(mission: Mission, lab: Lab, runner: MissionRunner, surroundings: MissionSurroundings) {
		this.mission = mission;
		this.lab = lab;
		this.runner = runner;
		this.#surroundings = surroundings;
		this.looks = new PendingLooks(look => runner.looked(look));
		this.shell = this.#makeShell();
		this.prompt = new Prompt(this.shell, surroundings.output, {
			before: () => this.#beforeLine(),
			printed: () => this.looks.printed(),
			after: (line, exit, errors) => this.#afterLine(line, exit, errors),
			changed: surroundings.changed,
		});
	}

	/** The line that runs has changed something in the cluster. */
	wrote(): void {
		this.#wrote = true;
	}

	get canUndo(): boolean {
		return this.#undo.canUndo;
	}

	get canRedo(): boolean {
		return this.#undo.canRedo;
	}

	/** Files that are missing are put there; those that a learner has changed stay as they are. */
	putFiles(): void {
		const {files} = this.#surroundings;
		for (const [path, text] of Object.entries(this.mission.files)) {
			if (files.kind(path) === undefined) {
				files.write(path, text);
			}
		}
	}

	/** Goes back to before a line, or forward again, and says what that did. */
	travel(way: 'undo' | 'redo'): void {
		const {output, files} = this.#surroundings;
		if (this.prompt.running) {
			output.write('tutor', `Something is still running; ${way} it when it has ended (Ctrl+C ends it).`);
			return;
		}
		const entry = way === 'undo' ? this.#undo.undo() : this.#undo.redo();
		if (!entry) {
			output.write('tutor', `There is nothing to ${way}.`);
			return;
		}
		this.lab.cluster.rewind(way === 'undo' ? entry.before : entry.after);
		const left = applyChanges(files, entry.files, way === 'undo' ? 'before' : 'after');
		const kept = left.length > 0 ? ` ${left.join(', ')} was changed since, and is left as it is.` : '';
		const [did, side] = way === 'undo' ? ['Undone', 'before'] : ['Done again', 'after'];
		output.write('tutor', `${did}: ${entry.what}. The cluster is as it was ${side} it.${kept}`);
	}

	async stop(): Promise<void> {
		await this.prompt.stop();
		this.lab.stop();
	}

	#makeShell(): ShellSession {
		const {lab, runner} = this;
		const {files, history, aliases, editFile, editText} = this.#surroundings;
		return newShellSession(lab.connection, files, {
			get history() {
				return history();
			},
			aliases: new Map(Object.entries(aliases)),
			commands: labCommands({
				edit: editFile,
				wait: (milliseconds, signal) => hurry(lab, milliseconds, signal),
			}),
			edit: editText,
			failed: error => {
				this.#failure = error;
			},
			fileShown: path => runner.read(path),
		});
	}

	#beforeLine(): void {
		this.#failure = undefined;
		this.looks.begin();
		this.#wrote = false;
		this.#before = {snapshot: this.lab.snapshot(), texts: readAll(this.#surroundings.files)};
	}

	#afterLine(line: string, exit: number, errors: string): void {
		const {files, output, changed} = this.#surroundings;
		this.looks.end(exit);
		if (this.#before) {
			const {snapshot, texts} = this.#before;
			const changes = changesBetween(texts, readAll(files));
			// What only looked is nothing to take back.
			if (this.#wrote || changes.length > 0 || /\bwait\b/.test(line)) {
				this.#undo.push({what: line, before: snapshot, after: this.lab.snapshot(), files: changes});
			}
		}
		if (exit !== 0 && exit !== interruptedExit) {
			const sentence = coach({
				line,
				errors,
				failure: this.#failure,
				files: filesFrom(files, this.shell.folder),
				given: Object.keys(this.mission.files),
			});
			if (sentence !== undefined) {
				output.write('explain', sentence);
			}
		}
		changed();
	}
}

/** The exit code of what Ctrl+C ended. */
const interruptedExit = 130;
/** How long "until something happens" may take, in milliseconds. */
const longestWait = 10 * 60 * 1000;

/** Moves time on, by milliseconds or until a Pod or a node changes. */
async function hurry(lab: Lab, milliseconds: number | 'event', signal: AbortSignal): Promise<boolean> {
	const seen = [lab.watcher.list('Pod'), lab.watcher.list('Node')];
	const changed = () => lab.watcher.list('Pod') !== seen[0] || lab.watcher.list('Node') !== seen[1];
	const cancel = () => lab.pacer.cancelHurry();
	signal.addEventListener('abort', cancel, {once: true});
	await (milliseconds === 'event' ? lab.pacer.hurry(longestWait, changed) : lab.pacer.hurry(milliseconds));
	signal.removeEventListener('abort', cancel);
	return changed();
}
