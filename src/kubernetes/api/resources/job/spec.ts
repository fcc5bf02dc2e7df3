/** What the wanted state of a Job must be like (pkg/apis/batch/validation/validation.go validateJobSpec). */
import type {Job, JobSpec} from '../../../../api/batch-v1.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {
	byteLength,
	isDns1123Label,
	isDns1123Subdomain,
	regexError,
	validateLabelSelector,
	validateNonnegativeField,
} from '../../../../apimachinery/validation.ts';
import {isIndexed} from '../../../batch.ts';
import {validatePodTemplateSpec} from '../pod-validation.ts';
import {readSelector, validateTemplateLabels} from '../workload-validation.ts';
import {validatePodFailurePolicy, validateSuccessPolicy} from './policies.ts';
import {validateGeneratedSelector} from './selector.ts';

const {invalid, notSupported, required, tooLong} = fieldErrors;

/** Limits that keep the lists of indexes in the status short. */
const mostParallel = 100_000;
const mostFailedIndexes = 100_000;
const manyCompletions = 100_000;
const mostWithManyCompletions = 10_000;
const longestManagedBy = 63;
const httpPath = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

const counts = [
	'parallelism',
	'completions',
	'activeDeadlineSeconds',
	'backoffLimit',
	'ttlSecondsAfterFinished',
	'backoffLimitPerIndex',
	'maxFailedIndexes',
] as const;

/** @param withPrefix whether the labels with a prefix must be there */
export function validateJob(job: Job, withPrefix = true): FieldError[] {
	const {metadata, spec} = job;
	const errors = [...validateGeneratedSelector(job, withPrefix), ...validateSelectingSpec(spec)];
	if (isIndexed(job) && spec.completions !== undefined && spec.completions > 0) {
		const hostname = `${metadata.name}-${spec.completions - 1}`;
		if (isDns1123Label(hostname).length > 0) {
			const message = `will not able to create pod with invalid DNS label: ${hostname}`;
			errors.push(invalid('metadata.name', metadata.name, message));
		}
	}
	return errors;
}

function validateSelectingSpec(spec: JobSpec): FieldError[] {
	const errors = validateJobSpec(spec, 'spec');
	if (spec.selector) {
		errors.push(...validateLabelSelector(spec.selector, 'spec.selector'));
	} else {
		errors.push(required('spec.selector'));
	}
	const selector = readSelector(spec.selector);
	return selector ? [...errors, ...validateTemplateLabels(spec.template, selector, 'spec.template')] : errors;
}

/** The spec but for its selector, which the template of a CronJob does not have. @param field such as `spec` */
export function validateJobSpec(spec: JobSpec, field: string): FieldError[] {
	return [
		...validateNumbers(spec, field),
		...validateManagedBy(spec.managedBy, `${field}.managedBy`),
		...(spec.completionMode === 'Indexed' ? validateIndexed(spec, field) : validateNotIndexed(spec, field)),
		...validatePodFailurePolicy(spec, `${field}.podFailurePolicy`),
		...validateSuccessPolicy(spec, `${field}.successPolicy`),
		...validateReplacement(spec, `${field}.podReplacementPolicy`),
		...validatePodTemplateSpec(spec.template, `${field}.template`),
		...validateRestartPolicy(spec, `${field}.template.spec.restartPolicy`),
	];
}

