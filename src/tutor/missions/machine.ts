/**
 * A mission as a state machine: pure, fed with events, without clocks or effects. What it knows can be written down as
 * `MissionProgress` and a machine built from that again, so nothing of XState's own is ever stored.
 */
import {assign, setup} from 'xstate';
import type {ClusterView} from '../checks/cluster-view.ts';
import {type Deeds, evaluate, find, type Outcome, stateHolds} from '../checks/evaluate.ts';
import type {Look} from '../checks/look.ts';
import {sight} from '../checks/replacement.ts';
import type {Attempt} from '../host.ts';
import type {Mission, Step} from './mission.ts';

/** What has been done in the step that is open. */
export interface StepMemory extends Deeds {
	/** Whether the step's happenings have been brought about. */
	readonly begun: boolean;
	readonly hints: number;
	readonly attempts: readonly Attempt[];
	/** Why the goal was reached, once it was; it stays reached while the question is answered. */
	readonly reached?: readonly string[];
	/** Whether the question is done with: answered right, or given up. */
	readonly settled: boolean;
	/** The choice predicted; null: not sure; undefined: not asked yet. */
	readonly predicted?: string | null;
}

/** Plain data, safe to store. Steps are known by their ids. */
export interface MissionProgress {
	readonly version: number;
	/** The steps passed, each with why. */
	readonly passed: Readonly<Record<string, readonly string[]>>;
	/** The step that is open. */
	readonly step: string;
	readonly memory: StepMemory;
	/** Whether the learner has gone past the last step's end. */
	readonly finished: boolean;
}

export const freshMemory: StepMemory = {begun: false, hints: 0, looks: [], read: [], attempts: [], settled: false};

export function freshProgress(mission: Mission): MissionProgress {
	return {version: mission.version, passed: {}, step: mission.steps[0]!.id, memory: freshMemory, finished: false};
}

/**
 * The same progress in a mission that has changed: what was passed stays passed, and the learner goes on at the first
 * step not passed.
 */
export function migrateProgress(mission: Mission, progress: MissionProgress): MissionProgress {
	const known = mission.steps.some(step => step.id === progress.step);
	if (progress.version === mission.version && known) {
		return progress;
	}
	const next = mission.steps.find(step => !Object.hasOwn(progress.passed, step.id));
	if (!next) {
		return {...progress, version: mission.version, step: mission.steps.at(-1)!.id, finished: true};
	}
	const memory = next.id === progress.step ? progress.memory : freshMemory;
	return {...progress, version: mission.version, step: next.id, memory, finished: false};
}

/**
 * The progress with which a mission is opened: one that was gone through to its end is gone on with at the first step
 * that was left for later.
 */
export function reopened(mission: Mission, progress: MissionProgress): MissionProgress {
	const left = mission.steps.find(step => !Object.hasOwn(progress.passed, step.id));
	return progress.finished && left ? {...progress, step: left.id, memory: freshMemory, finished: false} : progress;
}

/** The step that follows: the next one that has not been passed; -1 after the last. */
export function indexAfter({mission, index, passed}: Pick<MissionContext, 'mission' | 'index' | 'passed'>): number {
	return mission.steps.findIndex((step, place) => place > index && !Object.hasOwn(passed, step.id));
}

export type MissionEvent =
	/** The cluster was looked at anew. */
	| {readonly type: 'observed'; readonly view: ClusterView}
	| {readonly type: 'looked'; readonly look: Look}
	| {readonly type: 'read'; readonly file: string}
	| {readonly type: 'begun'}
	| {readonly type: 'hint'}
	/** null: not sure. */
	| {readonly type: 'predict'; readonly choice: string | null}
	/** `settles` where the answer was right, or was given up. */
	| {readonly type: 'answered'; readonly attempt: Attempt; readonly settles: boolean}
	| {readonly type: 'next'}
	/** Goes on without having passed. */
	| {readonly type: 'skip'};

export interface MissionContext {
	readonly mission: Mission;
	readonly index: number;
	readonly passed: Readonly<Record<string, readonly string[]>>;
	readonly memory: StepMemory;
	readonly outcome: Outcome;
	/** Whether all that the goal wants of the cluster itself was so when it was last seen. */
	readonly stateHolds: boolean;
}

const nothingSeen: Outcome = {passed: false, why: [], missing: []};

function stepOf({mission, index}: MissionContext): Step {
	return mission.steps[index]!;
}

function remember(context: MissionContext, change: Partial<StepMemory>): Pick<MissionContext, 'memory'> {
	return {memory: {...context.memory, ...change}};
}

/** Who watches looks again and again; each look is kept once. */
function withLook(looks: readonly Look[], look: Look): readonly Look[] {
	const known = looks.some(
		({at, by, name, namespace, of, held}) =>
			at === look.at &&
			by === look.by &&
			name === look.name &&
			namespace === look.namespace &&
			of === look.of &&
			held === look.held,
	);
	return known ? looks : [...looks, look];
}

function withStepPassed(context: MissionContext): Pick<MissionContext, 'passed'> {
	return {passed: {...context.passed, [stepOf(context).id]: context.memory.reached ?? []}};
}

