/** Watches over HTTP: one JSON event a line, for as long as both sides want (apiserver pkg/endpoints/handlers/watch.go). */
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {ApiRequest, WatchEvent} from '../apimachinery/connection.ts';
import type {Status} from '../apimachinery/status.ts';
import {sendAnswer} from './answer.ts';
import {begin} from './first-item.ts';
import {formOf} from './negotiation.ts';
import type {Room} from './room.ts';
import {jsonOf} from './serialize.ts';
import {pour} from './stream-writer.ts';
import type {Target} from './target.ts';

export async function serveWatch(
	room: Room,
	asked: ApiRequest,
	target: Target,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const left = new AbortController();
	response.once('close', () => left.abort());
	const events = room.connection.watch(asked, AbortSignal.any([room.closing, left.signal]));
	const {first, all} = await begin(events);
	const refusal = first && refusalIn(first);
	if (refusal) {
		left.abort();
		await sendAnswer(request, response, {status: refusal.code ?? 500, body: refusal}, formOf(request, target));
		return;
	}
	response.writeHead(200, {'Content-Type': 'application/json'});
	response.flushHeaders();
	const whole = await pour(all, response, lineOf, room.limits);
	left.abort();
	if (whole) {
		response.end();
	} else {
		response.destroy();
	}
}

/**
 * A request that is refused is answered with an HTTP status. That the wanted version is too old is told inside the
 * stream, as the watch cache finds it out (pkg/storage/cacher/cacher.go newErrWatcher).
 */
function refusalIn({type, object}: WatchEvent): Status | undefined {
	const status = object as unknown as Status;
	return type === 'ERROR' && status.code !== 410 ? status : undefined;
}

function lineOf({type, object}: WatchEvent): string {
	return `{"type":"${type}","object":${jsonOf(object)}}\n`;
}
