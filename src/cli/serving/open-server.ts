/** Opens a server on a cluster: who may come in, where it listens, how its time goes, and the kubeconfig that says so. */
import {resolve} from 'node:path';
import type {Connection} from '../../apimachinery/connection.ts';
import {type ServedApi, serveApi} from '../../server/index.ts';
import {type TimedCluster, WallClock, type WallClockEffects} from '../../server/wall-clock.ts';
import {type InstanceLock, takeLock} from '../../tutor/progress/instance-lock.ts';
import {keepCredentials} from './credentials-file.ts';
import {exportLine, findKubeconfig, writeKubeconfig} from './kubeconfig-file.ts';
import {ServingError} from './serving-error.ts';

export interface ServedCluster extends TimedCluster {
	connect(options: {readonly latency: number}): Connection;
}

export interface OpenServerOptions {
	readonly cluster: ServedCluster;
	/** Where the certificate and the token are kept. */
	readonly stateFolder: string;
	readonly kubeconfig: string;
	/** Without one: the port of last time where it is free, else any. */
	readonly port?: number | undefined;
	/** How many times as fast as the real time that of the cluster goes. */
	readonly speed?: number;
	/** Listens in on what clients ask. */
	readonly through?: (connection: Connection) => Connection;
	/** The home of whoever reads the line that makes a shell use it; it is then written as `~`. */
	readonly home?: string;
	/** Is told how many connections of clients are open. */
	readonly onClients?: (open: number) => void;
	readonly ticked?: () => void;
	/** The time that its own is to keep up with; the real one where nothing is said. */
	readonly time?: WallClockEffects;
	/** The simulator failed. */
	readonly failed: (error: unknown) => void;
}

export interface OpenServer {
	readonly url: string;
	readonly kubeconfig: string;
	/** The line that makes a shell use it. */
	readonly usage: string;
	/** Makes it now in the cluster again, after it was put back to an earlier state. */
	moveToNow(): void;
	close(): Promise<void>;
}

/** Throws a ServingError where it cannot be opened. */
export async function openServer(options: OpenServerOptions): Promise<OpenServer> {
	const kubeconfig = resolve(options.kubeconfig);
	const lock = await takeLock(kubeconfig);
	if (!lock) {
		throw new ServingError(
			`Another server is open that has ${kubeconfig}. Close it, or name another file for this one.`,
		);
	}
	try {
		return await open(options, kubeconfig, lock);
	} catch (error) {
		await lock.release();
		throw error;
	}
}

async function open(options: OpenServerOptions, kubeconfig: string, lock: InstanceLock): Promise<OpenServer> {
	const {cluster, stateFolder, failed, ticked, speed = 1, time = realTime, through = same} = options;
	const found = findKubeconfig(kubeconfig);
	const credentials = await keepCredentials(stateFolder, Date.now());
	const clock = new WallClock(cluster, time, {speed, failed, ...(ticked && {ticked})});
	const connection = through(forClients(cluster.connect({latency: 0}), () => clock.wake()));
	const served = await listen(options.port, found?.port, port =>
		serveApi({
			connection,
			credentials,
			port,
			beforeRequest: () => clock.catchUp(),
			...(options.onClients && {onClients: options.onClients}),
		}),
	);
	const close = async () => {
		clock.stop();
		await served.close();
		await lock.release();
	};
	try {
		clock.start();
		await writeKubeconfig(kubeconfig, served.url, credentials, found);
	} catch (error) {
		await close();
		throw new ServingError(`${kubeconfig} could not be written: ${(error as Error).message}`);
	}
	return {
		url: served.url,
		kubeconfig,
		usage: exportLine(kubeconfig, options.home),
		moveToNow: () => clock.moveToNow(),
		close,
	};
}

/** @param wanted the port that was asked for; @param last the one of last time */
async function listen(
	wanted: number | undefined,
	last: number | undefined,
	serve: (port: number) => Promise<ServedApi>,
): Promise<ServedApi> {
	try {
		return await serve(wanted ?? last ?? 0);
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		if (wanted === undefined && last !== undefined) {
			return serve(0);
		}
		const why =
			code === 'EADDRINUSE' ? 'something else listens there' : code === 'EACCES' ? 'that is not allowed' : message;
		throw new ServingError(`The server cannot listen on port ${wanted}: ${why}.`);
	}
}

const same = (connection: Connection): Connection => connection;

const realTime = {
	now: () => Date.now(),
	after(milliseconds: number, run: () => void) {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
};

/**
 * How long the answer to a write takes, in milliseconds. On a real cluster it is on disk by then, and controllers have
 * begun to act on it: what a client asks next finds them so.
 */
const writeTime = 8;

/**
 * The connection that clients are given: a write is answered after `writeTime`, and the clock is told when something may
 * have come to be due sooner. Watches only wait for what is under way already.
 */
function forClients(connection: Connection, wake: () => void): Connection {
	return {
		clock: connection.clock,
		async request(request) {
			const response = await connection.request(request);
			if (request.method === 'GET') {
				wake();
				return response;
			}
			const acted = connection.clock.sleep(writeTime);
			wake();
			await acted;
			return response;
		},
		watch: (request, signal) => connection.watch(request, signal),
		async *stream(request, signal, stdin) {
			const chunks = connection.stream(request, signal, stdin)[Symbol.asyncIterator]();
			try {
				for (;;) {
					const next = chunks.next();
					setImmediate(wake);
					const {done, value} = await next;
					if (done) {
						return;
					}
					yield value;
				}
			} finally {
				await chunks.return?.();
			}
		},
	};
}
