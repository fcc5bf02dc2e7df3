/** Checks that several parts of a Pod share (pkg/apis/core/validation/validation.go). */
import type {Container} from '../../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../../api/core-v1/pod.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';

const {invalid} = fieldErrors;

export const fileModeMessage = 'must be a number between 0 and 0777 (octal), both inclusive';

/** Each of the messages as an error of that field. */
export function invalidEach(field: string, value: unknown, messages: readonly string[]): FieldError[] {
	return messages.map(message => invalid(field, value, message));
}

export function validateFileMode(mode: number | undefined, field: string): FieldError[] {
	return mode !== undefined && (mode > 0o777 || mode < 0) ? [invalid(field, mode, fileModeMessage)] : [];
}

export function validateNoBacksteps(path: string, field: string): FieldError[] {
	return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** A path that stays below where it starts. */
export function validateDescendingPath(path: string, field: string): FieldError[] {
	const relative = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
	return [...relative, ...validateNoBacksteps(path, field)];
}

/** The same, for files that the kubelet writes: names that begin with `..` are its own. */
export function validateNonReservedPath(path: string, field: string): FieldError[] {
	const errors = validateDescendingPath(path, field);
	if (path.startsWith('..') && !path.startsWith('../')) {
		errors.push(invalid(field, path, "must not start with '..'"));
	}
	return errors;
}

/** All containers with their fields, in the order in which upstream visits them. */
export function containersWithFields(spec: PodSpec, field: string): {container: Container; field: string}[] {
	const kinds = ['initContainers', 'containers', 'ephemeralContainers'] as const;
	return kinds.flatMap(kind =>
		(spec[kind] ?? []).map((container, index) => ({container, field: `${field}.${kind}[${index}]`})),
	);
}
