/** Listens on loopback alone, and closes for good. */
import type {Server} from 'node:https';
import type {AddressInfo, Socket} from 'node:net';

export const loopback = '127.0.0.1';
/** How long answers that are on their way may still take when the server closes, in milliseconds. */
const lastGrace = 1000;
/** How often it is looked then whether a connection has become idle, in milliseconds. */
const glance = 20;

export interface Listener {
	readonly port: number;
	/** Lets no one in any more, and resolves when every connection is closed. */
	close(): Promise<void>;
}

/** @param wanted 0 takes a port that is free. Rejects where it is taken */
export async function listen(server: Server, wanted: number): Promise<Listener> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(wanted, loopback, () => {
			server.off('error', reject);
			resolve();
		});
	});
	const {port} = server.address() as AddressInfo;
	return {port, close: () => close(server, sockets)};
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
	return new Promise(resolve => {
		// A connection is idle when its stream has ended, which takes a moment.
		const idle = setInterval(() => server.closeIdleConnections(), glance);
		const last = setTimeout(() => {
			for (const socket of sockets) {
				socket.destroy();
			}
		}, lastGrace);
		server.close(() => {
			clearInterval(idle);
			clearTimeout(last);
			resolve();
		});
	});
}
