/**
 * The tutor as the screen knows it: what is open, what is typed, what time it is, what is kept. It joins the parts and
 * holds no rules of its own.
 */
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import {filesFrom} from '../../shell/folder.ts';
import type {ShellSession} from '../../shell/session.ts';
import type {
	Action,
	Completion,
	Editing,
	EditorProblem,
	GlossaryEntry,
	Host,
	HostView,
	MissionSummary,
	Notice,
} from '../host.ts';
import {freshProgress} from '../missions/machine.ts';
import type {Mission} from '../missions/mission.ts';
import {openClusterFile} from '../progress/cluster-file.ts';
import type {RecordFile} from '../progress/record-file.ts';
import {freshRecords, type Records, withLine} from '../progress/records.ts';
import {checkManifest} from './check-manifest.ts';
import {coach} from './coaching.ts';
import {completeLine} from './completion.ts';
import {parseTimeSpan} from './happenings.ts';
import {buildCluster, Lab} from './lab.ts';
import {MissionRunner} from './mission-runner.ts';
import {Output} from './output.ts';
import {speeds} from './pacer.ts';
import {ownershipTree, timeline} from './panels.ts';
import {isIncomplete, Prompt} from './prompt.ts';
import {Saver} from './saver.ts';
import {newShellSession} from './shell-session.ts';
import type {LabSnapshot, Simulator} from './simulator.ts';
import {applyChanges, changesBetween, readAll, UndoStack} from './undo.ts';

export interface TutorOptions {
	readonly missions: readonly Mission[];
	readonly glossary: readonly GlossaryEntry[];
	readonly simulator: Simulator;
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

/** How long a change may wait until it is written, in milliseconds. */
const saveDelay = 80;

interface OpenMission {
	readonly mission: Mission;
	readonly lab: Lab;
	readonly runner: MissionRunner;
	readonly shell: ShellSession;
	readonly prompt: Prompt;
	readonly undo: UndoStack;
	readonly files: WorkspaceFiles;
	/** Virtual time when it was opened: the timeline starts with the lab, not before it. */
	readonly since: number;
}

export class Tutor implements Host {
	readonly #options: TutorOptions;
	readonly #listeners = new Set<() => void>();
	readonly #output: Output;
	readonly #saver: Saver;
	#records: Records;
	#notices: readonly Notice[];
	#open: OpenMission | undefined;
	#opening: Promise<void> = Promise.resolve();
	#view: HostView | undefined;
	#editing:
		| (Editing & {readonly done: (text: string | undefined) => void; readonly saved?: string; readonly file: boolean})
		| undefined;
	#nextEditing = 1;
	/** What ended the last kubectl command, for the plain sentence after it. */
	#failure: unknown;

	constructor(options: TutorOptions) {
		this.#options = options;
		this.#records = options.records.records;
		this.#notices = options.notices;
		this.#output = new Output(() => this.#changed());
		this.#saver = new Saver(
			() => this.#save(),
			saveDelay,
			error => this.#notify('save-failed', 'warning', `Could not save: ${(error as Error).message}`),
		);
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	view(): HostView {
		this.#view ??= this.#makeView();
		return this.#view;
	}

	complete(line: string, cursor: number): Completion | Promise<Completion> {
		const open = this.#open;
		return open ? completeLine(line, cursor, open.shell) : {start: cursor, candidates: []};
	}

	suggest(line: string): string | undefined {
		if (line.trim() === '') {
			return undefined;
		}
		const known = this.#records.history.findLast(
			past => past.startsWith(line) && past !== line && !past.includes('\n'),
		);
		return known?.slice(line.length);
	}

	incomplete(line: string): boolean {
		return isIncomplete(line);
	}

	validate(name: string, text: string): EditorProblem | undefined {
		return /\.(ya?ml|json)$/.test(name) || !this.#editing?.file ? checkManifest(text) : undefined;
	}

	solution(): string | undefined {
		return this.#open?.runner.step.solution.join('\n') || undefined;
	}

	async close(): Promise<void> {
		await this.#opening;
		await this.#leave();
		await this.#saver.flush();
		this.#keepRecords();
	}

