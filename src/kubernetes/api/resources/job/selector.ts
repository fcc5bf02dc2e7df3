/** The selector that the server makes for a Job, and the labels that go with it (pkg/registry/batch/job/strategy.go). */
import type {Job} from '../../../../api/batch-v1.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {controllerUidLabel, jobNameLabel, legacyControllerUidLabel, legacyJobNameLabel} from '../../../batch.ts';
import {readSelector, sorted} from '../workload-validation.ts';

const {invalid, required} = fieldErrors;

/**
 * The Job with a selector for its own UID and the labels for it in its template, unless it selects by hand. Labels that
 * are there already stay; validation refuses those that are wrong.
 */
export function withGeneratedSelector(job: Job): Job {
	const {spec, metadata} = job;
	if (spec.manualSelector) {
		return job;
	}
	const uid = metadata.uid!;
	const labels = {
		[legacyJobNameLabel]: metadata.name,
		[jobNameLabel]: metadata.name,
		[legacyControllerUidLabel]: uid,
		[controllerUidLabel]: uid,
		...spec.template.metadata.labels,
	};
	const matchLabels = {[controllerUidLabel]: uid, ...spec.selector?.matchLabels};
	const template = {...spec.template, metadata: {...spec.template.metadata, labels}};
	return {...job, spec: {...spec, selector: {...spec.selector, matchLabels}, template}};
}

/**
 * A selector that was not given by hand must be the one that the server makes.
 * @param withPrefix whether the labels with a prefix must be there too; Jobs from before those labels have none
 */
export function validateGeneratedSelector({metadata, spec}: Job, withPrefix: boolean): FieldError[] {
	if (spec.manualSelector || !spec.selector) {
		return [];
	}
	const uid = metadata.uid ?? '';
	const expected: Record<string, string> = {
		[legacyControllerUidLabel]: uid,
		[legacyJobNameLabel]: metadata.name,
		...(withPrefix && {[controllerUidLabel]: uid, [jobNameLabel]: metadata.name}),
	};
	const errors: FieldError[] = uid === '' ? [required('metadata.uid')] : [];
	for (const [key, value] of Object.entries(expected)) {
		errors.push(...validateHasLabel(spec.template.metadata.labels, key, value));
	}
	const selector = readSelector(spec.selector);
	if (selector && !selector.matches(expected)) {
		const printed = {...spec.selector, matchLabels: sorted(spec.selector.matchLabels)};
		errors.push(invalid('spec.selector', printed, '`selector` not auto-generated'));
	}
	return errors;
}

function validateHasLabel(
	labels: Readonly<Record<string, string>> | undefined,
	key: string,
	expected: string,
): FieldError[] {
	const field = `spec.template.metadata.labels[${key}]`;
	if (labels?.[key] === undefined) {
		return [required(field, `must be '${expected}'`)];
	}
	return labels[key] === expected ? [] : [invalid(field, sorted(labels), `must be '${expected}'`)];
}
