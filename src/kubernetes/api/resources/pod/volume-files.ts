/** The files that volumes are made of: keys of Secrets and ConfigMaps, fields of the Pod. */
import type {DownwardAPIVolumeFile, KeyToPath} from '../../../../api/core-v1/projected-volumes.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {validateFieldRef, validateResourceFieldRef} from './env.ts';
import {validateFileMode, validateNonReservedPath} from './paths.ts';

const {invalid, required} = fieldErrors;

export function validateItems(items: readonly KeyToPath[] | undefined, field: string): FieldError[] {
	return (items ?? []).flatMap(({key, path = '', mode}, index) => {
		const at = `${field}[${index}]`;
		return [
			...(key ? [] : [required(`${at}.key`)]),
			...(path ? [] : [required(`${at}.path`)]),
			...validateNonReservedPath(path, `${at}.path`),
			...validateFileMode(mode, `${at}.mode`),
		];
	});
}

const volumeFields = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

export function validateDownwardApiFile(file: DownwardAPIVolumeFile, field: string): FieldError[] {
	const {path = '', fieldRef, resourceFieldRef, mode} = file;
	const errors: FieldError[] = path ? [] : [required(`${field}.path`)];
	errors.push(...validateNonReservedPath(path, `${field}.path`));
	if (fieldRef) {
		errors.push(...validateFieldRef(fieldRef, volumeFields, `${field}.fieldRef`));
		if (resourceFieldRef) {
			const message = 'fieldRef and resourceFieldRef can not be specified simultaneously';
			errors.push(invalid(field, 'resource', message));
		}
	} else if (resourceFieldRef) {
		errors.push(...validateResourceFieldRef(resourceFieldRef, `${field}.resourceFieldRef`, true));
	} else {
		errors.push(required(field, 'one of fieldRef and resourceFieldRef is required'));
	}
	return [...errors, ...validateFileMode(mode, `${field}.mode`)];
}
