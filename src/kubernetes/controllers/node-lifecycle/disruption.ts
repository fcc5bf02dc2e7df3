/**
 * How fast nodes may be tainted NoExecute, so that a network that fails does not empty the cluster
 * (nodelifecycle/node_lifecycle_controller.go handleDisruption).
 */
import type {Node} from '../../../api/core-v1/node.ts';
import {readyCondition} from './health.ts';

export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Nodes per second: `--node-eviction-rate`, `--secondary-node-eviction-rate`. */
const evictionRate = 0.1;
const secondaryEvictionRate = 0.01;
/** Clusters up to this size stop evictions altogether when most of a zone is gone. */
const largeClusterSize = 50;
const unhealthyZoneThreshold = 0.55;

export function zoneOf(node: Node): string {
	const labels = node.metadata.labels ?? {};
	const region = labels['topology.kubernetes.io/region'] ?? '';
	const zone = labels['topology.kubernetes.io/zone'] ?? '';
	return region || zone ? `${region}:\0:${zone}` : '';
}

export function isNotReady(node: Node): boolean {
	return readyCondition(node)?.status !== 'True';
}

/** Example: of 4 nodes 2 may fail; with 3 (75%) the zone is in partial disruption. */
export function zoneState(nodes: readonly Node[]): ZoneState {
	const failed = nodes.filter(isNotReady).length;
	if (failed > 0 && failed === nodes.length) {
		return 'FullDisruption';
	}
	return failed > 2 && failed / nodes.length >= unhealthyZoneThreshold ? 'PartialDisruption' : 'Normal';
}

/**
 * Milliseconds between two nodes of a zone; nothing where none may be tainted.
 * @param size how many nodes the zone has
 */
export function taintInterval(state: ZoneState, size: number): number | undefined {
	if (state !== 'PartialDisruption') {
		return 1000 / evictionRate;
	}
	return size > largeClusterSize ? 1000 / secondaryEvictionRate : undefined;
}
