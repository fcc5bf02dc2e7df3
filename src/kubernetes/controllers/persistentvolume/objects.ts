/** What the volume controllers read from claims and volumes (component-helpers storage/volume/pv_helpers.go). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import type {StorageClass} from '../../../api/storage-v1.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {parseQuantity, type Quantity} from '../../../apimachinery/quantity.ts';
import type {ApiClient} from '../../api/client.ts';

export const claimsResource = 'persistentvolumeclaims';
export const volumesResource = 'persistentvolumes';
export const classesResource = 'storageclasses.storage.k8s.io';

export const annotations = {
	/** On a claim whose binding is complete. */
	bindCompleted: 'pv.kubernetes.io/bind-completed',
	/** On what was bound by the controller, not by whoever made it. */
	boundByController: 'pv.kubernetes.io/bound-by-controller',
	/** On a volume: who made it. */
	provisionedBy: 'pv.kubernetes.io/provisioned-by',
	/** On a claim: who shall make its volume. */
	storageProvisioner: 'volume.kubernetes.io/storage-provisioner',
	betaStorageProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
	/** On a claim: the node that the scheduler has chosen for its first Pod. */
	selectedNode: 'volume.kubernetes.io/selected-node',
	betaStorageClass: 'volume.beta.kubernetes.io/storage-class',
} as const;

export function annotationOf({metadata}: KubernetesObject, name: string): string | undefined {
	return metadata.annotations?.[name];
}

export function withAnnotations<T extends KubernetesObject>(object: T, more: Readonly<Record<string, string>>): T {
	return {...object, metadata: {...object.metadata, annotations: {...object.metadata.annotations, ...more}}};
}

/** The class that a claim asks for or that a volume belongs to; '' for none. */
export function classNameOf(object: PersistentVolumeClaim | PersistentVolume): string {
	return annotationOf(object, annotations.betaStorageClass) ?? object.spec.storageClassName ?? '';
}

export function requestedStorage({spec}: PersistentVolumeClaim): Quantity {
	return parseQuantity(spec.resources.requests?.storage ?? '0');
}

export function storageCapacity({spec}: PersistentVolume): Quantity {
	return parseQuantity(spec.capacity?.storage ?? '0');
}

/** Whether the claim waits until a Pod needs it. */
export function isDelayBinding(claim: PersistentVolumeClaim, api: ApiClient): boolean {
	const name = classNameOf(claim);
	const storageClass = name === '' ? undefined : api.get<StorageClass>(classesResource, '', name);
	return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether a volume is bound to that claim, or kept for it. */
export function isVolumeBoundToClaim({spec: {claimRef}}: PersistentVolume, {metadata}: PersistentVolumeClaim): boolean {
	return (
		claimRef !== undefined &&
		claimRef.name === metadata.name &&
		claimRef.namespace === metadata.namespace &&
		(!claimRef.uid || claimRef.uid === metadata.uid)
	);
}
