/**
 * What a kubelet does about one Pod at one look (pkg/kubelet/pod_workers.go, kubelet.go SyncPod): admits it, brings its
 * containers on their way, ends them, and reports. It only looks at the present state, so that it may be called at any
 * time and as often as one likes.
 */
import type {Container} from '../../api/core-v1/container.ts';
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {jsonEqual} from '../../apimachinery/equal.ts';
import {parseTime} from '../../apimachinery/time.ts';
import {isTerminal} from '../conditions.ts';
import type {ControllerContext} from '../controller.ts';
import {allocateAddress, releaseAddress} from './addresses.ts';
import {needsNeighbours, rejectionOf} from './admission.ts';
import {allocationOf, neighbours} from './allocation.ts';
import {endingStep} from './ending.ts';
import {allContainers, nodeAddress} from './pod-simulation.ts';
import {nextProbe, probeStep} from './prober.ts';
import {isPulling, pullStep} from './pulling.ts';
import {resizeStep} from './resize.ts';
import {isSidecar} from './restart-policy.ts';
import {create, noticeEnd, restartStep, start, stop} from './starting.ts';
import {currentRun, draftOf, isRunning, nodeState, type PodRecord} from './state.ts';
import {isStarted} from './status/container-status.ts';
import {podStatus} from './status/pod-status.ts';
import {saveVolumes} from './volume-data.ts';
import {mountFailure} from './volumes.ts';
import {createWork, recordOf, tell, type Work} from './work.ts';

/** The first wait after a mount that failed, and the longest (goroutinemap/exponentialbackoff). */
const firstMountDelay = 500;
const longestMountDelay = 122_000;
/** How long until the kubelet asks again for an address. */
const sandboxRetry = 1000;

/** Looks at a Pod on a node whose kubelet runs. Gives when to look again; Infinity where nothing is to come. */
export function syncPod(pod: Pod, node: Node, context: ControllerContext): number {
	const state = nodeState(context);
	const uid = pod.metadata.uid!;
	const stored = state.pods.get(uid);
	if (!stored && isTerminal(pod)) {
		return finishTerminal(pod, context);
	}
	const draft = stored ? draftOf(stored) : newRecord(pod, node, context);
	const work = createWork(context, pod, node, draft);
	if (!stored && !pod.metadata.deletionTimestamp) {
		admit(work);
	}
	const over = draft.rejected === undefined ? advance(work) : pod.metadata.deletionTimestamp !== undefined;
	if (!stored || !jsonEqual(stored, draft)) {
		state.pods.set(uid, draft);
	}
	report(work);
	if (over && pod.metadata.deletionTimestamp !== undefined) {
		forget(work);
		context.api.delete('pods', pod.metadata.namespace!, pod.metadata.name, {
			gracePeriodSeconds: 0,
			preconditions: {uid},
		});
		return Number.POSITIVE_INFINITY;
	}
	return nextLook(work);
}

function newRecord(pod: Pod, node: Node, context: ControllerContext): PodRecord {
	const {uid, namespace, name} = pod.metadata;
	const allocated = allocationOf(pod);
	return {
		uid: uid!,
		namespace: namespace!,
		name,
		node: node.metadata.name,
		seenAt: context.now,
		containers: {},
		requests: [],
		...(allocated && {allocated}),
	};
}

/** A Pod that had ended before this kubelet knew of it needs nothing but its deletion. */
function finishTerminal(pod: Pod, context: ControllerContext): number {
	if (pod.metadata.deletionTimestamp) {
		const {namespace, name, uid} = pod.metadata;
		context.api.delete('pods', namespace!, name, {gracePeriodSeconds: 0, preconditions: {uid: uid!}});
	}
	return Number.POSITIVE_INFINITY;
}

function admit(work: Work): void {
	const {context, pod, node, record, events, state} = work;
	const count = state.podCounts.get(record.node) ?? 0;
	const others = needsNeighbours(pod, node, count) ? neighbours(context, record) : [];
	const rejection = rejectionOf(pod, node, others);
	if (rejection) {
		record.rejected = rejection;
		events.event(pod, 'Warning', rejection.reason, rejection.message);
	} else {
		record.counted = true;
		state.podCounts.set(record.node, count + 1);
	}
}

/** A Pod no longer takes up room on its node. */
function discount({record, state}: Pick<Work, 'record' | 'state'>): void {
	if (record.counted) {
		record.counted = false;
		state.podCounts.set(record.node, (state.podCounts.get(record.node) ?? 1) - 1);
	}
}

