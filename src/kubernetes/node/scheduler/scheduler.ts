/** kube-scheduler as a control loop: watches feed sums and queue, `sync` schedules what is active. */
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Change} from '../../api/store.ts';
import {isTerminal} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {effectiveSpec} from '../../effective-resources.ts';
import {maintainSeries, seriesMaintenanceInterval} from '../../events/series-recorder.ts';
import {podRequests} from '../../pod-resources.ts';
import {addPod, countsOnNode, type NodeUsage, noUsage, removePod} from './node-usage.ts';
import {priorityOf} from './preemption.ts';
import {flushInterval, maxInUnschedulable, queueInstants, queueOf, workKeys} from './queue.ts';
import {claimHint, type Hint, nodeHint, podChanged, podGone, podPlaced, volumesChanged} from './queueing-hints.ts';
import {goOnBinding, scheduleAll, waitingForVolumes, waitingInstants} from './schedule-all.ts';

const seriesKey = 'event-series';

export const defaultScheduler: Controller = {
	name: 'default-scheduler',
	manager: 'kube-scheduler',
	latency: 2,
	instants: {values: {...queueInstants, ...waitingInstants}},
	watches: {
		pods: (change: Change<never>, context) => podWritten(change, context),
		nodes: (change: Change<never>, context) => nodeWritten(change, context),
		persistentvolumeclaims: (change: Change<never>, context) => [
			...requeue(claimHint(change), context),
			...waitingForVolumes(context)
				.entries()
				.map(([key]) => workKeys.volumesOf(key)),
		],
		persistentvolumes: (_change, context) => requeue(volumesChanged, context),
		'storageclasses.storage.k8s.io': (_change, context) => requeue(volumesChanged, context),
	},
	sync(key, context) {
		if (key === workKeys.schedule) {
			scheduleAll(context);
			context.enqueueAfter(seriesKey, seriesMaintenanceInterval);
		} else if (key === workKeys.flush) {
			flush(context);
		} else if (key === seriesKey) {
			if (maintainSeries(context, context.api)) {
				context.enqueueAfter(seriesKey, seriesMaintenanceInterval);
			}
		} else if (workKeys.podOfVolumes(key) !== undefined) {
			goOnBinding(workKeys.podOfVolumes(key)!, context);
		} else {
			endBackoff(workKeys.podOfBackoff(key)!, context);
		}
	},
};

function isOurs(pod: Pod): boolean {
	return pod.spec.schedulerName === 'default-scheduler';
}

function isGated(pod: Pod): boolean {
	return (pod.spec.schedulingGates?.length ?? 0) > 0;
}

function podWritten(change: Change<Pod>, context: ControllerContext): Iterable<string> {
	const {type, object, previous} = change;
	const before = previous && countsOnNode(previous) ? previous : undefined;
	const after = type !== 'DELETED' && countsOnNode(object) ? object : undefined;
	if (before || after) {
		return placedPodWritten(before, after, context);
	}
	const key = objectKey(object);
	if (type === 'DELETED' || isTerminal(object)) {
		queueOf(context).forget(key);
		context.table('nominated').delete(key);
		return [];
	}
	if (!isOurs(object) || isGated(object)) {
		return [];
	}
	const queue = queueOf(context);
	if (type === 'ADDED' || (previous && isGated(previous))) {
		queue.activate(key, priorityOf(object));
		return [workKeys.schedule];
	}
	const waiting = queue.get(key);
	if (waiting && podChanged(object, previous!)) {
		queue.requeue(key, waiting);
	}
	return [];
}

/** Keeps the sums of nodes, and lets those try again whom it may help. */
function placedPodWritten(before: Pod | undefined, after: Pod | undefined, context: ControllerContext): string[] {
	if (before && after && sameUsage(before, after)) {
		return [];
	}
	const usages = context.table<NodeUsage>('usage');
	const withAffinity = context.table<string>('affinity');
	const key = objectKey((after ?? before)!);
	if (before) {
		const node = before.spec.nodeName!;
		usages.set(node, removePod(usages.get(node) ?? noUsage, before));
	}
	if (after) {
		const node = after.spec.nodeName!;
		usages.set(node, addPod(usages.get(node) ?? noUsage, after));
	}
	if (after?.spec.affinity?.podAffinity || after?.spec.affinity?.podAntiAffinity) {
		withAffinity.set(key, after.spec.nodeName!);
	} else if (before?.spec.affinity) {
		withAffinity.delete(key);
	}
	if (!before) {
		queueOf(context).forget(key);
		context.table('nominated').delete(key);
	}
	return requeue(after && !givesBack(before, after) ? podPlaced : podGone((before ?? after)!), context);
}

/** Whether a Pod that was resized takes up less of its node than before. */
function givesBack(before: Pod | undefined, after: Pod): boolean {
	if (!before || after.status.allocatedResources === undefined) {
		return false;
	}
	const [now, then] = [podRequests(effectiveSpec(after)), podRequests(effectiveSpec(before))];
	return Object.entries(then).some(([resource, amount]) => (now[resource] ?? 0) < amount);
}

/** Most writes of a Pod are of its status, and change nothing for its node. */
function sameUsage(before: Pod, after: Pod): boolean {
	return (
		before.spec === after.spec &&
		before.status.allocatedResources === after.status.allocatedResources &&
		before.metadata.labels === after.metadata.labels &&
		before.metadata.deletionTimestamp === after.metadata.deletionTimestamp
	);
}

function nodeWritten(change: Change<Node>, context: ControllerContext): Iterable<string> {
	if (change.type === 'DELETED') {
		return [];
	}
	const hint = nodeHint(change);
	return hint ? requeue(hint, context) : [];
}

function requeue(hint: Hint, context: ControllerContext): string[] {
	const queue = queueOf(context);
	for (const [key, waiting] of queue.waiting()) {
		if (waiting.backingOff) {
			continue;
		}
		const [namespace, name] = splitKey(key);
		const pod = context.api.get<Pod>('pods', namespace, name);
		if (pod && waiting.plugins.some(plugin => hint(plugin, pod))) {
			queue.requeue(key, waiting);
		}
	}
	return [];
}

function endBackoff(key: string, context: ControllerContext): void {
	const [namespace, name] = splitKey(key);
	const pod = context.api.get<Pod>('pods', namespace, name);
	const queue = queueOf(context);
	if (!pod || !queue.get(key)) {
		return;
	}
	queue.activate(key, priorityOf(pod));
	context.enqueueAfter(workKeys.schedule, 0);
}

/** Lets Pods try again that have been waiting for long, in case that a change was missed. */
function flush(context: ControllerContext): void {
	const queue = queueOf(context);
	const waiting = queue.waiting();
	for (const [key, pod] of waiting) {
		if (context.now - pod.at > maxInUnschedulable) {
			queue.requeue(key, pod);
		}
	}
	if (waiting.length > 0) {
		context.enqueueAfter(workKeys.flush, flushInterval);
	}
}
