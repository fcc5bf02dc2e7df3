/**
 * VolumeBinding: claims must exist and, where they bind at once, be bound; their volumes must be reachable from the node
 * (plugins/volumebinding).
 */
import type {PersistentVolumeClaim} from '../../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../../api/core-v1/persistent-volume.ts';
import type {Pod} from '../../../../api/core-v1/pod.ts';
import type {StorageClass} from '../../../../api/storage-v1.ts';
import {controllerOf} from '../../../../apimachinery/object.ts';
import type {ApiClient} from '../../../api/client.ts';
import {matchesNodeSelector} from '../../../node-affinity.ts';
import type {Plugin} from '../framework.ts';
import {findBindings} from '../volume-binder.ts';

/** The names of a Pod's claims; generic ephemeral volumes have one named after Pod and volume. */
export function claimNames(pod: Pod): {readonly name: string; readonly ephemeral: boolean}[] {
	const names: {name: string; ephemeral: boolean}[] = [];
	for (const volume of pod.spec.volumes ?? []) {
		if (volume.persistentVolumeClaim) {
			names.push({name: volume.persistentVolumeClaim.claimName, ephemeral: false});
		} else if (volume.ephemeral) {
			names.push({name: `${pod.metadata.name}-${volume.name}`, ephemeral: true});
		}
	}
	return names;
}

function waitsForFirstConsumer(claim: PersistentVolumeClaim, api: ApiClient): boolean {
	const className = claim.spec.storageClassName;
	const storageClass = className ? api.get<StorageClass>('storageclasses.storage.k8s.io', '', className) : undefined;
	return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

function isBound(claim: PersistentVolumeClaim): boolean {
	return (
		claim.spec.volumeName !== undefined && claim.metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined
	);
}

export const volumeBinding: Plugin = {
	name: 'VolumeBinding',
	prepareFilter({pod, snapshot}) {
		const names = claimNames(pod);
		if (names.length === 0) {
			return undefined;
		}
		const claims: PersistentVolumeClaim[] = [];
		for (const {name, ephemeral} of names) {
			const claim = snapshot.api.get<PersistentVolumeClaim>(
				'persistentvolumeclaims',
				pod.metadata.namespace ?? '',
				name,
			);
			const quoted = JSON.stringify(name);
			if (!claim) {
				return {
					reject: ephemeral
						? `waiting for ephemeral volume controller to create the persistentvolumeclaim ${quoted}`
						: `persistentvolumeclaim ${quoted} not found`,
				};
			}
			if (ephemeral && controllerOf(claim)?.uid !== pod.metadata.uid) {
				const {namespace} = pod.metadata;
				const of = `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name}`;
				return {reject: `${of} (pod is not owner)`};
			}
			if (claim.status.phase === 'Lost') {
				const volume = JSON.stringify(claim.spec.volumeName ?? '');
				return {reject: `persistentvolumeclaim ${quoted} bound to non-existent persistentvolume ${volume}`};
			}
			if (claim.metadata.deletionTimestamp) {
				return {reject: `persistentvolumeclaim ${quoted} is being deleted`};
			}
			claims.push(claim);
		}
		if (claims.some(claim => !isBound(claim) && !waitsForFirstConsumer(claim, snapshot.api))) {
			return {reject: 'pod has unbound immediate PersistentVolumeClaims'};
		}
		const volumes = claims
			.filter(isBound)
			.map(claim => snapshot.api.get<PersistentVolume>('persistentvolumes', '', claim.spec.volumeName!));
		const waiting = claims.filter(claim => !isBound(claim));
		const reject = (reason: string) => ({reasons: [reason], unresolvable: true, plugin: 'VolumeBinding'});
		return {
			filter({node}) {
				for (const volume of volumes) {
					if (!volume) {
						return reject('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
					}
					const required = volume.spec.nodeAffinity?.required;
					if (required && !matchesNodeSelector(required, node)) {
						return reject("node(s) didn't match PersistentVolume's node affinity");
					}
				}
				if (waiting.length > 0 && !findBindings(waiting, node, snapshot.api)) {
					return reject("node(s) didn't find available persistent volumes to bind");
				}
				return undefined;
			},
		};
	},
};
