/** The phase of a Pod, from the statuses of its containers (pkg/kubelet/kubelet_pods.go getPhase). */
import type {Container} from '../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../api/core-v1/pod.ts';
import type {ContainerStatus} from '../../../api/core-v1/pod-status.ts';
import {isSidecar, shouldRestart} from '../restart-policy.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export interface PhaseInput {
	readonly spec: PodSpec;
	readonly statuses: readonly ContainerStatus[];
	/** Whether nothing of the Pod will start again. */
	readonly isTerminal: boolean;
	/** Whether a container of `spec.containers` runs or has run. */
	readonly hasInitialized: boolean;
}

export function phaseOf({spec, statuses, isTerminal, hasInitialized}: PhaseInput): Phase {
	const byName = new Map(statuses.map(status => [status.name, status]));
	const init = spec.initContainers ?? [];
	let pendingInit = 0;
	let pendingSidecars = 0;
	for (const container of init.filter(each => !isSidecar(each))) {
		const status = byName.get(container.name);
		const ended = status?.state.terminated ?? (status?.state.waiting ? status.lastState.terminated : undefined);
		if (!status || status.state.running || !ended) {
			pendingInit++;
		} else if (ended.exitCode !== 0 && !shouldRestart(container, spec, true, ended.exitCode)) {
			return 'Failed';
		} else if (ended.exitCode !== 0) {
			pendingInit++;
		}
	}
	const count = {unknown: 0, running: 0, waiting: 0, stopped: 0, final: 0, succeeded: 0};
	for (const container of init.filter(isSidecar)) {
		const {state, lastState, started} = byName.get(container.name) ?? {state: {}, lastState: {}};
		if (state.running) {
			count.running++;
			pendingSidecars += started ? 0 : 1;
		} else if (state.waiting && !lastState.terminated) {
			count.waiting++;
			pendingSidecars++;
		} else if (!state.terminated && !state.waiting) {
			count.unknown++;
		}
	}
	for (const container of spec.containers) {
		countContainer(container, byName.get(container.name), spec, count);
	}
	if (pendingInit > 0 || (pendingSidecars > 0 && !hasInitialized) || count.waiting > 0) {
		return 'Pending';
	}
	if (count.running > 0 && count.unknown === 0) {
		return 'Running';
	}
	if (count.running === 0 && count.stopped > 0 && count.unknown === 0) {
		if (!isTerminal && count.stopped !== count.final) {
			return 'Running';
		}
		return count.stopped === count.succeeded ? 'Succeeded' : 'Failed';
	}
	return 'Pending';
}

function countContainer(
	container: Container,
	status: ContainerStatus | undefined,
	spec: PodSpec,
	count: {unknown: number; running: number; waiting: number; stopped: number; final: number; succeeded: number},
): void {
	const ended = status?.state.terminated ?? (status?.state.waiting ? status.lastState.terminated : undefined);
	if (!status) {
		count.unknown++;
	} else if (status.state.running) {
		count.running++;
	} else if (ended) {
		count.stopped++;
		count.final += shouldRestart(container, spec, false, ended.exitCode) ? 0 : 1;
		count.succeeded += status.state.terminated?.exitCode === 0 ? 1 : 0;
	} else {
		count.waiting++;
	}
}
