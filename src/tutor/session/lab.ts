/** The cluster of one mission, running: paced, watched, saved. */
import type {Connection} from '../../apimachinery/connection.ts';
import {memoryFiles} from '../../shell/folder.ts';
import {runShell} from '../../shell/run.ts';
import {type Look, lookOf} from '../checks/look.ts';
import type {Mission, Step} from '../missions/mission.ts';
import type {ClusterFile} from '../progress/cluster-file.ts';
import {ClusterWatcher} from './cluster-watcher.ts';
import {bringAbout} from './happenings.ts';
import {type Pace, Pacer} from './pacer.ts';
import {newShellSession} from './shell-session.ts';
import type {LabCluster, LabSnapshot, Simulator} from './simulator.ts';

/** The virtual milliseconds that a learner's request takes. */
const requestLatency = 20;
/** How long a rebuilt lab is given to settle after each step. */
const settling = 10_000;

export interface LabHooks {
	/** Objects have changed. */
	observed(): void;
	/** The clock shows something else. */
	ticked(): void;
	looked(look: Look): void;
	/** A request of the learner's has changed something. */
	wrote(): void;
	/** The simulator threw: its state is no good any more. */
	failed(error: unknown): void;
}

export class Lab {
	readonly cluster: LabCluster;
	readonly watcher: ClusterWatcher;
	readonly pacer: Pacer;
	/** The learner's way to the cluster: what is looked at through it counts. */
	readonly connection: Connection;
	readonly #file: ClusterFile<unknown>;
	readonly #mission: Mission;
	#handedOver = false;

	constructor(mission: Mission, cluster: LabCluster, file: ClusterFile<unknown>, pace: Pace, hooks: LabHooks) {
		this.#mission = mission;
		this.cluster = cluster;
		this.#file = file;
		cluster.paused = pace.paused;
		this.watcher = new ClusterWatcher(cluster.connect({latency: 0}), hooks.observed);
		this.pacer = new Pacer(cluster, pace, {changed: hooks.ticked, failed: hooks.failed});
		const inOwnTime = cluster.connect({latency: requestLatency, movesTime: true});
		const inRealTime = cluster.connect({latency: 0});
		const connection: Connection = {
			...inOwnTime,
			request: request => (this.#handedOver ? inRealTime : inOwnTime).request(request),
			watch: (request, signal) => (this.#handedOver ? inRealTime : inOwnTime).watch(request, signal),
			stream: (request, signal, stdin) => (this.#handedOver ? inRealTime : inOwnTime).stream(request, signal, stdin),
		};
		this.connection = noticing(connection, hooks.looked, hooks.wrote);
	}

	async start(): Promise<void> {
		await this.watcher.start();
		this.pacer.start();
	}

	stop(): void {
		this.pacer.stop();
		this.watcher.stop();
	}

	setPace(pace: Partial<Pace>): void {
		this.pacer.setPace(pace);
		this.cluster.paused = this.pacer.pace.paused;
	}

	/** Leaves the cluster's time to somebody else, who lets it run as the wall clock's. */
	handOver(): void {
		this.#handedOver = true;
		this.pacer.stop();
		this.cluster.paused = false;
	}

	/** Time goes on at the learner's pace. */
	takeBack(): void {
		this.#handedOver = false;
		this.cluster.paused = this.pacer.pace.paused;
		this.pacer.start();
	}

	/** Whether its time is the wall clock's. */
	get handedOver(): boolean {
		return this.#handedOver;
	}

	snapshot(): LabSnapshot {
		return this.cluster.snapshot();
	}

	save(): Promise<void> {
		return this.#file.save(this.#saved());
	}

	#saved() {
		return {mission: this.#mission.id, version: this.#mission.version, cluster: this.cluster.save()};
	}
}

/**
 * Tells what is looked at and that something was written, once the answer is there: a look at what does not exist has seen nothing.
 */
export function noticing(
	connection: Connection,
	looked: (look: Look) => void,
	wrote: () => void = () => {},
): Connection {
	return {
		clock: connection.clock,
		async request(request) {
			const response = await connection.request(request);
			if (request.method !== 'GET' && response.status < 400) {
				wrote();
			}
			const look = response.status < 400 ? lookOf(request) : undefined;
			if (look) {
				looked(look);
			}
			return response;
		},
		async *watch(request, signal) {
			const look = lookOf(request);
			for await (const event of connection.watch(request, signal)) {
				try {
					yield event;
				} finally {
					// Here the client has shown it: who watches looks again at each change. What judges the look has a
					// watch of its own, which gets its turn first.
					if (look) {
						setImmediate(() => looked(look));
					}
				}
			}
		},
		async *stream(request, signal, stdin) {
			const look = lookOf(request);
			for await (const chunk of connection.stream(request, signal, stdin)) {
				if (look) {
					looked(look);
				}
				yield chunk;
			}
		},
	};
}

/**
 * A cluster in the state that a step starts from: the solutions of the steps before it have been played in it, in
 * virtual time.
 */
export async function buildCluster(
	simulator: Simulator,
	mission: Mission,
	stepsBefore: readonly Step[],
	options: {readonly seed: number; readonly start: number},
): Promise<LabCluster> {
	const cluster = simulator.create({...options, workers: mission.workers});
	if (stepsBefore.every(step => step.solution.length === 0 && step.begin.length === 0)) {
		return cluster;
	}
	const watcher = new ClusterWatcher(cluster.connect({latency: 0}), () => {});
	await watcher.start();
	const session = newShellSession(
		cluster.connect({latency: requestLatency, movesTime: true}),
		memoryFiles(mission.files),
	);
	const terminal = {out() {}, err() {}, signal: new AbortController().signal};
	const settle = async () => {
		cluster.advance(settling);
		await new Promise(resolve => setImmediate(resolve));
	};
	for (const step of stepsBefore) {
		for (const happening of step.begin) {
			await cluster.runUntil(bringAbout(happening, cluster, watcher, mission));
		}
		for (const line of step.solution) {
			const span = /^wait (.+)$/.exec(line);
			if (span) {
				await bringAbout({wait: span[1]!}, cluster, watcher, mission);
			} else {
				await cluster.runUntil(runShell(line, session, terminal));
			}
			await settle();
		}
	}
	watcher.stop();
	return cluster;
}
