/** Nodes fail and come back. */
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext} from '../controller.ts';
import {podKey} from './kubelet.ts';
import {leaseKey, leasePeriod, registerNode, renewLease, reportNode, tellOfStart} from './node-agent.ts';
import {nodeState} from './state.ts';

/**
 * Takes a node from the cluster, or gives it back. While it is away nobody hears of it: its lease runs out, its Pods
 * are neither looked after nor ended, and what its containers do goes unseen. When it is back its kubelet reports,
 * finishes the Pods that were deleted meanwhile, and goes on with the others. What falls between is as when a kubelet
 * is started again: containers that still run are kept. A machine whose Node was deleted registers it anew.
 *
 * @returns whether there is such a machine
 */
export function setNodePower(context: ControllerContext, name: string, up: boolean): boolean {
	const state = nodeState(context);
	const record = state.nodes.get(name);
	const machine = state.machines.get(name);
	if (!record) {
		if (up && machine) {
			registerNode(context, machine);
		}
		return machine !== undefined;
	}
	if (record.up !== up) {
		state.nodes.set(name, {...record, up});
		if (up) {
			goOn(context, name);
		}
	}
	return true;
}

/** The kubelet is back, and looks at every Pod that is on its node or was. */
function goOn(context: ControllerContext, name: string): void {
	const state = nodeState(context);
	const node = context.api.get<Node>('nodes', '', name);
	if (!node) {
		return;
	}
	tellOfStart(context, name);
	renewLease(context, name);
	reportNode(context, node);
	context.enqueueAfter(leaseKey(name), leasePeriod);
	const known = new Set<string>();
	for (const pod of context.api.byIndex<Pod>('pods', 'node', name)) {
		known.add(pod.metadata.uid!);
		context.enqueueAfter(podKey(pod), 0);
	}
	for (const [uid, pod] of state.pods.entries()) {
		if (pod.node === name && !known.has(uid)) {
			context.enqueueAfter(`pod/${pod.namespace}/${pod.name}/${uid}`, 0);
		}
	}
}

/** Whether the node's kubelet runs. */
export function isNodeUp(context: Pick<ControllerContext, 'table'>, name: string): boolean {
	return nodeState(context).nodes.get(name)?.up ?? false;
}
