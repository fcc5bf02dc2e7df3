/** Ties claims and volumes together and writes their phases (pkg/controller/volume/persistentvolume/pv_controller.go). */
import type {PersistentVolumeClaim, PersistentVolumeClaimStatus} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import type {ApiClient} from '../../api/client.ts';
import {referenceTo} from '../../events/reference.ts';
import {
	annotationOf,
	annotations,
	claimsResource,
	isVolumeBoundToClaim,
	volumesResource,
	withAnnotations,
} from './objects.ts';

/** Saves the volume first: what fails after that is made good when the claim is looked at again. */
export function bind(volume: PersistentVolume, claim: PersistentVolumeClaim, api: ApiClient): void {
	const bound = updateVolumePhase(api.update(volumesResource, boundVolume(volume, claim)), 'Bound', api);
	const next = api.update(claimsResource, boundClaim(claim, bound));
	updateClaimStatus(next, 'Bound', bound, api);
}

/** The volume with a reference to the claim. */
export function boundVolume(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
	const {claimRef} = volume.spec;
	const complete =
		claimRef?.name === claim.metadata.name &&
		claimRef.namespace === claim.metadata.namespace &&
		claimRef.uid === claim.metadata.uid;
	const bound = complete ? volume : {...volume, spec: {...volume.spec, claimRef: referenceTo(claim)}};
	return isVolumeBoundToClaim(volume, claim) ? bound : withAnnotations(bound, {[annotations.boundByController]: 'yes'});
}

/** The claim with the volume's name. */
export function boundClaim(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
	const {name} = volume.metadata;
	const named = claim.spec.volumeName === name;
	const bound = named ? claim : {...claim, spec: {...claim.spec, volumeName: name}};
	return withAnnotations(bound, {
		...(!named && {[annotations.boundByController]: 'yes'}),
		[annotations.bindCompleted]: 'yes',
	});
}

/** Takes a binding back; a volume that was kept for a claim by whoever made it stays so. */
export function unbindVolume(volume: PersistentVolume, api: ApiClient): void {
	const {claimRef, ...spec} = volume.spec;
	const {[annotations.boundByController]: byController, ...rest} = volume.metadata.annotations ?? {};
	if (byController === undefined) {
		const {uid: _, ...kept} = claimRef ?? {};
		updateVolumePhase(api.update(volumesResource, {...volume, spec: {...spec, claimRef: kept}}), 'Available', api);
		return;
	}
	const {annotations: _, ...metadata} = volume.metadata;
	const free = {...volume, metadata: {...metadata, ...(Object.keys(rest).length > 0 && {annotations: rest})}, spec};
	updateVolumePhase(api.update(volumesResource, free), 'Available', api);
}

export function updateVolumePhase(
	volume: PersistentVolume,
	phase: string,
	api: ApiClient,
	message?: string,
): PersistentVolume {
	if (volume.status.phase === phase) {
		return volume;
	}
	const {message: _, ...status} = volume.status;
	return api.updateStatus(volumesResource, {...volume, status: {...status, phase, ...(message && {message})}});
}

/** Writes a claim's phase, and of its volume what the claim shows. @returns the claim as it is stored then */
export function updateClaimStatus(
	claim: PersistentVolumeClaim,
	phase: string,
	volume: PersistentVolume | undefined,
	api: ApiClient,
): PersistentVolumeClaim {
	const status = claimStatus(claim, phase, volume);
	return semanticEqual(status, claim.status) ? claim : api.updateStatus(claimsResource, {...claim, status});
}

function claimStatus(
	{status}: PersistentVolumeClaim,
	phase: string,
	volume: PersistentVolume | undefined,
): PersistentVolumeClaimStatus {
	const {accessModes: _, capacity, currentVolumeAttributesClassName, ...rest} = status;
	if (!volume) {
		return {...rest, phase};
	}
	// The size is taken over when the claim becomes bound; a volume that grows later is the resizer's business.
	const becomes = status.phase !== phase;
	const shown = becomes ? volume.spec.capacity : capacity;
	const attributes = becomes ? volume.spec.volumeAttributesClassName : currentVolumeAttributesClassName;
	const {accessModes} = volume.spec;
	return {
		...rest,
		phase,
		...(accessModes && {accessModes}),
		...(shown && {capacity: shown}),
		...(attributes !== undefined && {currentVolumeAttributesClassName: attributes}),
	};
}

export function isBindCompleted(claim: PersistentVolumeClaim): boolean {
	return annotationOf(claim, annotations.bindCompleted) !== undefined;
}
