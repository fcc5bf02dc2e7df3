/**
 * Commands in containers over WebSocket: each message begins with the number of its channel (apimachinery
 * pkg/util/remotecommand/constants.go; cri-streaming pkg/streaming/remotecommand/websocket.go).
 */
import {PassThrough} from 'node:stream';
import type {WebSocket} from 'ws';
import type {ApiRequest} from '../apimachinery/connection.ts';
import {StatusError} from '../apimachinery/status.ts';
import type {Room} from './room.ts';
import type {Target} from './target.ts';

/** The newest first. The last version added that a client can close its end of a channel. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channels = {stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255} as const;

/** How long a client may take to say goodbye, in milliseconds. */
const farewell = 5000;
/** How many bytes a command may be given in all. */
const mostInput = 4 * 1024 * 1024;

/** The newest protocol that both sides speak. */
export function chooseProtocol(offered: ReadonlySet<string>): string | undefined {
	return protocols.find(protocol => offered.has(protocol));
}

/** Runs until the command has ended, or the client has left. */
export async function serveRemoteCommand(
	room: Room,
	asked: ApiRequest,
	{query}: Target,
	client: WebSocket,
): Promise<void> {
	const left = new AbortController();
	const wants = (name: string) => query[name] === 'true' || query[name] === '1';
	const stdin = wants('stdin') ? openStdin(room, client) : undefined;
	client.on('close', () => left.abort());
	client.on('error', () => left.abort());
	const send = async (channel: number, data: string) => {
		client.send(Buffer.concat([Buffer.of(channel), Buffer.from(data)]), {binary: true}, () => {});
		if (client.bufferedAmount > room.limits.waitingBytes && !(await isRead(client, room.limits))) {
			client.terminate();
		}
	};
	// An empty message tells the client that the stream is open.
	const first = wants('stdout') ? channels.stdout : wants('stderr') ? channels.stderr : channels.error;
	await send(first, '');
	let outcome: object = {metadata: {}, status: 'Success'};
	try {
		const signal = AbortSignal.any([room.closing, left.signal]);
		for await (const {channel, data} of room.connection.stream(asked, signal, stdin)) {
			if (channel === 'error') {
				outcome = JSON.parse(data) as object;
			} else if (wants(channel)) {
				await send(channels[channel], data);
			}
		}
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
		outcome = error.status;
	} finally {
		stdin?.destroy();
	}
	if (left.signal.aborted || room.closing.aborted) {
		client.close(1001);
	} else {
		await send(channels.error, JSON.stringify(outcome));
		client.close(1000);
	}
	const late = setTimeout(() => client.terminate(), farewell);
	client.once('close', () => clearTimeout(late));
}

/** What the client types, as text. */
function openStdin(room: Room, client: WebSocket): PassThrough {
	const stdin = new PassThrough();
	stdin.setEncoding('utf8');
	let taken = 0;
	client.on('message', message => {
		const data = bytesOf(message);
		const channel = data[0];
		if (channel === channels.stdin && data.length > 1 && stdin.writable) {
			room.beforeRequest();
			taken += data.length - 1;
			stdin.write(data.subarray(1));
			if (taken > mostInput) {
				client.close(1009, `a command is given ${mostInput} bytes at most`);
			}
		} else if (channel === channels.close && data[1] === channels.stdin) {
			stdin.end();
		}
	});
	client.on('close', () => stdin.end());
	return stdin;
}

function bytesOf(message: Buffer | ArrayBuffer | Buffer[]): Buffer {
	return Array.isArray(message) ? Buffer.concat(message) : Buffer.from(message as Buffer);
}

/** How often it is looked whether a slow client has read, in milliseconds. */
const glance = 50;

/** Waits until the client has read most of what waits for it; whether it did so in time. */
async function isRead(client: WebSocket, limits: Room['limits']): Promise<boolean> {
	for (let waited = 0; waited < limits.stallTime; waited += glance) {
		if (client.readyState !== client.OPEN || client.bufferedAmount < limits.waitingBytes / 2) {
			return true;
		}
		await new Promise(resolve => setTimeout(resolve, glance));
	}
	return false;
}
