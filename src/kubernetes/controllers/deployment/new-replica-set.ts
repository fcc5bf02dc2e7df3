/**
 * The ReplicaSet of the present template: finds it or makes it, and keeps revisions up to date
 * (pkg/controller/deployment/sync.go getAllReplicaSetsAndSyncRevision, getNewReplicaSet).
 */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import type {LabelSelector} from '../../../api/meta-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import {hasReason, type StatusError} from '../../../apimachinery/status.ts';
import {findCondition} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import {templateHash} from '../../hash.ts';
import {controllerReference} from '../owners.ts';
import {namespaceIsEnding} from '../pod-control.ts';
import {
	annotated,
	maxRevision,
	newReplicaSetAnnotations,
	replicasAnnotations,
	revisionAnnotation,
} from './annotations.ts';
import {newCondition, type Stated} from './conditions.ts';
import {hasProgressDeadline} from './limits.ts';
import {equalIgnoringHash, type ReplicaSets, sortOut, templateHashLabel} from './replica-sets.ts';
import {newReplicaSetSize} from './rolling-sizes.ts';
import {replicaSetsResource} from './scale-replica-set.ts';
import {deploymentsResource, stating, writeStatus} from './status.ts';

/** A Deployment and its ReplicaSets, all as they are stored. */
export interface Found extends ReplicaSets {
	readonly deployment: Deployment;
}
/** The same when the new ReplicaSet is there for sure. */
export interface FoundNew extends Found {
	readonly newRS: ReplicaSet;
}

/** The longest name that an object may have. */
const longestName = 253;

/**
 * Sorts the ReplicaSets out and brings their revisions, and the Deployment's, up to date: the ReplicaSet's first, the
 * Deployment's at the next sync.
 */
export function syncRevision(
	deployment: Deployment,
	replicaSets: readonly ReplicaSet[],
	context: ControllerContext,
): Found {
	const {newRS, oldRSs} = sortOut(deployment, replicaSets);
	return newRS ? {...syncExisting(deployment, newRS, oldRSs, context), oldRSs} : {deployment, newRS, oldRSs};
}

/** The same, and makes the new ReplicaSet where there is none. */
export function ensureNewReplicaSet(found: Found, context: ControllerContext): FoundNew {
	const {deployment, newRS, oldRSs} = found;
	return newRS ? {deployment, newRS, oldRSs} : {...create(deployment, oldRSs, context), oldRSs};
}

interface DeploymentAndNew {
	readonly deployment: Deployment;
	readonly newRS: ReplicaSet;
}

function syncExisting(
	deployment: Deployment,
	existing: ReplicaSet,
	oldRSs: readonly ReplicaSet[],
	context: ControllerContext,
): DeploymentAndNew {
	const newRS = upToDate(deployment, existing, maxRevision(oldRSs) + 1n, context);
	if (newRS !== existing) {
		return {deployment, newRS};
	}
	let next = withRevision(deployment, newRS.metadata.annotations?.[revisionAnnotation] ?? '');
	if (hasProgressDeadline(deployment) && !findCondition(deployment.status.conditions, 'Progressing')) {
		next = progressing(next, 'FoundNewReplicaSet', `Found new replica set "${newRS.metadata.name}"`, context);
	}
	return {deployment: next === deployment ? deployment : writeStatus(next, next.status, context), newRS};
}

/** The ReplicaSet with the Deployment's annotations and minReadySeconds, which are no part of the template. */
function upToDate(
	deployment: Deployment,
	replicaSet: ReplicaSet,
	revision: bigint,
	{api}: ControllerContext,
): ReplicaSet {
	const present = replicaSet.metadata.annotations;
	const annotations = newReplicaSetAnnotations(deployment, present, revision);
	const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
	if (jsonEqual(annotations, present ?? {}) && (replicaSet.spec.minReadySeconds ?? 0) === minReadySeconds) {
		return replicaSet;
	}
	const {minReadySeconds: _, ...rest} = replicaSet.spec;
	const changed = {...replicaSet, spec: {...rest, ...(minReadySeconds > 0 && {minReadySeconds})}};
	return api.update(replicaSetsResource, annotated(changed, annotations));
}

