/** Makes the Pods that are missing and deletes those that are too many (replica_set.go manageReplicas). */
import type {ReplicaSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {StatusError} from '../../../apimachinery/status.ts';
import type {ControllerContext} from '../../controller.ts';
import {createPod, deletePod, namespaceIsEnding, slowStart} from '../pod-control.ts';
import {isControlledBy} from './pods.ts';
import {podsToDelete} from './ranking.ts';

/** No more Pods than this are made, or deleted, at once. */
const burstReplicas = 500;

/** What could not be done, in upstream's words, and the refusal behind it. */
export interface Failure {
	readonly message: string;
	readonly error: StatusError;
}

/** @param active the replicas that there are */
export function manageReplicas(
	replicaSet: ReplicaSet,
	active: readonly Pod[],
	context: ControllerContext,
): Failure | undefined {
	const surplus = active.length - replicaSet.spec.replicas;
	if (surplus < 0) {
		const error = slowStart(Math.min(-surplus, burstReplicas), () => createUnlessEnding(replicaSet, context));
		return error && {message: error.message, error};
	}
	if (surplus > 0) {
		const count = Math.min(surplus, burstReplicas);
		const related = count < active.length ? relatedPods(replicaSet, context) : [];
		const error = deleteAll(podsToDelete(active, related, count, context.now), replicaSet, context);
		return error && {message: `unable to delete pods: ${error.message}`, error};
	}
	return undefined;
}

/** In a namespace that is ending every creation fails; that is no failure of the ReplicaSet. */
function createUnlessEnding(replicaSet: ReplicaSet, context: ControllerContext): void {
	try {
		createPod(replicaSet.spec.template, replicaSet, context);
	} catch (error) {
		if (!namespaceIsEnding(error)) {
			throw error;
		}
	}
}

/** Deletions are all asked for at the same time, so that one that is refused does not stop the others. */
function deleteAll(pods: readonly Pod[], replicaSet: ReplicaSet, context: ControllerContext): StatusError | undefined {
	let first: StatusError | undefined;
	for (const {metadata} of pods) {
		const refused = slowStart(1, () => deletePod(metadata.name, replicaSet, context));
		first ??= refused;
	}
	return first;
}

/** The Pods of all ReplicaSets with the same controller; none where the ReplicaSet stands by itself. */
function relatedPods(replicaSet: ReplicaSet, {api}: ControllerContext): Pod[] {
	const controller = controllerOf(replicaSet);
	if (!controller) {
		return [];
	}
	return api
		.byIndex<ReplicaSet>('replicasets.apps', 'owner', controller.uid)
		.flatMap(related =>
			api.byIndex<Pod>('pods', 'owner', related.metadata.uid!).filter(pod => isControlledBy(pod, related)),
		);
}
