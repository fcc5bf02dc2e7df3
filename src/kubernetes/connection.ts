/** The simulator behind the seam: requests, watches and streams to the API server in process, in virtual time. */
import type {
	ApiRequest,
	ApiResponse,
	Connection,
	ConnectionClock,
	StreamChunk,
	WatchEvent,
} from '../apimachinery/connection.ts';
import type {OpenStream} from './api/node-api.ts';
import type {ApiServer} from './api/server.ts';
import type {Watch} from './api/watch.ts';
import {errorEvent} from './api/watch.ts';
import {Mailbox} from './mailbox.ts';
import {sleepUntil, type Waiters} from './waiters.ts';

export interface ConnectOptions {
	/**
	 * Milliseconds of virtual time that a request takes, half of them before the server sees it. Those who only look on
	 * (the map, the checks) take 0.
	 */
	readonly latency?: number;
	/**
	 * Whether a request moves time on by itself, instead of waiting until it has passed: for a learner's commands, which
	 * should answer at once however slowly time is let run.
	 */
	readonly movesTime?: boolean;
	/** Who asks, in requests that do not say; such as `kubectl/v1.36.2`. */
	readonly userAgent?: string;
}

/** The cluster, as a connection needs it. */
export interface ConnectionHost {
	readonly server: ApiServer;
	readonly waiters: Waiters;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly paused: boolean;
	advance(milliseconds: number): void;
	/** Is told that a client has been given something, so that it gets its turn. */
	stir(): void;
}

const defaultLatency = 20;
/** How often a watch that allows it is told how far it has come (cacher.go bookmarkFrequency). */
const bookmarkInterval = 60_000;

export function connectTo(host: ConnectionHost, options: ConnectOptions = {}): Connection {
	const {latency = defaultLatency, movesTime = false, userAgent} = options;
	const signed = (request: ApiRequest): ApiRequest =>
		request.userAgent === undefined && userAgent !== undefined ? {...request, userAgent} : request;

	/** Lets half of a request's time pass. Where time stands still, the request moves it on by itself. */
	async function pass(signal?: AbortSignal): Promise<void> {
		const half = latency / 2;
		if (half === 0) {
			return;
		}
		if (host.paused || movesTime) {
			host.advance(half);
		} else {
			await sleepUntil(host.waiters, host.now + half, signal, true);
		}
	}

	const clock: ConnectionClock = {
		now: () => host.now,
		sleep: (milliseconds, signal) => sleepUntil(host.waiters, host.now + Math.max(0, milliseconds), signal),
		get paused() {
			return host.paused;
		},
	};

	async function request(asked: ApiRequest): Promise<ApiResponse> {
		await pass();
		const response = host.server.handle(signed(asked));
		await pass();
		return response;
	}

	async function* watch(asked: ApiRequest, signal?: AbortSignal): AsyncGenerator<WatchEvent, void, undefined> {
		if (!(await passed(pass, signal))) {
			return;
		}
		const mailbox = new Mailbox<WatchEvent>();
		const deliver = (event: WatchEvent) => {
			mailbox.put(event);
			host.stir();
		};
		let opened: Watch;
		try {
			opened = host.server.watch(signed(asked), deliver, () => mailbox.close());
		} catch (error) {
			yield errorEvent(error);
			return;
		}
		const forget = timeWatch(host, opened, asked);
		const abort = () => mailbox.discard();
		signal?.addEventListener('abort', abort, {once: true});
		try {
			yield* mailbox;
		} finally {
			signal?.removeEventListener('abort', abort);
			forget();
			opened.stop();
		}
	}

	async function* stream(
		asked: ApiRequest,
		signal?: AbortSignal,
		stdin?: AsyncIterable<string>,
	): AsyncGenerator<StreamChunk, void, undefined> {
		if (!(await passed(pass, signal))) {
			return;
		}
		const mailbox = new Mailbox<StreamChunk>();
		const sink = {
			write(chunk: StreamChunk) {
				mailbox.put(chunk);
				host.stir();
			},
			end() {
				mailbox.close();
				host.stir();
			},
		};
		const opened = host.server.stream(signed(asked), sink, stdin !== undefined);
		if (stdin) {
			void passOn(stdin, opened);
		}
		const abort = () => mailbox.discard();
		signal?.addEventListener('abort', abort, {once: true});
		try {
			yield* mailbox;
		} finally {
			signal?.removeEventListener('abort', abort);
			opened.stop();
		}
	}

	return {clock, request, watch, stream};
}

/** Types what comes. Input that breaks off has ended. */
async function passOn(stdin: AsyncIterable<string>, opened: OpenStream): Promise<void> {
	try {
		for await (const text of stdin) {
			opened.type(text);
		}
	} catch {
		// The client has left; what it typed was typed.
	}
	opened.endInput();
}

/** Whether the time passed without the client having left meanwhile. */
async function passed(pass: (signal?: AbortSignal) => Promise<void>, signal?: AbortSignal): Promise<boolean> {
	try {
		await pass(signal);
	} catch {
		return false;
	}
	return !signal?.aborted;
}

/** Sends bookmarks, and ends the watch when the time that the client gave it is over. Returns what stops that. */
function timeWatch(host: ConnectionHost, watch: Watch, {query = {}}: ApiRequest): () => void {
	let forgetBookmark = () => {};
	const scheduleBookmark = () => {
		forgetBookmark = host.waiters.add(host.now + bookmarkInterval, () => {
			watch.bookmark();
			scheduleBookmark();
		});
	};
	if (query.allowWatchBookmarks === 'true' || query.allowWatchBookmarks === '1') {
		scheduleBookmark();
	}
	const seconds = Number(query.timeoutSeconds ?? 0);
	const forgetEnd = seconds > 0 ? host.waiters.add(host.now + seconds * 1000, () => watch.stop()) : () => {};
	return () => {
		forgetBookmark();
		forgetEnd();
	};
}
