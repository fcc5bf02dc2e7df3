/** Plays a scenario in a fresh lab, in virtual time, as fast as it can. */
import {type Cluster, createCluster} from '../kubernetes/cluster.ts';
import {memoryFiles} from '../shell/folder.ts';
import type {ShellSession} from '../shell/session.ts';
import {newShellSession} from '../tutor/session/shell-session.ts';
import {runLine} from './run-line.ts';
import {
	parseControl,
	type RecordedStep,
	type Recording,
	type Scenario,
	ScenarioError,
	type ScenarioStep,
} from './scenario.ts';
import {settle} from './settle.ts';

export interface PlayOptions {
	readonly seed?: number;
	/** How many workers the lab has; three where nothing is said. */
	readonly workers?: number;
}

/** The namespace that scenarios are played in. */
const namespace = 'default';

/** @throws ScenarioError for a step that cannot be done, such as switching off a node that is not there */
export async function playScenario(scenario: Scenario, options: PlayOptions = {}): Promise<Recording> {
	const steps: RecordedStep[] = [];
	for await (const step of playSteps(scenario, options)) {
		steps.push(step);
	}
	return {...scenario, steps};
}

/** The same, step by step. */
export async function* playSteps(
	{files, steps}: Scenario,
	{seed = 1, workers = 3}: PlayOptions = {},
): AsyncGenerator<RecordedStep, void, undefined> {
	const cluster = createCluster({seed, workers});
	const session = newShellSession(cluster.connect(), memoryFiles(files));
	for (const [index, step] of steps.entries()) {
		yield await playStep(step, index, cluster, session);
	}
}

function playStep(
	step: ScenarioStep,
	index: number,
	cluster: Cluster,
	session: ShellSession,
): RecordedStep | Promise<RecordedStep> {
	if ('run' in step) {
		return runLine(step.run, cluster, session);
	}
	if ('settle' in step) {
		return settle(cluster, namespace);
	}
	if ('sleep' in step) {
		cluster.advance(step.sleep * 1000);
		return {sleep: step.sleep};
	}
	control(step.control, index, cluster);
	return {control: step.control};
}

/**
 * Does what a `control` step asks for.
 * @param step its number from 0, for the error
 * @throws ScenarioError where that cannot be done
 */
export function control(words: string, step: number, cluster: Cluster): void {
	const asked = parseControl(words);
	if (!asked) {
		throw new ScenarioError(`a control is "down NODE", "up NODE" or "add NODE IP", not "${words}"`, step);
	}
	const {node} = asked;
	const known = cluster.client.get('nodes', '', node) !== undefined;
	if (asked.what === 'add') {
		if (known) {
			throw new ScenarioError(`there is a node ${node} already`, step);
		}
		cluster.addNode(node, asked.ip);
		return;
	}
	const done = asked.what === 'down' ? known && cluster.stopNode(node) : cluster.startNode(node);
	if (!done) {
		const names = cluster.client.list('nodes').map(({metadata}) => metadata.name);
		throw new ScenarioError(`there is no node ${node}; there are ${names.join(', ')}`, step);
	}
}
