/** The metadata that the server itself looks after (apiserver pkg/registry/rest/meta.go). */
import {jsonEqual} from '../../apimachinery/equal.ts';
import type {FieldError} from '../../apimachinery/field-error.ts';
import type {KubernetesObject, ObjectMeta, OwnerReference} from '../../apimachinery/object.ts';
import {badRequest} from '../../apimachinery/status.ts';
import {validateObjectMeta, validateObjectMetaUpdate} from '../../apimachinery/validation.ts';
import type {Random} from '../random.ts';
import type {ResourceDefinition} from './resource.ts';

/** Names are at most 63 letters where they are generated, 5 of them random (apiserver pkg/storage/names/generate.go). */
const longestBase = 58;

export function generateName(base: string, random: Random): string {
	return base.slice(0, longestBase) + random.suffix();
}

/**
 * The metadata in the namespace of the request; throws BadRequest where it names another one.
 * @param namespace '' for cluster-wide resources, whose objects lose theirs
 */
export function inNamespace(meta: ObjectMeta, namespace: string): ObjectMeta {
	if ((meta.namespace ?? '') === namespace) {
		return meta;
	}
	if (namespace === '') {
		const {namespace: _, ...rest} = meta;
		return rest;
	}
	if (meta.namespace) {
		throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
	}
	return {...meta, namespace};
}

/** Takes repeated owners out, with a warning (apiserver pkg/endpoints/handlers/rest.go). */
export function uniqueOwners(meta: ObjectMeta, warn?: (message: string) => void): ObjectMeta {
	const owners = meta.ownerReferences;
	if (!owners || owners.length < 2) {
		return meta;
	}
	const kept: OwnerReference[] = [];
	const repeated: string[] = [];
	for (const owner of owners) {
		if (kept.some(other => jsonEqual(other, owner))) {
			repeated.push(owner.uid);
		} else {
			kept.push(owner);
		}
	}
	if (repeated.length === 0) {
		return meta;
	}
	warn?.(
		`.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${repeated.join(', ')}`,
	);
	return {...meta, ownerReferences: kept};
}

export function validateMeta(object: KubernetesObject, definition: ResourceDefinition): readonly FieldError[] {
	return validateObjectMeta(object.metadata, definition);
}

/**
 * What an update may not do to the metadata. Parts that are the stored ones were validated when they were stored, so
 * most updates cost next to nothing here.
 */
export function validateMetaUpdate(object: KubernetesObject, old: KubernetesObject): readonly FieldError[] {
	const now = object.metadata;
	const before = old.metadata;
	const untouched =
		now.name === before.name &&
		now.namespace === before.namespace &&
		now.uid === before.uid &&
		now.deletionTimestamp === before.deletionTimestamp &&
		now.deletionGracePeriodSeconds === before.deletionGracePeriodSeconds &&
		now.labels === before.labels &&
		now.annotations === before.annotations &&
		now.ownerReferences === before.ownerReferences &&
		now.finalizers === before.finalizers &&
		now.generateName === before.generateName;
	if (untouched) {
		return none;
	}
	return validateObjectMetaUpdate(now, before);
}
const none: readonly FieldError[] = [];
