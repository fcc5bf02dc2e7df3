/** Writes answers: the status, the headers that an API server sends, and the body in the form that was asked for. */
import {randomUUID} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {promisify} from 'node:util';
import {constants, gzip} from 'node:zlib';
import type {ApiResponse} from '../apimachinery/connection.ts';
import type {Status, StatusError} from '../apimachinery/status.ts';
import {acceptsGzip} from './negotiation.ts';
import {type Form, mediaTypes, serialize} from './serialize.ts';

const compressed = promisify(gzip);
/** Smaller answers are not worth it (responsewriters/writers.go defaultGzipThresholdBytes). */
const gzipThreshold = 128 * 1024;

/** The headers of every answer. */
export function setCommonHeaders(response: ServerResponse): void {
	response.setHeader('Audit-Id', randomUUID());
	response.setHeader('Cache-Control', 'no-cache, private');
}

/** Cuts a client off that does not read its answer to the end within that many milliseconds after it was all written. */
export function giveUpStalled(response: ServerResponse, patience: number): void {
	response.once('prefinish', () => {
		const timer = setTimeout(() => response.destroy(), patience);
		response.once('close', () => clearTimeout(timer));
	});
}

export async function sendAnswer(
	request: IncomingMessage,
	response: ServerResponse,
	{status, body, contentType, headers = {}, warnings = []}: ApiResponse,
	form: Form,
): Promise<void> {
	for (const [name, value] of Object.entries(headers)) {
		response.setHeader(name, value);
	}
	if (headers.etag !== undefined && headers.etag === request.headers['if-none-match']) {
		// The client has it already.
		response.writeHead(304).end();
		return;
	}
	if (warnings.length > 0) {
		response.setHeader('Warning', warnings.map(warningHeader));
	}
	const seconds = status >= 400 ? (body as Partial<Status> | null)?.details?.retryAfterSeconds : undefined;
	if (seconds) {
		response.setHeader('Retry-After', String(seconds));
	}
	if (typeof body === 'string') {
		await sendBytes(request, response, status, contentType ?? 'text/plain', Buffer.from(body));
	} else if (body instanceof Uint8Array) {
		await sendBytes(request, response, status, contentType ?? 'application/octet-stream', Buffer.from(body));
	} else {
		const text = Buffer.from(serialize(body, form));
		await sendBytes(
			request,
			response,
			status,
			form === 'yaml' ? mediaTypes.yaml : (contentType ?? mediaTypes[form]),
			text,
		);
	}
}

/** Tells why a request is refused. */
export function sendError(
	request: IncomingMessage,
	response: ServerResponse,
	error: StatusError,
	form: Form = 'json',
): Promise<void> {
	return sendAnswer(request, response, {status: error.code, body: error.status}, form);
}

export async function sendBytes(
	request: IncomingMessage,
	response: ServerResponse,
	status: number,
	contentType: string,
	plain: Buffer,
): Promise<void> {
	let bytes = plain;
	if (bytes.length > gzipThreshold && acceptsGzip(request)) {
		bytes = await compressed(bytes, {level: constants.Z_BEST_SPEED});
		response.setHeader('Content-Encoding', 'gzip');
		response.setHeader('Vary', 'Accept-Encoding');
	}
	response.writeHead(status, {'Content-Type': contentType, 'Content-Length': bytes.length});
	response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** As RFC 7234 has it (apimachinery pkg/util/net/http.go NewWarningHeader). Headers are bytes; the text is UTF-8. */
function warningHeader(text: string): string {
	const shown = text.replaceAll(/[\p{Cc}]/gu, ' ').replaceAll(/["\\]/g, character => `\\${character}`);
	return Buffer.from(`299 - "${shown}"`).toString('latin1');
}
