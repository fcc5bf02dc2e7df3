/**
 * The tutor as the screen knows it: takes what the learner does to the part that it is for, and shows how all stands. It
 * joins the parts and holds no rules of its own.
 */
import type {Action, Completion, EditorProblem, Host, HostView} from '../host.ts';
import {withLine} from '../progress/records.ts';
import {checkManifest} from './check-manifest.ts';
import {isCommandLine} from './command-line.ts';
import {completeLine} from './completion.ts';
import {EditorDesk} from './editing.ts';
import {editFile} from './file-editing.ts';
import type {Lab} from './lab.ts';
import {MissionOpener} from './mission-opener.ts';
import {changesPace, timeIsReal} from './mission-server.ts';
import type {OpenMission} from './open-mission.ts';
import {speeds} from './pacer.ts';
import {isIncomplete} from './prompt.ts';
import {timeSpanText} from './time-span.ts';
import type {TutorOptions} from './tutor-options.ts';
import {TutorState} from './tutor-state.ts';
import {makeView} from './tutor-view.ts';

export class Tutor implements Host {
	readonly #options: TutorOptions;
	readonly #state: TutorState;
	readonly #opener: MissionOpener;
	readonly #listeners = new Set<() => void>();
	readonly #desk = new EditorDesk(() => this.#changed());
	#view: HostView | undefined;

	constructor(options: TutorOptions) {
		this.#options = options;
		this.#state = new TutorState(options.records, options.notices, () => this.#changed());
		this.#opener = new MissionOpener(options, this.#state, this.#desk);
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
		const open = this.#state.open;
		return open ? completeLine(line, cursor, open.shell) : {start: cursor, candidates: []};
	}

	suggest(line: string): string | undefined {
		if (line.trim() === '') {
			return undefined;
		}
		const known = this.#state.records.history.findLast(
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
		return this.#state.open?.runner.step.solution.join('\n') || undefined;
	}

	close(): Promise<void> {
		return this.#opener.close();
	}

	perform(action: Action): void {
		try {
			this.#perform(action);
		} catch (error) {
			this.#state.notify(
				'action-failed',
				'warning',
				`The tutor itself failed at this (${action.type}): ${(error as Error).message}`,
			);
		}
	}

	#perform(action: Action): void {
		switch (action.type) {
			case 'open':
				this.#opener.openMission(action.mission ?? this.#opener.continueWith());
				return;
			case 'home':
				this.#opener.home();
				return;
			case 'reset':
				this.#opener.reset(action.what);
				return;
			case 'dismiss':
				this.#state.dismiss(action.notice);
				return;
			case 'edited':
				this.#desk.close();
				return;
			case 'save':
				this.#desk.save(action.text);
				return;
		}
		const open = this.#opener.staying;
		if (open) {
			this.#performOpen(action, open);
		}
	}

	#performOpen(action: Action, open: OpenMission): void {
		const {runner, prompt, lab} = open;
		if (lab.handedOver && changesPace(action)) {
			this.#state.output.write('tutor', `${action.type}: ${timeIsReal}.`);
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
			case 'reply':
				prompt.reply(action.text);
				break;
			case 'clear':
				this.#state.output.clear();
				break;
			case 'hint':
				runner.hint();
				break;
			case 'skip':
				runner.skip();
				if (runner.finished) {
					this.#next(open);
				}
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
				prompt.run(action.milliseconds === 'event' ? 'wait' : `wait ${timeSpanText(action.milliseconds)}`);
				break;
			case 'edit':
				void editFile(open, open.shell.folder, action.name, {
					places: this.#options,
					desk: this.#desk,
					state: this.#state,
				});
				break;
		}
		this.#state.touch();
	}

	#next({runner}: OpenMission): void {
		if (!runner.finished) {
			runner.next();
			if (!runner.finished) {
				return;
			}
		}
		const following = this.#opener.missionAfter(runner.mission);
		if (following) {
			this.#opener.openMission(following.id);
		} else {
			this.#opener.home();
		}
	}

	/** A command that was typed into the answer is run as one, unless a command is what was asked for. */
	#answer(text: string, {runner, prompt}: OpenMission): void {
		if (runner.step.question?.kind !== 'command' && isCommandLine(text)) {
			this.#state.output.write('tutor', 'That is a command, so it was run at the prompt; the question is still open.');
			this.#keepLine(text);
			prompt.run(text);
			return;
		}
		runner.answer(text);
	}

	#keepLine(line: string): void {
		this.#state.records = withLine(this.#state.records, line);
	}

	#changeSpeed(by: 1 | -1, lab: Lab): void {
		const at = speeds.findIndex(speed => speed >= lab.pacer.pace.speed);
		const speed = speeds[Math.min(speeds.length - 1, Math.max(0, at + by))]!;
		lab.setPace({speed, paused: false});
		this.#state.records = {...this.#state.records, speed};
	}

	#changed(): void {
		this.#view = undefined;
		for (const listener of this.#listeners) {
			listener();
		}
	}

	#makeView(): HostView {
		const state = this.#state;
		return makeView({
			open: state.open,
			missions: this.#options.missions,
			records: state.currentRecords(),
			continueWith: this.#opener.continueWith(),
			notices: state.notices,
			output: state.output.entries,
			glossary: this.#options.glossary,
			editing: this.#desk.shown,
			now: this.#options.now(),
		});
	}
}
