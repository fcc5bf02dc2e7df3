/** The status of one container (pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses). */
import type {Container, ResourceRequirements} from '../../../api/core-v1/container.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {
	ContainerState,
	ContainerStatus,
	ContainerUser,
	VolumeMountStatus,
} from '../../../api/core-v1/pod-status.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {actualResources} from '../allocation.ts';
import {imageNamed} from '../images/catalog.ts';
import {imageID} from '../images/image.ts';
import {isEphemeral, isSidecar, shouldRestart} from '../restart-policy.ts';
import type {ContainerRecord, ContainerRun, PodRecord} from '../state.ts';

export interface StatusInput {
	readonly pod: Pod;
	readonly container: Container;
	/** Whether it stands among the init containers. */
	readonly init: boolean;
	/** What is known of the Pod on its node. */
	readonly podRecord: PodRecord;
	/** Whether the Pod is being ended, so that nothing starts again. */
	readonly ending: boolean;
}

export function containerStatus(input: StatusInput): ContainerStatus {
	const {pod, container, podRecord} = input;
	const record = podRecord.containers[container.name];
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
			...(!isEphemeral(container, pod.spec) && {started: false}),
			state: reason === undefined ? waits : {waiting: {reason, ...(message !== undefined && {message})}},
			...(volumeMounts && {volumeMounts}),
		};
	}
	const ephemeral = isEphemeral(container, pod.spec);
	const previous = record.runs[record.runs.indexOf(run) - 1];
	const state = runState(input, record, run);
	const isShownEnded = state.terminated !== undefined;
	const lastState = !isShownEnded && run.finished ? terminated(run) : previous ? terminated(previous) : {};
	const running = state.running !== undefined;
	const started = running && isStarted(container, run);
	const image = imageNamed(run.image);
	const resizable = podRecord.resize || container.resizePolicy;
	const allocated = resizable && podRecord.allocated?.[container.name]?.requests;
	return {
		...(allocated && {allocatedResources: allocated}),
		containerID: `containerd://${run.id}`,
		image: run.image,
		imageID: image ? imageID(image) : '',
		lastState,
		name: container.name,
		ready: !ephemeral && isShownReady(input, run, started),
		resources: resourcesOf(actualResources(container, podRecord)),
		restartCount: run.attempt,
		...(!ephemeral && {started}),
		state,
		user: userOf(pod, container, image?.user ?? 0),
		...(volumeMounts && {volumeMounts}),
	};
}

/** An init container that is done counts as ready; every other is ready while it runs and its probes say so. */
function isShownReady({container, init}: StatusInput, run: ContainerRun, started: boolean): boolean {
	return init && !isSidecar(container) ? run.finished?.exitCode === 0 : started && isReady(container, run);
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
	const over = ending || (record.stage === 'exited' && record.due === undefined);
	if (run.replaced && !restarts && !over) {
		// The kubelet ends it and starts the next in one go, and looks at the Pod only then.
		return {running: {startedAt: formatTime(run.startedAt!)}};
	}
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

/** Limits and requests, without claims. */
function resourcesOf({limits, requests}: ResourceRequirements): NonNullable<ContainerStatus['resources']> {
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
