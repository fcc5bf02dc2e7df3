/** A JSON value. Everything stored or sent is one, and nothing changes it once it is there. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json | undefined;
}

export interface OwnerReference {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly uid: string;
	readonly controller?: boolean;
	readonly blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry {
	readonly manager?: string;
	readonly operation?: string;
	readonly apiVersion?: string;
	readonly time?: string;
	readonly fieldsType?: string;
	readonly fieldsV1?: unknown;
	readonly subresource?: string;
}

/** The metadata that every object has. `name` is '' only before the server has made one from `generateName`. */
export interface ObjectMeta {
	readonly name: string;
	readonly generateName?: string;
	readonly namespace?: string;
	readonly uid?: string;
	readonly resourceVersion?: string;
	readonly generation?: number;
	readonly creationTimestamp?: string;
	readonly deletionTimestamp?: string;
	readonly deletionGracePeriodSeconds?: number;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly ownerReferences?: readonly OwnerReference[];
	readonly finalizers?: readonly string[];
	readonly managedFields?: readonly ManagedFieldsEntry[];
}

/** Any API object, whatever its kind. */
export interface KubernetesObject {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: ObjectMeta;
}

export interface KubernetesList<T = KubernetesObject> {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: {
		readonly resourceVersion?: string;
		readonly continue?: string;
		readonly remainingItemCount?: number;
	};
	readonly items: readonly T[];
}

/** The object with that metadata; the same object where it has it already. */
export function withMetadata<T extends KubernetesObject>(object: T, metadata: ObjectMeta): T {
	return object.metadata === metadata ? object : {...object, metadata};
}

/**
 * A copy that has more fields, for what is made by the thousand. `{...object, more}` says the same, but V8 gives each
 * object that comes of it a hidden class of its own where `more` is a field that the copied one has not: making it then
 * costs ten times as much, and so does reading it for ever after.
 */
export function extended<T extends object, M extends object>(object: T, more: M): T & M {
	return Object.assign({}, object, more);
}

/** The owner that controls an object, if it has one (apimachinery pkg/apis/meta/v1/controller_ref.go). */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
	return object.metadata.ownerReferences?.find(owner => owner.controller);
}
