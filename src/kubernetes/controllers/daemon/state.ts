/** What one sync of a DaemonSet works with. */
import type {DaemonSet} from '../../../api/apps-v1.ts';
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {isPodAvailable, isTerminal} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import {placementOn, targetNodeName} from './pods.ts';

export interface DaemonState {
	readonly daemonSet: DaemonSet;
	/** The hash of the current revision. */
	readonly hash: string;
	readonly nodes: readonly Node[];
	readonly context: ControllerContext;
}

/** Pods by the name of the node that they are on or meant for; those that have ended and are being deleted are left out. */
export function podsByNode(pods: readonly Pod[]): Map<string, readonly Pod[]> {
	const byNode = new Map<string, Pod[]>();
	for (const pod of pods) {
		const name = targetNodeName(pod);
		if (name === undefined || (pod.metadata.deletionTimestamp && isTerminal(pod))) {
			continue;
		}
		const there = byNode.get(name);
		if (there) {
			there.push(pod);
		} else {
			byNode.set(name, [pod]);
		}
	}
	return byNode;
}

export function shouldRun(node: Node | undefined, {daemonSet}: DaemonState): boolean {
	return node !== undefined && placementOn(node, daemonSet).run;
}

export function isAvailable(pod: Pod, {daemonSet, context}: DaemonState): boolean {
	return isPodAvailable(pod, daemonSet.spec.minReadySeconds ?? 0, context.now);
}
