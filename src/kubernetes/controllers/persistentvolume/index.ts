/** The binder of claims and volumes (pkg/controller/volume/persistentvolume/pv_controller_base.go). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import type {Change} from '../../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {isBindCompleted} from './binding.ts';
import {syncClaim} from './claims.ts';
import {claimsResource, volumesResource} from './objects.ts';
import {syncVolume} from './volumes.ts';

const claimKey = 'claim:';
const volumeKey = 'volume:';
/** Claims that wait are looked at again in rounds of this length. */
const resyncPeriod = 15_000;

export const persistentVolumeBinder: Controller = {
	name: 'persistentvolume-binder-controller',
	eventSource: 'persistentvolume-controller',
	manager: 'kube-controller-manager',
	watches: {
		[claimsResource]: ({type, object}: Change<PersistentVolumeClaim>) => {
			const {volumeName} = object.spec;
			if (type !== 'DELETED') {
				return [claimKey + objectKey(object)];
			}
			return volumeName ? [volumeKey + volumeName] : [];
		},
		[volumesResource]: ({type, object}: Change<PersistentVolume>) => {
			const {claimRef} = object.spec;
			if (type !== 'DELETED') {
				return [volumeKey + object.metadata.name];
			}
			return claimRef ? [`${claimKey}${claimRef.namespace}/${claimRef.name}`] : [];
		},
	},
	sync(key, context) {
		if (key.startsWith(volumeKey)) {
			const volume = context.api.get<PersistentVolume>(volumesResource, '', key.slice(volumeKey.length));
			const next = volume && syncVolume(volume, context);
			if (next !== undefined) {
				context.enqueueAfter(claimKey + next, 0);
			}
			return;
		}
		const [namespace, name] = splitKey(key.slice(claimKey.length));
		const claim = context.api.get<PersistentVolumeClaim>(claimsResource, namespace, name);
		if (claim) {
			syncClaim(claim, context);
			lookAgain(key, namespace, name, context);
		}
	},
};

function lookAgain(key: string, namespace: string, name: string, {api, now, enqueueAfter}: ControllerContext): void {
	const claim = api.get<PersistentVolumeClaim>(claimsResource, namespace, name);
	if (claim && !isBindCompleted(claim)) {
		enqueueAfter(key, resyncPeriod - (now % resyncPeriod));
	}
}
