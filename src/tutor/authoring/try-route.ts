/** Plays lines in a step as a learner would type them, in virtual time, and says what came of them. */
import {filesFrom, memoryFiles} from '../../shell/folder.ts';
import {runShell} from '../../shell/run.ts';
import {freshMemory} from '../missions/machine.ts';
import type {Mission} from '../missions/mission.ts';
import {sentenceAfter} from '../session/afterthoughts.ts';
import {ClusterWatcher} from '../session/cluster-watcher.ts';
import {noticing} from '../session/lab.ts';
import {labCommands} from '../session/lab-commands.ts';
import {MissionRunner} from '../session/mission-runner.ts';
import {PendingLooks} from '../session/pending-looks.ts';
import {newShellSession} from '../session/shell-session.ts';
import type {LabCluster} from '../session/simulator.ts';

export interface RouteResult {
	/** Whether the goal was reached: the step has passed, or only its question is left. */
	readonly reached: boolean;
	/** What was still missing. */
	readonly missing: readonly string[];
	/** The plain sentences that the lines brought. */
	readonly coaching: readonly string[];
	/** What went to standard error. */
	readonly errors: string;
}

/** How long a step may take to pass after the last line, in virtual milliseconds. */
const patience = 30_000;
/** How many turns what a step begins with may take. */
const mostTurns = 200;
/** How often it is looked whether it has. */
const glance = 500;

/**
 * @param cluster in the state that the step starts from; it is changed
 * @param index the step's place in the mission, from 0
 */
export async function tryRoute(
	cluster: LabCluster,
	mission: Mission,
	index: number,
	lines: readonly string[],
): Promise<RouteResult> {
	const step = mission.steps[index]!;
	const passed = Object.fromEntries(mission.steps.slice(0, index).map(({id}) => [id, []]));
	const progress = {version: mission.version, passed, step: step.id, memory: freshMemory, finished: false};
	let failure: unknown;
	const runner = new MissionRunner(mission, 1, progress, {
		changed() {},
		failed(error) {
			failure = error;
		},
	});
	const watcher = new ClusterWatcher(cluster.connect({latency: 0}), () => runner.observe(cluster, watcher));
	await watcher.start();
	runner.observe(cluster, watcher);
	runner.predict(undefined);
	await settled(cluster, () => step.begin.length === 0 || runner.progress.memory.begun);
	const files = memoryFiles(mission.files);
	let ended: unknown;
	const pass = async (milliseconds: number) => {
		cluster.advance(milliseconds);
		await new Promise(resolve => setImmediate(resolve));
		runner.observe(cluster, watcher);
	};
	const looks = new PendingLooks(look => runner.looked(look));
	const connection = noticing(cluster.connect({latency: 20, movesTime: true}), look => looks.add(look));
	const session = newShellSession(connection, files, {
		commands: labCommands({
			edit: async (_folder, name) => runner.read(name),
			// The watches get their turn after the line: time would run on while it waited for them.
			wait: async milliseconds => {
				cluster.advance(milliseconds === 'event' ? patience : milliseconds);
				return undefined;
			},
		}),
		failed: error => {
			ended = error;
		},
		fileShown: path => runner.read(path),
	});
	const coaching: string[] = [];
	let errors = '';
	for (const line of lines) {
		ended = undefined;
		let said = '';
		looks.begin(line);
		const err = (text: string) => {
			said += text;
		};
		const exit = await cluster.runUntil(
			runShell(line, session, {out: () => looks.printed(), err, signal: new AbortController().signal}),
		);
		looks.end(exit);
		errors += said;
		const sentence = sentenceAfter(exit, {
			line,
			errors: said,
			failure: ended,
			files: filesFrom(files, session.folder),
			given: Object.keys(mission.files),
			view: watcher,
		});
		if (sentence !== undefined) {
			coaching.push(sentence);
		}
		await pass(0);
	}
	const reached = () => {
		const {stage} = runner.view();
		return stage.kind === 'passed' || (stage.kind === 'asking' && step.goal.length > 0);
	};
	for (let waited = 0; lines.length > 0 && !reached() && waited < patience; waited += glance) {
		await pass(glance);
	}
	const {stage} = runner.view();
	const missing = stage.kind === 'doing' ? stage.missing : [];
	const result = {reached: reached(), missing, coaching, errors};
	watcher.stop();
	runner.stop();
	if (failure !== undefined) {
		throw failure;
	}
	return result;
}

/** Gives what a step begins with its turns, without letting time pass. */
async function settled(cluster: LabCluster, done: () => boolean): Promise<void> {
	for (let turns = 0; !done() && turns < mostTurns; turns++) {
		await cluster.runUntil(new Promise(resolve => setImmediate(resolve)));
	}
}
