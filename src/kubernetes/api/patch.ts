/** Patches by their content type (apiserver pkg/endpoints/handlers/patch.go). */
import {patchTypes} from '../../apimachinery/connection.ts';
import {applyJsonPatch} from '../../apimachinery/json-patch.ts';
import {applyMergePatch} from '../../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {isMap, type JsonMap, PatchError} from '../../apimachinery/patch-error.ts';
import type {Message} from '../../apimachinery/schema.ts';
import {badRequest, failure} from '../../apimachinery/status.ts';
import {mergeStrategically} from '../../apimachinery/strategic-merge-patch.ts';
import {unsupportedMediaType} from './errors.ts';
import {bareType} from './negotiation.ts';

export type PatchType = keyof typeof patchTypes;

/** Reads the content type of a PATCH; throws 415. */
export function patchTypeOf(contentType: string | undefined): PatchType {
	const bare = bareType(contentType);
	const found = (Object.keys(patchTypes) as PatchType[]).find(type => patchTypes[type] === bare);
	if (!found) {
		throw unsupportedMediaType(Object.values(patchTypes));
	}
	return found;
}

export interface PatchedValue {
	/** What the patch makes of the object, before it is decoded. */
	readonly value: unknown;
	/** A strategic merge patch as it is when it has been carried out. */
	readonly leftOver?: unknown;
}

/** Carries out a patch. Throws BadRequest or Invalid, or what a strategic merge failed with. */
export function patched(
	type: Exclude<PatchType, 'apply'>,
	schema: Message,
	object: KubernetesObject,
	patch: unknown,
): PatchedValue {
	const before = object as unknown as JsonMap;
	try {
		switch (type) {
			case 'json':
				return {value: applyJsonPatch(before, patch)};
			case 'merge':
				return {value: applyMergePatch(before, patch)};
			case 'strategic': {
				const merged = mergeStrategically(before, patch, schema);
				return {value: {...merged.object, ...kindOf(object)}, leftOver: merged.leftOver};
			}
		}
	} catch (error) {
		throw error instanceof PatchError ? refusal(type, patch, error) : error;
	}
}

/** What kind an object is, no strategic merge patch can change. */
function kindOf({apiVersion, kind}: KubernetesObject) {
	return {apiVersion, kind};
}

/**
 * A patch that cannot be read is a bad request; operations that do not fit the object are an invalid one. Upstream
 * has no reason for what goes wrong within a strategic merge (interpretStrategicMergePatchError).
 */
function refusal(type: PatchType, patch: unknown, error: PatchError): Error {
	if (type === 'json' && Array.isArray(patch) && patch.every(isMap)) {
		return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
	}
	if (type !== 'strategic' && !error.malformed) {
		return badRequest(`error decoding patch: ${error.message}`);
	}
	return error.malformed ? badRequest(error.message) : failure(500, '', error.message);
}
