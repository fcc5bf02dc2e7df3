/** The status of one container (pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses). */
import type {Container} from '../../../api/core-v1/container.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {
	ContainerState,
	ContainerStatus,
	ContainerUser,
	VolumeMountStatus,
} from '../../../api/core-v1/pod-status.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {imageNamed} from '../images/catalog.ts';
import {imageID} from '../images/image.ts';
import {isSidecar, shouldRestart} from '../restart-policy.ts';
import type {ContainerRecord, ContainerRun} from '../state.ts';

export interface StatusInput {
	readonly pod: Pod;
	readonly container: Container;
	/** Whether it stands among the init containers. */
	readonly init: boolean;
	readonly record: ContainerRecord | undefined;
	/** Whether the Pod is being ended, so that nothing starts again. */
	readonly ending: boolean;
}

export function containerStatus(input: StatusInput): ContainerStatus {
	const {pod, container, init, record} = input;
	const waits: ContainerState = {
		waiting: {reason: pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating'},
	};
	const run = shownRun(record);
	const volumeMounts = mountStatuses(container);
	if (!record || !run) {
		const reason = record?.reason;
		const {message} = record ?? {};
		return {
			image: container.image ?? '',
			imageID: '',
			lastState: {},
			name: container.name,
			ready: false,
			restartCount: 0,
			started: false,
			state: reason === undefined ? waits : {waiting: {reason, ...(message !== undefined && {message})}},
			...(volumeMounts && {volumeMounts}),
		};
	}
	const previous = record.runs[record.runs.indexOf(run) - 1];
	const state = runState(input, record, run);
	const isShownEnded = state.terminated !== undefined;
	const lastState = !isShownEnded && run.finished ? terminated(run) : previous ? terminated(previous) : {};
	const running = state.running !== undefined;
	const started = running && isStarted(container, run);
	const image = imageNamed(run.image);
	return {
		containerID: `containerd://${run.id}`,
		image: run.image,
		imageID: image ? imageID(image) : '',
		lastState,
		name: container.name,
		ready: init && !isSidecar(container) ? run.finished?.exitCode === 0 : started && isReady(container, run),
		resources: resourcesOf(container),
		restartCount: run.attempt,
		started,
		state,
		user: userOf(pod, container, image?.user ?? 0),
		...(volumeMounts && {volumeMounts}),
	};
}

/** The run that the status tells of: the last one that got as far as to start. */
export function shownRun(record: ContainerRecord | undefined): ContainerRun | undefined {
	return record?.runs.findLast(
		run => run.finished !== undefined || (run.startedAt !== undefined && !(record.stage === 'created')),
	);
}

function runState(
	{pod, container, init, ending}: StatusInput,
	record: ContainerRecord,
	run: ContainerRun,
): ContainerState {
	if (!run.finished) {
		return {running: {startedAt: formatTime(run.startedAt!)}};
	}
	const restarts = !ending && shouldRestart(container, pod.spec, init, run.finished.exitCode);
	if (restarts && record.reason !== undefined) {
		return {waiting: {reason: record.reason, ...(record.message !== undefined && {message: record.message})}};
	}
	return terminated(run);
}

function terminated(run: ContainerRun): ContainerState {
	const {finished} = run;
	if (!finished) {
		return {};
	}
	return {
		terminated: {
			containerID: `containerd://${run.id}`,
			exitCode: finished.exitCode,
			finishedAt: formatTime(finished.at),
			...(finished.message !== undefined && {message: finished.message}),
			reason: finished.reason,
			startedAt: formatTime(finished.failedToStart ? 0 : run.startedAt!),
		},
	};
}

/** Whether the startup probe, if there is one, has succeeded. */
export function isStarted(container: Container, run: ContainerRun): boolean {
	return run.startedAt !== undefined && (!container.startupProbe || run.probes.startup?.result === true);
}

export function isReady(container: Container, run: ContainerRun): boolean {
	return isStarted(container, run) && (!container.readinessProbe || run.probes.readiness?.result === true);
}

function mountStatuses(container: Container): VolumeMountStatus[] | undefined {
	return container.volumeMounts?.map(({name, mountPath, readOnly, recursiveReadOnly}) => ({
		mountPath,
		name,
		...(readOnly && {
			readOnly,
			recursiveReadOnly: recursiveReadOnly && recursiveReadOnly !== 'Disabled' ? 'Enabled' : 'Disabled',
		}),
	}));
}

/** Limits and requests as they are in force: those of the spec, without claims. */
function resourcesOf(container: Container): NonNullable<ContainerStatus['resources']> {
	const {limits, requests} = container.resources;
	return {...(limits && {limits}), ...(requests && {requests})};
}

export function userOf(pod: Pod, container: Container, imageUser: number): ContainerUser {
	const ofPod = pod.spec.securityContext;
	const own = container.securityContext;
	const uid = own?.runAsUser ?? ofPod?.runAsUser ?? imageUser;
	const gid = own?.runAsGroup ?? ofPod?.runAsGroup ?? 0;
	const more = [...(ofPod?.supplementalGroups ?? []), ...(ofPod?.fsGroup === undefined ? [] : [ofPod.fsGroup])];
	return {linux: {gid, supplementalGroups: [...new Set([gid, ...more])], uid}};
}
