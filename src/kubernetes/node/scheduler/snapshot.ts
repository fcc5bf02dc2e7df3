/** The nodes as one scheduling cycle sees them (pkg/scheduler/backend/cache/snapshot.go). */
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ApiClient} from '../../api/client.ts';
import type {Table} from '../../clock.ts';
import {type Amounts, amountsOf} from '../../pod-resources.ts';
import {type NodeUsage, noUsage} from './node-usage.ts';

export interface NodeInfo {
	readonly node: Node;
	readonly allocatable: Amounts;
	readonly usage: NodeUsage;
}

export class Snapshot {
	readonly api: ApiClient;
	readonly #usages: Table<NodeUsage>;
	/** Pods on nodes that have rules about other Pods, as `namespace/name`. */
	readonly #podsWithAffinity: Table<string>;
	readonly #places = new Map<string, number>();
	readonly #nodes: NodeInfo[] = [];

	constructor(api: ApiClient, usages: Table<NodeUsage>, podsWithAffinity: Table<string>) {
		this.api = api;
		this.#usages = usages;
		this.#podsWithAffinity = podsWithAffinity;
		for (const node of api.list<Node>('nodes')) {
			this.#places.set(node.metadata.name, this.#nodes.length);
			this.#nodes.push({
				node,
				allocatable: amountsOf(node.status.allocatable),
				usage: usages.get(node.metadata.name) ?? noUsage,
			});
		}
	}

	/** In the order of their names. */
	get nodes(): readonly NodeInfo[] {
		return this.#nodes;
	}

	get(name: string): NodeInfo | undefined {
		const place = this.#places.get(name);
		return place === undefined ? undefined : this.#nodes[place];
	}

	/** Looks again at what is on a node, after a Pod came to it. */
	refresh(name: string): void {
		const place = this.#places.get(name);
		if (place !== undefined) {
			this.#nodes[place] = {...this.#nodes[place]!, usage: this.#usages.get(name) ?? noUsage};
		}
	}

	/** The Pods on nodes that have affinity or anti-affinity, with their nodes. */
	podsWithAffinity(): {readonly pod: Pod; readonly node: NodeInfo}[] {
		const found: {pod: Pod; node: NodeInfo}[] = [];
		for (const [key, nodeName] of this.#podsWithAffinity.entries()) {
			const slash = key.indexOf('/');
			const pod = this.api.get<Pod>('pods', key.slice(0, slash), key.slice(slash + 1));
			const node = this.get(nodeName);
			if (pod && node) {
				found.push({pod, node});
			}
		}
		return found;
	}
}
