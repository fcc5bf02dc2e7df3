/**
 * Who owns the claims of a StatefulSet's Pods, and so what their deletion takes with it
 * (pkg/controller/statefulset/stateful_set_utils.go). By `persistentVolumeClaimRetentionPolicy`:
 *
 * | whenScaled | whenDeleted | owner                                                     |
 * | ---------- | ----------- | --------------------------------------------------------- |
 * | Retain     | Retain      | none                                                      |
 * | Retain     | Delete      | the set                                                   |
 * | Delete     | Retain      | the Pod, once it is scaled away                           |
 * | Delete     | Delete      | the set, or the Pod once it is scaled away                |
 */
import type {StatefulSet} from '../../../api/apps-v1.ts';
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {KubernetesObject, OwnerReference} from '../../../apimachinery/object.ts';
import {controllerReference} from '../owners.ts';
import {inOrdinalRange} from './stateful-set-utils.ts';

/** Whether a reference names the object, be it this one or another of its name. */
function names(reference: OwnerReference, {apiVersion, kind, metadata}: KubernetesObject): boolean {
	return reference.apiVersion === apiVersion && reference.kind === kind && reference.name === metadata.name;
}

function referencesOf(claim: PersistentVolumeClaim): readonly OwnerReference[] {
	return claim.metadata.ownerReferences ?? [];
}

function isOwner(claim: PersistentVolumeClaim, {metadata: {uid}}: KubernetesObject): boolean {
	return uid !== undefined && referencesOf(claim).some(reference => reference.uid === uid);
}

/** Whether the claim belongs to an earlier object of that name. */
export function hasStaleOwner(claim: PersistentVolumeClaim, object: KubernetesObject): boolean {
	const reference = referencesOf(claim).find(each => names(each, object));
	return reference !== undefined && reference.uid !== object.metadata.uid;
}

/** Whether something else controls the claim, so that the policy cannot be kept. */
export function hasUnexpectedController(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
	const {whenScaled, whenDeleted} = set.spec.persistentVolumeClaimRetentionPolicy;
	if (whenScaled === 'Retain' && whenDeleted === 'Retain') {
		return false;
	}
	return referencesOf(claim).some(reference => {
		const ours = [set, pod].find(object => names(reference, object));
		return ours ? reference.uid !== ours.metadata.uid : reference.controller === true;
	});
}

/** Which of the two should own the claim. */
function wantedOwner(set: StatefulSet, pod: Pod): StatefulSet | Pod | undefined {
	const {whenScaled, whenDeleted} = set.spec.persistentVolumeClaimRetentionPolicy;
	if (whenScaled === 'Delete' && !inOrdinalRange(pod, set)) {
		return pod;
	}
	return whenDeleted === 'Delete' ? set : undefined;
}

export function isClaimOwnerUpToDate(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
	if (hasStaleOwner(claim, set) || hasStaleOwner(claim, pod)) {
		return true;
	}
	if (hasUnexpectedController(claim, set, pod)) {
		return !isOwner(claim, set) && !isOwner(claim, pod);
	}
	const uids = [set.metadata.uid, pod.metadata.uid];
	if (referencesOf(claim).some(({uid, controller}) => uids.includes(uid) && !controller)) {
		return false;
	}
	const wanted = wantedOwner(set, pod);
	return [set, pod].every(object => isOwner(claim, object) === (object === wanted));
}

/** The claim with the owner that the policy asks for, and with nothing else of the set's. */
export function withWantedOwner(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): PersistentVolumeClaim {
	const others = referencesOf(claim).filter(reference => !names(reference, set) && !names(reference, pod));
	const wanted = hasUnexpectedController(claim, set, pod) ? undefined : wantedOwner(set, pod);
	const references = wanted ? [...others, controllerReference(wanted)] : others;
	const {ownerReferences: _, ...metadata} = claim.metadata;
	return {...claim, metadata: references.length > 0 ? {...metadata, ownerReferences: references} : metadata};
}
