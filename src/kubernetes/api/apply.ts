/** Server-side apply: a PATCH of type apply (apiserver pkg/endpoints/handlers/patch.go applyPatcher). */
import {type FieldError, fieldErrors, invalid} from '../../apimachinery/field-error.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {unsupportedMediaType} from './errors.ts';
import type {WriteQuery} from './options.ts';
import type {Registry} from './registry.ts';
import type {ResourceDefinition} from './resource.ts';
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

/** What applying `configuration` makes of the stored object, or of none. */
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
	return live => manager.apply(write, live, configuration);
}
