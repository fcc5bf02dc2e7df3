/** How Pods are listed (printPod in pkg/printers/internalversion/printers.go). */
import {type Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import {type ContainerStatus, PodStatus} from '../../../api/core-v1/pod-status.ts';
import {humanDuration} from '../../../apimachinery/duration.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import type {Column, RowCondition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {isSidecar} from './pod-resources.ts';

/** What a Pod's line says of its containers. */
export interface PodSummary {
	readonly ready: number;
	readonly total: number;
	/** Such as `Running`, `Init:0/1`, `CrashLoopBackOff`, `Terminating`. */
	readonly reason: string;
	readonly restarts: number;
	/** When a container last ended and was started again, in milliseconds since 1970. */
	readonly lastRestart: number | undefined;
}

/** The restarts of some containers. */
interface Restarts {
	readonly count: number;
	readonly last: number | undefined;
}

const noRestarts: Restarts = {count: 0, last: undefined};

function plus({count, last}: Restarts, status: ContainerStatus): Restarts {
	const ended = status.lastState.terminated?.finishedAt;
	const instant = ended ? parseTime(ended) : undefined;
	const later = instant !== undefined && (last === undefined || instant > last);
	return {count: count + status.restartCount, last: later ? instant : last};
}

/** Works out the columns READY, STATUS and RESTARTS. */
export function summarizePod(pod: Pod): PodSummary {
	const {spec, status, metadata} = pod;
	const sidecars = new Set((spec.initContainers ?? []).filter(isSidecar).map(({name}) => name));
	const total = (spec.containers ?? []).length + sidecars.size;
	const conditions = status.conditions ?? [];
	const isTrue = (type: string) => conditions.find(condition => condition.type === type)?.status === 'True';
	let reason = status.reason || status.phase || '';
	if (conditions.some(condition => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated')) {
		reason = 'SchedulingGated';
	}

	const starting = summarizeInit(status, sidecars, (spec.initContainers ?? []).length);
	let {ready} = starting;
	let restarts = starting.restarts;
	if (starting.reason !== undefined) {
		reason = starting.reason;
	}
	if (starting.reason === undefined || isTrue('Initialized')) {
		const running = summarizeContainers(status, starting.sidecarRestarts, reason, isTrue('Ready'));
		({reason, restarts} = running);
		ready += running.ready;
	}
	if (metadata.deletionTimestamp) {
		if (status.reason === 'NodeLost') {
			reason = 'Unknown';
		} else if (status.phase !== 'Failed' && status.phase !== 'Succeeded') {
			reason = 'Terminating';
		}
	}
	return {ready, total, reason, restarts: restarts.count, lastRestart: restarts.last};
}

interface InitSummary {
	readonly ready: number;
	readonly restarts: Restarts;
	readonly sidecarRestarts: Restarts;
	/** What holds the Pod up, if something does. */
	readonly reason: string | undefined;
}

function summarizeInit(status: PodStatus, sidecars: ReadonlySet<string>, total: number): InitSummary {
	let ready = 0;
	let restarts = noRestarts;
	let sidecarRestarts = noRestarts;
	for (const [index, container] of (status.initContainerStatuses ?? []).entries()) {
		restarts = plus(restarts, container);
		const isSidecar = sidecars.has(container.name);
		if (isSidecar) {
			sidecarRestarts = plus(sidecarRestarts, container);
		}
		const {terminated, waiting} = container.state;
		if (terminated?.exitCode === 0) {
			continue;
		}
		if (isSidecar && container.started) {
			ready += container.ready ? 1 : 0;
			continue;
		}
		let reason = `Init:${index}/${total}`;
		if (terminated) {
			const ended = terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
			reason = `Init:${terminated.reason || ended}`;
		} else if (waiting?.reason && waiting.reason !== 'PodInitializing') {
			reason = `Init:${waiting.reason}`;
		}
		return {ready, restarts, sidecarRestarts, reason};
	}
	return {ready, restarts, sidecarRestarts, reason: undefined};
}

/** The first container that has something to say decides, because they are asked from the last to the first. */
function summarizeContainers(
	status: PodStatus,
	sidecarRestarts: Restarts,
	before: string,
	podReady: boolean,
): {ready: number; restarts: Restarts; reason: string} {
	let ready = 0;
	let restarts = sidecarRestarts;
	let reason = before;
	let errorReason = '';
	let hasRunning = false;
	for (const container of [...(status.containerStatuses ?? [])].reverse()) {
		restarts = plus(restarts, container);
		const {waiting, terminated, running} = container.state;
		if (waiting?.reason) {
			reason = waiting.reason;
		} else if (terminated) {
			const ended = terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
			reason = terminated.reason || ended;
			if (terminated.exitCode !== 0) {
				errorReason = reason;
			}
		} else if (container.ready && running) {
			hasRunning = true;
			ready++;
		}
	}
	if (reason === 'Completed') {
		if (hasRunning && podReady) {
			reason = 'Running';
		} else if (errorReason !== '') {
			reason = errorReason;
		} else if (hasRunning) {
			reason = 'NotReady';
		}
	}
	return {ready, restarts, reason};
}

function readinessGates(pod: Pod): string {
	const gates = pod.spec.readinessGates ?? [];
	const passed = gates.filter(gate => {
		const condition = pod.status.conditions?.find(({type}) => type === gate.conditionType);
		return condition?.status === 'True';
	});
	return gates.length === 0 ? '<none>' : `${passed.length}/${gates.length}`;
}

export const podColumns: readonly Column<Pod>[] = [
	nameColumn,
	{
		name: 'Ready',
		type: 'string',
		description: 'How many of the containers are ready, and how many there are.',
		cell(pod) {
			const {ready, total} = summarizePod(pod);
			return `${ready}/${total}`;
		},
	},
	{
		name: 'Status',
		type: 'string',
		description: 'What the containers, taken together, are doing.',
		cell: pod => summarizePod(pod).reason,
	},
	{
		name: 'Restarts',
		type: 'string',
		description: 'How often containers were started again, and when the last one was.',
		cell(pod, now) {
			const {restarts, lastRestart} = summarizePod(pod);
			return restarts > 0 && lastRestart !== undefined
				? `${restarts} (${humanDuration(now - lastRestart)} ago)`
				: String(restarts);
		},
	},
	ageColumn,
	{
		name: 'IP',
		type: 'string',
		priority: 1,
		description: descriptionOf(PodStatus, 'podIP'),
		cell: pod => pod.status.podIPs?.[0]?.ip || '<none>',
	},
	{
		name: 'Node',
		type: 'string',
		priority: 1,
		description: descriptionOf(PodSpec, 'nodeName'),
		cell: pod => pod.spec.nodeName || '<none>',
	},
	{
		name: 'Nominated Node',
		type: 'string',
		priority: 1,
		description: descriptionOf(PodStatus, 'nominatedNodeName'),
		cell: pod => pod.status.nominatedNodeName || '<none>',
	},
	{
		name: 'Readiness Gates',
		type: 'string',
		priority: 1,
		description: descriptionOf(PodSpec, 'readinessGates'),
		cell: readinessGates,
	},
];

const overMessages: Readonly<Record<string, string>> = {
	Succeeded: 'The pod has completed successfully.',
	Failed: 'The pod failed.',
};

/** Whether the Pod has ended, by which clients may tell its row from the others. */
export function podRowConditions({status: {phase = ''}}: Pod): readonly RowCondition[] | undefined {
	const message = overMessages[phase];
	return message === undefined ? undefined : [{type: 'Completed', status: 'True', reason: phase, message}];
}
