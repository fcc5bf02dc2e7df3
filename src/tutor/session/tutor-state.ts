/** What the tutor holds and keeps: the records, the mission that is open, what is printed and what is to be told. */
import type {Notice} from '../host.ts';
import type {RecordFile} from '../progress/record-file.ts';
import type {Records} from '../progress/records.ts';
import type {OpenMission} from './open-mission.ts';
import {Output} from './output.ts';
import {Saver} from './saver.ts';

/** How long a change may wait until it is written, in milliseconds. */
const saveDelay = 80;

export class TutorState {
	records: Records;
	open: OpenMission | undefined;
	readonly output: Output;
	readonly #file: RecordFile;
	readonly #told: () => void;
	readonly #saver: Saver;
	#notices: readonly Notice[];

	/** `told` is called whenever there is something new to show. */
	constructor(file: RecordFile, notices: readonly Notice[], told: () => void) {
		this.#file = file;
		this.#told = told;
		this.records = file.records;
		this.#notices = notices;
		this.output = new Output(told);
		this.#saver = new Saver(
			() => this.save(),
			saveDelay,
			error => this.notify('save-failed', 'warning', `Could not save: ${(error as Error).message}`),
		);
	}

	get notices(): readonly Notice[] {
		return this.#notices;
	}

	/** Tells something that stays on the screen until it is dismissed; a notice of the same id gives way. */
	notify(id: string, tone: Notice['tone'], text: string): void {
		this.#notices = [...this.#notices.filter(notice => notice.id !== id), {id, tone, text}];
		this.changed();
	}

	dismiss(id: string): void {
		this.#notices = this.#notices.filter(notice => notice.id !== id);
		this.changed();
	}

	/** Something is to be shown otherwise. */
	changed(): void {
		this.#told();
	}

	/** Something worth keeping has changed. */
	touch(): void {
		this.#saver.touch();
		this.changed();
	}

	/** What the records say, with the mission that is open as it stands. */
	currentRecords(): Records {
		const {open, records} = this;
		return open ? {...records, missions: {...records.missions, [open.mission.id]: open.runner.progress}} : records;
	}

	/** Takes the progress of the open mission into the records. */
	takeProgress(): void {
		this.records = this.currentRecords();
	}

	/** Writes the records as they are. */
	keepRecords(): void {
		this.#file.save(this.records);
	}

	/** Writes the records and the cluster of the mission that is open. */
	async save(): Promise<void> {
		this.takeProgress();
		this.keepRecords();
		await this.open?.lab.save();
	}

	/** Writes what still waits to be written. */
	flush(): Promise<void> {
		return this.#saver.flush();
	}
}
