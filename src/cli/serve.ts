/** `serve`: the simulator as a Kubernetes API server on loopback, for other people's clients. */
import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import type {Change} from '../kubernetes/api/store.ts';
import {type Cluster, loadCluster} from '../kubernetes/cluster.ts';
import {loadMissions} from '../tutor/missions/load.ts';
import {takeLock} from '../tutor/progress/instance-lock.ts';
import {Saver} from '../tutor/session/saver.ts';
import {serveHelp} from './help.ts';
import {type Places, places} from './places.ts';
import {openServer} from './serving/open-server.ts';
import {presets} from './serving/presets.ts';
import {ServingError} from './serving/serving-error.ts';
import {clusterOfMission, clusterOfPreset} from './serving/starting-cluster.ts';
import {openStateFile, type StateFile} from './serving/state-file.ts';

const options = {
	port: {type: 'string'},
	kubeconfig: {type: 'string'},
	state: {type: 'string'},
	mission: {type: 'string'},
	preset: {type: 'string'},
	nodes: {type: 'string'},
	speed: {type: 'string'},
	seed: {type: 'string'},
	home: {type: 'string'},
	missions: {type: 'string'},
	help: {type: 'boolean', short: 'h'},
} as const;

/** The most workers that a lab may have, and the most times as fast as the real time. */
const mostNodes = 1000;
const mostSpeed = 1000;
/** How long a change may wait until it is written, in milliseconds. */
const saveDelay = 1000;

/** How much of the cluster's time may be lost where only time has gone by, in milliseconds. */
const agingDelay = 60_000;

class UsageError extends Error {}

interface Asked {
	readonly values: ReturnType<typeof parse>;
	readonly places: Places;
	readonly port: number | undefined;
	readonly workers: number | undefined;
	readonly speed: number;
	readonly seed: number;
}

/**
 * Serves until it is told to end.
 * @returns 0; 1 where it could not be opened or the simulator failed; 2 where an argument is wrong
 */
export async function serve(args: readonly string[]): Promise<number> {
	let asked: Asked | undefined;
	try {
		asked = read(args);
		if (!asked) {
			console.log(serveHelp);
			return 0;
		}
		return await run(asked);
	} catch (error) {
		if (error instanceof UsageError) {
			console.error(`serve: ${error.message}`);
			return 2;
		}
		if (error instanceof ServingError) {
			console.error(`serve: ${error.message}`);
			return 1;
		}
		if ((error as NodeJS.ErrnoException).syscall !== undefined) {
			// A folder that may not be written, a disk that is full.
			console.error(`serve: ${(error as Error).message}`);
			return 1;
		}
		throw error;
	}
}

async function run(asked: Asked): Promise<number> {
	const {values, places, port, speed} = asked;
	// The terminal may be closed, and whoever reads the line may have enough of it: the server goes on.
	process.stdout.on('error', () => {});
	process.stderr.on('error', () => {});
	mkdirSync(places.state, {recursive: true});
	const statePath = values.state === undefined ? undefined : resolve(values.state);
	const lock = statePath === undefined ? undefined : await takeLock(statePath);
	if (statePath !== undefined && !lock) {
		throw new ServingError(`Another server goes on with ${statePath}. Close it, or name another file for this one.`);
	}
	try {
		const file = statePath === undefined ? undefined : openStateFile(statePath);
		const cluster = await startingCluster(asked, file);
		const ending = untilEnded();
		const server = await openServer({
			cluster,
			stateFolder: places.state,
			kubeconfig: values.kubeconfig ?? join(places.state, 'serve.kubeconfig'),
			port,
			speed,
			failed: ending.fail,
		});
		const keeping = file && keep(cluster, file);
		console.error(`The cluster is served at ${server.url}. In another terminal:\n`);
		console.log(server.usage);
		console.error('\nThen kubectl, k9s and other clients there work on it. Ctrl+C ends it.');
		const failure = await ending.ended;
		await server.close();
		if (failure !== undefined) {
			console.error(`serve: the simulator failed, and the cluster is not saved: ${String(failure)}`);
			return 1;
		}
		if (keeping && !(await keeping.end())) {
			return 1;
		}
		console.error(statePath === undefined ? 'Ended.' : `Ended; the cluster is kept in ${statePath}.`);
		return 0;
	} finally {
		await lock?.release();
	}
}