function validateNumbers(spec: JobSpec, field: string): FieldError[] {
	const errors = counts.flatMap(name => validateNonnegativeField(spec[name] ?? 0, `${field}.${name}`));
	if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
		errors.push(required(`${field}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
	}
	return errors;
}

function validateManagedBy(value: string | undefined, field: string): FieldError[] {
	return value === undefined
		? []
		: [
				...validateDomainPrefixedPath(value, field),
				...(byteLength(value) > longestManagedBy ? [tooLong(field, longestManagedBy)] : []),
			];
}

/** Such as `example.com/controller` (apimachinery pkg/util/validation IsDomainPrefixedPath). */
function validateDomainPrefixedPath(value: string, field: string): FieldError[] {
	if (value === '') {
		return [required(field)];
	}
	const [, host, path] = /^([^/]+)\/(.+)$/s.exec(value) ?? [];
	if (host === undefined || path === undefined) {
		return [invalid(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
	}
	const errors = isDns1123Subdomain(host).map(message => invalid(field, host, message));
	const wellFormed = new RegExp(`^${httpPath}$`).test(path);
	return wellFormed ? errors : [...errors, invalid(field, path, regexError('Invalid path', httpPath))];
}

function validateIndexed(spec: JobSpec, field: string): FieldError[] {
	const {completions, parallelism = 0, maxFailedIndexes} = spec;
	const errors: FieldError[] = [];
	if (completions === undefined) {
		errors.push(required(`${field}.completions`, 'when completion mode is Indexed'));
	}
	if (parallelism > mostParallel) {
		const message = `must be less than or equal to ${mostParallel} when completion mode is Indexed`;
		errors.push(invalid(`${field}.parallelism`, parallelism, message));
	}
	if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
		errors.push(invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, 'must be less than or equal to completions'));
	}
	if (maxFailedIndexes !== undefined && maxFailedIndexes > mostFailedIndexes) {
		const message = `must be less than or equal to ${mostFailedIndexes}`;
		errors.push(invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, message));
	}
	const many = (completions ?? 0) > manyCompletions && spec.backoffLimitPerIndex !== undefined;
	return many ? [...errors, ...validateManyCompletions(spec, field)] : errors;
}

function validateManyCompletions({parallelism = 0, maxFailedIndexes}: JobSpec, field: string): FieldError[] {
	const when = `when completions are above ${manyCompletions} and used with backoff limit per index`;
	const tooHigh = `must be less than or equal to ${mostWithManyCompletions} ${when}`;
	const errors: FieldError[] = [];
	if (maxFailedIndexes === undefined) {
		const message = `must be specified when completions is above ${manyCompletions}`;
		errors.push(required(`${field}.maxFailedIndexes`, message));
	}
	if (parallelism > mostWithManyCompletions) {
		errors.push(invalid(`${field}.parallelism`, parallelism, tooHigh));
	}
	if (maxFailedIndexes !== undefined && maxFailedIndexes > mostWithManyCompletions) {
		errors.push(invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, tooHigh));
	}
	return errors;
}

function validateNotIndexed(spec: JobSpec, field: string): FieldError[] {
	const mode = spec.completionMode ?? '';
	if (mode !== 'NonIndexed') {
		return [notSupported(`${field}.completionMode`, mode, ['NonIndexed', 'Indexed'])];
	}
	return (['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
		.filter(name => spec[name] !== undefined)
		.map(name => invalid(`${field}.${name}`, spec[name], 'requires indexed completion mode'));
}

function validateReplacement({podReplacementPolicy, podFailurePolicy}: JobSpec, field: string): FieldError[] {
	const supported = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
	const unsupported = podReplacementPolicy !== undefined && !supported.includes(podReplacementPolicy);
	return unsupported ? [notSupported(field, podReplacementPolicy, supported)] : [];
}

/** Pods of a Job must come to an end. */
function validateRestartPolicy({template, podFailurePolicy}: JobSpec, field: string): FieldError[] {
	const {restartPolicy} = template.spec;
	if (!restartPolicy || restartPolicy === 'Always') {
		return [required(field, 'valid values: "OnFailure", "Never"')];
	}
	if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
		return [notSupported(field, restartPolicy, ['OnFailure', 'Never'])];
	}
	if (podFailurePolicy && restartPolicy !== 'Never') {
		return [invalid(field, restartPolicy, 'only "Never" is supported when podFailurePolicy is specified')];
	}
	return [];
}
