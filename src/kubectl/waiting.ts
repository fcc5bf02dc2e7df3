/**
 * Waiting for an object to come to a state, in the time of the cluster (client-go tools/watch/until.go).
 */
import type {WatchEvent} from '../apimachinery/connection.ts';
import type {KubernetesList, KubernetesObject} from '../apimachinery/object.ts';
import {hasReason, type Status, StatusError} from '../apimachinery/status.ts';
import type {Client} from './client.ts';
import {CommandError} from './command.ts';
import type {KubectlIo} from './io.ts';

/** What upstream says of every wait that took too long. */
export const timedOut = 'timed out waiting for the condition';
/** How long commands wait that are told to wait for ever. */
export const oneWeek = 168 * 3_600_000;

export class TimeoutError extends CommandError {
	constructor(message = timedOut) {
		super(message);
	}
}

const told = new WeakSet<KubectlIo>();

/** Says, once in a command, that nothing will happen until somebody lets time go on. */
export function sayIfPaused(io: KubectlIo): void {
	if (io.connection.clock.paused && !told.has(io)) {
		told.add(io);
		io.err('Time is paused here, so this waits until it goes on.\n');
	}
}

/**
 * Runs something that may be given up after `milliseconds` of the cluster's time; undefined waits for ever.
 * @throws TimeoutError when the time is over; the signal's reason when the command is interrupted
 */
export async function within<T>(
	io: KubectlIo,
	milliseconds: number | undefined,
	run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	io.signal.throwIfAborted();
	const ending = new AbortController();
	const interrupt = () => ending.abort(io.signal.reason);
	io.signal.addEventListener('abort', interrupt, {once: true});
	const over = new TimeoutError();
	const stopTimer = new AbortController();
	if (milliseconds !== undefined) {
		io.connection.clock.sleep(milliseconds, stopTimer.signal).then(
			() => ending.abort(over),
			() => {},
		);
	}
	const aborted = new Promise<never>((_, reject) => {
		ending.signal.addEventListener('abort', () => reject(ending.signal.reason), {once: true});
	});
	try {
		return await Promise.race([run(ending.signal), aborted]);
	} finally {
		stopTimer.abort();
		io.signal.removeEventListener('abort', interrupt);
	}
}

export interface Awaited {
	/** The collection's path, such as `/api/v1/namespaces/default/pods`. */
	readonly collection: string;
	readonly name: string;
	/** Milliseconds of the cluster's time; undefined waits for ever. */
	readonly timeout?: number | undefined;
	/** Looks at the object before anything is watched; true ends the wait. It is undefined where there is none. */
	atFirst?(object: KubernetesObject | undefined): boolean;
	/** Looks at every change, the first being that it is there; true ends the wait. */
	onEvent(event: WatchEvent): boolean;
}

/**
 * Lists one object and follows its changes until one of the two functions is content. What they throw ends it too.
 * @returns the object that ended it, if it was one
 * @throws TimeoutError
 */
export function untilObject(client: Client, awaited: Awaited): Promise<KubernetesObject | undefined> {
	return within(client.io, awaited.timeout, signal => follow(client, awaited, signal));
}

async function follow(client: Client, awaited: Awaited, signal: AbortSignal): Promise<KubernetesObject | undefined> {
	const query = {fieldSelector: `metadata.name=${awaited.name}`};
	let known: KubernetesObject | undefined;
	for (let round = 0; ; round++) {
		const list = await client.get<KubernetesList>(awaited.collection, query);
		const found = list.items[0];
		const object = found && withKind(found, list);
		if (round === 0 && awaited.atFirst?.(object)) {
			return object;
		}
		const event = relisted(known, object);
		if (event && awaited.onEvent(event)) {
			return event.object;
		}
		known = object;
		sayIfPaused(client.io);
		const path = awaited.collection;
		const from = {...query, resourceVersion: list.metadata.resourceVersion ?? '0'};
		try {
			for await (const change of client.events(path, from, signal)) {
				if (change.type === 'ERROR') {
					throw new StatusError(change.object as unknown as Status);
				}
				if (change.type === 'BOOKMARK') {
					continue;
				}
				known = change.type === 'DELETED' ? undefined : change.object;
				if (awaited.onEvent(change)) {
					return change.object;
				}
				sayIfPaused(client.io);
			}
		} catch (error) {
			// The watch began too far back, or undo ended it: look again.
			if (!hasReason(error, 'Expired') && !hasReason(error, 'Gone')) {
				throw error;
			}
		}
		signal.throwIfAborted();
		await client.io.connection.clock.sleep(100, signal);
	}
}

/** What a list tells, compared with what was known before. */
function relisted(before: KubernetesObject | undefined, now: KubernetesObject | undefined): WatchEvent | undefined {
	if (!now) {
		return before && {type: 'DELETED', object: before};
	}
	if (!before || before.metadata.uid !== now.metadata.uid) {
		return {type: 'ADDED', object: now};
	}
	return before.metadata.resourceVersion === now.metadata.resourceVersion ? undefined : {type: 'MODIFIED', object: now};
}

/** The items of a list do not say their kind; the list does. */
function withKind(item: KubernetesObject, list: KubernetesList): KubernetesObject {
	return item.kind ? item : {...item, apiVersion: list.apiVersion, kind: list.kind.replace(/List$/, '')};
}
