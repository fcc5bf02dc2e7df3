/** Where a Pod wants to run, or not: node selectors, other Pods, and how it spreads. */
import type {
	Affinity,
	NodeSelector,
	NodeSelectorRequirement,
	NodeSelectorTerm,
	PodAffinity,
	PodAffinityTerm,
	PreferredSchedulingTerm,
	TopologySpreadConstraint,
} from '../../../../api/core-v1/affinity.ts';
import type {LabelSelector} from '../../../../api/meta-v1.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isDns1123Label, isDns1123Subdomain, isLabelValue} from '../../../../apimachinery/formats.ts';
import {validateLabelName, validateLabelSelector} from '../../../../apimachinery/validation.ts';
import {invalidEach} from './paths.ts';

const {invalid, required, forbidden, duplicate, notSupported} = fieldErrors;
const weightMessage = 'must be in the range 1-100';

export function validateAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
	const errors: FieldError[] = [];
	const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
	const soft = 'preferredDuringSchedulingIgnoredDuringExecution';
	const node = affinity?.nodeAffinity;
	if (node?.[hard]) {
		errors.push(...validateNodeSelector(node[hard], `${field}.nodeAffinity.${hard}`));
	}
	errors.push(...validatePreferred(node?.[soft], `${field}.nodeAffinity.${soft}`));
	for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
		const pods: PodAffinity | undefined = affinity?.[kind];
		(pods?.[hard] ?? []).forEach((term, index) => {
			errors.push(...validatePodAffinityTerm(term, `${field}.${kind}.${hard}[${index}]`));
		});
		(pods?.[soft] ?? []).forEach(({weight, podAffinityTerm}, index) => {
			const at = `${field}.${kind}.${soft}[${index}]`;
			errors.push(...validateWeight(weight, at));
			errors.push(...validatePodAffinityTerm(podAffinityTerm, `${at}.podAffinityTerm`));
		});
	}
	return errors;
}

function validateWeight(weight: number | undefined, field: string): FieldError[] {
	const value = weight ?? 0;
	return value <= 0 || value > 100 ? [invalid(`${field}.weight`, value, weightMessage)] : [];
}

/** A node selector as volumes have it too. */
export function validateNodeSelector(selector: NodeSelector, field: string): FieldError[] {
	const terms = selector.nodeSelectorTerms ?? [];
	return terms.length === 0
		? [required(`${field}.nodeSelectorTerms`, 'must have at least one node selector term')]
		: terms.flatMap((term, index) => validateTerm(term, `${field}.nodeSelectorTerms[${index}]`, true));
}

function validatePreferred(terms: readonly PreferredSchedulingTerm[] | undefined, field: string): FieldError[] {
	return (terms ?? []).flatMap(({weight, preference}, index) => [
		...validateWeight(weight, `${field}[${index}]`),
		...validateTerm(preference, `${field}[${index}].preference`, false),
	]);
}

/** @param checkValues whether values must be such as labels have; where it is a mere wish upstream lets them be */
function validateTerm(term: NodeSelectorTerm, field: string, checkValues: boolean): FieldError[] {
	return [
		...(term.matchExpressions ?? []).flatMap((requirement, index) =>
			validateRequirement(requirement, `${field}.matchExpressions[${index}]`, checkValues),
		),
		...(term.matchFields ?? []).flatMap((requirement, index) =>
			validateFieldRequirement(requirement, `${field}.matchFields[${index}]`),
		),
	];
}

