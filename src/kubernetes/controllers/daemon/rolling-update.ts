/** The next step of a rolling update (pkg/controller/daemon/update.go rollingUpdate). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {type Limits, updateLimits} from './limits.ts';
import type {Changes} from './manage.ts';
import {isPodUpdated} from './pods.ts';
import {type DaemonState, isAvailable, shouldRun} from './state.ts';

/** What a node has of the present and of an earlier template; nothing where it has two of one sort. */
interface OnNode {
	readonly newPod?: Pod;
	readonly oldPod?: Pod;
}

export function rollingUpdate(state: DaemonState, byNode: ReadonlyMap<string, readonly Pod[]>): Changes {
	const all = new Map(byNode);
	let desired = 0;
	for (const node of state.nodes) {
		if (shouldRun(node, state)) {
			desired++;
			all.set(node.metadata.name, all.get(node.metadata.name) ?? []);
		}
	}
	const limits = updateLimits(state.daemonSet, desired);
	return limits.maxSurge === 0 ? replace(state, all, limits) : surge(state, all, limits, desired);
}

function updatedPodsOnNode(pods: readonly Pod[], {daemonSet, hash}: DaemonState): OnNode | undefined {
	let found: OnNode = {};
	for (const pod of pods) {
		if (pod.metadata.deletionTimestamp) {
			continue;
		}
		const sort = isPodUpdated(pod, daemonSet, hash) ? 'newPod' : 'oldPod';
		if (found[sort]) {
			return undefined;
		}
		found = {...found, [sort]: pod};
	}
	return found;
}

/**
 * Deletes old Pods: at once those that are not available anyway, of the others as many as may be unavailable.
 * Example: 4 nodes, maxUnavailable 1, one new Pod starting: nothing more to delete for now.
 */
function replace(state: DaemonState, byNode: ReadonlyMap<string, readonly Pod[]>, {maxUnavailable}: Limits): Changes {
	let unavailable = 0;
	const replacements: string[] = [];
	const candidates: string[] = [];
	for (const pods of byNode.values()) {
		const found = updatedPodsOnNode(pods, state);
		if (!found || Boolean(found.newPod) === Boolean(found.oldPod)) {
			unavailable++;
		} else if (found.newPod) {
			unavailable += isAvailable(found.newPod, state) ? 0 : 1;
		} else if (!isAvailable(found.oldPod!, state)) {
			replacements.push(found.oldPod!.metadata.name);
			unavailable++;
		} else if (unavailable < maxUnavailable) {
			candidates.push(found.oldPod!.metadata.name);
		}
	}
	const allowed = Math.max(0, maxUnavailable - unavailable);
	return {create: [], remove: [...replacements, ...candidates.slice(0, allowed)]};
}

/** Makes new Pods beside the old ones, up to maxSurge of them, and deletes the old ones when the new are available. */
function surge(
	state: DaemonState,
	byNode: ReadonlyMap<string, readonly Pod[]>,
	{maxSurge}: Limits,
	desired: number,
): Changes {
	const nodes = new Map(state.nodes.map(node => [node.metadata.name, node]));
	const remove: string[] = [];
	/** Available Pods on nodes that should have none any more. */
	const strayed: string[] = [];
	const allowed: string[] = [];
	const candidates: string[] = [];
	let surging = 0;
	let available = 0;
	for (const [name, pods] of byNode) {
		const found = updatedPodsOnNode(pods, state);
		if (!found) {
			surging++;
			continue;
		}
		const {newPod, oldPod} = found;
		const counted = oldPod ?? newPod;
		const countedAvailable = counted !== undefined && isAvailable(counted, state);
		available += countedAvailable ? 1 : 0;
		if (!oldPod) {
			continue;
		}
		if (newPod) {
			if (isAvailable(newPod, state)) {
				remove.push(oldPod.metadata.name);
			} else {
				surging++;
			}
		} else if (!shouldRun(nodes.get(name), state)) {
			(countedAvailable ? strayed : remove).push(oldPod.metadata.name);
		} else if (!countedAvailable) {
			allowed.push(name);
		} else if (surging < maxSurge) {
			candidates.push(name);
		}
	}
	const spare = Math.max(0, available - desired);
	const remaining = Math.max(0, maxSurge - surging);
	return {
		create: [...allowed, ...candidates.slice(0, remaining)],
		remove: [...remove, ...strayed.slice(0, spare)],
	};
}
