/**
 * How long syncs take. A real controller waits for the answer to each of its writes, and no key is worked on twice at
 * the same time (client-go util/workqueue); therefore Pods come about one after the other, and a rollout goes in steps.
 */
import {StatusError} from '../../apimachinery/status.ts';
import type {ApiClient} from '../api/client.ts';
import type {ControllerContext} from '../controller.ts';

/** What a write costs, and the wait after a sync that failed; in milliseconds. */
export const writeTime = 8;
const backoff = 5;

/** A sync that counts how many writes it has waited for. */
export interface PacedContext extends ControllerContext {
	/** To be told of requests that were made at the same time as one. */
	readonly pace: {writes: number};
}

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
	const pace = {writes: 0};
	let failed = false;
	try {
		sync({...context, now, api: counting(context.api, pace), pace});
	} catch (error) {
		failed = error instanceof StatusError;
		throw error;
	} finally {
		const time = pace.writes * writeTime + (failed ? backoff : 0);
		if (time > 0) {
			busy.set(key, now + time);
		} else if (busy.get(key) !== undefined) {
			busy.delete(key);
		}
	}
}

function counting(api: ApiClient, pace: {writes: number}): ApiClient {
	return {
		get: (resource, namespace, name) => api.get(resource, namespace, name),
		list: (resource, namespace) => api.list(resource, namespace),
		byIndex: (resource, index, value) => api.byIndex(resource, index, value),
		create(resource, object) {
			pace.writes++;
			return api.create(resource, object);
		},
		update: (resource, object) => count(pace, object, () => api.update(resource, object)),
		updateStatus: (resource, object) => count(pace, object, () => api.updateStatus(resource, object)),
		delete(resource, namespace, name, options) {
			pace.writes++;
			api.delete(resource, namespace, name, options);
		},
		bind: (namespace, pod, node) => api.bind(namespace, pod, node),
		evict: (namespace, pod, options) => api.evict(namespace, pod, options),
		finalizeNamespace: name => api.finalizeNamespace(name),
	};
}

/** An update that changes nothing is one that upstream does not send. */
function count<T extends {readonly metadata: {readonly resourceVersion?: string}}>(
	pace: {writes: number},
	object: T,
	write: () => T,
): T {
	pace.writes++;
	const stored = write();
	if (stored.metadata.resourceVersion === object.metadata.resourceVersion) {
		pace.writes--;
	}
	return stored;
}
