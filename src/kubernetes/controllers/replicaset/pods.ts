/** Which Pods count for whom (pkg/controller/controller_utils.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf, type KubernetesObject} from '../../../apimachinery/object.ts';
import {findCondition, isTerminal} from '../../conditions.ts';

/** Whether the Pod is one of the replicas: it has neither ended nor been told to. */
export function isPodActive(pod: Pod): boolean {
	return !pod.metadata.deletionTimestamp && !isTerminal(pod);
}

/** Whether the Pod has been told to end and has not done so yet. */
export function isPodTerminating(pod: Pod): boolean {
	return pod.metadata.deletionTimestamp !== undefined && !isTerminal(pod);
}

/** Whether the reference by which an object is controlled names that owner. */
export function isControlledBy(object: KubernetesObject, owner: KubernetesObject): boolean {
	return controllerOf(object)?.uid === owner.metadata.uid;
}

/** Since when the Pod has been ready, in milliseconds since 1970; undefined where it is not, or does not say. */
export function readySince(pod: Pod): number | undefined {
	const ready = findCondition(pod.status.conditions, 'Ready');
	return ready?.status === 'True' && ready.lastTransitionTime ? Date.parse(ready.lastTransitionTime) : undefined;
}
