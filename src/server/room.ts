/** What the handlers of one server share. */
import type {IncomingMessage} from 'node:http';
import type {Connection} from '../apimachinery/connection.ts';
import type {Limits} from './limits.ts';

/** What happened, for whoever keeps a log: one line a request. */
export interface LogEntry {
	readonly method: string;
	/** As the client sent it. */
	readonly url: string;
	/** 0 where the client left before it was answered. */
	readonly status: number;
	readonly userAgent: string;
	/** What went wrong inside, where something did. */
	readonly error?: unknown;
}

/** Tells the log of a request: with which status it was answered, and what went wrong inside. */
export function reporter({log}: Room, {method = '', url = '', headers}: IncomingMessage) {
	return (status: number, error?: unknown): void =>
		log({method, url, status, userAgent: headers['user-agent'] ?? '', ...(error !== undefined && {error})});
}

export interface Room {
	readonly connection: Connection;
	readonly limits: Limits;
	/** Brings the cluster up to the present, before it is asked. */
	readonly beforeRequest: () => void;
	readonly log: (entry: LogEntry) => void;
	/** Aborted when the server closes, so that streams end. */
	readonly closing: AbortSignal;
}
