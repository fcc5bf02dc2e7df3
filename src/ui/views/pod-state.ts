/** What state a Pod or a node is in, in the words of `kubectl get` (upstream pkg/printers/internalversion/printers.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Tone} from '../../tutor/host.ts';

interface ContainerState {
	readonly waiting?: {readonly reason?: string};
	readonly running?: object;
	readonly terminated?: {readonly reason?: string; readonly exitCode?: number; readonly signal?: number};
}

interface ContainerStatus {
	readonly name: string;
	readonly ready?: boolean;
	readonly started?: boolean;
	readonly restartCount?: number;
	readonly state?: ContainerState;
}

interface Container {
	readonly name: string;
	readonly restartPolicy?: string;
}

/** The fields of a Pod that the screen looks at. */
export interface PodLike extends KubernetesObject {
	readonly spec?: {
		readonly nodeName?: string;
		readonly containers?: readonly Container[];
		readonly initContainers?: readonly Container[];
	};
	readonly status?: {
		readonly phase?: string;
		readonly reason?: string;
		readonly conditions?: readonly {readonly type: string; readonly status: string; readonly reason?: string}[];
		readonly containerStatuses?: readonly ContainerStatus[];
		readonly initContainerStatuses?: readonly ContainerStatus[];
	};
}

/** The fields of a Node that the screen looks at. */
export interface NodeLike extends KubernetesObject {
	readonly spec?: {readonly unschedulable?: boolean};
	readonly status?: {readonly conditions?: readonly {readonly type: string; readonly status: string}[]};
}

export interface PodState {
	/** The STATUS column, such as `CrashLoopBackOff`. */
	readonly status: string;
	/** The READY column, such as `1/2`. */
	readonly ready: string;
	readonly restarts: number;
	readonly tone: Tone;
}

export function podState(pod: PodLike): PodState {
	const {spec = {}, status = {}} = pod;
	const sidecars = (spec.initContainers ?? []).filter(container => container.restartPolicy === 'Always');
	const isSidecar = (name: string) => sidecars.some(container => container.name === name);
	const containers = status.containerStatuses ?? [];
	const readySidecars = (status.initContainerStatuses ?? []).filter(
		container => isSidecar(container.name) && container.started && container.ready,
	).length;
	const readyContainers = containers.filter(container => container.ready && container.state?.running).length;
	const ready = readySidecars + readyContainers;
	const total = (spec.containers?.length ?? 0) + sidecars.length;
	const text = statusText(pod, isSidecar);
	return {
		status: text,
		ready: `${ready}/${total}`,
		restarts: containers.reduce((sum, container) => sum + (container.restartCount ?? 0), 0),
		tone: podTone(text, ready === total),
	};
}

function statusText(pod: PodLike, isSidecar: (name: string) => boolean): string {
	const {spec = {}, status = {}} = pod;
	let reason = status.reason || status.phase || 'Unknown';
	if (status.conditions?.some(({type, reason: why}) => type === 'PodScheduled' && why === 'SchedulingGated')) {
		reason = 'SchedulingGated';
	}
	const initializing = initText(status.initContainerStatuses ?? [], spec.initContainers?.length ?? 0, isSidecar);
	const initialized = status.conditions?.some(({type, status: is}) => type === 'Initialized' && is === 'True');
	if (initializing !== undefined) {
		reason = initializing;
	}
	if (initializing === undefined || initialized) {
		let running = false;
		for (const {state = {}, ready} of [...(status.containerStatuses ?? [])].reverse()) {
			if (state.waiting?.reason) {
				reason = state.waiting.reason;
			} else if (state.terminated) {
				reason = terminatedText(state.terminated);
			} else if (ready && state.running) {
				running = true;
			}
		}
		if (reason === 'Completed' && running) {
			const isReady = status.conditions?.some(({type, status: is}) => type === 'Ready' && is === 'True');
			reason = isReady ? 'Running' : 'NotReady';
		}
	}
	if (pod.metadata.deletionTimestamp && status.reason === 'NodeLost') {
		return 'Unknown';
	}
	const over = status.phase === 'Succeeded' || status.phase === 'Failed';
	return pod.metadata.deletionTimestamp && !over ? 'Terminating' : reason;
}

/** What the first init container that is not done says; undefined when all are. */
function initText(
	statuses: readonly ContainerStatus[],
	total: number,
	isSidecar: (name: string) => boolean,
): string | undefined {
	for (const [index, {name, state = {}, started}] of statuses.entries()) {
		if (state.terminated?.exitCode === 0 || (isSidecar(name) && started)) {
			continue;
		}
		if (state.terminated) {
			return `Init:${terminatedText(state.terminated)}`;
		}
		const why = state.waiting?.reason;
		return why && why !== 'PodInitializing' ? `Init:${why}` : `Init:${index}/${total}`;
	}
	return undefined;
}

function terminatedText({reason, signal, exitCode}: NonNullable<ContainerState['terminated']>): string {
	return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`);
}

function podTone(status: string, allReady: boolean): Tone {
	switch (status) {
		case 'Running':
			return allReady ? 'ok' : 'busy';
		case 'Completed':
		case 'Succeeded':
			return 'idle';
		case 'Pending':
		case 'ContainerCreating':
		case 'PodInitializing':
		case 'Terminating':
		case 'NotReady':
		case 'SchedulingGated':
			return 'busy';
		default:
			return /^Init:\d+\/\d+$/.test(status) ? 'busy' : 'bad';
	}
}

export interface NodeState {
	/** The STATUS column, such as `Ready,SchedulingDisabled`. */
	readonly status: string;
	readonly tone: Tone;
	readonly controlPlane: boolean;
}

export function nodeState(node: NodeLike): NodeState {
	const condition = node.status?.conditions?.find(({type}) => type === 'Ready')?.status;
	const ready = condition === 'True';
	const states = [condition === undefined ? 'Unknown' : ready ? 'Ready' : 'NotReady'];
	if (node.spec?.unschedulable) {
		states.push('SchedulingDisabled');
	}
	return {
		status: states.join(','),
		tone: ready ? (node.spec?.unschedulable ? 'busy' : 'ok') : 'bad',
		controlPlane: Object.keys(node.metadata.labels ?? {}).includes('node-role.kubernetes.io/control-plane'),
	};
}
