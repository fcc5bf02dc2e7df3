/**
 * Resizing Pods in place: whether a node can set aside what containers ask for now, and when they run with it (pkg/kubelet/allocation/allocation_manager.go, kuberuntime computePodResizeAction).
 */
import type {Container, ResourceRequirements} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import {type Rejection, rejectionOf} from './admission.ts';
import {allocationOf, neighbours, resizableContainers, wholePod} from './allocation.ts';
import {stop} from './starting.ts';
import {currentRun, isRunning} from './state.ts';
import {tell, type Work} from './work.ts';

/** From the order to the runtime until the kubelet has seen what came of it. */
const actuationTime = 1000;
/** Whether the Pod asks for other amounts than are set aside for it. */
function isWanted({pod, record}: Work): boolean {
	const {allocated} = record;
	if (!allocated) {
		return false;
	}
	return (
		resizableContainers(pod.spec).some(({name, resources}) => !semanticEqual(resources ?? {}, allocated[name] ?? {})) ||
		!semanticEqual(pod.spec.resources ?? {}, allocated[wholePod] ?? {})
	);
}

/** Takes the next step of a resize; whether anything changed. */
export function resizeStep(work: Work): boolean {
	if (!isWanted(work)) {
		return withdraw(work) || actuate(work);
	}
	const {pod, node, record, context} = work;
	const rejection = rejectionOf(pod, node, neighbours(context, record));
	if (rejection) {
		return defer(work, rejection) || actuate(work);
	}
	allocate(work);
	return true;
}

/** A resize that nobody wants any more waits for nothing. */
function withdraw({record, state}: Work): boolean {
	if (!record.resize?.pending) {
		return false;
	}
	const {pending: _, ...rest} = record.resize;
	record.resize = rest;
	state.pendingResizes.delete(record.uid);
	return true;
}

/** The node has no room for it now. */
function defer(work: Work, {message}: Rejection): boolean {
	const {pod, record, state, events, now} = work;
	const generation = pod.metadata.generation ?? 0;
	const before = record.resize?.pending;
	if (before && before.generation === generation && before.message === message) {
		return false;
	}
	record.resize = {...record.resize, pending: {generation, message, since: before?.since ?? now}};
	state.pendingResizes.set(record.uid, {
		node: record.node,
		pod: `pod/${record.namespace}/${record.name}/${record.uid}`,
	});
	if (before?.generation !== generation) {
		events.event(pod, 'Warning', 'ResizeDeferred', summary('Deferred', pod, generation, message));
	}
	return true;
}

/** The node sets aside what the Pod asks for. */
function allocate(work: Work): void {
	const {pod, record, state, events, now} = work;
	const generation = pod.metadata.generation ?? 0;
	const before = record.allocated ?? {};
	record.allocated = allocationOf(pod) ?? {};
	state.pendingResizes.delete(record.uid);
	const actual: Record<string, ResourceRequirements> = {...record.resize?.actual};
	for (const container of resizableContainers(pod.spec)) {
		if (isRunning(record.containers[container.name])) {
			actual[container.name] ??= before[container.name] ?? {};
		}
	}
	record.resize = {actual, progress: {generation, since: now}, due: now + actuationTime};
	events.event(pod, 'Normal', 'ResizeStarted', summary('started', pod, generation));
	for (const container of resizableContainers(pod.spec)) {
		restartIfAsked(work, container, actual[container.name]);
	}
}

/** Ends a container whose policy is to be restarted when one of the amounts that changed does. */
function restartIfAsked(work: Work, container: Container, actual: ResourceRequirements | undefined): void {
	const run = currentRun(work.record.containers[container.name]);
	if (!actual || !run || run.stopping) {
		return;
	}
	const {resources} = container;
	const restarts = (container.resizePolicy ?? []).some(
		({resourceName, restartPolicy}) =>
			restartPolicy === 'RestartContainer' &&
			(resources.limits?.[resourceName] !== actual.limits?.[resourceName] ||
				resources.requests?.[resourceName] !== actual.requests?.[resourceName]),
	);
	if (restarts) {
		tell(work, container, 'Normal', 'Killing', `Container ${container.name} resize requires restart`);
		run.replaced = true;
		stop(work, container, run, work.pod.spec.terminationGracePeriodSeconds, work.now);
	}
}

/** The containers run with what is set aside for them. */
function actuate({pod, record, events, now}: Work): boolean {
	const {resize} = record;
	if (!resize?.progress || resize.due === undefined || resize.due > now) {
		return false;
	}
	const {actual: _, progress, due: __, ...rest} = resize;
	// One that is to be restarted runs with the old amounts to its end.
	const stopping = Object.entries(resize.actual ?? {}).filter(([name]) => {
		const container = record.containers[name];
		return isRunning(container) && currentRun(container)?.stopping;
	});
	if (stopping.length > 0) {
		record.resize = {...rest, actual: Object.fromEntries(stopping), progress, due: now + actuationTime};
		return false;
	}
	record.resize = rest;
	const generation = progress.generation;
	events.event(pod, 'Normal', 'ResizeCompleted', summary('completed', pod, generation));
	return true;
}

/** What events say of a resize: the amounts that each container asks for, as JSON. */
function summary(what: string, {spec}: Pod, generation: number, error?: string): string {
	const amounts = (containers: readonly Container[]) =>
		containers.map(({name, resources}) => ({name, resources: sortedRequirements(resources)}));
	const {initContainers = [], containers} = spec;
	const said = {
		...(initContainers.length > 0 && {initContainers: amounts(initContainers)}),
		containers: amounts(containers),
		generation,
		...(error !== undefined && {error}),
	};
	return `Pod resize ${what}: ${JSON.stringify(said)}`;
}

function sortedRequirements({limits, requests}: ResourceRequirements) {
	const sorted = (amounts: Readonly<Record<string, string>>) =>
		Object.fromEntries(Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)));
	return {...(limits && {limits: sorted(limits)}), ...(requests && {requests: sorted(requests)})};
}
