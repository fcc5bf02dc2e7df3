/** What happens to a claim next (pkg/controller/volume/persistentvolume/pv_controller.go syncClaim). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import {defaultStorageClass} from '../../api/resources/storage-classes.ts';
import {isTerminal} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import {podsOfClaim} from '../pods-of-claim.ts';
import {bind, isBindCompleted, updateClaimStatus} from './binding.ts';
import {findMatchingVolume, mismatch} from './matching.ts';
import {
	annotationOf,
	annotations,
	claimsResource,
	classNameOf,
	isDelayBinding,
	isVolumeBoundToClaim,
	volumesResource,
} from './objects.ts';
import {provisionClaim} from './provisioning.ts';

export function syncClaim(claim: PersistentVolumeClaim, context: ControllerContext): void {
	if (isBindCompleted(claim)) {
		syncBoundClaim(claim, context);
	} else if (claim.spec.volumeName) {
		syncClaimForVolume(claim, claim.spec.volumeName, context);
	} else {
		syncUnboundClaim(claim, context);
	}
}

/** The volumes that come into question: those kept for the claim, and the free ones of its class. */
function candidates({metadata, ...claim}: PersistentVolumeClaim, {api}: ControllerContext): PersistentVolume[] {
	const kept = api.byIndex<PersistentVolume>(volumesResource, 'claim', `${metadata.namespace}/${metadata.name}`);
	const free = api.byIndex<PersistentVolume>(volumesResource, 'unclaimed', classNameOf({...claim, metadata}));
	return [...kept, ...free];
}

function syncUnboundClaim(claim: PersistentVolumeClaim, context: ControllerContext): void {
	const {api, events} = context;
	const delayBinding = isDelayBinding(claim, api);
	const volume = findMatchingVolume(claim, candidates(claim, context), delayBinding);
	if (volume) {
		bind(volume, claim, api);
		return;
	}
	if (assignDefaultClass(claim, context)) {
		return;
	}
	if (delayBinding && annotationOf(claim, annotations.selectedNode) === undefined) {
		tellOfWaiting(claim, context);
	} else if (classNameOf(claim) !== '') {
		provisionClaim(claim, context);
		return;
	} else {
		const message = 'no persistent volumes available for this claim and no storage class is set';
		events.event(claim, 'Normal', 'FailedBinding', message);
	}
	updateClaimStatus(claim, 'Pending', undefined, api);
}

/** A claim that named no class gets the default one as soon as there is one. */
function assignDefaultClass(claim: PersistentVolumeClaim, {api}: ControllerContext): boolean {
	if (claim.spec.storageClassName !== undefined || annotationOf(claim, annotations.betaStorageClass) !== undefined) {
		return false;
	}
	const found = defaultStorageClass({list: (of, namespace) => api.list(of, namespace)});
	if (!found) {
		return false;
	}
	api.update(claimsResource, {...claim, spec: {...claim.spec, storageClassName: found.metadata.name}});
	return true;
}

function tellOfWaiting(claim: PersistentVolumeClaim, {api, events}: ControllerContext): void {
	const waiting = podsOfClaim(claim, api)
		.filter(pod => !isTerminal(pod) && !pod.spec.nodeName)
		.map(({metadata}) => metadata.name);
	if (waiting.length === 0) {
		const message = 'waiting for first consumer to be created before binding';
		events.event(claim, 'Normal', 'WaitForFirstConsumer', message);
	} else {
		const message = `waiting for pod${waiting.length > 1 ? 's' : ''} ${waiting.join(',')} to be scheduled`;
		events.event(claim, 'Normal', 'WaitForPodScheduled', message);
	}
}

/** Somebody has asked for a certain volume. */
function syncClaimForVolume(claim: PersistentVolumeClaim, volumeName: string, {api, events}: ControllerContext): void {
	const volume = api.get<PersistentVolume>(volumesResource, '', volumeName);
	if (!volume) {
		updateClaimStatus(claim, 'Pending', undefined, api);
		return;
	}
	if (volume.spec.claimRef && isVolumeBoundToClaim(volume, claim)) {
		bind(volume, claim, api);
		return;
	}
	const quoted = JSON.stringify(volume.metadata.name);
	if (volume.spec.claimRef) {
		events.event(claim, 'Warning', 'FailedBinding', `volume ${quoted} already bound to a different claim.`);
		updateClaimStatus(claim, 'Pending', undefined, api);
		return;
	}
	const problem = mismatch(volume, claim);
	if (problem === undefined) {
		bind(volume, claim, api);
	} else {
		events.event(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume ${quoted}: ${problem}`);
		updateClaimStatus(claim, 'Pending', undefined, api);
	}
}

/** A claim that was bound once is bound for good, or lost. */
function syncBoundClaim(claim: PersistentVolumeClaim, context: ControllerContext): void {
	const {api} = context;
	const {volumeName} = claim.spec;
	if (!volumeName) {
		const message = 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!';
		lose(claim, 'ClaimLost', message, context);
		return;
	}
	const volume = api.get<PersistentVolume>(volumesResource, '', volumeName);
	if (!volume) {
		lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!', context);
	} else if (!volume.spec.claimRef || volume.spec.claimRef.uid === claim.metadata.uid) {
		bind(volume, claim, api);
	} else {
		const message = 'Two claims are bound to the same volume, this one is bound incorrectly';
		lose(claim, 'ClaimMisbound', message, context);
	}
}

function lose(claim: PersistentVolumeClaim, reason: string, message: string, {api, events}: ControllerContext): void {
	if (claim.status.phase !== 'Lost') {
		events.event(updateClaimStatus(claim, 'Lost', undefined, api), 'Warning', reason, message);
	}
}
