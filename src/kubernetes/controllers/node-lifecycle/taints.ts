/** The taints that follow from a node's conditions (pkg/controller/nodelifecycle/node_lifecycle_controller.go). */
import type {Node, Taint} from '../../../api/core-v1/node.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import type {ApiClient} from '../../api/client.ts';

export const notReady = 'node.kubernetes.io/not-ready';
export const unreachable = 'node.kubernetes.io/unreachable';
const unschedulable = 'node.kubernetes.io/unschedulable';

const taintsByCondition: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	Ready: {False: notReady, Unknown: unreachable},
	MemoryPressure: {True: 'node.kubernetes.io/memory-pressure'},
	DiskPressure: {True: 'node.kubernetes.io/disk-pressure'},
	NetworkUnavailable: {True: 'node.kubernetes.io/network-unavailable'},
	PIDPressure: {True: 'node.kubernetes.io/pid-pressure'},
};
const managedKeys = new Set([unschedulable, ...Object.values(taintsByCondition).flatMap(keys => Object.values(keys))]);

function same(a: Pick<Taint, 'key' | 'effect'>, b: Pick<Taint, 'key' | 'effect'>): boolean {
	return a.key === b.key && a.effect === b.effect;
}

export function hasTaint(node: Node, key: string, effect: string): boolean {
	return node.spec.taints?.some(taint => same(taint, {key, effect})) ?? false;
}

/** Which NoSchedule taints a node should have, by its conditions and by whether it is cordoned. */
export function wantedNoScheduleTaints(node: Node): readonly string[] {
	const keys = (node.status.conditions ?? []).map(({type, status}) => taintsByCondition[type]?.[status]);
	const present = keys.filter(key => key !== undefined);
	return node.spec.unschedulable ? [...present, unschedulable] : present;
}

/** Brings the NoSchedule taints in line with the conditions. @param now milliseconds since 1970 */
export function syncNoScheduleTaints(node: Node, api: ApiClient, now: number): void {
	const wanted = wantedNoScheduleTaints(node);
	const present = (node.spec.taints ?? []).filter(({key, effect}) => effect === 'NoSchedule' && managedKeys.has(key));
	const add = wanted.filter(key => !present.some(taint => taint.key === key));
	const remove = present.filter(({key}) => !wanted.includes(key)).map(({key}) => key);
	if (add.length > 0 || remove.length > 0) {
		swapTaints(node, 'NoSchedule', add, remove, api, now);
	}
}

/** Puts taints on a node and takes others off in one write. */
export function swapTaints(
	node: Node,
	effect: string,
	add: readonly string[],
	remove: readonly string[],
	api: ApiClient,
	now: number,
): void {
	const timeAdded = formatTime(now);
	const kept = (node.spec.taints ?? []).filter(
		taint => taint.effect !== effect || !(remove.includes(taint.key) || add.includes(taint.key)),
	);
	const taints = [...kept, ...add.map(key => ({key, effect, timeAdded}))];
	const {taints: _old, ...spec} = node.spec;
	api.update('nodes', {...node, spec: taints.length > 0 ? {...spec, taints} : spec});
}
