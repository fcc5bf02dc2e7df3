/** Finalizers that protect what is in use (pkg/controller/volume/protectionutil). */
import type {KubernetesObject} from '../../apimachinery/object.ts';

/** Whether the object is deleted and only held by this finalizer, or by others too. */
export function isDeletionCandidate({metadata}: KubernetesObject, finalizer: string): boolean {
	return metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false);
}

export function needsFinalizer({metadata}: KubernetesObject, finalizer: string): boolean {
	return metadata.deletionTimestamp === undefined && !metadata.finalizers?.includes(finalizer);
}

export function withoutFinalizer<T extends KubernetesObject>(object: T, finalizer: string): T {
	const {finalizers = [], ...metadata} = object.metadata;
	const left = finalizers.filter(each => each !== finalizer);
	return {...object, metadata: left.length > 0 ? {...metadata, finalizers: left} : metadata};
}

export function withAddedFinalizer<T extends KubernetesObject>(object: T, finalizer: string): T {
	return {...object, metadata: {...object.metadata, finalizers: [...(object.metadata.finalizers ?? []), finalizer]}};
}
