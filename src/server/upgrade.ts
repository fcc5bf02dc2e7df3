/** Requests that want to speak another protocol: commands and attachments over WebSocket. */
import {type IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import type {ApiRequest} from '../apimachinery/connection.ts';
import {badRequest, failure, type Status, StatusError} from '../apimachinery/status.ts';
import {sendAnswer, sendError, setCommonHeaders} from './answer.ts';
import {internalFailure} from './refusals.ts';
import {chooseProtocol, serveRemoteCommand} from './remote-command.ts';
import {type Room, reporter} from './room.ts';
import {readTarget, type Target} from './target.ts';

/** The largest message that a client may send, in bytes. */
const largestMessage = 1024 * 1024;

/** Answers over a connection from which HTTP has withdrawn; it is closed afterwards. */
export function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
	const response = new ServerResponse(request);
	response.assignSocket(socket as Socket);
	response.shouldKeepAlive = false;
	response.once('finish', () => socket.end());
	response.on('error', () => socket.destroy());
	setCommonHeaders(response);
	return response;
}

/** Whether a request has a body, and yet wants another protocol. What comes after its head is no longer read as HTTP. */
export function hasBody({method, headers}: IncomingMessage): boolean {
	return method !== 'GET' && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

/** Whether a request's path is one of the streams that want a protocol of their own. Others are answered over HTTP. */
export function opensStream({url = ''}: IncomingMessage): boolean {
	return /\/pods\/[^/]+\/(exec|attach|portforward)(\?|$)/.test(url);
}

export function createUpgrader(room: Room): (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void> {
	const sockets = new WebSocketServer({
		noServer: true,
		perMessageDeflate: false,
		maxPayload: largestMessage,
		handleProtocols: offered => chooseProtocol(offered) ?? false,
	});
	return async (request, socket, head) => {
		const report = reporter(room, request);
		try {
			const target = readTarget(request.url ?? '');
			room.beforeRequest();
			const asked = streamRequest(target, request);
			const refused = await refusal(room, asked, request);
			if (refused) {
				await sendAnswer(request, responseOn(request, socket), {status: refused.code ?? 500, body: refused}, 'json');
				report(refused.code ?? 500);
				return;
			}
			sockets.handleUpgrade(request, socket, head, client => {
				serveRemoteCommand(room, asked, target, client).then(
					() => report(101),
					error => {
						client.terminate();
						report(101, error);
					},
				);
			});
		} catch (error) {
			const refused = error instanceof StatusError ? error : internalFailure('the server failed at this request');
			await sendError(request, responseOn(request, socket), refused).catch(() => socket.destroy());
			report(refused.code, error instanceof StatusError ? undefined : error);
		}
	};
}

function streamRequest({path, query, parameters}: Target, {headers}: IncomingMessage): ApiRequest {
	const command = headers['kubectl-command'];
	return {
		method: 'POST',
		path,
		query,
		body: {command: parameters.getAll('command')},
		...(headers['user-agent'] !== undefined && {userAgent: headers['user-agent']}),
		...(typeof command === 'string' && {command}),
	};
}

/**
 * Why a stream is refused. The cluster is asked first, without opening anything: kubectl asks a second time over SPDY
 * where it was refused, and shows that answer.
 */
async function refusal(room: Room, asked: ApiRequest, {headers}: IncomingMessage): Promise<Status | undefined> {
	if (asked.path.endsWith('/portforward')) {
		return failure(
			501,
			'NotImplemented',
			'port-forward is not served here; read a page of a Pod with `kubectl get --raw`',
		).status;
	}
	const {status, body} = await room.connection.request(asked);
	if (status !== 400 || (body as Status).message !== 'Upgrade request required') {
		return body as Status;
	}
	if (headers.upgrade?.toLowerCase() !== 'websocket') {
		return badRequest('only WebSocket is spoken here, which kubectl does from 1.31 on; the request asks for SPDY')
			.status;
	}
	const offered = new Set((headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim()));
	return chooseProtocol(offered) === undefined
		? badRequest(`unable to negotiate protocol: client supports ${JSON.stringify([...offered])}`).status
		: undefined;
}
