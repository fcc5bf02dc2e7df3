/** A mission that is open: its machine, fed from the cluster, and what the screen shows of it. */
import {type ActorRefFrom, createActor} from 'xstate';
import type {ClusterView} from '../checks/cluster-view.ts';
import type {Look} from '../checks/look.ts';
import type {Attempt, MissionView, Stage} from '../host.ts';
import {
	indexAfter,
	type MissionEvent,
	type MissionProgress,
	migrateProgress,
	missionMachine,
} from '../missions/machine.ts';
import type {Happening, Mission, Question, Step} from '../missions/mission.ts';
import {gradeInParts} from './answer-in-parts.ts';
import {bringAbout, repeats} from './happenings.ts';
import type {LabCluster} from './simulator.ts';

export interface MissionHooks {
	/** Something of the mission has changed. */
	changed(): void;
	/** Something went wrong in the machine. */
	failed(error: unknown): void;
}

export class MissionRunner {
	readonly mission: Mission;
	readonly #number: number;
	readonly #actor: ActorRefFrom<typeof missionMachine>;
	readonly #hooks: MissionHooks;
	/** Whether it had been gone through to its end when it was opened. */
	readonly #again: boolean;
	#cluster: LabCluster | undefined;
	#seen: ClusterView | undefined;
	/** Whether something is being brought about. */
	#happening = false;

	/** @param number the mission's place in the list, from 1 */
	constructor(mission: Mission, number: number, progress: MissionProgress, hooks: MissionHooks) {
		this.mission = mission;
		this.#number = number;
		this.#hooks = hooks;
		this.#again = progress.finished;
		this.#actor = createActor(missionMachine, {input: {mission, progress: migrateProgress(mission, progress)}});
		this.#actor.subscribe({next: () => this.#hooks.changed(), error: error => this.#hooks.failed(error)});
		this.#actor.start();
	}

