/**
 * The tutor as the screen knows it: what is open, what is typed, what time it is, what is kept. It joins the parts and
 * holds no rules of its own.
 */
import {formatGoDuration} from '../../apimachinery/duration.ts';
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import {filesFrom} from '../../shell/folder.ts';
import type {Action, Completion, EditorProblem, GlossaryEntry, Host, HostView, Notice} from '../host.ts';
import {freshProgress} from '../missions/machine.ts';
import type {Mission} from '../missions/mission.ts';
import {type ClusterFile, openClusterFile} from '../progress/cluster-file.ts';
import type {RecordFile} from '../progress/record-file.ts';
import {freshRecords, type Records, withLine} from '../progress/records.ts';
import {checkManifest} from './check-manifest.ts';
import {completeLine} from './completion.ts';
import {EditorDesk} from './editing.ts';
import {buildCluster, Lab} from './lab.ts';
import {MissionRunner} from './mission-runner.ts';
import {changesPace, type OpenLabServer, timeIsReal} from './mission-server.ts';
import {OpenMission} from './open-mission.ts';
import {Output} from './output.ts';
import {speeds} from './pacer.ts';
import {isIncomplete} from './prompt.ts';
import {Saver} from './saver.ts';
import type {LabCluster, Simulator} from './simulator.ts';
import {makeView} from './tutor-view.ts';

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

