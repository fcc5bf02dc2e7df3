/**
 * Keeps a deleted claim until no Pod on a node uses it any more (pkg/controller/volume/pvcprotection).
 */
import type {PersistentVolumeClaim} from '../../api/core-v1/claims.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {claimNamesOf} from '../api/resources/pods.ts';
import type {Change} from '../api/store.ts';
import {type Controller, objectKey, splitKey} from '../controller.ts';
import {isDeletionCandidate, needsFinalizer, withAddedFinalizer, withoutFinalizer} from './finalizers.ts';
import {podsOfClaim} from './pods-of-claim.ts';

const resource = 'persistentvolumeclaims';
const finalizer = 'kubernetes.io/pvc-protection';

export const pvcProtection: Controller = {
	name: 'persistentvolumeclaim-protection-controller',
	manager: 'kube-controller-manager',
	watches: {
		[resource]: ({type, object}: Change<PersistentVolumeClaim>) =>
			type !== 'DELETED' && (needsFinalizer(object, finalizer) || isDeletionCandidate(object, finalizer))
				? [objectKey(object)]
				: [],
		pods: ({type, object}: Change<Pod>, {api}) => {
			// Only Pods that have left a claim can have held it up.
			if (type !== 'DELETED' && object.spec.nodeName && !isShutDown(object)) {
				return [];
			}
			const {namespace} = object.metadata;
			return claimNamesOf(object.spec, object.metadata.name)
				.filter(name => api.get(resource, namespace!, name)?.metadata.deletionTimestamp)
				.map(name => `${namespace}/${name}`);
		},
	},
	sync(key, {api}) {
		const claim = api.get<PersistentVolumeClaim>(resource, ...splitKey(key));
		if (claim && isDeletionCandidate(claim, finalizer)) {
			if (!podsOfClaim(claim, api).some(pod => holds(pod, claim))) {
				api.update(resource, withoutFinalizer(claim, finalizer));
			}
		} else if (claim && needsFinalizer(claim, finalizer)) {
			api.update(resource, withAddedFinalizer(claim, finalizer));
		}
	},
};

/** A Pod holds its claims from when it is on a node until it is gone. */
function holds(pod: Pod, claim: PersistentVolumeClaim): boolean {
	const byName = pod.spec.volumes?.some(volume => volume.persistentVolumeClaim?.claimName === claim.metadata.name);
	return pod.spec.nodeName !== undefined && (byName || !isShutDown(pod));
}

/** Whether the kubelet is done with the Pod, so that only its removal is missing. */
function isShutDown({metadata}: Pod): boolean {
	return metadata.deletionTimestamp !== undefined && metadata.deletionGracePeriodSeconds === 0;
}
