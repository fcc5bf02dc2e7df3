/** Requests to the API as kubectl makes them: failures are thrown, warnings are printed once. */
import {
	type ApiRequest,
	type ApiResponse,
	acceptTable,
	type Method,
	type WatchEvent,
} from '../apimachinery/connection.ts';
import type {KubernetesList, KubernetesObject} from '../apimachinery/object.ts';
import {type Status, StatusError} from '../apimachinery/status.ts';
import {CommandError} from './command.ts';
import type {KubectlIo} from './io.ts';
import {RequestLog} from './request-log.ts';

export const clientVersion = 'v1.36.4';
const userAgent = `kubectl/${clientVersion} (linux/amd64) kubernetes/tutor`;

export interface RequestOptions {
	readonly query?: Readonly<Record<string, string>>;
	/** A JSON value. */
	readonly body?: unknown;
	readonly contentType?: string;
	readonly accept?: string;
}

/** A table as the server prints one. */
export interface Table {
	readonly kind: 'Table';
	readonly apiVersion: string;
	readonly metadata: {readonly resourceVersion?: string; readonly continue?: string};
	readonly columnDefinitions: readonly {
		readonly name: string;
		readonly type: string;
		readonly format: string;
		readonly description: string;
		readonly priority: number;
	}[];
	readonly rows: readonly TableRow[];
}

export interface TableRow {
	readonly cells: readonly unknown[];
	readonly object?: KubernetesObject;
}

export function isTable(value: unknown): value is Table {
	return (value as {kind?: unknown} | undefined)?.kind === 'Table';
}

/** Whether an object is a list of others. */
export function isList(value: unknown): value is KubernetesList {
	return Array.isArray((value as {items?: unknown} | undefined)?.items);
}

export class Client {
	readonly io: KubectlIo;
	readonly #warned = new Set<string>();
	readonly #log: RequestLog;
	constructor(io: KubectlIo) {
		this.io = io;
		this.#log = new RequestLog(io);
	}

	/** Prints a warning of the server's, once in a call. */
	warn(text: string): void {
		if (this.#warned.has(text)) return;
		this.#warned.add(text);
		this.io.err(`Warning: ${text}\n`);
	}

	/** @throws StatusError where the API refuses; CommandError where it cannot be reached */
	async request<T = KubernetesObject>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
		this.io.signal.throwIfAborted();
		const {command} = this.io;
		const request: ApiRequest = {method, path, userAgent, ...(command && {command}), ...options};
		let response: ApiResponse;
		const answered = this.#log.begin(request);
		try {
			response = await this.io.connection.request(request);
		} catch (error) {
			throw this.#unreachable(error);
		}
		answered(response);
		for (const warning of response.warnings ?? []) this.warn(warning);
		if (response.status >= 400) throw new StatusError(response.body as Status);
		return response.body as T;
	}

	get<T = KubernetesObject>(path: string, query?: RequestOptions['query'], accept?: string): Promise<T> {
		return this.request<T>('GET', path, {...(query && {query}), ...(accept && {accept})});
	}

	/** The changes of a collection; ends quietly when the call is interrupted. @throws StatusError */
	async *watch<T = KubernetesObject>(path: string, query: Readonly<Record<string, string>>, accept?: string) {
		for await (const event of this.events(path, query, this.io.signal, accept)) {
			if (event.type === 'ERROR') throw new StatusError(event.object as unknown as Status);
			if (event.type !== 'BOOKMARK') yield event as unknown as WatchEvent<T>;
		}
	}

	/** The events of a watch as they come, ERROR and BOOKMARK among them, until the signal is aborted. */
	events(
		path: string,
		query: Readonly<Record<string, string>>,
		signal: AbortSignal,
		accept?: string,
	): AsyncIterable<WatchEvent> {
		const {command, connection} = this.io;
		const request: ApiRequest = {
			method: 'GET',
			path,
			userAgent,
			...(command && {command}),
			query: {...query, watch: 'true'},
			...(accept && {accept}),
		};
		this.#log.begin(request)({status: 200, body: undefined});
		return connection.watch(request, signal);
	}

	#unreachable(error: unknown): unknown {
		if (this.io.signal.aborted || error instanceof StatusError) return error;
		const message = error instanceof Error ? error.message : String(error);
		if (message.includes('ECONNREFUSED')) {
			const host = this.io.settings.server.replace(/^https?:\/\//, '');
			return new CommandError(
				`The connection to the server ${host} was refused - did you specify the right host or port?`,
				{bare: true},
			);
		}
		return new CommandError(`Unable to connect to the server: ${message}`, {bare: true});
	}
}

export {acceptTable};
