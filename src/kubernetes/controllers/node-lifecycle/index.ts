/**
 * The node lifecycle controller: notices nodes that fall silent, says so in their conditions, keeps Pods away with
 * taints, and takes the readiness of their Pods back (pkg/controller/nodelifecycle).
 */
import type {Lease} from '../../../api/coordination-v1.ts';
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import type {Change} from '../../api/store.ts';
import {findCondition, isPodReady} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {instant} from '../../instants.ts';
import {isNotReady, taintInterval, zoneOf, zoneState} from './disruption.ts';
import {isSilent, lastProbe, monitorPeriod, readyCondition, withUnknownConditions} from './health.ts';
import {hasTaint, notReady, swapTaints, syncNoScheduleTaints, unreachable} from './taints.ts';

const monitorKey = 'monitor';
const taintKey = 'taint';
const nodeKey = 'node:';
const podKey = 'pod:';

export const nodeLifecycle: Controller = {
	name: 'node-lifecycle-controller',
	manager: 'kube-controller-manager',
	eventSource: 'node-controller',
	instants: {values: {'full-disruption-ended': instant, 'next-taint': instant}},
	watches: {
		nodes: ({type, object}: Change<Node>, context) => {
			const {name, uid = ''} = object.metadata;
			if (type !== 'MODIFIED') {
				context.table<string>(type === 'ADDED' ? 'new-nodes' : 'gone-nodes').set(name, uid);
			}
			return type === 'DELETED' ? [] : [nodeKey + name];
		},
		pods: (change: Change<Pod>, context) =>
			readyOnLostNode(change, context) ? [podKey + objectKey(change.object)] : [],
	},
	start(context) {
		context.enqueueAfter(monitorKey, monitorPeriod);
	},
	sync(key, context) {
		if (key === monitorKey) {
			context.enqueueAfter(monitorKey, monitorPeriod);
			monitor(context);
		} else if (key === taintKey) {
			taintLostNodes(context);
		} else if (key.startsWith(nodeKey)) {
			const node = context.api.get<Node>('nodes', '', key.slice(nodeKey.length));
			if (node) {
				syncNode(node, context);
			}
		} else {
			const [namespace, name] = splitKey(key.slice(podKey.length));
			const pod = context.api.get<Pod>('pods', namespace, name);
			const node = pod && context.api.get<Node>('nodes', '', pod.spec.nodeName ?? '');
			if (node && isNotReady(node)) {
				markPodNotReady(pod, context);
			}
		}
	},
};

/** Whether a Pod says that it is Ready although its node is lost. */
function readyOnLostNode({type, object}: Change<Pod>, context: ControllerContext): boolean {
	const {nodeName} = object.spec;
	if (type === 'DELETED' || !nodeName || !isPodReady(object)) {
		return false;
	}
	const node = context.api.get<Node>('nodes', '', nodeName);
	const ready = node && readyCondition(node);
	return ready !== undefined && ready.status !== 'True';
}

/** What a change of a node calls for at once: its taints, and the labels' older names. */
function syncNode(node: Node, context: ControllerContext): void {
	syncNoScheduleTaints(node, context.api, context.now);
	const tainted = context.api.get<Node>('nodes', '', node.metadata.name)!;
	const labels = {...tainted.metadata.labels};
	let differs = false;
	for (const name of ['os', 'arch']) {
		const value = labels[`kubernetes.io/${name}`];
		const older = `beta.kubernetes.io/${name}`;
		if (value !== undefined && labels[older] !== value) {
			labels[older] = value;
			differs = true;
		}
	}
	if (differs) {
		context.api.update('nodes', {...tainted, metadata: {...tainted.metadata, labels}});
	}
}

/** The regular look at all nodes. */
function monitor(context: ControllerContext): void {
	noticeNodes(context, 'new-nodes', 'RegisteredNode', name => `Registered Node ${name} in Controller`);
	noticeNodes(context, 'gone-nodes', 'RemovingNode', name => `Removing Node ${name} from Controller`);
	const pardoned = context.table<number>('full-disruption-ended').get('at') ?? 0;
	let troubled = context.table<boolean>('full-disruption').get('all') ?? false;
	for (const node of context.api.list<Node>('nodes')) {
		const lease = context.api.get<Lease>('leases.coordination.k8s.io', 'kube-node-lease', node.metadata.name);
		const probe = Math.max(pardoned, lastProbe(node, lease, context.now));
		if (isSilent(node, probe, context.now)) {
			declareLost(node, context);
			troubled = true;
		}
		if (isNotReady(node)) {
			troubled = true;
		} else {
			clearNoExecute(node, context);
		}
	}
	if (troubled) {
		handleFullDisruption(context);
		taintLostNodes(context);
	}
}

