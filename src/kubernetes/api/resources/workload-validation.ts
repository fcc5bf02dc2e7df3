/** What is checked alike for the workloads that make Pods from a template (pkg/apis/apps/validation/validation.go). */

import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import type {LabelSelector} from '../../../api/meta-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Label, isPercent} from '../../../apimachinery/formats.ts';
import {type Selector, selectorFromLabelSelector} from '../../../apimachinery/labels.ts';
import {validateLabelSelector, validateNonnegativeField} from '../../../apimachinery/validation.ts';
import {sortedEntries} from './strategy.ts';

const {invalid, required, notSupported, forbidden} = fieldErrors;

/** The keys of a map in order, as Go prints it. */
export function sorted<T>(map: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> | undefined {
	return map && Object.fromEntries(sortedEntries(map));
}

/** A selector as Go prints it. */
export function printed(selector: LabelSelector | undefined): LabelSelector | undefined {
	return selector?.matchLabels ? {...selector, matchLabels: sorted(selector.matchLabels)} : selector;
}

/** The selector of a workload: it must be there, be well formed, and leave something out. */
export function validateSelector(selector: LabelSelector | undefined, field: string, kind: string): FieldError[] {
	if (!selector) {
		return [required(field)];
	}
	const errors = validateLabelSelector(selector, field);
	return isEmpty(selector) ? [...errors, invalid(field, selector, `empty selector is invalid for ${kind}`)] : errors;
}

export function isEmpty(selector: LabelSelector): boolean {
	return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

/** The selector as it matches; undefined where it cannot be read. */
export function readSelector(selector: LabelSelector | undefined): Selector | undefined {
	try {
		return selectorFromLabelSelector(selector);
	} catch {
		return undefined;
	}
}

/** The labels of a template must be among those that the workload looks for, or it would make Pods without end. */
export function validateTemplateLabels(template: PodTemplateSpec, selector: Selector, field: string): FieldError[] {
	const {labels} = template.metadata;
	if (selector.matches(labels)) {
		return [];
	}
	return [invalid(`${field}.metadata.labels`, sorted(labels), '`selector` does not match template `labels`')];
}

/** Pods of these workloads start again for ever, and have no end set. */
export function validateLongRunning(template: PodTemplateSpec, field: string, kind: string): FieldError[] {
	const {restartPolicy, activeDeadlineSeconds} = template.spec;
	const errors: FieldError[] = [];
	if (restartPolicy !== 'Always') {
		errors.push(notSupported(`${field}.spec.restartPolicy`, restartPolicy, ['Always']));
	}
	if (activeDeadlineSeconds !== undefined) {
		const message = `activeDeadlineSeconds in ${kind} is not Supported`;
		errors.push(forbidden(`${field}.spec.activeDeadlineSeconds`, message));
	}
	return errors;
}

export function validatePositiveIntOrPercent(value: number | string, field: string): FieldError[] {
	if (typeof value === 'number') {
		return validateNonnegativeField(value, field);
	}
	return isPercent(value).map(message => invalid(field, value, message));
}

function percentOf(value: number | string): number | undefined {
	return typeof value === 'string' && isPercent(value).length === 0 ? Number.parseInt(value, 10) : undefined;
}

/** The number, of a percentage too; text that is neither counts as 0. */
export function intOrPercentValue(value: number | string): number {
	return percentOf(value) ?? (typeof value === 'number' ? value : Number.parseInt(value, 10) || 0);
}

export function validateAtMost100Percent(value: number | string, field: string): FieldError[] {
	return (percentOf(value) ?? 0) > 100 ? [invalid(field, value, 'must not be greater than 100%')] : [];
}

/** Each of these counts must be zero or more. */
export function validateCounts<T>(holder: T, names: readonly (keyof T & string)[], field: string): FieldError[] {
	return names.flatMap(name => validateNonnegativeField((holder[name] as number | undefined) ?? 0, `${field}.${name}`));
}

/** No count may be larger than another one. */
export function validateNotAbove<T>(
	status: T,
	names: readonly (keyof T & string)[],
	limit: keyof T & string,
	message: string,
): FieldError[] {
	const most = (status[limit] as number | undefined) ?? 0;
	return names
		.filter(name => ((status[name] as number | undefined) ?? 0) > most)
		.map(name => invalid(`status.${name}`, status[name], message));
}

export function validateNotDecremented(next: number | undefined, old: number | undefined, field: string): FieldError[] {
	return old !== undefined && (next ?? 0) < old ? [invalid(field, next ?? 0, 'cannot be decremented')] : [];
}

/** Names of Pods are made from the workload's, and a Pod's name becomes its host name. */
export function hostNameWarnings(name: string): string[] {
	const errors = isDns1123Label(name);
	if (errors.length === 0) {
		return [];
	}
	const why = 'this is used in Pod names and hostnames, which can result in surprising behavior';
	return [`metadata.name: ${why}; a DNS label is recommended: [${errors.join(' ')}]`];
}
