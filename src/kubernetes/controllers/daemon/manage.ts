/** Which nodes need a Pod and which Pods have to go, updates apart (pkg/controller/daemon/daemon_controller.go manage). */
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isPodReady} from '../../conditions.ts';
import {objectKey} from '../../controller.ts';
import {revisionHashLabel} from '../history.ts';
import {inBackoff} from './backoff.ts';
import {allowsSurge} from './limits.ts';
import {byCreation, placementOn} from './pods.ts';
import {type DaemonState, isAvailable} from './state.ts';

export interface Changes {
	/** Names of nodes. */
	readonly create: readonly string[];
	/** Names of Pods. */
	readonly remove: readonly string[];
}

export function manage(state: DaemonState, byNode: ReadonlyMap<string, readonly Pod[]>): Changes {
	const create: string[] = [];
	const remove: string[] = [];
	const known = new Set<string>();
	for (const node of state.nodes) {
		known.add(node.metadata.name);
		const changes = podsShouldBeOnNode(node, byNode.get(node.metadata.name), state);
		create.push(...changes.create);
		remove.push(...changes.remove);
	}
	for (const [name, pods] of byNode) {
		if (!known.has(name)) {
			// They will never be scheduled, and no one else deletes them.
			remove.push(...names(pods.filter(({spec}) => !spec.nodeName)));
		}
	}
	return {create, remove};
}

function names(pods: readonly Pod[]): string[] {
	return pods.map(({metadata}) => metadata.name);
}

const nothing: Changes = {create: [], remove: []};

function podsShouldBeOnNode(node: Node, pods: readonly Pod[] | undefined, state: DaemonState): Changes {
	const {run, stay} = placementOn(node, state.daemonSet);
	if (run && !pods) {
		return {create: [node.metadata.name], remove: []};
	}
	const present = (pods ?? []).filter(({metadata}) => !metadata.deletionTimestamp);
	if (!stay) {
		return {create: [], remove: names(present)};
	}
	const {ended, running} = sortOutEnded(present, node, state);
	const rest = allowsSurge(state.daemonSet)
		? withSurge(running, run ? node.metadata.name : undefined, state)
		: {create: [], remove: names([...running].sort(byCreation).slice(1))};
	return {create: rest.create, remove: [...ended, ...rest.remove]};
}

/** Pods that have ended are deleted, so that new ones take their place; those that fail again and again more slowly. */
function sortOutEnded(pods: readonly Pod[], node: Node, state: DaemonState): {ended: string[]; running: Pod[]} {
	const {daemonSet, context} = state;
	const ended: string[] = [];
	const running: Pod[] = [];
	for (const pod of pods) {
		const where = `${objectKey(pod)} on node ${node.metadata.name}`;
		if (pod.status.phase === 'Failed') {
			if (!inBackoff(state, node.metadata.name)) {
				const message = `Found failed daemon pod ${where}, will try to kill it`;
				context.events.event(daemonSet, 'Warning', 'FailedDaemonPod', message);
				ended.push(pod.metadata.name);
			}
		} else if (pod.status.phase === 'Succeeded') {
			const message = `Found succeeded daemon pod ${where}, will try to delete it`;
			context.events.event(daemonSet, 'Normal', 'SucceededDaemonPod', message);
			ended.push(pod.metadata.name);
		} else {
			running.push(pod);
		}
	}
	return {ended, running};
}

/**
 * With surge a node may have two Pods for a while: the oldest new one while it is not available, and the oldest old one
 * while it is ready.
 */
function withSurge(running: readonly Pod[], needingNode: string | undefined, state: DaemonState): Changes {
	if (running.length <= 1) {
		return running.length === 0 && needingNode !== undefined ? {create: [needingNode], remove: []} : nothing;
	}
	const sorted = [...running].sort(byCreation);
	const isNew = ({metadata}: Pod): boolean => metadata.labels?.[revisionHashLabel] === state.hash;
	const newPod = sorted.find(isNew);
	const oldPod = sorted.find(pod => !isNew(pod));
	const remove = names(sorted.filter(pod => pod !== newPod && pod !== oldPod));
	if (newPod && oldPod && (!isPodReady(oldPod) || isAvailable(newPod, state))) {
		remove.push(oldPod.metadata.name);
	}
	return {create: [], remove};
}