/** How long a change may wait until it is written, in milliseconds. */
const saveDelay = 80;

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
	readonly #desk = new EditorDesk(() => this.#changed());

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
		return /\.(ya?ml|json)$/.test(name) || !name.includes('.') ? checkManifest(text) : undefined;
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
		try {
			this.#perform(action);
		} catch (error) {
			this.#notify(
				'action-failed',
				'warning',
				`The tutor itself failed at this (${action.type}): ${(error as Error).message}`,
			);
		}
	}

	#perform(action: Action): void {
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
				this.#desk.close();
				return;
			case 'save':
				this.#desk.save(action.text);
				return;
		}
		if (this.#open) {
			this.#performOpen(action, this.#open);
		}
	}

	#performOpen(action: Action, open: OpenMission): void {
		const {runner, prompt, lab} = open;
		if (lab.handedOver && changesPace(action)) {
			this.#output.write('tutor', `${action.type}: ${timeIsReal}.`);
			return;
		}
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
				this.#answer(action.text, open);
				break;
			case 'not-sure':
				runner.giveUp('unsure');
				break;
			case 'had-it':
				runner.giveUp('claimed');
				break;
			case 'undo':
			case 'redo':
				open.travel(action.type);
				break;
			case 'serve':
				open.serve();
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
				// As a line, so that what is typed after it waits its turn.
				prompt.run(action.milliseconds === 'event' ? 'wait' : `wait ${formatGoDuration(action.milliseconds)}`);
				break;
			case 'edit':
				void this.#editFile(open, open.shell.folder, action.name);
				break;
		}
		this.#touch();
	}

	#next({runner}: OpenMission): void {
		if (!runner.finished) {
			runner.next();
			if (!runner.finished) {
				return;
			}
		}
		const following = this.#missionAfter(runner.mission);
		if (following) {
			this.#openMission(following.id);
		} else {
			this.perform({type: 'home'});
		}
	}

	/** A command that was typed into the answer is run as one, unless a command is what was asked for. */
	#answer(text: string, {runner, prompt}: OpenMission): void {
		if (
			runner.step.question?.kind !== 'command' &&
			/^\s*(kubectl|k|cat|ls|edit|wait)\s+\S/.test(text) &&
			!/[?!]\s*$/.test(text)
		) {
			this.#output.write('tutor', 'That is a command, so it was run at the prompt; the question is still open.');
			this.#keepLine(text);
			prompt.run(text);
			return;
		}
		runner.answer(text);
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
		const {stateFolder, simulator, readOnly, missions} = this.#options;
		const file = openClusterFile(stateFolder, mission.id, (value): value is unknown => simulator.isSaved(value), {
			readOnly,
		});
		if (file.setAside !== undefined) {
			this.#tellRebuilt(mission, 'The saved cluster of this mission could not be read.', file.setAside);
		}
		const progress = this.#records.missions[mission.id] ?? freshProgress(mission);
		const runner = new MissionRunner(mission, missions.indexOf(mission) + 1, progress, {
			changed: () => this.#touch(),
			failed: error => this.#notify('mission-failed', 'warning', `The tutor itself failed: ${String(error)}`),
		});
		const following = this.#missionAfter(mission);
		runner.nextMission = following ? `the next mission: ${following.title}` : 'the list of missions';
		const cluster = await this.#clusterFor(mission, file, runner);
		const lab = new Lab(
			mission,
			cluster,
			file,
			{paused: false, speed: this.#records.speed},
			{
				observed: () => {
					runner.observe(cluster, lab.watcher);
					this.#touch();
				},
				ticked: () => this.#touch(),
				looked: look => this.#open?.looks.add(look),
				wrote: () => this.#open?.wrote(),
				failed: error => this.#recover(mission, file, error),
			},
		);
		const open = new OpenMission(mission, lab, runner, {
			output: this.#output,
			files: this.#options.workspace(mission.id),
			history: () => this.#records.history,
			aliases: this.#records.aliases,
			editFile: (folder, name) => this.#editFile(open, folder, name),
			editText: (name, text) => this.#editText(name, text),
			openServer: this.#options.openServer,
			filesAt: this.#options.pathOf(mission.id, '.'),
			failed: error => this.#recover(mission, file, error),
			changed: () => {
				this.#records = {...this.#records, aliases: Object.fromEntries(open.shell.aliases)};
				this.#touch();
			},
		});
		open.putFiles();
		this.#open = open;
		this.#records = {...this.#records, current: mission.id};
		await lab.start();
		runner.observe(cluster, lab.watcher);
		this.#touch();
	}

	/** The cluster as it was left, or one in the state that the open step starts from. */
	async #clusterFor(mission: Mission, file: ClusterFile<unknown>, runner: MissionRunner): Promise<LabCluster> {
		const {simulator, seed, now} = this.#options;
		if (file.saved?.version === mission.version) {
			try {
				return simulator.load(file.saved.cluster);
			} catch {
				this.#tellRebuilt(mission, 'The saved cluster of this mission could not be used.', file.putAside());
			}
		}
		return buildCluster(simulator, mission, runner.stepsBefore, {seed: seed(), start: now()});
	}

	/** The simulator itself failed: its state is kept for whoever mends it, and the mission goes on in a fresh lab. */
	#recover(mission: Mission, file: ClusterFile<unknown>, error: unknown): void {
		const open = this.#open;
		this.#open = undefined;
		this.#opening = this.#opening
			.then(async () => {
				this.#records = open
					? {...this.#records, missions: {...this.#records.missions, [mission.id]: open.runner.progress}}
					: this.#records;
				await open?.stop();
				this.#tellRebuilt(mission, `The simulated cluster failed (${(error as Error).message}).`, file.putAside());
				await this.#enter(mission);
			})
			.catch(again =>
				this.#notify('open-failed', 'warning', `The mission could not be opened again: ${(again as Error).message}`),
			);
	}

	#tellRebuilt({id}: Mission, what: string, name: string | undefined): void {
		const kept = name === undefined ? '' : ` It is kept as ${name};`;
		this.#notify(
			`cluster-${id}`,
			'warning',
			`${what}${kept} your progress is safe, and the cluster has been set up again.`,
		);
	}

	async #leave(): Promise<void> {
		const open = this.#open;
		if (!open) {
			return;
		}
		this.#desk.close();
		await open.stop();
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
		await this.#saver.flush();
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
			const isAnything = (_value: unknown): _value is unknown => true;
			openClusterFile(this.#options.stateFolder, mission.id, isAnything, {readOnly: this.#options.readOnly}).remove();
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

	// Editing

	async #editFile({mission, runner}: OpenMission, folder: string, name: string): Promise<void> {
		const files = filesFrom(this.#options.workspace(mission.id), folder);
		const place = folder === '' ? name.replace(/^\.\//, '') : `${folder}/${name}`;
		let text: string;
		try {
			text = files.kind(name) === undefined ? '' : files.read(name);
		} catch (error) {
			this.#output.write('stderr', `edit: ${(error as Error).message}\n`);
			return;
		}
		const path = this.#options.pathOf(mission.id, place);
		await this.#desk.edit({name, text, ...(path !== undefined && {path}), save: saved => files.write(name, saved)});
		runner.read(place);
		this.#touch();
	}

	/** `kubectl edit`: a text that is no file of the workspace. */
	#editText(name: string, text: string): Promise<string | undefined> {
		const path = this.#options.scratchFile(name, text);
		const changedOnDisk = () => {
			const now = path === undefined ? text : this.#options.readScratch(path);
			return now === text ? undefined : now;
		};
		return this.#desk.edit({name, text, ...(path !== undefined && {path}), changedOnDisk});
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
		return makeView({
			open: this.#open,
			missions: this.#options.missions,
			records: this.#currentRecords(),
			continueWith: this.#continueWith(),
			notices: this.#notices,
			output: this.#output.entries,
			glossary: this.#options.glossary,
			editing: this.#desk.shown,
			now: this.#options.now(),
		});
	}
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
