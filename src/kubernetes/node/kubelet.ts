/** The kubelets of all nodes, as one control loop: each key is one Pod, or the care of one node for itself. */
import type {Node} from '../../api/core-v1/node.ts';
import type {PersistentVolume} from '../../api/core-v1/persistent-volume.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Change} from '../api/store.ts';
import {isTerminal} from '../conditions.ts';
import type {Controller, ControllerContext} from '../controller.ts';
import {waitingOn} from './allocation.ts';
import {beat, nodeOfLeaseKey} from './node-agent.ts';
import {allContainers} from './pod-simulation.ts';
import {forget, syncPod} from './pod-worker.ts';
import {isRunning, nodeState} from './state.ts';
import {nodeInstants} from './state-instants.ts';
import {forgetVolume} from './volume-data.ts';
import {createWork, tell} from './work.ts';

export const kubelet: Controller = {
	name: 'kubelet',
	manager: 'kubelet',
	latency: 5,
	instants: nodeInstants,
	watches: {
		pods: (change: Change<Pod>, context) => {
			if (change.type === 'DELETED' && nodeState(context).pods.get(change.object.metadata.uid!)) {
				nodeState(context).lastSeen.set(change.object.metadata.uid!, change.object);
			}
			const own = concerns(change) ? [podKey(change.object)] : [];
			return makesRoom(change) ? [...own, ...waitingOn(change.object.spec.nodeName!, context)] : own;
		},
		nodes: ({type, object}: Change<Node>, context) => {
			if (type === 'DELETED') {
				nodeState(context).nodes.delete(object.metadata.name);
			}
			return [];
		},
		persistentvolumes: ({type, object}: Change<PersistentVolume>, context) => {
			if (type === 'DELETED') {
				forgetVolume(object, context);
			}
			return [];
		},
	},
	sync(key, context) {
		const node = nodeOfLeaseKey(key);
		if (node !== undefined) {
			const next = beat(context, node);
			if (next !== undefined) {
				context.enqueueAfter(key, next);
			}
			return;
		}
		const [, namespace = '', name = '', uid = ''] = key.split('/');
		lookAtPod(key, namespace, name, uid, context);
	},
};

export function podKey({metadata}: Pod): string {
	return `pod/${metadata.namespace}/${metadata.name}/${metadata.uid}`;
}

/** Whether a change is one that a kubelet does something about. Its own reports are not. */
function concerns({type, object, previous}: Change<Pod>): boolean {
	if (!object.spec.nodeName) {
		return false;
	}
	if (type !== 'MODIFIED' || !previous) {
		return true;
	}
	const [now, before] = [object.metadata, previous.metadata];
	return (
		object.spec !== previous.spec ||
		now.generation !== before.generation ||
		isTerminal(object) !== isTerminal(previous) ||
		now.deletionTimestamp !== before.deletionTimestamp ||
		now.deletionGracePeriodSeconds !== before.deletionGracePeriodSeconds ||
		(object.spec.readinessGates !== undefined && object.status.conditions !== previous.status.conditions)
	);
}

/** Whether a change may leave more of its node for others. Most writes of a status do not. */
function makesRoom({type, object, previous}: Change<Pod>): boolean {
	if (!object.spec.nodeName || type === 'ADDED') {
		return false;
	}
	return (
		type === 'DELETED' ||
		object.spec !== previous?.spec ||
		isTerminal(object) ||
		object.status.allocatedResources !== previous?.status.allocatedResources
	);
}

function lookAtPod(key: string, namespace: string, name: string, uid: string, context: ControllerContext): void {
	const {api, now} = context;
	const state = nodeState(context);
	const found = api.get<Pod>('pods', namespace, name);
	const pod = found?.metadata.uid === uid ? found : undefined;
	const record = state.pods.get(uid);
	const nodeName = record?.node ?? pod?.spec.nodeName;
	const machine = nodeName === undefined ? undefined : state.nodes.get(nodeName);
	if (nodeName === undefined || !machine?.up) {
		if (record && !pod && !machine) {
			// Node and Pod were both deleted: nobody is left to ask about it.
			forget({context, record, state});
			state.lastSeen.delete(uid);
		}
		return;
	}
	const node = api.get<Node>('nodes', '', nodeName);
	if (pod && node) {
		const next = syncPod(pod, node, context);
		if (Number.isFinite(next)) {
			context.enqueueAfter(key, Math.max(0, next - now));
		}
	} else if (record) {
		endVanished(record.uid, context);
	}
}

/** A Pod that is gone from the API without its kubelet is ended at once: it was deleted by force. */
function endVanished(uid: string, context: ControllerContext): void {
	const state = nodeState(context);
	const record = state.pods.get(uid)!;
	const node = context.api.get<Node>('nodes', '', record.node);
	const last = state.lastSeen.get(uid);
	if (node && last) {
		const work = createWork(context, last, node, record);
		for (const container of allContainers(last)) {
			if (isRunning(record.containers[container.name])) {
				tell(work, container, 'Normal', 'Killing', `Stopping container ${container.name}`);
			}
		}
	}
	state.lastSeen.delete(uid);
	forget({context, record, state, ...(last && {pod: last})});
}
