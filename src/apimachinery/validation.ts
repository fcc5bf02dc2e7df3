/**
 * What is checked of every object's metadata, and of labels and selectors wherever they stand
 * (apimachinery pkg/api/validation/objectmeta.go, pkg/apis/meta/v1/validation/validation.go).
 *
 * Upstream goes through maps in no order of its own; here it is the order of the keys, so that answers repeat.
 */
import {semanticEqual} from './equal.ts';
import {type FieldError, fieldErrors} from './field-error.ts';
import {byteLength, isDns1123Label, isLabelValue, isQualifiedName} from './formats.ts';
import type {ManagedFieldsEntry, ObjectMeta, OwnerReference} from './object.ts';
import {onceGood} from './once-good.ts';

export * from './formats.ts';

const {invalid, required, forbidden, tooLong} = fieldErrors;

export const isNegativeMessage = 'must be greater than or equal to 0';
export const immutableMessage = 'field is immutable';
const annotationsLimit = 256 * 1024;
const fieldManagerLimit = 128;

/** A LabelSelector, as in a Deployment's `spec.selector`. */
export interface LabelSelector {
	readonly matchLabels?: Readonly<Record<string, string>>;
	readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
	readonly key: string;
	readonly operator: string;
	readonly values?: readonly string[];
}

