/** Keeps a deleted volume as long as it is bound to a claim (pkg/controller/volume/pvprotection). */
import type {PersistentVolume} from '../../api/core-v1/persistent-volume.ts';
import type {Change} from '../api/store.ts';
import type {Controller} from '../controller.ts';
import {isDeletionCandidate, needsFinalizer, withAddedFinalizer, withoutFinalizer} from './finalizers.ts';

const resource = 'persistentvolumes';
const finalizer = 'kubernetes.io/pv-protection';

export const pvProtection: Controller = {
	name: 'persistentvolume-protection-controller',
	manager: 'kube-controller-manager',
	watches: {
		[resource]: ({type, object}: Change<PersistentVolume>) =>
			type !== 'DELETED' && (needsFinalizer(object, finalizer) || isDeletionCandidate(object, finalizer))
				? [object.metadata.name]
				: [],
	},
	sync(name, {api}) {
		const volume = api.get<PersistentVolume>(resource, '', name);
		if (volume && isDeletionCandidate(volume, finalizer)) {
			if (volume.status.phase !== 'Bound') {
				api.update(resource, withoutFinalizer(volume, finalizer));
			}
		} else if (volume && needsFinalizer(volume, finalizer)) {
			api.update(resource, withAddedFinalizer(volume, finalizer));
		}
	},
};
