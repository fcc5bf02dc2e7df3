/** Makes the Pods that are missing and deletes those that are too many (replica_set.go manageReplicas). */
import type {ReplicaSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {StatusError} from '../../../apimachinery/status.ts';
import {type ControllerContext, objectKey} from '../../controller.ts';
import type {PacedContext} from '../pace.ts';
import {createPod, deletePod, namespaceIsEnding, slowStart} from '../pod-control.ts';
import {allowance, mustWait} from '../request-limit.ts';
import {isControlledBy} from './pods.ts';
import {podsToDelete} from './ranking.ts';

/** No more Pods than this are made, or deleted, at once. */
const burstReplicas = 500;

export interface Managed {
	/** What could not be done, in upstream's words, and the refusal behind it. */
	readonly failure?: {readonly message: string; readonly error: StatusError};
	/** Whether there is more to do as soon as the API server has answered, or its turn has come. */
	readonly unfinished?: boolean;
}

/**
 * @param replicas how many there are
 * @param active which ones; asked only where some have to go
 */
export function manageReplicas(
	replicaSet: ReplicaSet,
	replicas: number,
	active: () => readonly Pod[],
	context: PacedContext,
): Managed {
	const surplus = replicas - replicaSet.spec.replicas;
	if (surplus < 0) {
		return createBatch(replicaSet, -surplus, context);
	}
	forgetSlowStart(objectKey(replicaSet), context);
	if (surplus === 0) {
		return {};
	}
	// Deletions do not wait for their turn, so that a rollout never has more Pods than it may.
	const count = Math.min(surplus, burstReplicas);
	const related = count < replicas ? relatedPods(replicaSet, context) : [];
	const error = deleteAll(podsToDelete(active(), related, count, context.now), replicaSet, context);
	context.pace.writes = 1;
	return error ? {failure: {message: `unable to delete pods: ${error.message}`, error}} : {};
}

/**
 * Makes Pods in batches of 1, 2, 4, …, each when the one before it has succeeded, so that what is bound to fail is not
 * tried a thousand times (slowStartBatch).
 */
function createBatch(replicaSet: ReplicaSet, missing: number, context: PacedContext): Managed {
	const key = objectKey(replicaSet);
	const size = Math.min(slowStartTable(context).get(key) ?? 1, burstReplicas);
	const wanted = Math.min(size, missing);
	if (mustWait(key, context, wanted)) {
		return {unfinished: true};
	}
	const count = Math.min(wanted, allowance(key, context));
	const error = createAll(count, replicaSet, context);
	context.pace.writes = 1;
	if (!error && count < missing) {
		// What waits for its turn belongs to this batch still.
		slowStartTable(context).set(key, count < wanted ? size : size * 2);
		return {unfinished: true};
	}
	forgetSlowStart(key, context);
	return error ? {failure: {message: error.message, error}} : {};
}

/** By ReplicaSet: how large the next batch is. */
function slowStartTable(context: ControllerContext) {
	return context.table<number>('slow-start');
}

export function forgetSlowStart(key: string, context: ControllerContext): void {
	if (slowStartTable(context).get(key) !== undefined) {
		slowStartTable(context).delete(key);
	}
}

/** Tries all of them. @returns the first refusal */
function createAll(count: number, replicaSet: ReplicaSet, context: ControllerContext): StatusError | undefined {
	let first: StatusError | undefined;
	for (let i = 0; i < count; i++) {
		const refused = slowStart(1, () => createUnlessEnding(replicaSet, context));
		first ??= refused;
	}
	return first;
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
