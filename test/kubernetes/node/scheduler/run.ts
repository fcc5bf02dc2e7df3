/** Schedules one Pod among nodes and Pods, without a cluster. */
import type {Node} from '../../../../src/api/core-v1/node.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import {VirtualClock} from '../../../../src/kubernetes/clock.ts';
import {objectKey} from '../../../../src/kubernetes/controller.ts';
import {fitErrorMessage} from '../../../../src/kubernetes/node/scheduler/fit-error.ts';
import {addPod, type NodeUsage, noUsage} from '../../../../src/kubernetes/node/scheduler/node-usage.ts';
import {defaultPlugins} from '../../../../src/kubernetes/node/scheduler/plugins/index.ts';
import {findPreemption} from '../../../../src/kubernetes/node/scheduler/preemption.ts';
import {newCycle, schedulePod} from '../../../../src/kubernetes/node/scheduler/schedule-pod.ts';
import {Snapshot} from '../../../../src/kubernetes/node/scheduler/snapshot.ts';
import {readOnlyApi} from '../../objects.ts';

export interface World {
	readonly nodes: readonly Node[];
	readonly pods?: readonly Pod[];
	readonly others?: Readonly<Record<string, readonly KubernetesObject[]>>;
	/** Pods that a node is being cleared for, by the node's name. */
	readonly nominated?: Readonly<Record<string, Pod>>;
}

export function attempt(pod: Pod, {nodes, pods = [], others = {}, nominated = {}}: World) {
	const clock = new VirtualClock({start: 0, seed: 1});
	const usages = clock.table<NodeUsage>('usage');
	const affinity = clock.table<string>('affinity');
	for (const placed of pods) {
		const name = placed.spec.nodeName!;
		usages.set(name, addPod(usages.get(name) ?? noUsage, placed));
		if (placed.spec.affinity) {
			affinity.set(objectKey(placed), name);
		}
	}
	const snapshot = new Snapshot(readOnlyApi({nodes, pods: [...pods, pod], ...others}), usages, affinity);
	const {outcome} = schedulePod(defaultPlugins, newCycle(pod, snapshot), {
		start: 0,
		withNominated: info => {
			const coming = nominated[info.node.metadata.name];
			return coming ? {...info, usage: addPod(info.usage, coming)} : info;
		},
	});
	return {outcome, snapshot};
}

/** The node, or why there is none. */
export function place(pod: Pod, world: World): string {
	const {outcome} = attempt(pod, world);
	return 'node' in outcome ? outcome.node : fitErrorMessage(outcome.diagnosis);
}

/** Whom preemption would end, or why it does not help. */
export function preempt(pod: Pod, world: World): string {
	const {outcome, snapshot} = attempt(pod, world);
	if ('node' in outcome) {
		return `fits ${outcome.node}`;
	}
	const found = findPreemption(pod, outcome.diagnosis, outcome.filter, snapshot);
	return 'message' in found ? found.message : `${found.node}: ${found.victims.map(v => v.metadata.name).join(' ')}`;
}
