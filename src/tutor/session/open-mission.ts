/** A mission that is open, with all that belongs to it: its lab, its machine, its shell, what can be undone. */

import type {WorkspaceFiles} from '../../kubectl/io.ts';
import {filesFrom} from '../../shell/folder.ts';
import type {ShellSession} from '../../shell/session.ts';
import type {Mission} from '../missions/mission.ts';
import {sentenceAfter} from './afterthoughts.ts';
import type {Lab} from './lab.ts';
import {labCommands} from './lab-commands.ts';
import type {MissionRunner} from './mission-runner.ts';
import {MissionServer, type OpenLabServer, timeIsReal} from './mission-server.ts';
import {newsBetween, standing} from './news.ts';
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
	readonly openServer: OpenLabServer;
	/** Where the files are on disk; undefined where they are not. */
	readonly filesAt: string | undefined;
	/** The simulator failed. */
	failed(error: unknown): void;
}

export class OpenMission {
	readonly mission: Mission;
	readonly lab: Lab;
	readonly runner: MissionRunner;
	readonly shell: ShellSession;
	readonly prompt: Prompt;
	/** What the line that runs looks at. */
	readonly looks: PendingLooks;
	/** Lets other clients in. */
	readonly server: MissionServer;
	readonly #surroundings: MissionSurroundings;
	readonly #undo = new UndoStack();
	/** What ended the last kubectl command, for the plain sentence after it. */
	#failure: unknown;
	#wrote = false;
	/** How much could be undone when other clients were let in. */
	#undoneFromHere = 0;
	#before: {readonly snapshot: LabSnapshot; readonly texts: Map<string, string>} | undefined;

	constructor(mission: Mission, lab: Lab, runner: MissionRunner, surroundings: MissionSurroundings) {
		this.mission = mission;
		this.lab = lab;
		this.runner = runner;
		this.#surroundings = surroundings;
		this.looks = new PendingLooks(look => runner.looked(look));
		this.server = new MissionServer({
			lab,
			output: surroundings.output,
			open: surroundings.openServer,
			filesAt: surroundings.filesAt,
			looked: look => runner.looked(look),
			opened: () => {
				this.#undoneFromHere = this.#undo.size;
			},
			wrote: before => this.#othersWrote(before),
			changed: surroundings.changed,
			failed: surroundings.failed,
		});
		this.shell = this.#makeShell();
		this.prompt = new Prompt(this.shell, surroundings.output, {
			before: line => this.#beforeLine(line),
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

	/** Lets other clients in, or closes the door again. Watches that are open end when time is moved, so none may be. */
	serve(): void {
		if (this.prompt.running && !this.server.view) {
			const {output} = this.#surroundings;
			output.write('tutor', 'Something is still running; open the server when it has ended (Ctrl+C ends it).');
			return;
		}
		this.server.toggle();
	}

	/** Goes back to before a line, or forward again, and says what that did. */
	travel(way: 'undo' | 'redo'): void {
		const {output, files} = this.#surroundings;
		if (this.prompt.running) {
			output.write('tutor', `Something is still running; ${way} it when it has ended (Ctrl+C ends it).`);
			return;
		}
		const entry = way === 'undo' ? this.#undo.undo(() => this.lab.snapshot()) : this.#undo.redo();
		if (!entry) {
			output.write('tutor', `There is nothing to ${way}.`);
			return;
		}
		this.lab.cluster.rewind(way === 'undo' ? entry.before : entry.after);
		this.#undoneFromHere = Math.min(this.#undoneFromHere, this.#undo.size);
		this.server.moveToNow();
		const left = applyChanges(files, entry.files, way === 'undo' ? 'before' : 'after');
		const kept = left.length > 0 ? ` ${left.join(', ')} was changed since, and is left as it is.` : '';
		const [did, side] = way === 'undo' ? ['Undone', 'before'] : ['Done again', 'after'];
		const others =
			entry.others && entry.what !== whatOthersDid
				? way === 'undo'
					? ' What other clients changed after it went back with it.'
					: ' What other clients had changed after it is back, too.'
				: '';
		output.write('tutor', `${did}: ${entry.what}. The cluster is as it was ${side} it.${others}${kept}`);
	}

	async stop(): Promise<void> {
		await this.server.close();
		await this.prompt.stop();
		this.lab.stop();
	}

	/** It goes back with the line before it; with no line since they were let in, it is a thing of its own. */
	#othersWrote(before: LabSnapshot): void {
		if (this.#undo.size <= this.#undoneFromHere) {
			this.#undo.push({what: whatOthersDid, before, after: before, files: []});
		}
		this.#undo.othersWrote();
		this.#surroundings.changed();
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
				cannotWait: () => (lab.handedOver ? timeIsReal : undefined),
			}),
			edit: editText,
			ask: question => this.prompt.ask(question),
			failed: error => {
				this.#failure = error;
			},
			fileShown: path => runner.read(path),
		});
	}

	#beforeLine(line: string): void {
		this.#failure = undefined;
		this.looks.begin(line);
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
			const movedTime = /\bwait\b/.test(line) && !this.lab.handedOver;
			if (this.#wrote || changes.length > 0 || movedTime) {
				this.#undo.push({what: line, before: snapshot, after: this.lab.snapshot(), files: changes});
			}
		}
		const sentence = sentenceAfter(exit, {
			line,
			errors,
			failure: this.#failure,
			files: filesFrom(files, this.shell.folder),
			given: Object.keys(this.mission.files),
			view: this.lab.watcher,
		});
		if (sentence !== undefined) {
			output.write('explain', sentence);
		}
		changed();
	}
}

const whatOthersDid = 'what other clients did';
/** How long "until something happens" may take, in milliseconds. */
const longestWait = 10 * 60 * 1000;

/** Moves time on, by milliseconds or until a Pod or a node stands otherwise than it did. */
async function hurry(lab: Lab, milliseconds: number | 'event', signal: AbortSignal): Promise<string | undefined> {
	const before = standing(lab.watcher);
	const news = () => newsBetween(before, standing(lab.watcher));
	const cancel = () => lab.pacer.cancelHurry();
	signal.addEventListener('abort', cancel, {once: true});
	await (milliseconds === 'event'
		? lab.pacer.hurry(longestWait, () => news() !== undefined)
		: lab.pacer.hurry(milliseconds));
	signal.removeEventListener('abort', cancel);
	return news();
}
