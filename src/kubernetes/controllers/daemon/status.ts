/** What a DaemonSet says of itself (pkg/controller/daemon/daemon_controller.go updateDaemonSetStatus). */
import type {DaemonSetStatus} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isPodReady} from '../../conditions.ts';
import {objectKey} from '../../controller.ts';
import {byCreation, isPodUpdated} from './pods.ts';
import {type DaemonState, isAvailable, shouldRun} from './state.ts';

/** Counts nodes, by the oldest Pod of each. Fields that may be absent are so when they are 0. */
export function daemonSetStatus(state: DaemonState, byNode: ReadonlyMap<string, readonly Pod[]>): DaemonSetStatus {
	const {daemonSet, hash} = state;
	let desired = 0;
	let current = 0;
	let misscheduled = 0;
	let ready = 0;
	let available = 0;
	let updated = 0;
	for (const node of state.nodes) {
		const pods = byNode.get(node.metadata.name) ?? [];
		if (!shouldRun(node, state)) {
			misscheduled += pods.length > 0 ? 1 : 0;
			continue;
		}
		desired++;
		const [pod] = [...pods].sort(byCreation);
		if (!pod) {
			continue;
		}
		current++;
		ready += isPodReady(pod) ? 1 : 0;
		available += isAvailable(pod, state) ? 1 : 0;
		updated += isPodUpdated(pod, daemonSet, hash) ? 1 : 0;
	}
	const {collisionCount, conditions} = daemonSet.status;
	return {
		currentNumberScheduled: current,
		numberMisscheduled: misscheduled,
		desiredNumberScheduled: desired,
		numberReady: ready,
		...(daemonSet.metadata.generation && {observedGeneration: daemonSet.metadata.generation}),
		...(updated > 0 && {updatedNumberScheduled: updated}),
		...(available > 0 && {numberAvailable: available}),
		...(desired > available && {numberUnavailable: desired - available}),
		...(collisionCount !== undefined && {collisionCount}),
		...(conditions && {conditions}),
	};
}

export function updateStatus(state: DaemonState, byNode: ReadonlyMap<string, readonly Pod[]>): void {
	const {daemonSet, context} = state;
	const status = daemonSetStatus(state, byNode);
	context.api.updateStatus('daemonsets.apps', {...daemonSet, status});
	const minReadySeconds = daemonSet.spec.minReadySeconds ?? 0;
	if (minReadySeconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)) {
		context.enqueueAfter(objectKey(daemonSet), minReadySeconds * 1000);
	}
}
