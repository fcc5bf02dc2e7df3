/** Which volume fits a claim (component-helpers storage/volume/pv_helpers.go, persistentvolume/index.go). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import {compareQuantities, quantityValue} from '../../../apimachinery/quantity.ts';
import {labelTest} from '../../label-selector.ts';
import {classNameOf, isVolumeBoundToClaim, requestedStorage, storageCapacity} from './objects.ts';

/** Whether the volume can be mounted in each way that the claim asks for. */
export function offersAccessModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
	return (claim.spec.accessModes ?? []).every(mode => volume.spec.accessModes?.includes(mode));
}

export function volumeModesDiffer(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
	return (volume.spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem');
}

function attributesClassesDiffer(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
	return (volume.spec.volumeAttributesClassName ?? '') !== (claim.spec.volumeAttributesClassName ?? '');
}

/** How many ways of mounting a volume offers beside each other. */
function modeCount({spec}: PersistentVolume): number {
	return new Set(spec.accessModes).size;
}

/**
 * The volume that a claim gets: one that is kept for it, or the smallest that is large enough. Volumes that offer fewer
 * access modes come before those that offer more. Example: a claim for 3Gi gets a volume of 5Gi, not one of 10Gi, and
 * not one of 2Gi.
 * @param delayBinding whether only volumes that are kept for the claim come into question
 */
export function findMatchingVolume(
	claim: PersistentVolumeClaim,
	volumes: readonly PersistentVolume[],
	delayBinding: boolean,
): PersistentVolume | undefined {
	const selected = claim.spec.selector ? labelTest(claim.spec.selector) : () => true;
	const requested = requestedStorage(claim);
	const candidates = volumes.filter(
		volume =>
			(volume.spec.claimRef === undefined || isVolumeBoundToClaim(volume, claim)) &&
			offersAccessModes(volume, claim) &&
			compareQuantities(storageCapacity(volume), requested) >= 0 &&
			!volumeModesDiffer(volume, claim) &&
			!attributesClassesDiffer(volume, claim) &&
			!volume.metadata.deletionTimestamp,
	);
	const kept = (volume: PersistentVolume) => isVolumeBoundToClaim(volume, claim);
	const free = (volume: PersistentVolume) =>
		!delayBinding &&
		volume.status.phase === 'Available' &&
		selected(volume.metadata.labels) &&
		classNameOf(volume) === classNameOf(claim);
	return candidates
		.filter(volume => kept(volume) || free(volume))
		.sort(
			(a, b) =>
				modeCount(a) - modeCount(b) ||
				Number(kept(b)) - Number(kept(a)) ||
				compareQuantities(storageCapacity(a), storageCapacity(b)),
		)[0];
}

/** Why a volume that a claim names cannot be had; undefined where it can (pv_controller.go checkVolumeSatisfyClaim). */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
	if (volume.metadata.deletionTimestamp) {
		return `the volume is marked for deletion ${JSON.stringify(volume.metadata.name)}`;
	}
	if (quantityValue(storageCapacity(volume)) < quantityValue(requestedStorage(claim))) {
		return 'requested PV is too small';
	}
	if (classNameOf(volume) !== classNameOf(claim)) {
		return 'storageClassName does not match';
	}
	if (attributesClassesDiffer(volume, claim)) {
		return 'volumeAttributesClassName does not match';
	}
	if (volumeModesDiffer(volume, claim)) {
		return 'incompatible volumeMode';
	}
	return offersAccessModes(volume, claim) ? undefined : 'incompatible accessMode';
}
