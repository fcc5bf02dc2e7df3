/** ConfigMaps (pkg/registry/core/configmap/strategy.go, ValidateConfigMap). */
import {ConfigMap} from '../../../api/core-v1/config.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {byteLength, isConfigMapKey} from '../../../apimachinery/formats.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {sortedEntries} from './strategy.ts';

/** How many bytes the values of a ConfigMap or a Secret may have together. */
export const dataLimit = 1024 * 1024;
export const immutableSetMessage = 'field is immutable when `immutable` is set';

export const configMaps: ResourceDefinition<ConfigMap> = {
	group: '',
	version: 'v1',
	kind: 'ConfigMap',
	plural: 'configmaps',
	singular: 'configmap',
	shortNames: ['cm'],
	namespaced: true,
	schema: ConfigMap,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Data',
			type: 'string',
			description: descriptionOf(ConfigMap, 'data'),
			cell: ({data, binaryData}) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
		},
		ageColumn,
	],
	strategy: {validate: validateConfigMap, validateUpdate: validateConfigMapUpdate},
};

function validateConfigMap(configMap: ConfigMap): FieldError[] {
	const errors: FieldError[] = [];
	let size = 0;
	for (const [key, value] of sortedEntries(configMap.data)) {
		errors.push(...isConfigMapKey(key).map(message => fieldErrors.invalid(`data[${key}]`, key, message)));
		if (configMap.binaryData?.[key] !== undefined) {
			errors.push(fieldErrors.invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
		}
		size += byteLength(value);
	}
	for (const [key, value] of sortedEntries(configMap.binaryData)) {
		errors.push(...isConfigMapKey(key).map(message => fieldErrors.invalid(`binaryData[${key}]`, key, message)));
		size += decodedLength(value);
	}
	return size > dataLimit ? [...errors, fieldErrors.tooLong('', dataLimit)] : errors;
}

/** How many bytes base64 text stands for. */
export function decodedLength(base64: string): number {
	return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

function validateConfigMapUpdate(next: ConfigMap, old: ConfigMap): FieldError[] {
	const errors: FieldError[] = [];
	if (old.immutable) {
		if (!next.immutable) {
			errors.push(fieldErrors.forbidden('immutable', immutableSetMessage));
		}
		for (const field of ['data', 'binaryData'] as const) {
			if (!jsonEqual(next[field], old[field])) {
				errors.push(fieldErrors.forbidden(field, immutableSetMessage));
			}
		}
	}
	return [...errors, ...validateConfigMap(next)];
}
