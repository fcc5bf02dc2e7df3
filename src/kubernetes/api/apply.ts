/** Server-side apply: a PATCH of type apply (apiserver pkg/endpoints/handlers/patch.go applyPatcher). */
import {DecodeError, decode} from '../../apimachinery/decode.ts';
import {type FieldError, fieldErrors, invalid} from '../../apimachinery/field-error.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {isMap} from '../../apimachinery/patch-error.ts';
import {badRequest, conflict, failure} from '../../apimachinery/status.ts';
import {goKindOf, groupResource, unsupportedMediaType} from './errors.ts';
import {keepRecord} from './field-manager/record.ts';
import type {WriteQuery} from './options.ts';
import type {Registry} from './registry.ts';
import {apiVersionOf, type ResourceDefinition} from './resource.ts';
import type {Transform} from './update.ts';

/** An apply must say who applies (apimachinery pkg/apis/meta/v1/validation ValidatePatchOptions). */
export function checkApplyOptions(options: WriteQuery, apply: boolean, forceGiven: boolean): void {
	const errors: FieldError[] = [];
	if (apply && options.fieldManager === '') {
		errors.push(fieldErrors.required('fieldManager', 'is required for apply patch'));
	}
	if (!apply && forceGiven) {
		errors.push(fieldErrors.forbidden('force', 'may not be specified for non-apply patch'));
	}
	if (errors.length > 0) {
		throw invalid({group: 'meta.k8s.io', kind: 'PatchOptions'}, '', errors);
	}
}

/** Reads the body of an apply; throws BadRequest where it is no object. */
export function readConfiguration(body: unknown): KubernetesObject {
	if (!isMap(body)) {
		const what = Array.isArray(body) ? 'array' : typeof body;
		throw badRequest(
			`error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${what} into Go value of type map[string]interface {}`,
		);
	}
	return {...body, metadata: isMap(body.metadata) ? body.metadata : {}} as unknown as KubernetesObject;
}

/** What applying `configuration` makes of the stored object, or of none; its owners are kept with it. */
export function applyTransform(
	registry: Registry,
	definition: ResourceDefinition,
	subresource: string,
	configuration: KubernetesObject,
	options: WriteQuery,
): Transform {
	const manager = registry.fieldManager;
	if (!manager) {
		throw unsupportedMediaType([
			'application/json-patch+json',
			'application/merge-patch+json',
			'application/strategic-merge-patch+json',
		]);
	}
	const write = {definition, manager: options.fieldManager, subresource, now: registry.clock.now, force: options.force};
	return live => {
		const {name, uid} = configuration.metadata;
		if (!live && uid) {
			const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
			throw conflict(groupResource(definition), name, why);
		}
		const {object, record} = manager.apply(write, live, configuration);
		return keepRecord(readMerged(definition, object), record);
	};
}

/** The merged object with its values in their canonical form. */
function readMerged(definition: ResourceDefinition, object: KubernetesObject): KubernetesObject {
	try {
		return decode(definition.schema, object, 'Ignore', 'unstructured').value as KubernetesObject;
	} catch (error) {
		if (!(error instanceof DecodeError)) {
			throw error;
		}
		const {namespace = '', name} = object.metadata;
		const kind = goKindOf(apiVersionOf(definition), definition.kind);
		const why = `unable to convert unstructured object to ${kind}: ${error.message}`;
		throw failure(500, '', `failed to convert new object (${namespace}/${name}; ${kind}) to proper version: ${why}`);
	}
}