function validateRequirement(
	{key = '', operator, values = []}: NodeSelectorRequirement,
	field: string,
	checkValues: boolean,
): FieldError[] {
	const errors: FieldError[] = [];
	switch (operator) {
		case 'In':
		case 'NotIn':
			if (values.length === 0) {
				errors.push(required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
			}
			break;
		case 'Exists':
		case 'DoesNotExist':
			if (values.length > 0) {
				const message = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
				errors.push(forbidden(`${field}.values`, message));
			}
			break;
		case 'Gt':
		case 'Lt':
			if (values.length !== 1) {
				const message = "must be specified single value when `operator` is 'Lt' or 'Gt'";
				errors.push(required(`${field}.values`, message));
			}
			break;
		default:
			errors.push(invalid(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
	}
	errors.push(...validateLabelName(key, `${field}.key`));
	if (checkValues) {
		values.forEach((value, index) => {
			errors.push(...invalidEach(`${field}.values[${index}]`, value, isLabelValue(value)));
		});
	}
	return errors;
}

function validateFieldRequirement(
	{key = '', operator, values = []}: NodeSelectorRequirement,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	if (operator === 'In' || operator === 'NotIn') {
		if (values.length !== 1) {
			const message = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
			errors.push(required(`${field}.values`, message));
		}
	} else {
		errors.push(invalid(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
	}
	if (key !== 'metadata.name') {
		return [...errors, invalid(`${field}.key`, key, 'not a valid field selector key')];
	}
	values.forEach((value, index) => {
		errors.push(...invalidEach(`${field}.values[${index}]`, value, isDns1123Subdomain(value)));
	});
	return errors;
}

function validatePodAffinityTerm(term: PodAffinityTerm, field: string): FieldError[] {
	const {labelSelector, namespaceSelector, namespaces, matchLabelKeys, mismatchLabelKeys, topologyKey = ''} = term;
	return [
		...validateLabelSelector(labelSelector, `${field}.labelSelector`),
		...validateLabelSelector(namespaceSelector, `${field}.namespaceSelector`),
		...(namespaces ?? []).flatMap(name => invalidEach(`${field}.namespace`, name, isDns1123Label(name))),
		...validateLabelKeys(field, matchLabelKeys, mismatchLabelKeys, labelSelector),
		...(topologyKey ? [] : [required(`${field}.topologyKey`, 'can not be empty')]),
		...validateLabelName(topologyKey, `${field}.topologyKey`),
	];
}

/** Keys whose values are taken from the Pod's own labels. */
function validateLabelKeys(
	field: string,
	match: readonly string[] | undefined,
	mismatch: readonly string[] | undefined,
	selector: LabelSelector | undefined,
): FieldError[] {
	const errors: FieldError[] = [];
	for (const [name, keys] of [
		['matchLabelKeys', match ?? []],
		['mismatchLabelKeys', mismatch ?? []],
	] as const) {
		if (keys.length > 0 && !selector) {
			errors.push(forbidden(`${field}.${name}`, 'must not be specified when labelSelector is not set'));
		} else {
			errors.push(...keys.flatMap((key, index) => validateLabelName(key, `${field}.${name}[${index}]`)));
		}
	}
	const selected = new Set(Object.keys(selector?.matchLabels ?? {}));
	for (const {key} of selector?.matchExpressions ?? []) {
		const index = match?.lastIndexOf(key) ?? -1;
		if (index >= 0 && selected.has(key)) {
			errors.push(invalid(`${field}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
		}
		selected.add(key);
	}
	(match ?? []).forEach((key, index) => {
		if (mismatch?.includes(key)) {
			const message = 'exists in both matchLabelKeys and mismatchLabelKeys';
			errors.push(invalid(`${field}.matchLabelKeys[${index}]`, key, message));
		}
	});
	return errors;
}

export function validateTopologySpread(
	constraints: readonly TopologySpreadConstraint[] | undefined,
	field: string,
): FieldError[] {
	return (constraints ?? []).flatMap((constraint, index) => {
		const at = `${field}[${index}]`;
		const {maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains, labelSelector} = constraint;
		const errors: FieldError[] = [];
		if (maxSkew <= 0) {
			errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
		}
		if (!topologyKey) {
			errors.push(required(`${at}.topologyKey`, 'can not be empty'));
		}
		const actions = ['DoNotSchedule', 'ScheduleAnyway'];
		if (!actions.includes(whenUnsatisfiable)) {
			errors.push(notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, actions));
		}
		const repeated = constraints!
			.slice(index + 1)
			.some(other => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
		if (repeated) {
			errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${whenUnsatisfiable}}`));
		}
		if (minDomains !== undefined && minDomains <= 0) {
			errors.push(invalid(`${at}.minDomains`, minDomains, 'must be greater than zero'));
		}
		if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
			const message = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
			errors.push(invalid(`${at}.minDomains`, minDomains, message));
		}
		for (const key of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
			const policy = constraint[key];
			if (policy !== undefined && policy !== 'Honor' && policy !== 'Ignore') {
				errors.push(notSupported(`${at}.${key}`, policy, ['Honor', 'Ignore']));
			}
		}
		errors.push(...validateLabelKeys(at, constraint.matchLabelKeys, undefined, labelSelector));
		return [...errors, ...validateLabelSelector(labelSelector, `${at}.labelSelector`)];
	});
}