/** The cluster of the state file, or a new one. */
async function startingCluster(asked: Asked, file: StateFile | undefined): Promise<Cluster> {
	const {values, places, workers, seed} = asked;
	let setAside = file?.setAside;
	if (file?.saved) {
		try {
			const cluster = loadCluster(file.saved);
			console.error('The cluster goes on as it was left.');
			return cluster;
		} catch {
			setAside = file.putAside();
		}
	}
	if (setAside !== undefined) {
		console.error(`The saved cluster could not be read. It is kept as ${setAside}, and a new one is begun.`);
	}
	const start = {seed, now: Date.now(), workers};
	if (values.mission === undefined) {
		return clusterOfPreset(presets[values.preset ?? 'empty']!, start);
	}
	const mission = loadMissions(places.missions).find(({id}) => id === values.mission);
	return clusterOfMission(mission!, start);
}

/** Resolves when the program is told to end, with what went wrong if that is why. */
function untilEnded(): {readonly ended: Promise<unknown>; readonly fail: (error: unknown) => void} {
	let fail: (error: unknown) => void = () => {};
	const ended = new Promise<unknown>(resolve => {
		fail = resolve;
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			// The second one ends it at once, as without a handler.
			process.once(signal, () => resolve(undefined));
		}
	});
	return {ended, fail};
}

/** Saves the cluster soon after it has changed; how old everything in it is, now and then. */
function keep(cluster: Cluster, file: StateFile): {end(): Promise<boolean>} {
	let saved = cluster.now;
	let good = true;
	const saver = new Saver(
		() => {
			saved = cluster.now;
			good = true;
			return file.save(cluster.save());
		},
		saveDelay,
		error => {
			good = false;
			console.error(`The cluster could not be saved: ${(error as Error).message}`);
		},
	);
	const stop = cluster.onChange(change => {
		if (!change || isNews(change) || cluster.now - saved > agingDelay) {
			saver.touch();
		}
	});
	saver.touch();
	return {
		/** Saves it once more; whether that went well. */
		async end() {
			stop();
			saver.touch();
			await saver.flush();
			return good;
		},
	};
}

/** Signs of life come all the time, and nobody misses them. */
function isNews({resource, object, previous}: Change): boolean {
	if (resource === 'leases.coordination.k8s.io') {
		return object.metadata.namespace !== 'kube-node-lease';
	}
	const spec = (node: unknown) => (node as {readonly spec?: unknown}).spec;
	return (
		resource !== 'nodes' ||
		!previous ||
		spec(object) !== spec(previous) ||
		object.metadata.labels !== previous.metadata.labels ||
		object.metadata.annotations !== previous.metadata.annotations
	);
}

/** What the arguments ask for; undefined where they ask for help. */
function read(args: readonly string[]): Asked | undefined {
	const values = parse(args);
	if (values.help) {
		return undefined;
	}
	if (values.mission !== undefined && values.preset !== undefined) {
		throw new UsageError('a cluster starts from a --mission or from a --preset, not from both');
	}
	if (values.preset !== undefined && !Object.hasOwn(presets, values.preset)) {
		throw new UsageError(
			`there is no preset ${JSON.stringify(values.preset)}. There are: ${Object.keys(presets).join(', ')}`,
		);
	}
	for (const name of ['kubeconfig', 'state', 'home'] as const) {
		if (values[name] === '') {
			throw new UsageError(`--${name} wants a name`);
		}
	}
	const where = places(values);
	if (values.mission !== undefined) {
		const ids = loadMissions(where.missions).map(({id}) => id);
		if (!ids.includes(values.mission)) {
			throw new UsageError(`there is no mission ${JSON.stringify(values.mission)}. There are: ${ids.join(', ')}`);
		}
	}
	return {
		values,
		places: where,
		port: values.port === undefined ? undefined : whole('port', values.port, 0, 65_535),
		workers: values.nodes === undefined ? undefined : whole('nodes', values.nodes, 1, mostNodes),
		speed: values.speed === undefined ? 1 : speedOf(values.speed),
		seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('seed', values.seed, 0, 2 ** 32 - 1),
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({args: [...args], options, allowPositionals: false}).values;
	} catch (error) {
		throw new UsageError(`${(error as Error).message.replace(/\. To specify.*$/, '.')}\n\n${serveHelp}`);
	}
}

function whole(option: string, text: string, least: number, most: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < least || number > most) {
		throw new UsageError(`--${option} is a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
	}
	return number;
}

function speedOf(text: string): number {
	const speed = Number(text);
	if (!/^\d+(\.\d+)?$/.test(text) || speed <= 0 || speed > mostSpeed) {
		throw new UsageError(`--speed is a number above 0 and up to ${mostSpeed}, not ${JSON.stringify(text)}`);
	}
	return speed;
}