/** Takes every step that is due. Whether the Pod is over: nothing of it runs or will run. */
function advance(work: Work): boolean {
	const {pod, record} = work;
	checkDeadline(work);
	const isEnding = isToEnd(work);
	for (let changed = true; changed; ) {
		changed = false;
		for (const container of allContainers(pod)) {
			changed = noticeEnd(work, container) || changed;
			// Readiness is probed to the end, the rest not (prober/worker.go doProbe).
			changed = probeStep(work, container) || changed;
		}
		changed = (isEnding ? endingStep(work) : runningStep(work)) || changed;
	}
	const anyRuns = Object.values(record.containers).some(isRunning);
	return isEnding && !anyRuns;
}

/** Whether what runs is to be ended: by deletion, by its deadline, or because someone else has called the Pod over. */
function isToEnd({pod, record}: Work): boolean {
	return (
		pod.metadata.deletionTimestamp !== undefined || record.ended !== undefined || (isTerminal(pod) && isAlive(record))
	);
}

/** Whether something of the Pod runs, or is to. */
function isAlive({containers}: PodRecord): boolean {
	return Object.values(containers).some(container => isRunning(container) || container.due !== undefined);
}

function checkDeadline({pod, record, now, events}: Work): void {
	const {activeDeadlineSeconds} = pod.spec;
	if (activeDeadlineSeconds === undefined || record.ended || isTerminal(pod)) {
		return;
	}
	const started = parseTime(pod.status.startTime) ?? record.seenAt;
	if (now >= started + activeDeadlineSeconds * 1000) {
		const message = 'Pod was active on the node longer than the specified deadline';
		record.ended = {reason: 'DeadlineExceeded', message};
		events.event(pod, 'Normal', 'DeadlineExceeded', message);
	}
}

/** The next step of a Pod that is to run. */
function runningStep(work: Work): boolean {
	const {pod} = work;
	if (isTerminal(pod)) {
		return false;
	}
	let changed = resizeStep(work);
	if (!prepareSandbox(work)) {
		return changed;
	}
	const init = pod.spec.initContainers ?? [];
	// Debuggers start even while the Pod initializes.
	for (const container of pod.spec.ephemeralContainers ?? []) {
		changed = bringUp(work, [container]) || changed;
	}
	for (const container of init) {
		const run = currentRun(recordOf(work, container));
		if (!isSidecar(container) && run?.finished?.exitCode === 0) {
			continue;
		}
		changed = bringUp(work, [container]) || changed;
		const record = recordOf(work, container);
		const present = currentRun(record);
		const goesOn = isSidecar(container)
			? record.stage === 'running' && present !== undefined && isStarted(container, present)
			: present?.finished?.exitCode === 0;
		const appsRan = pod.spec.containers.some(({name}) => (work.record.containers[name]?.runs.length ?? 0) > 0);
		if (!goesOn && !(isSidecar(container) && appsRan)) {
			return changed;
		}
	}
	changed = bringUp(work, pod.spec.containers) || changed;
	return endSidecars(work) || changed;
}

/** Pulls, one image after the other; creates what has its image; starts what is created. */
function bringUp(work: Work, containers: readonly Container[]): boolean {
	let changed = false;
	for (const container of containers) {
		changed = restartStep(work, container) || changed;
		changed = restartChanged(work, container) || changed;
		const record = recordOf(work, container);
		if (record.stage === 'created' && record.due! <= work.now) {
			start(work, container);
			changed = true;
		}
		if (record.stage === 'blocked' && record.due! <= work.now) {
			record.stage = 'idle';
			delete record.due;
			changed = true;
		}
	}
	for (const container of containers) {
		const others = containers.filter(other => other !== container && isPulling(work.record.containers[other.name]));
		if (others.length === 0) {
			changed = pullStep(work, container) || changed;
		}
	}
	// All images are fetched before the first container of a new Pod is made.
	const fetching = containers.some(({name}) => {
		const record = work.record.containers[name];
		return isPulling(record) || (record?.stage === 'idle' && record.runs.length === 0);
	});
	for (const container of containers) {
		const record = recordOf(work, container);
		if (record.stage === 'ready' && (!fetching || record.runs.length > 0)) {
			create(work, container);
			changed = true;
		}
	}
	return changed;
}

