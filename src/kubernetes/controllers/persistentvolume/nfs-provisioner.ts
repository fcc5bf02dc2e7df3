/**
 * The lab's external provisioner (kubernetes-sigs/nfs-subdir-external-provisioner): makes a folder on the NFS server and
 * a volume for it for each claim that asks, and deletes volumes of its own whose claims are gone.
 */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import type {StorageClass} from '../../../api/storage-v1.ts';
import type {Change} from '../../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {referenceTo} from '../../events/reference.ts';
import {
	annotationOf,
	annotations,
	claimsResource,
	classesResource,
	classNameOf,
	isDelayBinding,
	volumesResource,
} from './objects.ts';

export const nfsProvisionerName = 'k8s-sigs.io/nfs-subdir-external-provisioner';
const server = '10.100.100.12';
const exported = '/srv/nfs';
const provisionTime = 700;
const deletionTime = 200;
const claimKey = 'claim:';
const volumeKey = 'volume:';

export const nfsProvisioner: Controller = {
	name: nfsProvisionerName,
	manager: 'nfs-subdir-external-provisioner',
	watches: {
		[claimsResource]: ({type, object}: Change<PersistentVolumeClaim>, context) => {
			if (type !== 'DELETED' && shouldProvision(object, context)) {
				context.enqueueAfter(claimKey + objectKey(object), provisionTime);
			}
			return [];
		},
		[volumesResource]: ({type, object}: Change<PersistentVolume>, context) => {
			if (type !== 'DELETED' && shouldDelete(object)) {
				context.enqueueAfter(volumeKey + object.metadata.name, deletionTime);
			}
			return [];
		},
	},
	sync(key, context) {
		const {api} = context;
		if (key.startsWith(volumeKey)) {
			const volume = api.get<PersistentVolume>(volumesResource, '', key.slice(volumeKey.length));
			if (volume && shouldDelete(volume)) {
				api.delete(volumesResource, '', volume.metadata.name);
			}
			return;
		}
		const claim = api.get<PersistentVolumeClaim>(claimsResource, ...splitKey(key.slice(claimKey.length)));
		if (claim && shouldProvision(claim, context)) {
			provision(claim, context);
		}
	},
};

function shouldProvision(claim: PersistentVolumeClaim, {api}: ControllerContext): boolean {
	return (
		!claim.spec.volumeName &&
		annotationOf(claim, annotations.storageProvisioner) === nfsProvisionerName &&
		(annotationOf(claim, annotations.selectedNode) !== undefined || !isDelayBinding(claim, api))
	);
}

function shouldDelete(volume: PersistentVolume): boolean {
	return (
		volume.status.phase === 'Released' &&
		volume.spec.persistentVolumeReclaimPolicy === 'Delete' &&
		annotationOf(volume, annotations.provisionedBy) === nfsProvisionerName &&
		!volume.metadata.deletionTimestamp
	);
}

function provision(claim: PersistentVolumeClaim, {api}: ControllerContext): void {
	const className = classNameOf(claim);
	const storageClass = api.get<StorageClass>(classesResource, '', className);
	const name = `pvc-${claim.metadata.uid}`;
	if (!storageClass || api.get(volumesResource, '', name)) {
		return;
	}
	const {reclaimPolicy, mountOptions} = storageClass;
	const {accessModes, resources, volumeMode} = claim.spec;
	const folder = `${claim.metadata.namespace}-${claim.metadata.name}-${name}`;
	api.create<PersistentVolume>(volumesResource, {
		apiVersion: 'v1',
		kind: 'PersistentVolume',
		metadata: {name, annotations: {[annotations.provisionedBy]: nfsProvisionerName}},
		spec: {
			capacity: {storage: resources.requests?.storage ?? '0'},
			nfs: {server, path: `${exported}/${folder}`},
			...(accessModes && {accessModes}),
			claimRef: referenceTo(claim),
			persistentVolumeReclaimPolicy: reclaimPolicy,
			storageClassName: className,
			...(mountOptions && {mountOptions}),
			volumeMode,
		},
		status: {phase: 'Pending'},
	});
}
