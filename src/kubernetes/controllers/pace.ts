/**
 * How long syncs take. A real controller waits for the answer to each of its writes, and no key is worked on twice at
 * the same time (client-go util/workqueue); therefore Pods come about one after the other, and a rollout goes in steps.
 * Where there are many, they also wait for their turn (request-limit.ts).
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import type {ApiClient, DeleteOptions} from '../api/client.ts';
import type {ResourceName} from '../api/store.ts';
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
		sync(pacedContext(context, pace));
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

function pacedContext(context: ControllerContext, pace: Tally): PacedContext {
	return {
		now: context.now,
		api: new CountingClient(context.api, pace),
		random: context.random,
		events: new CountingRecorder(context.events, pace),
		enqueueAfter: context.enqueueAfter,
		table: context.table,
		pace,
	};
}

class CountingClient implements ApiClient {
	readonly #api: ApiClient;
	readonly #pace: Tally;

	constructor(api: ApiClient, pace: Tally) {
		this.#api = api;
		this.#pace = pace;
	}

	get<T extends KubernetesObject>(resource: ResourceName, namespace: string, name: string): T | undefined {
		return this.#api.get(resource, namespace, name);
	}

	list<T extends KubernetesObject>(resource: ResourceName, namespace?: string): T[] {
		return this.#api.list(resource, namespace);
	}

	byIndex<T extends KubernetesObject>(resource: ResourceName, index: string, value: string): T[] {
		return this.#api.byIndex(resource, index, value);
	}

	create<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		this.#count(1);
		return this.#api.create(resource, object);
	}

	update<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		this.#count(1);
		return this.#unlessUnchanged(object, this.#api.update(resource, object));
	}

	updateStatus<T extends KubernetesObject>(resource: ResourceName, object: T): T {
		this.#count(1);
		return this.#unlessUnchanged(object, this.#api.updateStatus(resource, object));
	}

	delete(resource: ResourceName, namespace: string, name: string, options?: DeleteOptions): void {
		this.#count(1);
		this.#api.delete(resource, namespace, name, options);
	}

	bind(namespace: string, pod: string, node: string): void {
		this.#api.bind(namespace, pod, node);
	}

	evict(namespace: string, pod: string, options?: DeleteOptions): void {
		this.#api.evict(namespace, pod, options);
	}

	finalizeNamespace(name: string): void {
		this.#api.finalizeNamespace(name);
	}

	renewLease(namespace: string, name: string, renewTime: string): boolean {
		return this.#api.renewLease(namespace, name, renewTime);
	}

	#count(requests: number): void {
		this.#pace.writes += requests;
		this.#pace.requests += requests;
	}

	/** An update that changes nothing is one that upstream does not send. */
	#unlessUnchanged<T extends KubernetesObject>(object: T, stored: T): T {
		if (stored.metadata.resourceVersion === object.metadata.resourceVersion) {
			this.#count(-1);
		}
		return stored;
	}
}

class CountingRecorder implements EventRecorder {
	readonly #events: EventRecorder;
	readonly #pace: Tally;

	constructor(events: EventRecorder, pace: Tally) {
		this.#events = events;
		this.#pace = pace;
	}

	event(...said: Parameters<EventRecorder['event']>): void {
		this.#pace.events++;
		this.#events.event(...said);
	}
}
