/** What a claim may ask for (ValidatePersistentVolumeClaimSpec in pkg/apis/core/validation/validation.go). */
import type {PersistentVolumeClaimSpec} from '../../../api/core-v1/claims.ts';
import type {TypedObjectReference} from '../../../api/core-v1/references.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Subdomain} from '../../../apimachinery/formats.ts';
import {validateLabelSelector} from '../../../apimachinery/validation.ts';
import {validateAccessModes, validatePositiveQuantity, validateVolumeMode} from './volume-modes.ts';

const {invalid, required} = fieldErrors;

/** @param field where the spec stands, such as `spec` or `spec.volumeClaimTemplates[0].spec` */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, field: string): FieldError[] {
	const errors: FieldError[] = [];
	if (!spec.accessModes?.length) {
		errors.push(required(`${field}.accessModes`, 'at least 1 access mode is required'));
	}
	if (spec.selector) {
		errors.push(...validateLabelSelector(spec.selector, `${field}.selector`));
	}
	errors.push(...validateAccessModes(spec.accessModes, `${field}.accessModes`));
	const size = spec.resources.requests?.storage;
	const sizeField = `${field}.resources[storage]`;
	errors.push(...(size === undefined ? [required(sizeField)] : validatePositiveQuantity(size, sizeField)));
	errors.push(...validateClassName(spec.storageClassName, `${field}.storageClassName`));
	errors.push(...validateVolumeMode(spec.volumeMode, `${field}.volumeMode`));
	errors.push(...validateSource(spec.dataSource, `${field}.dataSource`));
	errors.push(...validateSource(spec.dataSourceRef, `${field}.dataSourceRef`));
	errors.push(...validateClassName(spec.volumeAttributesClassName, `${field}.volumeAttributesClassName`));
	return errors;
}

function validateClassName(name: string | undefined, field: string): FieldError[] {
	return name ? isDns1123Subdomain(name).map(message => invalid(field, name, message)) : [];
}

function validateSource(source: Omit<TypedObjectReference, 'namespace'> | undefined, field: string): FieldError[] {
	if (!source) {
		return [];
	}
	const errors: FieldError[] = [];
	if (!source.name) {
		errors.push(required(`${field}.name`));
	}
	if (!source.kind) {
		errors.push(required(`${field}.kind`));
	}
	if (!source.apiGroup && source.kind !== 'PersistentVolumeClaim') {
		const message = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
		errors.push(invalid(field, source.kind, message));
	}
	if (source.apiGroup) {
		const group = source.apiGroup;
		errors.push(...isDns1123Subdomain(group).map(message => invalid(`${field}.apiGroup`, group, message)));
	}
	return errors;
}
