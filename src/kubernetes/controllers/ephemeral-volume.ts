/**
 * Makes the claims of generic ephemeral volumes. They belong to their Pod, and go with it
 * (pkg/controller/volume/ephemeral/controller.go).
 */
import type {PersistentVolumeClaim} from '../../api/core-v1/claims.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Volume} from '../../api/core-v1/volumes.ts';
import {controllerOf} from '../../apimachinery/object.ts';
import {failure, StatusError} from '../../apimachinery/status.ts';
import type {Change} from '../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';
import {controllerReference} from './owners.ts';
import {podsOfClaim} from './pods-of-claim.ts';

const resource = 'persistentvolumeclaims';

export const ephemeralVolumes: Controller = {
	name: 'ephemeral-volume-controller',
	eventSource: 'ephemeral_volume',
	manager: 'kube-controller-manager',
	watches: {
		pods: ({type, object}: Change<Pod>) => (type === 'ADDED' ? keyOf(object) : []),
		[resource]: ({type, object}: Change<PersistentVolumeClaim>, {api}) =>
			type === 'DELETED' ? podsOfClaim(object, api).flatMap(keyOf) : [],
	},
	sync(key, context) {
		const pod = context.api.get<Pod>('pods', ...splitKey(key));
		if (!pod || pod.metadata.deletionTimestamp) {
			return;
		}
		for (const volume of pod.spec.volumes ?? []) {
			if (volume.ephemeral) {
				handleVolume(pod, volume, context);
			}
		}
	},
};

function keyOf(pod: Pod): string[] {
	const concerned = !pod.metadata.deletionTimestamp && pod.spec.volumes?.some(({ephemeral}) => ephemeral);
	return concerned ? [objectKey(pod)] : [];
}

function handleVolume(pod: Pod, volume: Volume, context: ControllerContext): void {
	try {
		ensureClaim(pod, volume, context);
	} catch (error) {
		if (error instanceof StatusError) {
			context.events.event(pod, 'Warning', 'FailedBinding', `ephemeral volume ${volume.name}: ${error.message}`);
		}
		throw error;
	}
}

function ensureClaim(pod: Pod, volume: Volume, {api}: ControllerContext): void {
	const namespace = pod.metadata.namespace!;
	const name = `${pod.metadata.name}-${volume.name}`;
	const present = api.get<PersistentVolumeClaim>(resource, namespace, name);
	if (present) {
		if (controllerOf(present)?.uid !== pod.metadata.uid) {
			const of = `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name}`;
			throw failure(500, '', `${of} (pod is not owner)`);
		}
		return;
	}
	const {metadata: {labels, annotations} = {}, spec} = volume.ephemeral!.volumeClaimTemplate!;
	try {
		api.create(resource, {
			apiVersion: 'v1',
			kind: 'PersistentVolumeClaim',
			metadata: {
				name,
				namespace,
				...(labels && {labels}),
				...(annotations && {annotations}),
				ownerReferences: [controllerReference(pod)],
			},
			spec,
		} as unknown as PersistentVolumeClaim);
	} catch (error) {
		throw error instanceof StatusError
			? new StatusError({...error.status, message: `create PVC ${name}: ${error.message}`})
			: error;
	}
}
