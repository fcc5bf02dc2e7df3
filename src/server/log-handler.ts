/** Logs that are followed, as plain text that goes on until the container ends or the reader leaves. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {ApiRequest, StreamChunk} from '../apimachinery/connection.ts';
import {begin} from './first-item.ts';
import type {Room} from './room.ts';
import {pour} from './stream-writer.ts';

/** Rejects with a StatusError where the log is refused before anything was sent. */
export async function followLog(
	room: Room,
	asked: ApiRequest,
	_request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const left = new AbortController();
	response.once('close', () => left.abort());
	const chunks = room.connection.stream(asked, AbortSignal.any([room.closing, left.signal]));
	const {all} = await begin(chunks);
	response.writeHead(200, {'Content-Type': 'text/plain'});
	response.flushHeaders();
	const whole = await pour<StreamChunk>(all, response, ({data}) => data, room.limits);
	left.abort();
	if (whole) {
		response.end();
	} else {
		response.destroy();
	}
}
