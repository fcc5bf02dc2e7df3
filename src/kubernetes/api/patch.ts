/** Patches by their content type (apiserver pkg/endpoints/handlers/patch.go). */
import {patchTypes} from '../../apimachinery/connection.ts';
import {applyJsonPatch} from '../../apimachinery/json-patch.ts';
import {applyMergePatch} from '../../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {isMap, type JsonMap, PatchError} from '../../apimachinery/patch-error.ts';
import type {Message} from '../../apimachinery/schema.ts';
import {badRequest, failure} from '../../apimachinery/status.ts';
import {applyStrategicMergePatch} from '../../apimachinery/strategic-merge-patch.ts';
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

/** What the patch makes of the object, before it is decoded. Throws BadRequest or Invalid. */
export function patched(
	type: Exclude<PatchType, 'apply'>,
	schema: Message,
	object: KubernetesObject,
	patch: unknown,
): unknown {
	const before = object as unknown as JsonMap;
	try {
		switch (type) {
			case 'json':
				return applyJsonPatch(before, patch);
			case 'merge':
				return applyMergePatch(before, patch);
			case 'strategic':
				return {...applyStrategicMergePatch(before, patch, schema), ...kindOf(object)};
		}
	} catch (error) {
		throw error instanceof PatchError ? refusal(type, patch, error) : error;
	}
}

/** What kind an object is, no patch of its fields can change. */
function kindOf({apiVersion, kind}: KubernetesObject) {
	return {apiVersion, kind};
}

/** A patch that cannot be read is a bad request; operations that do not fit the object are an invalid one. */
function refusal(type: PatchType, patch: unknown, error: PatchError): Error {
	if (type === 'json' && Array.isArray(patch) && patch.every(isMap)) {
		return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
	}
	return badRequest(type === 'strategic' ? error.message : `error decoding patch: ${error.message}`);
}
