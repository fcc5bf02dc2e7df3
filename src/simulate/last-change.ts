/** When something happened last in a cluster. */
import type {Change} from '../kubernetes/api/store.ts';
import type {Cluster} from '../kubernetes/cluster.ts';

/** Keeps the instant of the latest change that counts. */
export class LastChange {
	/** Milliseconds since 1970, in virtual time. */
	at: number;
	readonly #cluster: Cluster;
	/** Must be called when nobody asks any more. */
	readonly stop: () => void;

	constructor(cluster: Cluster, counts: (change: Change) => boolean) {
		this.#cluster = cluster;
		this.at = cluster.now;
		this.stop = cluster.onChange(change => {
			if (change === undefined || counts(change)) {
				this.touch();
			}
		});
	}

	/** Counts from now on. */
	touch(): void {
		this.at = this.#cluster.now;
	}
}

/** Whether something happened that is more than a sign of life from a node, or an old Event's end. */
export function isNews({resource, type}: Change): boolean {
	if (resource === 'leases.coordination.k8s.io' || (resource === 'nodes' && type === 'MODIFIED')) {
		return false;
	}
	return !(resource === 'events' && type === 'DELETED');
}
