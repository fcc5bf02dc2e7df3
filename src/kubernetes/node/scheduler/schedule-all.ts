/** Schedules every active Pod in turn, and writes down how it went (pkg/scheduler/schedule_one.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {StatusError} from '../../../apimachinery/status.ts';
import {withPodCondition} from '../../conditions.ts';
import {type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {type NewEvent, recordSeriesEvent} from '../../events/series-recorder.ts';
import {fields, type Instants, instant} from '../../instants.ts';
import {fitErrorMessage, truncateNote} from './fit-error.ts';
import {addPod, type NodeUsage} from './node-usage.ts';
import {defaultPlugins} from './plugins/index.ts';
import {findPreemption, priorityOf} from './preemption.ts';
import {queueOf, workKeys} from './queue.ts';
import {newCycle, type Outcome, schedulePod} from './schedule-pod.ts';
import {type NodeInfo, Snapshot} from './snapshot.ts';
import {bindVolumes} from './volume-binder.ts';

const schedulerName = 'default-scheduler';
/** The scheduler runs on the control plane, whose host name tells its instances apart. */
const schedulerInstance = `${schedulerName}-control-plane`;

export function scheduleAll(context: ControllerContext): void {
	const queue = queueOf(context);
	const keys = queue.takeActive();
	if (keys.length === 0) {
		return;
	}
	const snapshot = new Snapshot(context.api, context.table<NodeUsage>('usage'), context.table<string>('affinity'));
	for (const key of keys) {
		const [namespace, name] = splitKey(key);
		const pod = context.api.get<Pod>('pods', namespace, name);
		if (!pod || pod.spec.nodeName) {
			queue.forget(key);
		} else if (pod.metadata.deletionTimestamp) {
			const note = `skip schedule deleting pod: ${namespace}/${name}`;
			record(context, {about: pod, type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', note});
		} else {
			scheduleOne(pod, snapshot, context);
		}
	}
}

function scheduleOne(pod: Pod, snapshot: Snapshot, context: ControllerContext): void {
	if (snapshot.nodes.length === 0) {
		fail(pod, 'no nodes available to schedule pods', ['NodeName', 'NodeResourcesFit'], undefined, context);
		return;
	}
	const starts = context.table<number>('start');
	const start = starts.get('node') ?? 0;
	const {outcome, processed} = schedulePod(defaultPlugins, newCycle(pod, snapshot), {
		start,
		...(pod.status.nominatedNodeName && {nominatedNode: pod.status.nominatedNodeName}),
		withNominated: nominatedPods(pod, context),
	});
	const next = (start + processed) % snapshot.nodes.length;
	if (next !== start) {
		starts.set('node', next);
	}
	if ('node' in outcome) {
		bind(pod, outcome.node, snapshot, context);
	} else {
		reject(pod, outcome, snapshot, context);
	}
}

/**
 * Shows a node with the Pods that it was cleared for already on it, where they are at least as important as this one.
 */
function nominatedPods(pod: Pod, context: ControllerContext): (info: NodeInfo) => NodeInfo {
	const byNode = new Map<string, Pod[]>();
	for (const [key, node] of context.table<string>('nominated').entries()) {
		const other = context.api.get<Pod>('pods', ...splitKey(key));
		if (other && other.metadata.uid !== pod.metadata.uid && priorityOf(other) >= priorityOf(pod)) {
			byNode.set(node, [...(byNode.get(node) ?? []), other]);
		}
	}
	return info => {
		const others = byNode.get(info.node.metadata.name);
		return others ? {...info, usage: others.reduce(addPod, info.usage)} : info;
	};
}

/** Milliseconds until a Pod whose volumes have not been bound is given up for now. */
const bindTimeout = 600_000;

/** A Pod that has a node, and waits there for its volumes. */
interface WaitingPod {
	readonly node: string;
	readonly since: number;
}

export const waitingInstants: NonNullable<Instants['values']> = {
	'waiting-for-volumes': fields<WaitingPod>({since: instant}),
};

/** The Pods that wait for their volumes, by key. */
export function waitingForVolumes(context: ControllerContext) {
	return context.table<WaitingPod>('waiting-for-volumes');
}

/** Looks whether the volumes of a Pod that waits for them are bound by now. */
export function goOnBinding(key: string, context: ControllerContext): void {
	const waiting = waitingForVolumes(context);
	const found = waiting.get(key);
	const pod = context.api.get<Pod>('pods', ...splitKey(key));
	if (!found) {
		return;
	}
	if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) {
		waiting.delete(key);
	} else if (context.now - found.since >= bindTimeout) {
		waiting.delete(key);
		fail(pod, 'binding volumes: context deadline exceeded', [], undefined, context, 'SchedulerError');
	} else {
		bind(pod, found.node, undefined, context);
	}
}

function bind(pod: Pod, node: string, snapshot: Snapshot | undefined, context: ControllerContext): void {
	const {namespace = '', name} = pod.metadata;
	const key = objectKey(pod);
	const waiting = waitingForVolumes(context);
	if (!bindVolumes(pod, node, context.api)) {
		queueOf(context).forget(key);
		waiting.set(key, waiting.get(key) ?? {node, since: context.now});
		context.enqueueAfter(workKeys.volumesOf(key), bindTimeout);
		return;
	}
	waiting.delete(key);
	try {
		context.api.bind(namespace, name, node);
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
		fail(pod, `binding rejected: ${error.message}`, [], undefined, context, 'SchedulerError');
		return;
	}
	snapshot?.refresh(node);
	queueOf(context).forget(key);
	const note = `Successfully assigned ${namespace}/${name} to ${node}`;
	record(context, {about: pod, type: 'Normal', reason: 'Scheduled', action: 'Binding', note});
}

function reject(
	pod: Pod,
	{diagnosis, filter}: Extract<Outcome, {diagnosis: unknown}>,
	snapshot: Snapshot,
	context: ControllerContext,
): void {
	if (diagnosis.preFilterMessage) {
		// The plugin for resource claims did not get to prepare, and its part of the search for room ends with this.
		fail(pod, fitErrorMessage(diagnosis, 'not found'), diagnosis.plugins, undefined, context);
		return;
	}
	const preemption = findPreemption(pod, diagnosis, filter, snapshot);
	if ('message' in preemption) {
		const message = fitErrorMessage(diagnosis, `no new claims to deallocate, preemption: ${preemption.message}`);
		fail(pod, message, diagnosis.plugins, preemption.clearNomination ? '' : undefined, context);
		return;
	}
	context.table<string>('nominated').set(objectKey(pod), preemption.node);
	// The Pod waits before its victims go, so that their going finds it waiting.
	fail(pod, fitErrorMessage(diagnosis), diagnosis.plugins, preemption.node, context);
	for (const victim of preemption.victims) {
		preempt(victim, pod, preemption.node, context);
	}
}

function preempt(victim: Pod, preemptor: Pod, node: string, context: ControllerContext): void {
	if (victim.metadata.deletionTimestamp) {
		return;
	}
	const message = `${preemptor.spec.schedulerName}: preempting to accommodate a higher priority pod`;
	const stated = {type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message};
	const {namespace = '', name} = victim.metadata;
	context.api.updateStatus('pods', withPodCondition(victim, stated, context.now));
	context.api.delete('pods', namespace, name);
	const note = `Preempted by pod ${preemptor.metadata.uid} on node ${node}`;
	record(context, {about: victim, related: preemptor, type: 'Normal', reason: 'Preempted', action: 'Preempting', note});
}

/** @param nominatedNode the node to wait for; '' takes an earlier nomination back, undefined leaves it */
function fail(
	pod: Pod,
	message: string,
	plugins: Iterable<string>,
	nominatedNode: string | undefined,
	context: ControllerContext,
	reason: 'Unschedulable' | 'SchedulerError' = 'Unschedulable',
): void {
	const key = objectKey(pod);
	queueOf(context).reject(key, plugins, reason === 'SchedulerError');
	if (nominatedNode === '') {
		context.table('nominated').delete(key);
	}
	const note = truncateNote(message);
	record(context, {about: pod, type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', note});
	const stated = {type: 'PodScheduled', status: 'False', reason, message};
	let updated = withPodCondition(pod, stated, context.now);
	if (nominatedNode !== undefined && nominatedNode !== (pod.status.nominatedNodeName ?? '')) {
		const {nominatedNodeName: _old, ...status} = updated.status;
		updated = {...updated, status: nominatedNode ? {...status, nominatedNodeName: nominatedNode} : status};
	}
	if (updated !== pod) {
		context.api.updateStatus('pods', updated);
	}
}

function record(context: ControllerContext, event: NewEvent): void {
	recordSeriesEvent(context, context.api, schedulerName, schedulerInstance, event);
}