/** A container whose image was changed in the Pod is ended, to start anew with the new one. */
function restartChanged(work: Work, container: Container): boolean {
	const record = recordOf(work, container);
	const run = currentRun(record);
	if (record.stage !== 'running' || !run || run.stopping || run.image === container.image) {
		return false;
	}
	tell(work, container, 'Normal', 'Killing', `Container ${container.name} definition changed, will be restarted`);
	run.replaced = true;
	stop(work, container, run, work.pod.spec.terminationGracePeriodSeconds, work.now);
	return true;
}

/** When all other containers are done for good, sidecars are told to end. */
function endSidecars(work: Work): boolean {
	const {pod, record} = work;
	const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar);
	const done = pod.spec.containers.every(({name}) => {
		const {stage, due} = record.containers[name] ?? {stage: 'idle', due: undefined};
		return stage === 'exited' && due === undefined;
	});
	if (!done || sidecars.length === 0) {
		return false;
	}
	let changed = false;
	for (const container of [...sidecars].reverse()) {
		const run = currentRun(record.containers[container.name]);
		if (run && isRunning(record.containers[container.name]) && !run.stopping) {
			tell(work, container, 'Normal', 'Killing', `Stopping container ${container.name}`);
			stop(work, container, run, pod.spec.terminationGracePeriodSeconds, work.now);
			changed = true;
		}
	}
	return changed;
}

/** Mounts the volumes and finds the Pod its address. Whether its containers may begin. */
function prepareSandbox(work: Work): boolean {
	const {context, pod, node, record, state, now} = work;
	if (record.volumesMounted) {
		return true;
	}
	if (record.mountDue !== undefined && record.mountDue > now) {
		return false;
	}
	const failure = mountFailure(pod, context.api);
	if (failure) {
		work.events.event(pod, 'Warning', 'FailedMount', failure.message);
		record.mountDelay =
			record.mountDelay === undefined ? firstMountDelay : Math.min(record.mountDelay * 2, longestMountDelay);
		record.mountDue = now + record.mountDelay;
		return false;
	}
	if (!pod.spec.hostNetwork) {
		const ip = allocateAddress(node, record.uid, state);
		if (ip === undefined) {
			record.mountDue = now + sandboxRetry;
			return false;
		}
		record.ip = ip;
	}
	record.volumesMounted = true;
	delete record.mountDue;
	return true;
}

/** Writes the status where it differs from the stored one. */
function report(work: Work): void {
	const {context, pod, node, record, now} = work;
	const status = podStatus({pod, record, hostIP: nodeAddress(node), now, ending: isToEnd(work) || isTerminal(pod)});
	const reported = jsonEqual(status, pod.status) ? pod : context.api.updateStatus<Pod>('pods', {...pod, status});
	if (isTerminal(reported) && record.counted && !isAlive(record)) {
		discount(work);
		work.state.pods.set(record.uid, record);
		releaseAddress(record.node, record.ip, record.uid, work.state);
		saveVolumes(reported, record, context);
	}
}

/** When something of the Pod falls due next. */
function nextLook(work: Work): number {
	const {pod, record, now} = work;
	if (isTerminal(pod) && !Object.values(record.containers).some(isRunning)) {
		return Number.POSITIVE_INFINITY;
	}
	const dues = [record.mountDue, record.resize?.due];
	for (const container of allContainers(pod)) {
		const each = record.containers[container.name];
		const run = currentRun(each);
		dues.push(each?.due, nextProbe(work, container));
		if (run && isRunning(each)) {
			dues.push(run.ending?.at, run.lookAgain);
		}
	}
	if (pod.spec.activeDeadlineSeconds !== undefined && !record.ended) {
		dues.push((parseTime(pod.status.startTime) ?? record.seenAt) + pod.spec.activeDeadlineSeconds * 1000);
	}
	const next = Math.min(...dues.map(due => due ?? Number.POSITIVE_INFINITY));
	return Math.max(next, now);
}

/** Lets go of everything that the Pod had on its node. */
export function forget({
	context,
	pod,
	record,
	state,
}: Pick<Work, 'context' | 'record' | 'state'> & {readonly pod?: Pod}): void {
	if (pod && !isTerminal(pod)) {
		saveVolumes(pod, record, context);
	}
	discount({record: draftOf(record), state});
	releaseAddress(record.node, record.ip, record.uid, state);
	state.pendingResizes.delete(record.uid);
	state.pods.delete(record.uid);
}
