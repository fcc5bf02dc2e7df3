/** The Kubernetes API over HTTPS, on loopback, for whoever holds the token: the seam as a server. */
import {createServer} from 'node:https';
import type {Connection} from '../apimachinery/connection.ts';
import {createGate} from './admission.ts';
import {giveUpStalled, sendError, setCommonHeaders} from './answer.ts';
import {Clients} from './clients.ts';
import type {Credentials} from './credentials.ts';
import {handle} from './handler.ts';
import {defaultLimits, type Limits} from './limits.ts';
import {listen, loopback} from './listener.ts';
import {bodyOfUpgrade} from './refusals.ts';
import type {LogEntry, Room} from './room.ts';
import {createUpgrader, hasBody, opensStream, responseOn} from './upgrade.ts';

export type {Limits} from './limits.ts';
export type {LogEntry} from './room.ts';

export interface ServeOptions {
	/** The cluster. What it takes of time for itself is added to every request: give it one without latency. */
	readonly connection: Connection;
	readonly credentials: Credentials;
	/** 0, or nothing, takes one that is free. */
	readonly port?: number;
	/** Brings the cluster up to the present; called before each request. */
	readonly beforeRequest?: () => void;
	readonly limits?: Partial<Limits>;
	/** Is told how many connections of clients that were let in are open, whenever that changes. */
	readonly onClients?: (open: number) => void;
	/** Is told of each request when it has been answered. */
	readonly log?: (entry: LogEntry) => void;
}

export interface ServedApi {
	/** Such as `https://127.0.0.1:6443`. */
	readonly url: string;
	readonly port: number;
	/** Ends every stream and connection, and listens no more. */
	close(): Promise<void>;
}

/** Starts to listen, on loopback alone. Rejects where the port is taken. */
export async function serveApi(options: ServeOptions): Promise<ServedApi> {
	const limits: Limits = {...defaultLimits, ...options.limits};
	const closing = new AbortController();
	const room: Room = {
		connection: options.connection,
		limits,
		beforeRequest: options.beforeRequest ?? (() => {}),
		log: options.log ?? (() => {}),
		closing: closing.signal,
	};
	const {certificate, key, token} = options.credentials;
	const server = createServer({
		cert: certificate,
		key,
		minVersion: 'TLSv1.2',
		handshakeTimeout: limits.handshakeTime,
		maxHeaderSize: limits.headerBytes,
		connectionsCheckingInterval: Math.min(limits.headersTime, 5000),
	});
	server.headersTimeout = limits.headersTime;
	server.requestTimeout = limits.requestTime;
	server.keepAliveTimeout = limits.idleTime;
	server.maxConnections = limits.connections;
	const listener = await listen(server, options.port ?? 0);
	const clients = new Clients(options.onClients);
	const gate = createGate(token, listener.port);
	server.on('request', (request, response) => {
		response.on('error', () => {});
		giveUpStalled(response, limits.stallTime);
		const refusal = gate.refusal(request);
		if (refusal) {
			setCommonHeaders(response);
			response.setHeader('Connection', 'close');
			sendError(request, response, refusal).catch(() => response.destroy());
			return;
		}
		clients.add(request.socket);
		void handle(room, request, response);
	});
	const upgrade = createUpgrader(room);
	server.on('upgrade', (request, socket, head) => {
		socket.on('error', () => socket.destroy());
		const refusal = gate.refusal(request) ?? (hasBody(request) ? bodyOfUpgrade() : undefined);
		if (refusal) {
			sendError(request, responseOn(request, socket), refusal).catch(() => socket.destroy());
			return;
		}
		clients.add(request.socket);
		void (opensStream(request) ? upgrade(request, socket, head) : handle(room, request, responseOn(request, socket)));
	});
	server.on('clientError', (_error, socket) => socket.destroy());
	server.on('tlsClientError', (_error, socket) => socket.destroy());
	return {
		url: `https://${loopback}:${listener.port}`,
		port: listener.port,
		close() {
			closing.abort();
			return listener.close();
		},
	};
}
