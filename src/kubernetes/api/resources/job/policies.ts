/** The policies for failures and for success of a Job (pkg/apis/batch/validation/validation.go). */
import type {
	JobSpec,
	PodFailurePolicyOnExitCodesRequirement,
	PodFailurePolicyOnPodConditionsPattern,
	PodFailurePolicyRule,
	SuccessPolicyRule,
} from '../../../../api/batch-v1.ts';
import {type FieldError, fieldErrors, omitValue} from '../../../../apimachinery/field-error.ts';
import {byteLength, isQualifiedName, validateNonnegativeField} from '../../../../apimachinery/validation.ts';
import {internalForm} from '../pod/internal-form.ts';
import {countIndexes, IndexesError} from './indexes.ts';

const {duplicate, invalid, notSupported, required, tooLong, tooMany} = fieldErrors;

const mostRules = 20;
const mostExitCodes = 255;
const mostConditions = 20;
const longestIndexes = 64 * 1024;
const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const conditionStatuses = ['False', 'True', 'Unknown'];

/** A list of texts as Go prints it with %q. */
function quoted(values: readonly string[]): string {
	return `[${values.map(value => JSON.stringify(value)).join(' ')}]`;
}

export function validatePodFailurePolicy(spec: JobSpec, field: string): FieldError[] {
	const rules = spec.podFailurePolicy?.rules ?? [];
	const errors = rules.length > mostRules ? [tooMany(`${field}.rules`, rules.length, mostRules)] : [];
	return [...errors, ...rules.flatMap((rule, index) => validateFailureRule(rule, spec, `${field}.rules[${index}]`))];
}

function validateFailureRule(rule: PodFailurePolicyRule, spec: JobSpec, field: string): FieldError[] {
	const {action, onExitCodes, onPodConditions = []} = rule;
	const errors: FieldError[] = [];
	if (!action) {
		errors.push(required(`${field}.action`, `valid values: ${quoted(actions)}`));
	} else if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
		errors.push(invalid(`${field}.action`, action, 'requires the backoffLimitPerIndex to be set'));
	} else if (!actions.includes(action)) {
		errors.push(notSupported(`${field}.action`, action, actions));
	}
	if (onExitCodes) {
		errors.push(...validateOnExitCodes(onExitCodes, spec, `${field}.onExitCodes`));
	}
	errors.push(...validateOnPodConditions(onPodConditions, `${field}.onPodConditions`));
	if (onExitCodes && onPodConditions.length > 0) {
		errors.push(invalid(field, omitValue, 'specifying both OnExitCodes and OnPodConditions is not supported'));
	}
	if (!onExitCodes && onPodConditions.length === 0) {
		errors.push(invalid(field, omitValue, 'specifying one of OnExitCodes and OnPodConditions is required'));
	}
	return errors;
}

function validateOnExitCodes(
	{operator, containerName, values = []}: PodFailurePolicyOnExitCodesRequirement,
	{template}: JobSpec,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	if (!operator) {
		errors.push(required(`${field}.operator`, `valid values: ${quoted(operators)}`));
	} else if (!operators.includes(operator)) {
		errors.push(notSupported(`${field}.operator`, operator, operators));
	}
	const containers = [...(template.spec.containers ?? []), ...(template.spec.initContainers ?? [])];
	if (containerName !== undefined && !containers.some(({name}) => name === containerName)) {
		const message = 'must be one of the container or initContainer names in the pod template';
		errors.push(invalid(`${field}.containerName`, containerName, message));
	}
	if (values.length === 0) {
		errors.push(invalid(`${field}.values`, values, 'at least one value is required'));
	} else if (values.length > mostExitCodes) {
		errors.push(tooMany(`${field}.values`, values.length, mostExitCodes));
	}
	values.forEach((value, index) => {
		const place = `${field}.values[${index}]`;
		if (operator === 'In' && value === 0) {
			errors.push(invalid(place, value, 'must not be 0 for the In operator'));
		}
		if (values.indexOf(value) < index) {
			errors.push(duplicate(place, value));
		}
	});
	if (values.some((value, index) => index > 0 && values[index - 1]! > value)) {
		errors.push(invalid(`${field}.values`, values, 'must be ordered'));
	}
	return errors;
}

function validateOnPodConditions(
	patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
	field: string,
): FieldError[] {
	const errors = patterns.length > mostConditions ? [tooMany(field, patterns.length, mostConditions)] : [];
	patterns.forEach(({type, status}, index) => {
		const place = `${field}[${index}]`;
		errors.push(...isQualifiedName(type ?? '').map(message => invalid(`${place}.type`, type ?? '', message)));
		if (!status) {
			errors.push(required(`${place}.status`, `valid values: ${quoted(conditionStatuses)}`));
		} else if (!conditionStatuses.includes(status)) {
			errors.push(notSupported(`${place}.status`, status, conditionStatuses));
		}
	});
	return errors;
}

export function validateSuccessPolicy(spec: JobSpec, field: string): FieldError[] {
	const {successPolicy, completionMode} = spec;
	if (!successPolicy) {
		return [];
	}
	if (completionMode !== 'Indexed') {
		return [invalid(field, internalForm('SuccessPolicy', successPolicy), 'requires indexed completion mode')];
	}
	const rules = successPolicy.rules ?? [];
	const errors: FieldError[] = [];
	if (rules.length === 0) {
		errors.push(required(`${field}.rules`, 'at least one rules must be specified when the successPolicy is specified'));
	}
	if (rules.length > mostRules) {
		errors.push(tooMany(`${field}.rules`, rules.length, mostRules));
	}
	const completions = spec.completions ?? 0;
	return [
		...errors,
		...rules.flatMap((rule, index) => validateSuccessRule(rule, completions, `${field}.rules[${index}]`)),
	];
}

function validateSuccessRule(
	{succeededCount, succeededIndexes}: SuccessPolicyRule,
	completions: number,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	if (succeededCount === undefined && succeededIndexes === undefined) {
		errors.push(required(field, 'at least one of succeededCount or succeededIndexes must be specified'));
	}
	let named = 0;
	if (succeededIndexes !== undefined) {
		const place = `${field}.succeededIndexes`;
		if (byteLength(succeededIndexes) > longestIndexes) {
			errors.push(tooLong(place, longestIndexes));
		}
		try {
			named = countIndexes(succeededIndexes, completions);
		} catch (error) {
			if (!(error instanceof IndexesError)) {
				throw error;
			}
			errors.push(invalid(place, succeededIndexes, `error parsing succeededIndexes: ${error.message}`));
		}
	}
	if (succeededCount !== undefined) {
		const place = `${field}.succeededCount`;
		errors.push(...validateNonnegativeField(succeededCount, place));
		const tooHigh = (most: number, what: string) =>
			invalid(place, succeededCount, `must be less than or equal to ${most} (${what})`);
		if (succeededCount > completions) {
			errors.push(tooHigh(completions, 'the number of specified completions'));
		}
		if (succeededIndexes !== undefined && succeededCount > named) {
			errors.push(tooHigh(named, 'the number of indexes in the specified succeededIndexes field'));
		}
	}
	return errors;
}