	perform(action: Action): void {
		switch (action.type) {
			case 'open':
				this.#openMission(action.mission ?? this.#continueWith());
				return;
			case 'home':
				this.#opening = this.#opening.then(() => this.#leave());
				return;
			case 'reset':
				this.#opening = this.#opening.then(() => this.#reset(action.what));
				return;
			case 'dismiss':
				this.#notices = this.#notices.filter(({id}) => id !== action.notice);
				this.#changed();
				return;
			case 'edited':
				this.#endEditing();
				return;
			case 'save':
				this.#saveEdited(action.text);
				return;
		}
		if (this.#open) {
			this.#performOpen(action, this.#open);
		}
	}

	#performOpen(action: Action, open: OpenMission): void {
		const {runner, prompt, lab} = open;
		switch (action.type) {
			case 'run':
				this.#keepLine(action.line);
				prompt.run(action.line);
				break;
			case 'interrupt':
				lab.pacer.cancelHurry();
				prompt.interrupt();
				break;
			case 'end-of-input':
				prompt.endOfInput();
				break;
			case 'clear':
				this.#output.clear();
				break;
			case 'hint':
				runner.hint();
				break;
			case 'skip':
				runner.skip();
				break;
			case 'next':
				this.#next(open);
				break;
			case 'predict':
				runner.predict(action.choice);
				break;
			case 'answer':
				runner.answer(action.text);
				break;
			case 'not-sure':
				runner.giveUp('unsure');
				break;
			case 'had-it':
				runner.giveUp('claimed');
				break;
			case 'undo':
			case 'redo':
				this.#travel(action.type, open);
				break;
			case 'pause':
			case 'play':
				lab.setPace({paused: action.type === 'pause'});
				break;
			case 'faster':
			case 'slower':
				this.#changeSpeed(action.type === 'faster' ? 1 : -1, lab);
				break;
			case 'wait':
				void this.#wait(action.milliseconds, open);
				break;
			case 'edit':
				void this.#editFile(action.name, open);
				break;
		}
		this.#touch();
	}

	#next({runner}: OpenMission): void {
		const before = runner.finished;
		runner.next();
		if (runner.finished && before) {
			const following = this.#missionAfter(runner.mission);
			if (following) {
				this.#openMission(following.id);
			} else {
				this.perform({type: 'home'});
			}
		} else if (runner.finished) {
			this.#next({runner} as OpenMission);
		}
	}

	#missionAfter(mission: Mission): Mission | undefined {
		return this.#options.missions[this.#options.missions.indexOf(mission) + 1];
	}

	#keepLine(line: string): void {
		this.#records = withLine(this.#records, line);
	}

	// Opening and leaving

	#continueWith(): string | undefined {
		const {missions} = this.#options;
		const {current, missions: kept} = this.#records;
		const unfinished = (id: string | undefined) => id !== undefined && kept[id]?.finished !== true;
		const known = missions.find(({id}) => id === current);
		if (known && unfinished(known.id)) {
			return known.id;
		}
		return (missions.find(({id}) => unfinished(id)) ?? missions[0])?.id;
	}

	#openMission(id: string | undefined): void {
		const mission = this.#options.missions.find(candidate => candidate.id === id);
		if (!mission) {
			return;
		}
		this.#opening = this.#opening
			.then(() => this.#leave())
			.then(() => this.#enter(mission))
			.catch(error =>
				this.#notify('open-failed', 'warning', `The mission could not be opened: ${(error as Error).message}`),
			);
	}

	async #enter(mission: Mission): Promise<void> {
		const {
			options: {stateFolder, simulator, readOnly, missions},
		} = {options: this.#options};
		const file = openClusterFile(stateFolder, mission.id, (value): value is unknown => simulator.isSaved(value), {
			readOnly,
		});
		if (file.setAside !== undefined) {
			this.#notify(
				`cluster-${mission.id}`,
				'warning',
				`The saved cluster of this mission could not be read. It is kept as ${file.setAside}; your progress is safe, and the cluster has been set up again.`,
			);
		}
		const progress = this.#records.missions[mission.id] ?? freshProgress(mission);
		const runner = new MissionRunner(mission, missions.indexOf(mission) + 1, progress, {
			changed: () => this.#touch(),
			failed: error => this.#notify('mission-failed', 'warning', `The tutor itself failed: ${String(error)}`),
		});
		const following = this.#missionAfter(mission);
		runner.nextMission = following ? `the next mission: ${following.title}` : 'the list of missions';
		const saved = file.saved?.version === mission.version ? file.saved.cluster : undefined;
		const cluster =
			saved === undefined
				? await buildCluster(simulator, mission, runner.stepsBefore, {
						seed: this.#options.seed(),
						start: this.#options.now(),
					})
				: simulator.load(saved);
		const files = this.#options.workspace(mission.id);
		this.#putFiles(mission, files);
		const pace = {paused: false, speed: this.#records.speed};
		const lab = new Lab(mission, cluster, file, pace, {
			observed: () => {
				runner.observe(cluster, lab.watcher);
				this.#touch();
			},
			ticked: () => this.#touch(),
			looked: look => runner.looked(look),
		});
		const shell = this.#shellFor(mission, lab, files, runner);
		const undo = new UndoStack();
		const prompt = this.#promptFor(shell, lab, undo, files);
		this.#open = {mission, lab, runner, shell, prompt, undo, files, since: cluster.now - 60 * 60 * 1000};
		this.#records = {...this.#records, current: mission.id};
		await lab.start();
		runner.observe(cluster, lab.watcher);
		this.#touch();
	}

	/** Files that are missing are put there; those that a learner has changed stay as they are. */
	#putFiles(mission: Mission, files: WorkspaceFiles): void {
		for (const [path, text] of Object.entries(mission.files)) {
			if (files.kind(path) === undefined) {
				files.write(path, text);
			}
		}
	}

	#shellFor(mission: Mission, lab: Lab, files: WorkspaceFiles, runner: MissionRunner): ShellSession {
		const records = () => this.#records;
		const edit: NonNullable<ShellSession['commands']> extends ReadonlyMap<string, infer C> ? C : never = async (
			words,
			io,
		) => {
			const name = words.find(word => !word.startsWith('-'));
			if (name === undefined) {
				io.err('edit: which file? Try `edit web.yaml`; `ls` shows the files.\n');
				return 1;
			}
			if (io.files.kind(name) === 'folder') {
				io.err(`edit: ${name} is a folder\n`);
				return 1;
			}
			await this.#editWorkspaceFile(mission, io.session.folder, name, files, runner);
			return 0;
		};
		const wait: typeof edit = async (words, io) => {
			const span = parseTimeSpan(words.join(' '));
			if (span === undefined) {
				io.err('wait: how long? Try `wait 30s` or `wait 5m`.\n');
				return 1;
			}
			io.signal.addEventListener('abort', () => lab.pacer.cancelHurry(), {once: true});
			await lab.pacer.hurry(span);
			io.out(`${words.join(' ')} went by.\n`);
			return 0;
		};
		const editors = ['edit', 'nano', 'vi', 'vim', 'nvim', 'emacs', 'code', 'notepad'];
		return newShellSession(lab.connection, files, {
			get history() {
				return records().history;
			},
			aliases: new Map(Object.entries(this.#records.aliases)),
			commands: new Map([...editors.map(name => [name, edit] as const), ['wait', wait] as const]),
			edit: (name, text) => this.#editText(name, text),
			failed: error => {
				this.#failure = error;
			},
			fileShown: path => runner.read(path),
		});
	}

	#promptFor(shell: ShellSession, lab: Lab, undo: UndoStack, files: WorkspaceFiles): Prompt {
		let before: {readonly snapshot: LabSnapshot; readonly texts: Map<string, string>} | undefined;
		return new Prompt(shell, this.#output, {
			before: () => {
				this.#failure = undefined;
				before = {snapshot: lab.snapshot(), texts: readAll(files)};
			},
			after: (line, exit, errors) => {
				if (before) {
					const changes = changesBetween(before.texts, readAll(files));
					undo.push({what: line, before: before.snapshot, after: lab.snapshot(), files: changes});
				}
				if (exit !== 0 && exit !== 130) {
					const sentence = coach({line, errors, failure: this.#failure, files: filesFrom(files, shell.folder)});
					if (sentence !== undefined) {
						this.#output.write('explain', sentence);
					}
				}
				this.#records = {...this.#records, aliases: Object.fromEntries(shell.aliases)};
				this.#touch();
			},
			changed: () => this.#touch(),
		});
	}

	async #leave(): Promise<void> {
		const open = this.#open;
		if (!open) {
			return;
		}
		this.#editing?.done(undefined);
		this.#editing = undefined;
		await open.prompt.stop();
		open.lab.stop();
		await this.#save();
		this.#open = undefined;
		open.runner.stop();
		this.#output.clear();
		this.#changed();
	}

	async #reset(what: 'mission' | 'all'): Promise<void> {
		const open = this.#open;
		const missions = what === 'all' ? this.#options.missions : open ? [open.mission] : [];
		await this.#leave();
		const kept = Object.entries(this.#records.missions).filter(([id]) => !missions.some(mission => mission.id === id));
		this.#records = {
			...(what === 'all' ? freshRecords : this.#records),
			history: this.#records.history,
			missions: Object.fromEntries(kept),
		};
		for (const mission of missions) {
			const files = this.#options.workspace(mission.id);
			for (const [path, text] of Object.entries(mission.files)) {
				const mine = files.kind(path) === 'file' ? files.read(path) : text;
				if (mine !== text) {
					files.write(freeCopy(files, path), mine);
					files.write(path, text);
				}
			}
			const file = openClusterFile(this.#options.stateFolder, mission.id, (_value): _value is unknown => true, {
				readOnly: this.#options.readOnly,
			});
			await file.save({mission: mission.id, version: -1, cluster: null});
		}
		this.#keepRecords();
		if (open && what === 'mission') {
			await this.#enter(open.mission);
			this.#output.write(
				'tutor',
				'The mission begins again. Files that you had changed are kept beside the fresh ones as `.mine`.',
			);
		}
		this.#changed();
	}

	// Time

	#changeSpeed(by: 1 | -1, lab: Lab): void {
		const at = speeds.findIndex(speed => speed >= lab.pacer.pace.speed);
		const speed = speeds[Math.min(speeds.length - 1, Math.max(0, at + by))]!;
		lab.setPace({speed, paused: false});
		this.#records = {...this.#records, speed};
	}

	async #wait(milliseconds: number | 'event', open: OpenMission): Promise<void> {
		const {lab, undo} = open;
		const before = lab.snapshot();
		if (milliseconds === 'event') {
			const seen = [lab.watcher.list('Pod'), lab.watcher.list('Node')];
			const changed = () => lab.watcher.list('Pod') !== seen[0] || lab.watcher.list('Node') !== seen[1];
			await lab.pacer.hurry(10 * 60 * 1000, changed);
		} else {
			await lab.pacer.hurry(milliseconds);
		}
		undo.push({what: 'the wait', before, after: lab.snapshot(), files: []});
		this.#touch();
	}

	#travel(way: 'undo' | 'redo', open: OpenMission): void {
		if (open.prompt.running) {
			this.#output.write('tutor', `Something is still running; ${way} it when it has ended (Ctrl+C ends it).`);
			return;
		}
		const entry = way === 'undo' ? open.undo.undo() : open.undo.redo();
		if (!entry) {
			this.#output.write('tutor', `There is nothing to ${way}.`);
			return;
		}
		open.lab.cluster.rewind(way === 'undo' ? entry.before : entry.after);
		const left = applyChanges(open.files, entry.files, way === 'undo' ? 'before' : 'after');
		const kept = left.length > 0 ? ` ${left.join(', ')} was changed since, and is left as it is.` : '';
		const did = way === 'undo' ? 'Undone' : 'Done again';
		this.#output.write(
			'tutor',
			`${did}: ${entry.what}. The cluster is as it was ${way === 'undo' ? 'before' : 'after'} it.${kept}`,
		);
	}

	// Editing

	async #editFile(name: string, open: OpenMission): Promise<void> {
		await this.#editWorkspaceFile(open.mission, open.shell.folder, name, open.files, open.runner);
	}

	async #editWorkspaceFile(
		mission: Mission,
		folder: string,
		name: string,
		files: WorkspaceFiles,
		runner: MissionRunner,
	): Promise<void> {
		const here = filesFrom(files, folder);
		let text = '';
		try {
			text = here.kind(name) === 'file' ? here.read(name) : '';
		} catch (error) {
			this.#output.write('stderr', `edit: ${(error as Error).message}\n`);
			return;
		}
		const inWorkspace = folder === '' ? name : `${folder}/${name}`;
		const path = this.#options.pathOf(mission.id, inWorkspace);
		await this.#edit({name, text, file: true, ...(path !== undefined && {path})}, saved => here.write(name, saved));
		runner.read(inWorkspace.replace(/^\.\//, ''));
		this.#touch();
	}

	/** `kubectl edit`: a text that is no file of the workspace. */
	async #editText(name: string, text: string): Promise<string | undefined> {
		const path = this.#options.scratchFile(name, text);
		return this.#edit({name, text, file: false, ...(path !== undefined && {path})});
	}

	#saveTo: ((text: string) => void) | undefined;

	#edit(
		what: {readonly name: string; readonly text: string; readonly file: boolean; readonly path?: string},
		saveTo?: (text: string) => void,
	): Promise<string | undefined> {
		return new Promise(resolve => {
			this.#saveTo = saveTo;
			this.#editing = {...what, id: this.#nextEditing++, done: resolve};
			this.#changed();
		});
	}

	#saveEdited(text: string): void {
		if (!this.#editing) {
			return;
		}
		try {
			this.#saveTo?.(text);
			const {problem: _, ...editing} = this.#editing;
			this.#editing = {...editing, saved: text};
		} catch (error) {
			this.#editing = {...this.#editing, problem: `Not saved: ${(error as Error).message}`};
		}
		this.#changed();
	}

	#endEditing(): void {
		const editing = this.#editing;
		if (!editing) {
			return;
		}
		this.#editing = undefined;
		this.#saveTo = undefined;
		let {saved} = editing;
		if (saved === undefined && editing.path !== undefined && !editing.file) {
			const text = this.#options.readScratch(editing.path);
			saved = text === editing.text ? undefined : text;
		}
		editing.done(saved);
		this.#changed();
	}

	// Keeping

	/** What the records say, with the mission that is open as it stands. */
	#currentRecords(): Records {
		const open = this.#open;
		if (!open) {
			return this.#records;
		}
		return {...this.#records, missions: {...this.#records.missions, [open.mission.id]: open.runner.progress}};
	}

	#keepRecords(): void {
		this.#options.records.save(this.#records);
	}

	async #save(): Promise<void> {
		this.#records = this.#currentRecords();
		this.#keepRecords();
		await this.#open?.lab.save();
	}

	/** Something worth keeping has changed. */
	#touch(): void {
		this.#saver.touch();
		this.#changed();
	}

	#changed(): void {
		this.#view = undefined;
		for (const listener of this.#listeners) {
			listener();
		}
	}

	#notify(id: string, tone: Notice['tone'], text: string): void {
		this.#notices = [...this.#notices.filter(notice => notice.id !== id), {id, tone, text}];
		this.#changed();
	}

	// Showing

	#makeView(): HostView {
		const open = this.#open;
		const next = this.#continueWith();
		const running = open?.prompt.running;
		const tree = open && ownershipTree(open.lab.watcher, open.shell.settings.namespace);
		const editing = this.#editing;
		return {
			notices: this.#notices,
			missions: this.#options.missions.map(mission => this.#summary(mission)),
			...(next !== undefined && {continueWith: next}),
			...(open && {mission: open.runner.view()}),
			clock: {
				now: open?.lab.cluster.now ?? this.#options.now(),
				paused: open?.lab.pacer.pace.paused ?? false,
				speed: open?.lab.pacer.pace.speed ?? this.#records.speed,
				virtual: true,
			},
			nodes: open?.lab.watcher.list('Node') ?? [],
			pods: open?.lab.watcher.list('Pod') ?? [],
			...(tree && {tree}),
			timeline: open ? timeline(open.lab.watcher, open.shell.settings.namespace, open.since) : [],
			output: this.#output.entries,
			history: this.#records.history,
			prompt: open?.prompt.promptText ?? '',
			...(running && {running}),
			...(editing && {editing: publicEditing(editing)}),
			glossary: this.#options.glossary,
			unavailable: {
				...(open && !open.undo.canUndo && {undo: 'nothing to undo'}),
				...(open && !open.undo.canRedo && {redo: 'nothing to redo'}),
			},
		};
	}

	#summary(mission: Mission): MissionSummary {
		const progress = this.#currentRecords().missions[mission.id];
		const stepsPassed = mission.steps.filter(step => progress && Object.hasOwn(progress.passed, step.id)).length;
		const done = stepsPassed === mission.steps.length;
		const state = done ? 'done' : progress === undefined ? 'new' : 'started';
		return {
			id: mission.id,
			title: mission.title,
			summary: mission.summary,
			state,
			stepsPassed,
			steps: mission.steps.length,
		};
	}
}

function publicEditing({id, name, text, path, problem}: Editing): Editing {
	return {id, name, text, ...(path !== undefined && {path}), ...(problem !== undefined && {problem})};
}

/** `web.yaml.mine`, or the first such name that is free. */
function freeCopy(files: WorkspaceFiles, path: string): string {
	for (let number = 1; ; number++) {
		const name = `${path}.mine${number === 1 ? '' : number}`;
		if (files.kind(name) === undefined) {
			return name;
		}
	}
}
