/** One HTTP request → one answer, or a stream. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {ApiRequest, Method} from '../apimachinery/connection.ts';
import {StatusError} from '../apimachinery/status.ts';
import {sendAnswer, sendError, setCommonHeaders} from './answer.ts';
import {decodeBody, MalformedBody, readBytes} from './body.ts';
import {answerHealth} from './health.ts';
import {followLog} from './log-handler.ts';
import {malformed} from './malformed.ts';
import {formOf} from './negotiation.ts';
import {internalFailure, noSuchMethod} from './refusals.ts';
import {type Room, reporter} from './room.ts';
import {type ResourceTarget, readTarget, type Target} from './target.ts';
import {serveWatch} from './watch-handler.ts';

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[];

/** Answers a request that was let in. Never rejects: what goes wrong is an answer, too. */
export async function handle(room: Room, request: IncomingMessage, response: ServerResponse): Promise<void> {
	setCommonHeaders(response);
	const report = reporter(room, request);
	let target: Target | undefined;
	try {
		target = readTarget(request.url ?? '');
		await answer(room, target, request, response);
		report(response.headersSent ? response.statusCode : 0);
	} catch (error) {
		const hasLeft = request.socket.destroyed;
		if (hasLeft || response.headersSent) {
			response.destroy();
			report(0, hasLeft ? undefined : error);
			return;
		}
		const refusal = error instanceof StatusError ? error : internalFailure('the server failed at this request');
		if (!request.complete) {
			// What the client still sends is not waited for.
			response.setHeader('Connection', 'close');
		}
		await sendError(request, response, refusal, target && formOf(request, target)).catch(() => response.destroy());
		report(refusal.code, error instanceof StatusError ? undefined : error);
	}
}

async function answer(room: Room, target: Target, request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (await answerHealth(target, request, response)) {
		return;
	}
	const method = request.method ?? '';
	if (!methods.includes(method)) {
		throw noSuchMethod();
	}
	const bytes = method === 'GET' ? Buffer.alloc(0) : await readBytes(request, room.limits.bodyBytes);
	room.beforeRequest();
	const asked = await apiRequest(room, target, request, bytes);
	const {resource, query} = target;
	const one = resource?.name !== undefined;
	if (method === 'GET' && resource && !one && isTrue(query.watch)) {
		return serveWatch(room, asked, target, request, response);
	}
	if (method === 'GET' && resource?.subresource === 'log' && isTrue(query.follow)) {
		return followLog(room, asked, request, response);
	}
	await sendAnswer(request, response, await room.connection.request(asked), formOf(request, target));
}

async function apiRequest(
	room: Room,
	{path, query, resource}: Target,
	{method, headers}: IncomingMessage,
	bytes: Buffer,
): Promise<ApiRequest> {
	const contentType = headers['content-type'];
	const command = headers['kubectl-command'];
	const asked: ApiRequest = {
		method: method as Method,
		path,
		query,
		...(contentType !== undefined && {contentType}),
		...(headers.accept !== undefined && {accept: headers.accept}),
		...(headers['user-agent'] !== undefined && {userAgent: headers['user-agent']}),
		...(typeof command === 'string' && {command}),
	};
	if (method === 'GET' || (bytes.length === 0 && (method === 'DELETE' || connects(resource)))) {
		return asked;
	}
	try {
		return {...asked, ...decodeBody(bytes, contentType)};
	} catch (error) {
		throw error instanceof MalformedBody ? await malformed(room.connection, asked, resource, error) : error;
	}
}

/** Whether a subresource is reached through and not written, so that no body is expected. */
function connects(resource: ResourceTarget | undefined): boolean {
	return ['attach', 'exec', 'portforward', 'proxy'].includes(resource?.subresource ?? '');
}

/** As Go's conversion from query values reads it. */
function isTrue(value: string | undefined): boolean {
	return value !== undefined && value.toLowerCase() !== 'false' && value !== '0';
}
