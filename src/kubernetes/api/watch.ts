/**
 * Watches: every change of a collection once, in order, from any resourceVersion on that is not forgotten
 * (apiserver pkg/storage/cacher). This is the synchronous core; the connection makes streams of it.
 */
import type {WatchEvent} from '../../apimachinery/connection.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import {expired} from './errors.ts';
import {keepRecord, recordOf} from './field-manager/record.ts';
import {type ListQuery, parseVersion} from './options.ts';
import type {Registry} from './registry.ts';
import {apiVersionOf, type ResourceDefinition, resourceName} from './resource.ts';
import type {Selection} from './selection.ts';
import type {Change, ResourceName} from './store.ts';

export interface WatchTarget {
	readonly definition: ResourceDefinition;
	/** '' for all of them. */
	readonly namespace: string;
	readonly selection: Selection;
	readonly query: ListQuery;
	/** Puts an object into the form that the client asked for. */
	represent(object: KubernetesObject): KubernetesObject;
}

const initialEventsEnd = 'k8s.io/initial-events-end';

export class Watch {
	readonly #registry: Registry;
	readonly #target: WatchTarget;
	readonly #deliver: (event: WatchEvent) => void;
	readonly #ended: () => void;
	readonly #unsubscribe: (() => void)[] = [];
	readonly #resource: ResourceName;
	#open = true;
	/** The last revision that the client knows of. */
	#revision = 0;

	/**
	 * Begins at once: what is already there is delivered before the constructor returns.
	 * @param deliver is given each event as it happens
	 * @param ended is called once, when the server has nothing more to say
	 */
	constructor(
		registry: Registry,
		target: WatchTarget,
		deliver: (event: WatchEvent) => void,
		ended: () => void = () => {},
	) {
		this.#registry = registry;
		this.#target = target;
		this.#deliver = deliver;
		this.#ended = ended;
		this.#resource = target.definition.view?.of ?? resourceName(target.definition);
		const {store} = registry;
		if (!this.#begin()) {
			return;
		}
		this.#revision = Math.max(this.#revision, store.revision);
		this.#unsubscribe.push(
			store.subscribe(change => this.#take(change)),
			store.onReset(() => this.#fail(tooOld(this.#revision, store.compacted))),
		);
	}

	/** Ends it from the client's side, or when its time is over. */
	stop(): void {
		if (!this.#open) {
			return;
		}
		this.#open = false;
		for (const unsubscribe of this.#unsubscribe) {
			unsubscribe();
		}
		this.#ended();
	}

	/** Tells a client that allows it how far it has come, so that it can go on from there. */
	bookmark(): void {
		if (this.#open && this.#target.query.allowWatchBookmarks) {
			this.#sendBookmark();
		}
	}

	/** Delivers what was there before; whether the watch goes on. */
	#begin(): boolean {
		const {query} = this.#target;
		const {store} = this.#registry;
		const from = parseVersion(query.resourceVersion);
		const initial = query.sendInitialEvents ?? (from === undefined || from === 0);
		if (initial) {
			this.#sendPresent();
		}
		if (query.sendInitialEvents && query.allowWatchBookmarks) {
			this.#revision = store.revision;
			this.#sendBookmark({[initialEventsEnd]: 'true'});
		}
		if (initial || from === undefined || from === 0) {
			return true;
		}
		const missed = from > store.revision ? undefined : store.changesAfter(from, this.#resource);
		if (!missed) {
			this.#fail(tooOld(from, store.compacted));
			return false;
		}
		for (const change of missed) {
			this.#take(change);
		}
		return this.#open;
	}

	#sendPresent(): void {
		const {definition, namespace, selection} = this.#target;
		const inside = namespace === '' && definition.namespaced ? undefined : namespace;
		for (const object of this.#registry.store.list(this.#resource, inside)) {
			if (selection.matches(object)) {
				this.#send('ADDED', object);
			}
		}
	}

	/**
	 * What a change is to this client: an object that begins to match is new to it, one that no longer does is gone
	 * (cacher/cache_watcher.go convertToWatchEvent).
	 */
	#take(change: Change): void {
		if (!this.#open || change.resource !== this.#resource) {
			return;
		}
		const {namespace, selection} = this.#target;
		const {object, previous, revision} = change;
		if (namespace !== '' && object.metadata.namespace !== namespace) {
			return;
		}
		this.#revision = revision;
		const now = change.type !== 'DELETED' && selection.matches(object);
		const before = previous !== undefined && selection.matches(previous);
		if (now) {
			this.#send(before ? 'MODIFIED' : 'ADDED', object);
		} else if (before) {
			const metadata = {...previous.metadata, resourceVersion: String(revision)};
			this.#send('DELETED', keepRecord({...previous, metadata}, recordOf(previous)));
		}
	}

	#send(type: WatchEvent['type'], object: KubernetesObject): void {
		this.#deliver({type, object: this.#target.represent(object)});
	}

	#sendBookmark(annotations?: Readonly<Record<string, string>>): void {
		const {definition} = this.#target;
		const metadata = {resourceVersion: String(this.#revision), ...(annotations && {annotations})};
		const object = {apiVersion: apiVersionOf(definition), kind: definition.kind, metadata};
		this.#send('BOOKMARK', object as KubernetesObject);
	}

	#fail(error: StatusError): void {
		if (this.#open) {
			this.#deliver(errorEvent(error));
			this.stop();
		}
	}
}

function tooOld(asked: number, oldest: number): StatusError {
	return expired(`too old resource version: ${asked} (${oldest})`);
}

/** The event that ends a watch which the server refuses. */
export function errorEvent(error: unknown): WatchEvent {
	if (!(error instanceof StatusError)) {
		throw error;
	}
	return {type: 'ERROR', object: error.status as unknown as KubernetesObject};
}
