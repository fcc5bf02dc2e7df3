/** Opens missions, leaves them, begins them again: one after the other, whatever is asked in between. */
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import {freshProgress, type MissionProgress, reopened} from '../missions/machine.ts';
import type {Mission} from '../missions/mission.ts';
import {type ClusterFile, openClusterFile} from '../progress/cluster-file.ts';
import {freshRecords} from '../progress/records.ts';
import type {EditorDesk} from './editing.ts';
import {editFile, editText} from './file-editing.ts';
import {buildCluster, Lab} from './lab.ts';
import {MissionRunner} from './mission-runner.ts';
import {OpenMission} from './open-mission.ts';
import type {LabCluster} from './simulator.ts';
import type {TutorOptions} from './tutor-options.ts';
import type {TutorState} from './tutor-state.ts';

export class MissionOpener {
	readonly #options: TutorOptions;
	readonly #state: TutorState;
	readonly #desk: EditorDesk;
	#turn: Promise<void> = Promise.resolve();
	/** Whether the mission that is open is about to be left. */
	#leaving = false;

	constructor(options: TutorOptions, state: TutorState, desk: EditorDesk) {
		this.#options = options;
		this.#state = state;
		this.#desk = desk;
	}

	/** The mission to go on with: the one that was open last, or the first that is not finished. */
	continueWith(): string | undefined {
		const {missions} = this.#options;
		const {current, missions: kept} = this.#state.records;
		const unfinished = (id: string | undefined) => id !== undefined && kept[id]?.finished !== true;
		const known = missions.find(({id}) => id === current);
		if (known && unfinished(known.id)) {
			return known.id;
		}
		return (missions.find(({id}) => unfinished(id)) ?? missions[0])?.id;
	}

	/** The mission that is open and stays so: what is typed while it is being left is not for it any more. */
	get staying(): OpenMission | undefined {
		return this.#leaving ? undefined : this.#state.open;
	}

	missionAfter(mission: Mission): Mission | undefined {
		return this.#options.missions[this.#options.missions.indexOf(mission) + 1];
	}

