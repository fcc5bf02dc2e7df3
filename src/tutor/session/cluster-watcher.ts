/** Keeps the objects that checks and panels need, from lists and watches on the seam. */
import type {Connection} from '../../apimachinery/connection.ts';
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import type {ClusterView} from '../checks/cluster-view.ts';

/** The kinds watched, each with the path of its collection. */
const watched: Readonly<Record<string, string>> = {
	Pod: '/api/v1/pods',
	Node: '/api/v1/nodes',
	Event: '/api/v1/events',
	Service: '/api/v1/services',
	PersistentVolumeClaim: '/api/v1/persistentvolumeclaims',
	Deployment: '/apis/apps/v1/deployments',
	ReplicaSet: '/apis/apps/v1/replicasets',
	DaemonSet: '/apis/apps/v1/daemonsets',
	StatefulSet: '/apis/apps/v1/statefulsets',
	CronJob: '/apis/batch/v1/cronjobs',
	Job: '/apis/batch/v1/jobs',
};

export class ClusterWatcher implements ClusterView {
	readonly #connection: Connection;
	readonly #changed: () => void;
	/** One a watch: Node warns of more than ten that listen to the same. */
	readonly #stops: AbortController[] = [];
	#stopped = false;
	readonly #objects = new Map<string, Map<string, KubernetesObject>>();
	readonly #lists = new Map<string, readonly KubernetesObject[]>();
	#told = false;

	/** @param changed is called once for all the changes of one turn */
	constructor(connection: Connection, changed: () => void) {
		this.#connection = connection;
		this.#changed = changed;
	}

	/** Resolves when everything has been listed once. */
	async start(): Promise<void> {
		await Promise.all(
			Object.entries(watched).map(
				([kind, path]) =>
					new Promise<void>(resolve => {
						void this.#follow(kind, path, resolve);
					}),
			),
		);
	}

	stop(): void {
		this.#stopped = true;
		for (const stop of this.#stops) {
			stop.abort();
		}
	}

	get now(): number {
		return this.#connection.clock.now();
	}

	/** The same array as long as nothing of that kind has changed. */
	list(kind: string): readonly KubernetesObject[] {
		let list = this.#lists.get(kind);
		if (!list) {
			list = [...(this.#objects.get(kind)?.values() ?? [])];
			this.#lists.set(kind, list);
		}
		return list;
	}

	/** Lists, then watches from there; lists again whenever the watch ends. */
	async #follow(kind: string, path: string, listed: () => void): Promise<void> {
		const stop = new AbortController();
		this.#stops.push(stop);
		const {signal} = stop;
		while (!signal.aborted) {
			const {status, body} = await this.#connection.request({method: 'GET', path});
			if (status >= 400) {
				listed();
				return;
			}
			const list = body as KubernetesList;
			this.#objects.set(kind, new Map(list.items.map(object => [keyOf(object), complete(object, kind)])));
			this.#touch(kind);
			listed();
			const query = {watch: 'true', resourceVersion: list.metadata.resourceVersion ?? ''};
			try {
				for await (const {type, object} of this.#connection.watch({method: 'GET', path, query}, signal)) {
					if (type === 'ERROR') {
						break;
					}
					if (type === 'DELETED') {
						this.#objects.get(kind)!.delete(keyOf(object));
					} else if (type !== 'BOOKMARK') {
						this.#objects.get(kind)!.set(keyOf(object), complete(object, kind));
					}
					this.#touch(kind);
				}
			} catch (error) {
				if (!signal.aborted) {
					throw error;
				}
			}
		}
	}

	#touch(kind: string): void {
		this.#lists.delete(kind);
		if (this.#told) {
			return;
		}
		this.#told = true;
		setImmediate(() => {
			this.#told = false;
			if (!this.#stopped) {
				this.#changed();
			}
		});
	}
}

function keyOf(object: KubernetesObject): string {
	return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** Items of a list may come without their kind. */
function complete(object: KubernetesObject, kind: string): KubernetesObject {
	return object.kind === undefined ? {...object, kind} : object;
}
