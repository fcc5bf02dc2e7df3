/** What an Event says of the object that it is about (client-go tools/reference/ref.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';

export interface EventReference {
	readonly kind: string;
	readonly namespace?: string;
	readonly name: string;
	readonly uid?: string;
	readonly apiVersion: string;
	readonly resourceVersion?: string;
	readonly fieldPath?: string;
}

export function referenceTo(object: KubernetesObject, fieldPath?: string): EventReference {
	const {namespace, name, uid, resourceVersion} = object.metadata;
	return {
		kind: object.kind,
		...(namespace && {namespace}),
		name,
		...(uid && {uid}),
		apiVersion: object.apiVersion,
		...(resourceVersion && {resourceVersion}),
		...(fieldPath && {fieldPath}),
	};
}

/** Events about objects without a namespace stand in `default`. */
export function eventNamespace(reference: EventReference): string {
	return reference.namespace || 'default';
}