	/** Opens a mission, at the step and with the cluster that were left; an id that is not known opens nothing. */
	openMission(id: string | undefined): void {
		const mission = this.#options.missions.find(candidate => candidate.id === id);
		if (mission) {
			this.#inTurn('The mission could not be opened', async () => {
				await this.#leave();
				await this.#enter(mission);
			});
		}
	}

	/** Back to the list of missions. */
	home(): void {
		this.#inTurn('The mission could not be left', () => this.#leave());
	}

	/** Begins the open mission again, or everything; files that were changed are kept beside the fresh ones. */
	reset(what: 'mission' | 'all'): void {
		this.#inTurn('It could not be begun again', () => this.#reset(what));
	}

	/** Leaves what is open; resolves when all is written. */
	async close(): Promise<void> {
		await this.#turn;
		await this.#leave();
		await this.#state.flush();
		this.#state.keepRecords();
	}

	/** Every such work begins with leaving what is open. */
	#inTurn(failure: string, work: () => Promise<void>): void {
		this.#leaving = this.#state.open !== undefined;
		this.#turn = this.#turn.then(work).catch(error => {
			this.#leaving = false;
			this.#state.notify('open-failed', 'warning', `${failure}: ${(error as Error).message}`);
		});
	}

	#clusterFile(mission: Mission): ClusterFile<unknown> {
		const {stateFolder, simulator, readOnly} = this.#options;
		return openClusterFile(stateFolder, mission.id, (value): value is unknown => simulator.isSaved(value), {readOnly});
	}

	async #enter(mission: Mission): Promise<void> {
		const state = this.#state;
		const file = this.#clusterFile(mission);
		if (file.setAside !== undefined) {
			this.#tellRebuilt(mission, 'The saved cluster of this mission could not be read.', file.setAside);
		}
		const kept = state.records.missions[mission.id] ?? freshProgress(mission);
		const progress = reopened(mission, kept);
		const runner = this.#makeRunner(mission, progress);
		// A step that was left for later begins in the state that those before it lead to.
		const saved = progress === kept ? file.saved : undefined;
		const cluster = await this.#clusterFor(mission, file, runner, saved);
		const failed = (error: unknown) => this.#recover(mission, file, error);
		const lab = new Lab(
			mission,
			cluster,
			file,
			{paused: false, speed: state.records.speed},
			{
				observed: () => {
					runner.observe(cluster, lab.watcher);
					state.touch();
				},
				ticked: () => state.touch(),
				looked: look => state.open?.looks.add(look),
				wrote: () => state.open?.wrote(),
				failed,
			},
		);
		const open = this.#join(mission, lab, runner, failed);
		open.putFiles();
		state.open = open;
		state.records = {...state.records, current: mission.id};
		await lab.start();
		runner.observe(cluster, lab.watcher);
		state.touch();
	}

	#makeRunner(mission: Mission, progress: MissionProgress): MissionRunner {
		const state = this.#state;
		const runner = new MissionRunner(mission, this.#options.missions.indexOf(mission) + 1, progress, {
			changed: () => state.touch(),
			failed: error => state.notify('mission-failed', 'warning', `The tutor itself failed: ${String(error)}`),
		});
		const following = this.missionAfter(mission);
		runner.nextMission = following ? `the next mission: ${following.title}` : 'the list of missions';
		return runner;
	}

	#join(mission: Mission, lab: Lab, runner: MissionRunner, failed: (error: unknown) => void): OpenMission {
		const state = this.#state;
		const places = this.#options;
		const desk = this.#desk;
		const open = new OpenMission(mission, lab, runner, {
			output: state.output,
			files: places.workspace(mission.id),
			history: () => state.records.history,
			aliases: state.records.aliases,
			editFile: (folder, name) => editFile(open, folder, name, {places, desk, state}),
			editText: (name, text) => editText(name, text, places, desk),
			openServer: this.#options.openServer,
			filesAt: places.pathOf(mission.id, '.'),
			failed,
			changed: () => {
				state.records = {...state.records, aliases: Object.fromEntries(open.shell.aliases)};
				state.touch();
			},
		});
		return open;
	}

	/** The cluster as it was left, or one in the state that the open step starts from. */
	async #clusterFor(
		mission: Mission,
		file: ClusterFile<unknown>,
		runner: MissionRunner,
		saved: ClusterFile<unknown>['saved'],
	): Promise<LabCluster> {
		const {simulator, seed, now} = this.#options;
		if (saved?.version === mission.version) {
			try {
				return simulator.load(saved.cluster);
			} catch {
				this.#tellRebuilt(mission, 'The saved cluster of this mission could not be used.', file.putAside());
			}
		}
		return buildCluster(simulator, mission, runner.stepsBefore, {seed: seed(), start: now()});
	}

	/** The simulator itself failed: its state is kept for whoever mends it, and the mission goes on in a fresh lab. */
	#recover(mission: Mission, file: ClusterFile<unknown>, error: unknown): void {
		const {open} = this.#state;
		this.#state.takeProgress();
		this.#state.open = undefined;
		this.#inTurn('The mission could not be opened again', async () => {
			await open?.stop();
			this.#tellRebuilt(mission, `The simulated cluster failed (${(error as Error).message}).`, file.putAside());
			await this.#enter(mission);
		});
	}

	#tellRebuilt({id}: Mission, what: string, name: string | undefined): void {
		const kept = name === undefined ? '' : ` It is kept as ${name};`;
		this.#state.notify(
			`cluster-${id}`,
			'warning',
			`${what}${kept} your progress is safe, and the cluster has been set up again.`,
		);
	}

	async #leave(): Promise<void> {
		const state = this.#state;
		const {open} = state;
		if (!open) {
			this.#leaving = false;
			return;
		}
		this.#desk.close();
		await open.stop();
		await state.save();
		state.open = undefined;
		this.#leaving = false;
		open.runner.stop();
		state.output.clear();
		state.changed();
	}

	async #reset(what: 'mission' | 'all'): Promise<void> {
		const state = this.#state;
		const again = state.open?.mission;
		const missions = what === 'all' ? this.#options.missions : again ? [again] : [];
		await this.#leave();
		await state.flush();
		const kept = Object.entries(state.records.missions).filter(([id]) => !missions.some(mission => mission.id === id));
		state.records = {
			...(what === 'all' ? freshRecords : state.records),
			history: state.records.history,
			missions: Object.fromEntries(kept),
		};
		for (const mission of missions) {
			putFreshFiles(this.#options.workspace(mission.id), mission);
			this.#clusterFile(mission).remove();
		}
		state.keepRecords();
		if (again && what === 'mission') {
			await this.#enter(again);
			state.output.write(
				'tutor',
				'The mission begins again. Files that you had changed are kept beside the fresh ones as `.mine`.',
			);
		}
		state.changed();
	}
}

function putFreshFiles(files: WorkspaceFiles, mission: Mission): void {
	for (const [path, text] of Object.entries(mission.files)) {
		const mine = files.kind(path) === 'file' ? files.read(path) : text;
		if (mine !== text) {
			files.write(freeCopy(files, path), mine);
			files.write(path, text);
		}
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