function sortedEntries<T>(map: Readonly<Record<string, T>> | undefined): [key: string, value: T][] {
	return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function validateNonnegativeField(value: number, field: string): FieldError[] {
	return value < 0 ? [invalid(field, value, isNegativeMessage)] : [];
}

export function validateImmutableField(value: unknown, old: unknown, field: string): FieldError[] {
	return semanticEqual(value, old) ? [] : [invalid(field, value, immutableMessage)];
}

export function validateLabelName(name: string, field: string): FieldError[] {
	return isQualifiedName(name).map(message => invalid(field, name, message));
}

export const validateLabels = onceGood<Readonly<Record<string, string>>>((labels, field) =>
	sortedEntries(labels).flatMap(([key, value]) => [
		...validateLabelName(key, field),
		...isLabelValue(value).map(message => invalid(field, value, message)),
	]),
);

export function validateAnnotations(
	annotations: Readonly<Record<string, string>> | undefined,
	field: string,
): FieldError[] {
	const entries = sortedEntries(annotations);
	const errors = entries.flatMap(([key]) =>
		isQualifiedName(key.toLowerCase()).map(message => invalid(field, key, message)),
	);
	const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
	return size > annotationsLimit ? [...errors, tooLong(field, annotationsLimit)] : errors;
}

export function validateLabelSelector(
	selector: LabelSelector | undefined,
	field: string,
	options: {readonly allowInvalidValues?: boolean} = {},
): FieldError[] {
	return [
		...validateLabels(selector?.matchLabels, `${field}.matchLabels`),
		...(selector?.matchExpressions ?? []).flatMap((requirement, index) =>
			validateLabelSelectorRequirement(requirement, `${field}.matchExpressions[${index}]`, options),
		),
	];
}

export function validateLabelSelectorRequirement(
	requirement: LabelSelectorRequirement,
	field: string,
	options: {readonly allowInvalidValues?: boolean} = {},
): FieldError[] {
	const values = requirement.values ?? [];
	const errors: FieldError[] = [];
	switch (requirement.operator) {
		case 'In':
		case 'NotIn':
			if (values.length === 0) {
				errors.push(required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
			}
			break;
		case 'Exists':
		case 'DoesNotExist':
			if (values.length > 0) {
				errors.push(forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
			}
			break;
		default:
			errors.push(invalid(`${field}.operator`, requirement.operator ?? '', 'not a valid selector operator'));
	}
	errors.push(...validateLabelName(requirement.key ?? '', `${field}.key`));
	if (!options.allowInvalidValues) {
		values.forEach((value, index) => {
			errors.push(...isLabelValue(value).map(message => invalid(`${field}.values[${index}]`, value, message)));
		});
	}
	return errors;
}

/** As Go writes it: the fields in the order of the struct. */
function inGoOrder({apiVersion, kind, name, uid, ...rest}: OwnerReference) {
	return {apiVersion, kind, name, uid, ...rest};
}

function validateOwnerReferences(owners: readonly OwnerReference[] | undefined, field: string): FieldError[] {
	const errors: FieldError[] = [];
	let controller = '';
	for (const owner of owners ?? []) {
		const version = (owner.apiVersion ?? '').split('/').at(-1)!;
		if (version === '') {
			errors.push(invalid(`${field}.apiVersion`, owner.apiVersion ?? '', 'version must not be empty'));
		}
		for (const key of ['kind', 'name', 'uid'] as const) {
			if (!owner[key]) {
				errors.push(invalid(`${field}.${key}`, '', 'must not be empty'));
			}
		}
		if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
			errors.push(invalid(field, inGoOrder(owner), '/v1, Kind=Event is disallowed from being an owner'));
		}
		if (owner.controller) {
			const current = `${owner.kind}/${owner.name}`;
			if (controller === '') {
				controller = current;
			} else {
				const found = `Found "true" in references for ${controller} and ${current}`;
				const shown = owners?.map(inGoOrder);
				errors.push(invalid(field, shown, `Only one reference can have Controller set to true. ${found}`));
			}
		}
	}
	return errors;
}

function validateFinalizers(finalizers: readonly string[] | undefined, field: string): FieldError[] {
	const errors = (finalizers ?? []).flatMap(name =>
		isQualifiedName(name).map(message => invalid(field, name, message)),
	);
	if (finalizers?.includes('orphan') && finalizers.includes('foregroundDeletion')) {
		errors.push(invalid(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
	}
	return errors;
}

/** Who writes a field: at most 128 printable characters. */
export function validateFieldManager(manager: string | undefined, field: string): FieldError[] {
	const name = manager ?? '';
	const errors: FieldError[] = [];
	if (byteLength(name) > fieldManagerLimit) {
		errors.push(tooLong(field, fieldManagerLimit));
	}
	for (let at = 0; at < name.length; at++) {
		if (/[\p{C}\p{Zl}\p{Zp}\u00a0]/u.test(name[at]!)) {
			const code = name.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
			errors.push(invalid(field, name, `invalid character U+${code} (at position ${at})`));
		}
	}
	return errors;
}

function validateManagedFields(entries: readonly ManagedFieldsEntry[] | undefined, field: string): FieldError[] {
	return (entries ?? []).flatMap((entry, index) => {
		const at = `${field}[${index}]`;
		const errors: FieldError[] = [];
		if (entry.operation !== 'Apply' && entry.operation !== 'Update') {
			errors.push(invalid(`${at}.operation`, entry.operation ?? '', 'must be `Apply` or `Update`'));
		}
		if (entry.fieldsType && entry.fieldsType !== 'FieldsV1') {
			errors.push(invalid(`${at}.fieldsType`, entry.fieldsType, 'must be `FieldsV1`'));
		}
		return [...errors, ...validateFieldManager(entry.manager, `${at}.manager`)];
	});
}

/** Checks metadata at creation, after a name has been generated where one was asked for. */
export function validateObjectMeta(
	meta: ObjectMeta,
	options: {
		readonly namespaced: boolean;
		readonly validateName: (name: string, prefix?: boolean) => readonly string[];
		readonly field?: string;
	},
): FieldError[] {
	const field = options.field ?? 'metadata';
	const errors: FieldError[] = [];
	if (meta.generateName) {
		for (const message of options.validateName(meta.generateName, true)) {
			errors.push(invalid(`${field}.generateName`, meta.generateName, message));
		}
	}
	if (meta.name) {
		errors.push(...options.validateName(meta.name).map(message => invalid(`${field}.name`, meta.name, message)));
	} else {
		errors.push(required(`${field}.name`, 'name or generateName is required'));
	}
	const namespace = meta.namespace ?? '';
	if (!options.namespaced) {
		if (namespace !== '') {
			errors.push(forbidden(`${field}.namespace`, 'not allowed on this type'));
		}
	} else if (namespace === '') {
		errors.push(required(`${field}.namespace`));
	} else {
		errors.push(...isDns1123Label(namespace).map(message => invalid(`${field}.namespace`, namespace, message)));
	}
	// Every new object comes by here, and most have next to nothing of all this.
	if (meta.generation !== undefined) {
		errors.push(...validateNonnegativeField(meta.generation, `${field}.generation`));
	}
	if (meta.labels) {
		errors.push(...validateLabels(meta.labels, `${field}.labels`));
	}
	if (meta.annotations) {
		errors.push(...validateAnnotations(meta.annotations, `${field}.annotations`));
	}
	if (meta.ownerReferences) {
		errors.push(...validateOwnerReferences(meta.ownerReferences, `${field}.ownerReferences`));
	}
	if (meta.finalizers) {
		errors.push(...validateFinalizers(meta.finalizers, `${field}.finalizers`));
	}
	if (meta.managedFields) {
		errors.push(...validateManagedFields(meta.managedFields, `${field}.managedFields`));
	}
	return errors;
}

/** Checks metadata when an object is changed. */
export function validateObjectMetaUpdate(meta: ObjectMeta, old: ObjectMeta, field = 'metadata'): FieldError[] {
	const errors: FieldError[] = [];
	if (old.deletionTimestamp) {
		const added = [...new Set(meta.finalizers ?? [])].filter(name => !old.finalizers?.includes(name)).sort();
		if (added.length > 0) {
			const listed = `[]string{${added.map(name => JSON.stringify(name)).join(', ')}}`;
			const why = 'no new finalizers can be added if the object is being deleted, found new finalizers';
			errors.push(forbidden(`${field}.finalizers`, `${why} ${listed}`));
		}
	}
	if (!meta.resourceVersion) {
		errors.push(invalid(`${field}.resourceVersion`, '', 'must be specified for an update'));
	}
	if ((meta.generation ?? 0) < (old.generation ?? 0)) {
		errors.push(invalid(`${field}.generation`, meta.generation ?? 0, 'must not be decremented'));
	}
	for (const key of ['name', 'namespace', 'uid'] as const) {
		errors.push(...validateImmutableField(meta[key] ?? '', old[key] ?? '', `${field}.${key}`));
	}
	for (const key of ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
		errors.push(...validateImmutableField(meta[key], old[key], `${field}.${key}`));
	}
	return [
		...errors,
		...validateLabels(meta.labels, `${field}.labels`),
		...validateAnnotations(meta.annotations, `${field}.annotations`),
		...validateOwnerReferences(meta.ownerReferences, `${field}.ownerReferences`),
		...validateManagedFields(meta.managedFields, `${field}.managedFields`),
	];
}
