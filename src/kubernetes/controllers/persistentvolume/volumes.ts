/** What happens to a volume next (pkg/controller/volume/persistentvolume/pv_controller.go syncVolume). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import {isTerminal} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import {podsOfClaim} from '../pods-of-claim.ts';
import {unbindVolume, updateVolumePhase} from './binding.ts';
import {volumeModesDiffer} from './matching.ts';
import {annotationOf, annotations, claimsResource, volumesResource} from './objects.ts';

/** @returns the claim to look at next, as `namespace/name`, where that is what the volume waits for */
export function syncVolume(volume: PersistentVolume, context: ControllerContext): string | undefined {
	const {api} = context;
	const {claimRef} = volume.spec;
	if (!claimRef?.uid) {
		updateVolumePhase(volume, 'Available', api);
		return undefined;
	}
	const named = api.get<PersistentVolumeClaim>(claimsResource, claimRef.namespace ?? '', claimRef.name ?? '');
	const claim = named?.metadata.uid === claimRef.uid ? named : undefined;
	if (!claim) {
		release(volume, context);
		return undefined;
	}
	const {volumeName} = claim.spec;
	if (!volumeName) {
		if (volumeModesDiffer(volume, claim)) {
			tellOfModes(volume, claim, context);
			return undefined;
		}
		return `${claimRef.namespace}/${claimRef.name}`;
	}
	if (volumeName === volume.metadata.name) {
		updateVolumePhase(volume, 'Bound', api);
	} else if (
		annotationOf(volume, annotations.provisionedBy) !== undefined &&
		volume.spec.persistentVolumeReclaimPolicy === 'Delete'
	) {
		release(volume, context);
	} else {
		unbindVolume(volume, api);
	}
	return undefined;
}

function tellOfModes(volume: PersistentVolume, claim: PersistentVolumeClaim, {events}: ControllerContext): void {
	const [ofVolume, ofClaim] = [volume, claim].map(({metadata}) => JSON.stringify(metadata.name));
	const why = 'due to incompatible volumeMode.';
	const toVolume = `Cannot bind PersistentVolume to requested PersistentVolumeClaim ${ofClaim} ${why}`;
	const toClaim = `Cannot bind PersistentVolume ${ofVolume} to requested PersistentVolumeClaim ${why}`;
	events.event(volume, 'Warning', 'VolumeMismatch', toVolume);
	events.event(claim, 'Warning', 'VolumeMismatch', toClaim);
}

/** The claim is gone: the volume is kept, emptied or deleted, as its reclaim policy says. */
function release(volume: PersistentVolume, context: ControllerContext): void {
	const released = volume.status.phase === 'Released' || volume.status.phase === 'Failed';
	const now = released ? volume : updateVolumePhase(volume, 'Released', context.api);
	switch (now.spec.persistentVolumeReclaimPolicy) {
		case 'Delete':
			deleteVolume(now, context);
			break;
		case 'Recycle':
			recycleVolume(now, context);
			break;
		default:
	}
}

/** Volumes made by a provisioner are deleted by it. Of others only folders in /tmp can be. */
function deleteVolume(volume: PersistentVolume, context: ControllerContext): void {
	const {csi, hostPath} = volume.spec;
	const {name} = volume.metadata;
	if (annotationOf(volume, annotations.provisionedBy) || csi) {
		return;
	}
	if (!hostPath) {
		const problem = 'no deletable volume plugin matched';
		fail(volume, 'VolumeFailedDelete', `error getting deleter volume plugin for volume "${name}": ${problem}`, context);
	} else if (!/^\/tmp\/.+/.test(hostPath.path)) {
		fail(
			volume,
			'VolumeFailedDelete',
			`host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`,
			context,
		);
	} else {
		context.api.delete(volumesResource, '', name);
	}
}

function recycleVolume(volume: PersistentVolume, context: ControllerContext): void {
	const {hostPath, nfs, claimRef} = volume.spec;
	const {api, events} = context;
	const claim = {metadata: {namespace: claimRef?.namespace ?? '', name: claimRef?.name ?? ''}};
	const users = podsOfClaim(claim, api).filter(pod => !isTerminal(pod));
	if (users.length > 0) {
		const names = users.map(({metadata}) => `${metadata.namespace}/${metadata.name}`).join(', ');
		events.event(volume, 'Normal', 'VolumeFailedRecycle', `Volume is used by pods: ${names}`);
	} else if (hostPath || nfs) {
		events.event(volume, 'Normal', 'VolumeRecycled', 'Volume recycled');
		unbindVolume(volume, api);
	} else {
		fail(volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!', context);
	}
}

function fail(volume: PersistentVolume, reason: string, message: string, {api, events}: ControllerContext): void {
	if (volume.status.phase !== 'Failed') {
		events.event(updateVolumePhase(volume, 'Failed', api, message), 'Warning', reason, message);
	}
}