/** Tells of nodes that came or went since the last look. */
function noticeNodes(
	context: ControllerContext,
	tableName: 'new-nodes' | 'gone-nodes',
	reason: string,
	words: (name: string) => string,
): void {
	const nodes = context.table<string>(tableName);
	for (const [name, uid] of nodes.entries()) {
		nodes.delete(name);
		context.events.event(nodeReference(name, uid), 'Normal', reason, `Node ${name} event: ${words(name)}`);
	}
}

function nodeReference(name: string, uid: string | undefined): KubernetesObject {
	return {apiVersion: 'v1', kind: 'Node', metadata: {name, ...(uid && {uid})}};
}

function declareLost(node: Node, context: ControllerContext): void {
	const lost = withUnknownConditions(node, context.now);
	if (lost === node) {
		return;
	}
	context.api.updateStatus('nodes', lost);
	if (readyCondition(node)?.status === 'True') {
		const {name, uid} = node.metadata;
		const message = `Node ${name} status is now: NodeNotReady`;
		context.events.event(nodeReference(name, uid), 'Normal', 'NodeNotReady', message);
		for (const pod of context.api.byIndex<Pod>('pods', 'node', name)) {
			markPodNotReady(pod, context);
		}
	}
}

/** Takes a Pod's Ready condition back, so that it counts for no Service and no rollout. */
function markPodNotReady(pod: Pod, context: ControllerContext): void {
	const ready = findCondition(pod.status.conditions, 'Ready');
	if (!ready || ready.status === 'False') {
		return;
	}
	const conditions = pod.status.conditions!.map(condition =>
		condition === ready ? {...ready, status: 'False', lastTransitionTime: formatTime(context.now)} : condition,
	);
	const updated = context.api.updateStatus('pods', {...pod, status: {...pod.status, conditions}});
	context.events.event(updated, 'Warning', 'NodeNotReady', 'Node is not ready');
}

function clearNoExecute(node: Node, context: ControllerContext): void {
	if (hasTaint(node, notReady, 'NoExecute') || hasTaint(node, unreachable, 'NoExecute')) {
		swapTaints(node, 'NoExecute', [], [notReady, unreachable], context.api, context.now);
	}
}

/** With no node left alive the fault is most likely elsewhere: then nothing is evicted. */
function handleFullDisruption(context: ControllerContext): void {
	const states = context.table<boolean>('full-disruption');
	const was = states.get('all') ?? false;
	const is = isFullyDisrupted(context);
	if (is === was) {
		return;
	}
	states.set('all', is);
	if (!is) {
		context.table<number>('full-disruption-ended').set('at', context.now);
		return;
	}
	for (const node of context.api.list<Node>('nodes')) {
		clearNoExecute(node, context);
	}
}

function countedNodes(context: ControllerContext): Node[] {
	return context.api
		.list<Node>('nodes')
		.filter(({metadata}) => metadata.labels?.['node.kubernetes.io/exclude-disruption'] === undefined);
}

function isFullyDisrupted(context: ControllerContext): boolean {
	const nodes = countedNodes(context);
	return nodes.length > 0 && nodes.every(isNotReady);
}

/** Taints lost nodes NoExecute, in each zone one after the other at the zone's rate. */
function taintLostNodes(context: ControllerContext): void {
	if (isFullyDisrupted(context)) {
		return;
	}
	const limits = context.table<number>('next-taint');
	const zones = groupByZone(countedNodes(context));
	for (const node of context.api.list<Node>('nodes')) {
		const status = readyCondition(node)?.status;
		if (status !== 'False' && status !== 'Unknown') {
			continue;
		}
		const [wanted, opposite] = status === 'False' ? [notReady, unreachable] : [unreachable, notReady];
		if (hasTaint(node, wanted, 'NoExecute')) {
			continue;
		}
		if (hasTaint(node, opposite, 'NoExecute')) {
			swapTaints(node, 'NoExecute', [wanted], [opposite], context.api, context.now);
			continue;
		}
		const zone = zoneOf(node);
		const members = zones.get(zone) ?? [];
		const interval = taintInterval(zoneState(members), members.length);
		if (interval === undefined) {
			continue;
		}
		const next = limits.get(zone) ?? 0;
		if (context.now < next) {
			context.enqueueAfter(taintKey, next - context.now);
			continue;
		}
		limits.set(zone, context.now + interval);
		swapTaints(node, 'NoExecute', [wanted], [], context.api, context.now);
	}
}

function groupByZone(nodes: readonly Node[]): Map<string, Node[]> {
	const zones = new Map<string, Node[]>();
	for (const node of nodes) {
		const zone = zoneOf(node);
		zones.set(zone, [...(zones.get(zone) ?? []), node]);
	}
	return zones;
}
