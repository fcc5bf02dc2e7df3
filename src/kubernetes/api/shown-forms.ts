/**
 * What clients are shown of stored objects. Objects are immutable, so the form of one is kept as long as the object: the
 * next list and every watcher are given the very same, and whoever writes it out can keep that, too.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {withManagedFields} from './field-manager/record.ts';

const whole = new WeakMap<KubernetesObject, KubernetesObject>();
const metadata = new WeakMap<KubernetesObject, KubernetesObject>();

/** The object with its `managedFields`. */
export function shownObject(object: KubernetesObject): KubernetesObject {
	return kept(whole, object, withManagedFields);
}

/** The object's metadata alone, as meta.k8s.io/v1 PartialObjectMetadata. */
export function metadataOnly(object: KubernetesObject): KubernetesObject {
	return kept(metadata, object, stored => ({
		kind: 'PartialObjectMetadata',
		apiVersion: 'meta.k8s.io/v1',
		metadata: shownObject(stored).metadata,
	}));
}

function kept(
	forms: WeakMap<KubernetesObject, KubernetesObject>,
	object: KubernetesObject,
	make: (object: KubernetesObject) => KubernetesObject,
): KubernetesObject {
	let form = forms.get(object);
	if (!form) {
		form = make(object);
		forms.set(object, form);
	}
	return form;
}