function withRevision(deployment: Deployment, revision: string): Deployment {
	const present = deployment.metadata.annotations;
	return (present?.[revisionAnnotation] ?? '') === revision
		? deployment
		: annotated(deployment, {...present, [revisionAnnotation]: revision});
}

function progressing(
	deployment: Deployment,
	reason: string,
	message: string,
	{now}: ControllerContext,
	status: Stated['status'] = 'True',
): Deployment {
	return stating(deployment, newCondition({type: 'Progressing', status, reason, message}, now));
}

/** The ReplicaSet to be made: its name, labels and selector have the template's hash in them. */
function newReplicaSet(deployment: Deployment, oldRSs: readonly ReplicaSet[], revision: bigint): ReplicaSet {
	const {spec, status, metadata} = deployment;
	const hash = templateHash(spec.template, status.collisionCount);
	const labels = {...spec.template.metadata?.labels, [templateHashLabel]: hash};
	const template = {...spec.template, metadata: {...spec.template.metadata, labels}};
	const replicas = newReplicaSetSize(deployment, oldRSs, 0);
	return {
		apiVersion: 'apps/v1',
		kind: 'ReplicaSet',
		metadata: {
			name: `${metadata.name.slice(0, longestName - 1 - hash.length)}-${hash}`,
			namespace: metadata.namespace!,
			labels,
			annotations: {
				...newReplicaSetAnnotations(deployment, undefined, revision),
				...replicasAnnotations(deployment),
			},
			ownerReferences: [controllerReference(deployment)],
		},
		spec: {
			replicas,
			...(spec.minReadySeconds && {minReadySeconds: spec.minReadySeconds}),
			selector: withLabel(spec.selector, hash),
			template,
		},
		status: {replicas: 0},
	} as ReplicaSet;
}

function withLabel(selector: LabelSelector, hash: string): LabelSelector {
	return {...selector, matchLabels: {...selector.matchLabels, [templateHashLabel]: hash}};
}

function create(deployment: Deployment, oldRSs: readonly ReplicaSet[], context: ControllerContext): DeploymentAndNew {
	const {api, events} = context;
	const revision = maxRevision(oldRSs) + 1n;
	const wanted = newReplicaSet(deployment, oldRSs, revision);
	const {name} = wanted.metadata;
	let newRS: ReplicaSet;
	try {
		newRS = api.create(replicaSetsResource, wanted);
	} catch (error) {
		return creationRefused(deployment, wanted, error as StatusError, context);
	}
	const size = newRS.spec.replicas;
	if (size > 0) {
		events.event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${size}`);
	}
	let next = withRevision(deployment, String(revision));
	if (hasProgressDeadline(deployment)) {
		next = progressing(next, 'NewReplicaSetCreated', `Created new replica set "${name}"`, context);
	}
	return {deployment: next === deployment ? deployment : writeStatus(next, next.status, context), newRS};
}

/**
 * The name may be taken: by this very ReplicaSet, or by one with another template and the same hash. Then the next
 * attempt mixes the count of collisions in. Any other refusal is told of.
 */
function creationRefused(
	deployment: Deployment,
	wanted: ReplicaSet,
	error: StatusError,
	context: ControllerContext,
): DeploymentAndNew {
	const {api, events} = context;
	const {name, namespace} = wanted.metadata;
	if (hasReason(error, 'AlreadyExists')) {
		const taken = api.get<ReplicaSet>(replicaSetsResource, namespace!, name);
		const own = taken && controllerOf(taken)?.uid === deployment.metadata.uid;
		if (own && equalIgnoringHash(deployment.spec.template, taken.spec.template)) {
			return {deployment, newRS: taken};
		}
		const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
		api.updateStatus(deploymentsResource, {...deployment, status: {...deployment.status, collisionCount}});
	} else if (!namespaceIsEnding(error)) {
		const reason = 'ReplicaSetCreateError';
		const message = `Failed to create new replica set "${name}": ${error.message}`;
		if (hasProgressDeadline(deployment)) {
			const failed = progressing(deployment, reason, message, context, 'False');
			writeStatus(failed, failed.status, context);
		}
		events.event(deployment, 'Warning', reason, message);
	}
	throw error;
}
