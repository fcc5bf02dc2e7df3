/** What is wrong with one field of an object (apimachinery pkg/util/validation/field/errors.go). */
import {failure, type StatusError} from './status.ts';

export type FieldErrorType =
	| 'FieldValueNotFound'
	| 'FieldValueRequired'
	| 'FieldValueDuplicate'
	| 'FieldValueInvalid'
	| 'FieldValueNotSupported'
	| 'FieldValueForbidden'
	| 'FieldValueTooLong'
	| 'FieldValueTooMany'
	| 'FieldValueTypeInvalid'
	| 'InternalError';

export interface FieldError {
	readonly type: FieldErrorType;
	/** Such as `spec.containers[1].name`. */
	readonly field: string;
	/** The value, as it is printed: text in quotes, numbers bare, objects as JSON; `omitValue` where none is printed. */
	readonly value?: unknown;
	readonly detail: string;
}

const labels: Record<FieldErrorType, string> = {
	FieldValueNotFound: 'Not found',
	FieldValueRequired: 'Required value',
	FieldValueDuplicate: 'Duplicate value',
	FieldValueInvalid: 'Invalid value',
	FieldValueNotSupported: 'Unsupported value',
	FieldValueForbidden: 'Forbidden',
	FieldValueTooLong: 'Too long',
	FieldValueTooMany: 'Too many',
	FieldValueTypeInvalid: 'Invalid value',
	InternalError: 'Internal error',
};
const withoutValue = new Set<FieldErrorType>([
	'FieldValueRequired',
	'FieldValueForbidden',
	'FieldValueTooLong',
	'FieldValueTooMany',
	'InternalError',
]);

/** The value of an error that says nothing of it (upstream's OmitValueType). */
export const omitValue = Symbol('omit');

/** The error without its field: `Invalid value: "x": must be …`. */
export function fieldErrorBody(error: FieldError): string {
	let body = labels[error.type];
	if (!withoutValue.has(error.type) && error.value !== omitValue) {
		body += `: ${error.value === undefined ? 'null' : JSON.stringify(error.value)}`;
	}
	return error.detail === '' ? body : `${body}: ${error.detail}`;
}

export function fieldErrorMessage(error: FieldError): string {
	return `${error.field}: ${fieldErrorBody(error)}`;
}

export const fieldErrors = {
	required: (field: string, detail = ''): FieldError => ({type: 'FieldValueRequired', field, detail}),
	invalid: (field: string, value: unknown, detail: string): FieldError => ({
		type: 'FieldValueInvalid',
		field,
		value,
		detail,
	}),
	duplicate: (field: string, value: unknown): FieldError => ({type: 'FieldValueDuplicate', field, value, detail: ''}),
	notFound: (field: string, value: unknown): FieldError => ({type: 'FieldValueNotFound', field, value, detail: ''}),
	forbidden: (field: string, detail: string): FieldError => ({type: 'FieldValueForbidden', field, detail}),
	typeInvalid: (field: string, value: unknown, detail: string): FieldError => ({
		type: 'FieldValueTypeInvalid',
		field,
		value,
		detail,
	}),
	/** `supported` is listed in the order given; upstream sorts where it lists a set. */
	notSupported: (field: string, value: unknown, supported: readonly string[]): FieldError => ({
		type: 'FieldValueNotSupported',
		field,
		value,
		detail: supported.length > 0 ? `supported values: ${supported.map(v => JSON.stringify(v)).join(', ')}` : '',
	}),
	tooLong: (field: string, maxLength: number): FieldError => ({
		type: 'FieldValueTooLong',
		field,
		detail: `may not be more than ${maxLength} bytes`,
	}),
	tooMany: (field: string, actual: number, max: number): FieldError => ({
		type: 'FieldValueTooMany',
		field,
		detail: `${actual}: must have at most ${max} items`,
	}),
};

/** The 422 that a server answers when validation fails; repeated messages count once (errors.go NewInvalid). */
export function invalid(kind: {group: string; kind: string}, name: string, errors: readonly FieldError[]): StatusError {
	const messages = [...new Set(errors.map(fieldErrorMessage))];
	const joined = messages.length === 1 ? messages[0]! : `[${messages.join(', ')}]`;
	const kindName = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
	return failure(422, 'Invalid', `${kindName} "${name}" is invalid: ${joined}`, {
		name,
		...(kind.group && {group: kind.group}),
		kind: kind.kind,
		causes: errors.map(error => ({reason: error.type, message: fieldErrorBody(error), field: error.field})),
	});
}
