/** The cluster that a server starts with. */
import type {Cluster} from '../../kubernetes/cluster.ts';
import {memoryFiles} from '../../shell/folder.ts';
import {runShell} from '../../shell/run.ts';
import type {Mission} from '../../tutor/missions/mission.ts';
import {ClusterWatcher} from '../../tutor/session/cluster-watcher.ts';
import {bringAbout} from '../../tutor/session/happenings.ts';
import {newShellSession} from '../../tutor/session/shell-session.ts';
import {simulator} from '../simulator.ts';
import type {Preset} from './presets.ts';

export interface StartOptions {
	readonly seed: number;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** How many workers it has; of a mission its own number where nothing is said. */
	readonly workers?: number | undefined;
}

/** How long a preset has been there when somebody sees it first, in milliseconds. */
const presetAge = 10 * 60_000;
const fewWorkers = 3;

/** A lab in which a preset's manifests were applied a while ago. */
export async function clusterOfPreset(preset: Preset, {seed, now, workers}: StartOptions): Promise<Cluster> {
	const cluster = create({seed, start: now - presetAge, workers: workers ?? fewWorkers});
	const names = preset.manifests.map((_manifest, i) => `${i}.yaml`);
	const files = memoryFiles(Object.fromEntries(preset.manifests.map((manifest, i) => [names[i]!, manifest])));
	const session = newShellSession(cluster.connect({movesTime: true}), files);
	let errors = '';
	const terminal = {
		out() {},
		err(text: string) {
			errors += text;
		},
		signal: new AbortController().signal,
	};
	for (const name of names) {
		if ((await cluster.runUntil(runShell(`kubectl apply -f ${name}`, session, terminal))) !== 0) {
			throw new Error(`a preset could not be set up: ${errors}`);
		}
	}
	cluster.advanceTo(Math.max(now, cluster.now));
	return cluster;
}

/** The state from which a mission's first step starts, with what befalls the cluster then. */
export async function clusterOfMission(mission: Mission, {seed, now, workers}: StartOptions): Promise<Cluster> {
	const cluster = create({seed, start: now, workers: workers ?? mission.workers});
	const watcher = new ClusterWatcher(cluster.connect({latency: 0}), () => {});
	await watcher.start();
	for (const happening of mission.steps[0]?.begin ?? []) {
		await cluster.runUntil(bringAbout(happening, cluster, watcher, mission));
	}
	watcher.stop();
	return cluster;
}

function create(options: {readonly seed: number; readonly start: number; readonly workers: number}): Cluster {
	return simulator.create(options);
}
