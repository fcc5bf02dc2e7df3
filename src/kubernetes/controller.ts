/** What a control loop is, and what it is given. Controllers keep nothing in memory: they look, and act. */
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {ApiClient} from './api/client.ts';
import type {Change, ResourceName} from './api/store.ts';
import type {Table} from './clock.ts';
import type {Instants} from './instants.ts';
import type {Random} from './random.ts';

/** Writes Events through the correlator, which counts and aggregates as upstream's does. */
export interface EventRecorder {
	/**
	 * @param about the object that the event is about
	 * @param fieldPath the part of it, such as `spec.containers{nginx}`
	 */
	event(about: KubernetesObject, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void;
}

export interface ControllerContext {
	/** Milliseconds since 1970, in virtual time. */
	readonly now: number;
	readonly api: ApiClient;
	readonly random: Random;
	/** Events whose source is this controller (`Controller.eventSource`). */
	readonly events: EventRecorder;
	/** Has `sync` called with this key after `delay` milliseconds; of two delays for a key the earlier one counts. */
	enqueueAfter(key: string, delay: number): void;
	/** Working state that is no API object. It belongs to this controller and is part of every snapshot. */
	table<T>(name: string): Table<T>;
}

export interface Controller {
	/** Upstream's name, such as `replicaset-controller`. It names the work queue. */
	readonly name: string;
	/** The component that its events name, where that is not `name`. */
	readonly eventSource?: string;
	/** The field manager of its writes; without one, managedFields do not tell of them. */
	readonly manager?: string;
	/**
	 * For each resource: the keys that a change puts into the work queue. A key is whatever `sync` understands, mostly
	 * `namespace/name`. It is called at every write and must be quick.
	 */
	readonly watches: Readonly<
		Record<ResourceName, (change: Change<never>, context: ControllerContext) => Iterable<string>>
	>;
	/** Milliseconds from a change until `sync` is called: the time that watches and queues take on a real cluster. */
	readonly latency?: number;
	/** Where its working state holds instants. */
	readonly instants?: Instants;
	/** The keys to look at once the cluster was moved in time: of what goes by the time of day. */
	moved?(context: ControllerContext): Iterable<string>;
	/** The wait after a key's first failure, which doubles with each further one, and the longest; in milliseconds. */
	readonly retry?: {readonly first: number; readonly longest: number};
	/** How often a key is tried again in a row, until it is left alone till the next change; without it for ever. */
	readonly maxRetries?: number;
	/** Called once when a new cluster starts (not when one is restored), to set its first timers. */
	start?(context: ControllerContext): void;
	/** Until when the last sync of that key is under way, in milliseconds since 1970; the next one waits for its end. */
	busyUntil?(key: string, context: ControllerContext): number | undefined;
	/** Looks at the present state and takes a step towards the wanted one. A StatusError has the key tried again. */
	sync(key: string, context: ControllerContext): void;
}

/** The key of an object in most work queues: `namespace/name`, or `name` for cluster-wide ones. */
export function objectKey(object: KubernetesObject): string {
	const {namespace, name} = object.metadata;
	return namespace ? `${namespace}/${name}` : name;
}

export function splitKey(key: string): [namespace: string, name: string] {
	const slash = key.indexOf('/');
	return slash < 0 ? ['', key] : [key.slice(0, slash), key.slice(slash + 1)];
}