/** When a step was begun: earlier than it was once, where time has been taken back. */
function sinceIn({since}: StepMemory, {now}: ClusterView): number {
	return Math.min(since ?? now, now);
}

export const missionMachine = setup({
	types: {
		input: {} as {readonly mission: Mission; readonly progress: MissionProgress},
		context: {} as MissionContext,
		events: {} as MissionEvent,
	},
	guards: {
		isPassed: ({context}) => Object.hasOwn(context.passed, stepOf(context).id),
		wantsPrediction: ({context}) => stepOf(context).predict !== undefined && context.memory.predicted === undefined,
		wantsAnswer: ({context}) => stepOf(context).question !== undefined && !context.memory.settled,
		hasGoal: ({context}) => stepOf(context).goal.length > 0,
		reached: ({context}) => context.outcome.passed,
		wasReached: ({context}) => context.memory.reached !== undefined,
		isAnswered: ({context}) => stepOf(context).question !== undefined && context.memory.settled,
		isLast: ({context}) => indexAfter(context) < 0,
	},
	actions: {
		remember: assign(({context, event}) => {
			const {looks, read} = context.memory;
			switch (event.type) {
				case 'looked':
					return remember(context, {looks: withLook(looks, {...event.look, held: context.stateHolds})});
				case 'read':
					return remember(context, {read: [...read, event.file]});
				case 'begun':
					return remember(context, {begun: true});
				case 'hint':
					return remember(context, {hints: Math.min(context.memory.hints + 1, stepOf(context).hints.length)});
				case 'predict':
					return remember(context, {predicted: event.choice});
				case 'answered': {
					const after = remember(context, {
						attempts: [...context.memory.attempts, event.attempt],
						settled: context.memory.settled || event.settles,
					});
					// Passed from here on, also for who leaves before going on.
					return {...after, ...(event.settles && withStepPassed(context))};
				}
				default:
					return {};
			}
		}),
		observe: assign(({context, event}) => {
			if (event.type !== 'observed') {
				return {};
			}
			const {goal} = stepOf(context);
			const seen = sight(goal, event.view, context.memory.seen ?? {}, find);
			const since = goal.some(check => 'waited' in check) ? sinceIn(context.memory, event.view) : undefined;
			const memory = {
				...context.memory,
				...(Object.keys(seen).length > 0 && {seen}),
				...(since !== undefined && {since}),
			};
			return {memory, outcome: evaluate(goal, event.view, memory), stateHolds: stateHolds(goal, event.view, memory)};
		}),
		keepReached: assign(({context}) => remember(context, {reached: context.memory.reached ?? context.outcome.why})),
		markPassed: assign(({context}) => withStepPassed(context)),
		goOn: assign(({context}) => ({
			index: indexAfter(context),
			memory: freshMemory,
			outcome: nothingSeen,
			stateHolds: false,
		})),
	},
}).createMachine({
	id: 'mission',
	context: ({input: {mission, progress}}) => ({
		mission,
		index: Math.max(
			0,
			mission.steps.findIndex(step => step.id === progress.step),
		),
		passed: progress.passed,
		memory: progress.memory,
		outcome: nothingSeen,
		stateHolds: false,
	}),
	initial: 'entering',
	on: {
		looked: {actions: 'remember'},
		read: {actions: 'remember'},
		begun: {actions: 'remember'},
		hint: {actions: 'remember'},
	},
	states: {
		/** Where a step is entered: newly, or again after the program was started again. */
		entering: {
			always: [
				{guard: 'isAnswered', target: 'asking'},
				{guard: 'isPassed', target: 'passed'},
				{guard: 'wasReached', target: 'reached'},
				{guard: 'wantsPrediction', target: 'predicting'},
				{guard: 'hasGoal', target: 'doing'},
				{target: 'asking'},
			],
		},
		predicting: {
			on: {
				predict: {target: 'doing', actions: 'remember'},
				skip: {target: 'leaving'},
			},
		},
		doing: {
			on: {
				observed: {target: 'judging', actions: 'observe'},
				skip: {target: 'leaving'},
			},
		},
		judging: {
			always: [{guard: 'reached', target: 'reached'}, {target: 'doing'}],
		},
		/** The goal holds; a question may follow before the step has passed. */
		reached: {
			entry: 'keepReached',
			always: [{guard: 'wantsAnswer', target: 'asking'}, {target: 'passing'}],
		},
		asking: {
			on: {
				answered: {actions: 'remember'},
				next: {guard: ({context}) => context.memory.settled, target: 'passing'},
				skip: {target: 'leaving'},
			},
		},
		passing: {
			entry: 'markPassed',
			always: [
				// A question has shown its own end: after it nothing more is to be said.
				{guard: ({context}) => stepOf(context).question !== undefined, target: 'leaving'},
				{target: 'passed'},
			],
		},
		passed: {
			on: {next: {target: 'leaving'}},
		},
		leaving: {
			always: [
				{guard: 'isLast', target: 'finished'},
				{target: 'entering', actions: 'goOn'},
			],
		},
		finished: {},
	},
});
