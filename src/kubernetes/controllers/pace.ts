/**
 * How long syncs take. A real controller waits for the answer to each of its writes, and no key is worked on twice at
 * the same time (client-go util/workqueue); therefore Pods come about one after the other, and a rollout goes in steps.
 * Where there are many, they also wait for their turn (request-limit.ts).
 */
import {StatusError} from '../../apimachinery/status.ts';
import type {ApiClient} from '../api/client.ts';
import type {ControllerContext, EventRecorder} from '../controller.ts';
import {type Instants, instant} from '../instants.ts';
import {requestLimitInstants, spend} from './request-limit.ts';

/** What a write costs, and the wait after a sync that failed; in milliseconds. */
export const writeTime = 8;
const backoff = 5;

/** A sync that counts how many writes it has waited for. */
export interface PacedContext extends ControllerContext {
	/** To be told of requests that were made at the same time as one. */
	readonly pace: {writes: number};
}

/** What a sync has asked for: `writes` that it has waited for one after the other, and all the requests. */
interface Tally {
	writes: number;
	requests: number;
	events: number;
}

export const paceInstants: NonNullable<Instants['values']> = {busy: instant, ...requestLimitInstants};

/** Until when the last sync of a key is under way: a controller's `busyUntil`. */
export function busyUntil(key: string, context: ControllerContext): number | undefined {
	return context.table<number>('busy').get(key);
}

/**
 * Runs the sync of a key and notes how long it takes. Writes count one after the other, unless the sync sets
 * `pace.writes` itself.
 */
export function paced(key: string, context: ControllerContext, sync: (context: PacedContext) => void): void {
	const busy = context.table<number>('busy');
	const {now} = context;
	const pace: Tally = {writes: 0, requests: 0, events: 0};
	let failed = false;
	try {
		sync({...context, now, api: counting(context.api, pace), events: countingEvents(context.events, pace), pace});
	} catch (error) {
		failed = error instanceof StatusError;
		throw error;
	} finally {
		spend(key, pace.requests, pace.events, context);
		const time = pace.writes * writeTime + (failed ? backoff : 0);
		if (time > 0) {
			busy.set(key, now + time);
		} else if (busy.get(key) !== undefined) {
			busy.delete(key);
		}
	}
}

/** Does writes that are made at the same time: they take as long as one. */
export function together<T>({pace}: PacedContext, write: () => T): T {
	const before = pace.writes;
	try {
		return write();
	} finally {
		pace.writes = Math.min(pace.writes, before + 1);
	}
}

function counting(api: ApiClient, pace: Tally): ApiClient {
	return {
		get: (resource, namespace, name) => api.get(resource, namespace, name),
		list: (resource, namespace) => api.list(resource, namespace),
		byIndex: (resource, index, value) => api.byIndex(resource, index, value),
		create(resource, object) {
			pace.writes++;
			pace.requests++;
			return api.create(resource, object);
		},
		update: (resource, object) => count(pace, object, () => api.update(resource, object)),
		updateStatus: (resource, object) => count(pace, object, () => api.updateStatus(resource, object)),
		delete(resource, namespace, name, options) {
			pace.writes++;
			pace.requests++;
			api.delete(resource, namespace, name, options);
		},
		bind: (namespace, pod, node) => api.bind(namespace, pod, node),
		evict: (namespace, pod, options) => api.evict(namespace, pod, options),
		finalizeNamespace: name => api.finalizeNamespace(name),
	};
}

/** An update that changes nothing is one that upstream does not send. */
function count<T extends {readonly metadata: {readonly resourceVersion?: string}}>(
	pace: Tally,
	object: T,
	write: () => T,
): T {
	pace.writes++;
	pace.requests++;
	const stored = write();
	if (stored.metadata.resourceVersion === object.metadata.resourceVersion) {
		pace.writes--;
		pace.requests--;
	}
	return stored;
}

function countingEvents(events: EventRecorder, pace: Tally): EventRecorder {
	return {
		event(about, type, reason, message, fieldPath) {
			pace.events++;
			events.event(about, type, reason, message, fieldPath);
		},
	};
}
