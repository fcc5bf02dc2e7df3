/**
 * One running copy at a time may write. The lock is a socket that its holder listens on: it goes with the process, even
 * after `kill -9`, so it can never be left behind by one that is gone.
 */
import {createHash, randomUUID} from 'node:crypto';
import {rmSync} from 'node:fs';
import {connect, createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export interface InstanceLock {
	release(): Promise<void>;
}

/** Where the socket for a folder is: paths of sockets are short, so it is named by a digest. */
function socketPath(folder: string): string {
	const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
	const name = `k8s-workloads-tutor-${digest}`;
	return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Who listens there: the holder's token, or undefined where nobody does. */
function holder(path: string): Promise<string | undefined> {
	return new Promise(resolve => {
		const socket = connect(path);
		let token = '';
		socket.setTimeout(1000, () => {
			socket.destroy();
			resolve('unknown');
		});
		socket.setEncoding('utf8').on('data', text => {
			token += text;
		});
		socket.on('end', () => resolve(token));
		socket.on('error', () => resolve(undefined));
	});
}

function listen(path: string, token: string): Promise<Server | undefined> {
	return new Promise((resolve, reject) => {
		const server = createServer(socket => {
			socket.on('error', () => {});
			socket.end(token);
		});
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') {
				resolve(undefined);
			} else {
				reject(error);
			}
		});
		server.listen(path, () => {
			// The lock must not keep the program running.
			server.unref();
			resolve(server);
		});
	});
}

/** Takes the lock of a folder; undefined where another running copy holds it. */
export async function takeLock(folder: string): Promise<InstanceLock | undefined> {
	const path = socketPath(folder);
	const token = randomUUID();
	for (let attempt = 0; attempt < 3; attempt++) {
		const server = await listen(path, token);
		if (server) {
			// Two copies may have taken a dead one's place at once; the one that answers there now has won.
			if ((await holder(path)) === token) {
				return {release: () => new Promise(resolve => server.close(() => resolve()))};
			}
			server.close();
			return undefined;
		}
		if ((await holder(path)) !== undefined) {
			return undefined;
		}
		rmSync(path, {force: true});
	}
	return undefined;
}
