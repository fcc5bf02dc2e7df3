/**
 * The Pod garbage collector: ends Pods that no kubelet will end (pkg/controller/podgc). Its rounds come every 20
 * seconds; what a round would find is put into the queue when it comes about.
 */
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Change} from '../api/store.ts';
import {isTerminal, type StatedCondition, withPodCondition} from '../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';

const checkPeriod = 20_000;
/** How long a node must have been missing before its Pods are given up. */
const quarantineTime = 40_000;
const outOfService = 'node.kubernetes.io/out-of-service';
const nodeKey = 'node:';
const podKey = 'pod:';

/** Milliseconds until the first round after that delay. */
function untilRound(delay: number, now: number): number {
	return Math.ceil((now + delay + 1) / checkPeriod) * checkPeriod - now;
}

export const podGarbageCollector: Controller = {
	name: 'pod-garbage-collector-controller',
	manager: 'kube-controller-manager',
	watches: {
		nodes: ({type, object}: Change<Node>, context) => {
			if (type === 'DELETED') {
				context.enqueueAfter(nodeKey + object.metadata.name, untilRound(quarantineTime, context.now));
			} else if (isOutOfService(object)) {
				context.enqueueAfter(nodeKey + object.metadata.name, untilRound(0, context.now));
			}
			return [];
		},
		pods: ({type, object, previous}: Change<Pod>, context) => {
			const {nodeName} = object.spec;
			const ending = object.metadata.deletionTimestamp !== undefined;
			if (type === 'DELETED' || (previous?.spec.nodeName === nodeName && !ending)) {
				return [];
			}
			const node = nodeName ? context.api.get<Node>('nodes', '', nodeName) : undefined;
			if (nodeName && !node) {
				context.enqueueAfter(nodeKey + nodeName, untilRound(quarantineTime, context.now));
			} else if (ending && (!nodeName || (node && isOutOfService(node)))) {
				context.enqueueAfter(podKey + objectKey(object), untilRound(0, context.now));
			}
			return [];
		},
	},
	sync(key, context) {
		if (key.startsWith(podKey)) {
			const [namespace, name] = splitKey(key.slice(podKey.length));
			const pod = context.api.get<Pod>('pods', namespace, name);
			const node = pod?.spec.nodeName ? context.api.get<Node>('nodes', '', pod.spec.nodeName) : undefined;
			if (pod?.metadata.deletionTimestamp && (!pod.spec.nodeName || (node && isOutOfService(node)))) {
				markFailedAndDelete(pod, undefined, context);
			}
			return;
		}
		const name = key.slice(nodeKey.length);
		const node = context.api.get<Node>('nodes', '', name);
		for (const pod of context.api.byIndex<Pod>('pods', 'node', name)) {
			if (!node) {
				markFailedAndDelete(pod, nodeGone, context);
			} else if (isOutOfService(node) && pod.metadata.deletionTimestamp) {
				markFailedAndDelete(pod, undefined, context);
			}
		}
	},
};

const nodeGone: StatedCondition = {
	type: 'DisruptionTarget',
	status: 'True',
	reason: 'DeletionByPodGC',
	message: 'PodGC: node no longer exists',
};

/** Whether someone has said, with a taint, that a node that is not Ready will not come back by itself. */
function isOutOfService(node: Node): boolean {
	const ready = node.status.conditions?.find(({type}) => type === 'Ready');
	return ready?.status !== 'True' && (node.spec.taints?.some(({key}) => key === outOfService) ?? false);
}

function markFailedAndDelete(pod: Pod, stated: StatedCondition | undefined, {api, now}: ControllerContext): void {
	if (!isTerminal(pod)) {
		const told = stated ? withPodCondition(pod, stated, now) : pod;
		const {generation} = pod.metadata;
		const status = {...told.status, phase: 'Failed', ...(generation && {observedGeneration: generation})};
		api.updateStatus('pods', {...told, status});
	}
	api.delete('pods', pod.metadata.namespace!, pod.metadata.name, {gracePeriodSeconds: 0});
}