	get #snapshot() {
		return this.#actor.getSnapshot();
	}

	get step(): Step {
		const {mission, index} = this.#snapshot.context;
		return mission.steps[index]!;
	}

	get finished(): boolean {
		return this.#snapshot.matches('finished');
	}

	/** What is stored. */
	get progress(): MissionProgress {
		const {passed, memory} = this.#snapshot.context;
		return {version: this.mission.version, passed, step: this.step.id, memory, finished: this.finished};
	}

	/** Which steps lie behind, so that a lab can be built for the one that is open. */
	get stepsBefore(): readonly Step[] {
		return this.mission.steps.slice(0, this.#snapshot.context.index);
	}

	/** The cluster was seen to change. */
	observe(cluster: LabCluster, view: ClusterView): void {
		this.#cluster = cluster;
		this.#seen = view;
		this.#happen();
		this.#send({type: 'observed', view});
		this.#happen();
	}

	looked(look: Look): void {
		// What the line itself has changed must be seen before it is asked whether the look shows it.
		this.#observeAgain();
		this.#send({type: 'looked', look});
		this.#observeAgain();
	}

	read(file: string): void {
		this.#send({type: 'read', file});
		this.#observeAgain();
	}

	hint(): void {
		this.#send({type: 'hint'});
	}

	next(): void {
		this.#send({type: 'next'});
		this.#observeAgain();
	}

	skip(): void {
		this.#send({type: 'skip'});
		this.#observeAgain();
	}

	predict(choice: string | undefined): void {
		this.#send({type: 'predict', choice: choice ?? null});
		this.#observeAgain();
	}

	/** An answer to the question, graded at once. */
	answer(text: string): void {
		const {question} = this.step;
		if (!question || !this.#seen) {
			return;
		}
		const grade = gradeInParts(question, text, this.progress.memory.attempts, this.#seen);
		const attempt: Attempt = {text, ...grade};
		this.#send({type: 'answered', attempt, settles: grade.verdict === 'right'});
	}

	/** "Not sure" shows the answer; "I think I had it" takes the learner's word. Both end the question. */
	giveUp(how: 'unsure' | 'claimed'): void {
		const text = how === 'unsure' ? 'Not sure' : 'I think I had it';
		this.#send({type: 'answered', attempt: {text, verdict: how, there: [], missing: [], wrong: []}, settles: true});
	}

	stop(): void {
		this.#actor.stop();
	}

	view(): MissionView {
		const {step} = this;
		const {context} = this.#snapshot;
		const {memory, index} = context;
		const prediction = step.predict && memory.predicted !== undefined ? this.#prediction(step.predict) : undefined;
		const stage = this.#stage();
		// They say how to reach the goal. When it is reached they would give away what is asked about it.
		const hints = stage.kind === 'asking' && step.goal.length > 0 ? [] : step.hints;
		return {
			id: this.mission.id,
			number: this.#number,
			title: this.mission.title,
			step: {id: step.id, number: index + 1, count: this.mission.steps.length, title: step.title},
			lesson: step.lesson,
			task: step.task,
			stage,
			hints: hints.slice(0, memory.hints),
			hintsLeft: Math.max(0, hints.length - memory.hints),
			...(prediction && {prediction}),
		};
	}

	#prediction(predict: NonNullable<Step['predict']>): NonNullable<MissionView['prediction']> {
		const {memory, passed} = this.#snapshot.context;
		const chosen = predict.choices.find(choice => choice.id === memory.predicted);
		const known = Object.hasOwn(passed, this.step.id) || memory.reached !== undefined;
		return {
			question: predict.question,
			chosen: chosen?.text,
			...(known && {outcome: {right: chosen?.right, text: predict.outcome}}),
		};
	}

	#stage(): Stage {
		const {step} = this;
		const snapshot = this.#snapshot;
		const {memory, outcome, passed} = snapshot.context;
		if (snapshot.matches('predicting')) {
			const {question, choices} = step.predict!;
			return {kind: 'predicting', question, choices: choices.map(({id, text}) => ({id, text}))};
		}
		if (snapshot.matches('asking')) {
			const {question} = step;
			const next = this.#nextWords();
			const left = this.#left;
			const {deeper} = this.mission;
			return {
				kind: 'asking',
				question: askWords(question!),
				by: question!.kind,
				attempts: memory.attempts,
				settled: memory.settled,
				// What is to be taken from the step may be the answer, so it waits for that.
				...(memory.settled && {answer: [question!.answer, step.learned].filter(text => text !== '').join('\n')}),
				...(memory.settled && this.#isLast && deeper.length > 0 && {deeper}),
				...(next !== undefined && {next}),
				...(memory.settled && left.length > 0 && {left}),
			};
		}
		if (snapshot.matches('passed') || snapshot.matches('finished')) {
			const next = this.#nextWords();
			const left = this.#left;
			const why = [...(passed[step.id] ?? []), ...(step.learned ? [step.learned] : [])];
			return {
				kind: 'passed',
				why,
				otherWays: step.others.flatMap(({lines, say}) => (say === undefined ? [] : [`${say}: ${lines.join('; ')}`])),
				...(this.#isLast && this.mission.deeper.length > 0 && {deeper: this.mission.deeper}),
				...(next !== undefined && {next}),
				...(left.length > 0 && {left}),
				...(this.#again && {again: true}),
			};
		}
		return {kind: 'doing', missing: outcome.missing};
	}

	/** Whether the mission ends with this step. */
	get #isLast(): boolean {
		return indexAfter(this.#snapshot.context) < 0;
	}

	/** With the last step: the numbers of the steps that were left for later. */
	get #left(): readonly number[] {
		const {index, passed} = this.#snapshot.context;
		const open = this.mission.steps.flatMap(({id}, i) => (i === index || Object.hasOwn(passed, id) ? [] : [i + 1]));
		return this.#isLast ? open : [];
	}

	/** Set from outside, where the missions that follow are known. */
	nextMission: string | undefined;

	#nextWords(): string | undefined {
		const index = indexAfter(this.#snapshot.context);
		const next = this.mission.steps[index];
		return next ? `step ${index + 1}: ${next.title}` : this.nextMission;
	}

	/** Brings about what the step begins with, once a prediction is made, until the step has passed. */
	#happen(): void {
		const [cluster, seen] = [this.#cluster, this.#seen];
		if (
			!cluster ||
			!seen ||
			this.#happening ||
			!(this.#snapshot.matches('doing') || this.#snapshot.matches('asking'))
		) {
			return;
		}
		const {step} = this;
		const {begun} = this.#snapshot.context.memory;
		const due = step.begin.filter(happening => !begun || repeats(happening));
		if (due.length === 0) {
			if (!begun) {
				this.#send({type: 'begun'});
			}
			return;
		}
		this.#happening = true;
		void this.#bringAbout(due, cluster, seen)
			.then(all => {
				if (all && !begun && this.step === step) {
					this.#send({type: 'begun'});
				}
			})
			.catch(error => this.#hooks.failed(error))
			.finally(() => {
				this.#happening = false;
			});
	}

	/** One after the other; whether all could be brought about. */
	async #bringAbout(happenings: readonly Happening[], cluster: LabCluster, view: ClusterView): Promise<boolean> {
		let all = true;
		for (const happening of happenings) {
			all = (await bringAbout(happening, cluster, view, this.mission)) && all;
		}
		return all;
	}

	/** Judges again after something other than the cluster has changed. */
	#observeAgain(): void {
		if (this.#cluster && this.#seen) {
			this.observe(this.#cluster, this.#seen);
		}
	}

	#send(event: MissionEvent): void {
		this.#actor.send(event);
	}
}

/** A question with its choices, where it has any. */
function askWords(question: Question): string {
	const choices = question.kind === 'choice' ? question.choices.map((choice, i) => `\n${i + 1}. ${choice.text}`) : [];
	return question.ask + choices.join('');
}
