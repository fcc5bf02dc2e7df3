/** What the screen shows, from what is open and what is kept. */
import type {Editing, GlossaryEntry, HostView, MissionSummary, Notice, OutputEntry} from '../host.ts';
import type {Mission} from '../missions/mission.ts';
import type {Records} from '../progress/records.ts';
import {paceActions, timeIsReal} from './mission-server.ts';
import type {OpenMission} from './open-mission.ts';
import {ownershipTree, timeline} from './panels.ts';

export interface ViewParts {
	readonly open: OpenMission | undefined;
	readonly missions: readonly Mission[];
	/** With the mission that is open as it stands. */
	readonly records: Records;
	readonly continueWith: string | undefined;
	readonly notices: readonly Notice[];
	readonly output: readonly OutputEntry[];
	readonly glossary: readonly GlossaryEntry[];
	readonly editing: Editing | undefined;
	/** Milliseconds since 1970; shown while no cluster is open. */
	readonly now: number;
}

export function makeView({
	open,
	missions,
	records,
	continueWith,
	notices,
	output,
	glossary,
	editing,
	now,
}: ViewParts): HostView {
	const running = open?.prompt.running;
	const question = open?.prompt.question;
	const served = open?.server.view;
	const tree = open && ownershipTree(open.lab.watcher, open.shell.settings.namespace);
	return {
		notices,
		missions: missions.map(mission => summaryOf(mission, records)),
		...(continueWith !== undefined && {continueWith}),
		...(open && {mission: open.runner.view()}),
		clock: {
			now: open?.lab.cluster.now ?? now,
			paused: (!served && open?.lab.pacer.pace.paused) ?? false,
			speed: served ? 1 : (open?.lab.pacer.pace.speed ?? records.speed),
			virtual: !served,
		},
		nodes: open?.lab.watcher.list('Node') ?? [],
		pods: open?.lab.watcher.list('Pod') ?? [],
		...(tree && {tree}),
		timeline: open ? timeline(open.lab.watcher, open.shell.settings.namespace) : [],
		output,
		history: records.history,
		prompt: open?.prompt.promptText ?? '',
		...(served && {served}),
		...(running && {running}),
		...(question !== undefined && {ask: {question}}),
		...(editing && {editing}),
		glossary,
		unavailable: {
			...(served && Object.fromEntries(paceActions.map(action => [action, timeIsReal]))),
			...(open && !open.canUndo && {undo: 'nothing to undo'}),
			...(open && !open.canRedo && {redo: 'nothing to redo'}),
		},
	};
}

function summaryOf({id, title, summary, steps}: Mission, records: Records): MissionSummary {
	const progress = records.missions[id];
	const stepsPassed = steps.filter(step => progress && Object.hasOwn(progress.passed, step.id)).length;
	const state = stepsPassed === steps.length ? 'done' : progress === undefined ? 'new' : 'started';
	return {id, title, summary, state, stepsPassed, steps: steps.length};
}
