/** Plays a scenario in a fresh lab, in virtual time, as fast as it can. */
import type {KubernetesObject} from '../apimachinery/object.ts';
import {type Cluster, createCluster} from '../kubernetes/cluster.ts';
import {memoryFiles} from '../shell/folder.ts';
import {runShell} from '../shell/run.ts';
import type {ShellSession} from '../shell/session.ts';
import {newShellSession} from '../tutor/session/shell-session.ts';
import {type RecordedStep, type Recording, type Scenario, ScenarioError, type ScenarioStep} from './scenario.ts';

export interface PlayOptions {
	readonly seed?: number;
	/** How many workers the lab has; three where nothing is said. */
	readonly workers?: number;
}

/** The namespace that scenarios are played in. */
const namespace = 'default';
/** How long nothing may change until a cluster counts as settled, in milliseconds. */
const quiet = 3000;
/** A cluster that has not settled by then never will. */
const patience = 60 * 60 * 1000;

/** The resources that a settled step shows, as the store names them. */
const shownResources = [
	'deployments.apps',
	'replicasets.apps',
	'daemonsets.apps',
	'statefulsets.apps',
	'controllerrevisions.apps',
	'pods',
	'persistentvolumeclaims',
	'services',
];

/** @throws ScenarioError for a step that is none */
export async function playScenario(scenario: Scenario, options: PlayOptions = {}): Promise<Recording> {
	const cluster = createCluster({seed: options.seed ?? 1, workers: options.workers ?? 3});
	const session = newShellSession(cluster.connect(), memoryFiles(scenario.files));
	const changes = new LastChange(cluster);
	const steps: RecordedStep[] = [];
	for (const step of scenario.steps) {
		steps.push(await playStep(step, cluster, session, changes));
	}
	changes.stop();
	return {...scenario, steps};
}

async function playStep(
	step: ScenarioStep,
	cluster: Cluster,
	session: ShellSession,
	changes: LastChange,
): Promise<RecordedStep> {
	if ('run' in step) {
		return runStep(step.run, cluster, session);
	}
	if ('settle' in step) {
		return settle(cluster, changes);
	}
	if ('sleep' in step) {
		cluster.advance(step.sleep * 1000);
		return {sleep: step.sleep};
	}
	if ('control' in step) {
		control(step.control, cluster);
		return {control: step.control};
	}
	throw new ScenarioError(`a step is one of run, settle, sleep and control, and this is none: ${JSON.stringify(step)}`);
}

async function runStep(line: string, cluster: Cluster, session: ShellSession): Promise<RecordedStep> {
	let stdout = '';
	let stderr = '';
	const terminal = {
		out: (text: string) => {
			stdout += text;
		},
		err: (text: string) => {
			stderr += text;
		},
		signal: new AbortController().signal,
	};
	const exit = await cluster.runUntil(runShell(line, session, terminal));
	return {run: line, exit, stdout, stderr};
}

function settle(cluster: Cluster, changes: LastChange): RecordedStep {
	const deadline = cluster.now + patience;
	changes.forget();
	while (cluster.now < changes.at + quiet && cluster.now < deadline) {
		cluster.advanceTo(changes.at + quiet);
	}
	const {client} = cluster;
	const objects = shownResources
		.flatMap(resource => client.list(resource, namespace))
		.filter(object => !(object.kind === 'Service' && object.metadata.name === 'kubernetes'));
	return {settle: true, objects, events: client.list<KubernetesObject>('events', namespace)};
}

function control(words: string, cluster: Cluster): void {
	const [what, node, address] = words.trim().split(/\s+/);
	if (what === 'down' && node) {
		cluster.stopNode(node);
	} else if (what === 'up' && node) {
		cluster.startNode(node);
	} else if (what === 'add' && node && address) {
		cluster.addNode(node, address);
	} else {
		throw new ScenarioError(`a control is "down NODE", "up NODE" or "add NODE IP", and this is none: ${words}`);
	}
}

/** When an object of the namespace, or any Event, changed last. */
class LastChange {
	at: number;
	readonly #cluster: Cluster;
	readonly stop: () => void;

	constructor(cluster: Cluster) {
		this.#cluster = cluster;
		this.at = cluster.now;
		this.stop = cluster.onChange(change => {
			if (change === undefined || change.resource === 'events' || change.object.metadata.namespace === namespace) {
				this.at = cluster.now;
			}
		});
	}

	/** Counts from now on. */
	forget(): void {
		this.at = this.#cluster.now;
	}
}
