/** The nodes as one scheduling cycle sees them (pkg/scheduler/backend/cache/snapshot.go). */
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ApiClient} from '../../api/client.ts';
import type {Table} from '../../clock.ts';
import {type Amounts, amountsOf} from '../../pod-resources.ts';
import {compareText} from '../../tree.ts';
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
	readonly #nodes: NodeInfo[];

	constructor(api: ApiClient, usages: Table<NodeUsage>, podsWithAffinity: Table<string>) {
		this.api = api;
		this.#usages = usages;
		this.#podsWithAffinity = podsWithAffinity;
		const usageOf = new Map(usages.entries());
		this.#nodes = api.list<Node>('nodes').map(node => nodeInfo(node, usageOf.get(node.metadata.name) ?? noUsage));
	}

	/** In the order of their names. */
	get nodes(): readonly NodeInfo[] {
		return this.#nodes;
	}

	get(name: string): NodeInfo | undefined {
		return this.#nodes[this.#placeOf(name)];
	}

	/** Looks again at what is on a node, after a Pod came to it. */
	refresh(name: string): void {
		const place = this.#placeOf(name);
		if (place >= 0) {
			this.#nodes[place] = nodeInfo(this.#nodes[place]!.node, this.#usages.get(name) ?? noUsage);
		}
	}

	/** Where the node stands; -1 where there is none of that name. */
	#placeOf(name: string): number {
		let [low, high] = [0, this.#nodes.length - 1];
		while (low <= high) {
			const middle = (low + high) >> 1;
			const order = compareText(this.#nodes[middle]!.node.metadata.name, name);
			if (order === 0) {
				return middle;
			}
			if (order < 0) {
				low = middle + 1;
			} else {
				high = middle - 1;
			}
		}
		return -1;
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

/** Most nodes are as they were when the scheduler looked last. */
function nodeInfo(node: Node, usage: NodeUsage): NodeInfo {
	let info = lastInfos.get(node);
	if (info?.usage !== usage) {
		info = {node, allocatable: amountsOf(node.status.allocatable), usage};
		lastInfos.set(node, info);
	}
	return info!;
}

const lastInfos = new WeakMap<Node, NodeInfo>();
