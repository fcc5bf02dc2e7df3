/** What containers, and Pods as a whole, ask for. */
import type {ResourceClaim, ResourceRequirements} from '../../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../../api/core-v1/pod.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isDns1123Label, isQualifiedName} from '../../../../apimachinery/formats.ts';
import {
	compareQuantities,
	formatQuantity,
	parseQuantity,
	quantityMilliValue,
	quantityValue,
} from '../../../../apimachinery/quantity.ts';
import {isNegativeMessage} from '../../../../apimachinery/validation.ts';
import {containerAmounts, isPodLevelResource} from '../pod-resources.ts';
import {sortedEntries} from '../strategy.ts';
import {invalidEach} from './paths.ts';

const {invalid, required, forbidden, duplicate, notFound, notSupported} = fieldErrors;

/** Names without a prefix that mean something somewhere (pkg/apis/core/helper/helpers.go standardResources). */
const standardResources = new Set([
	'cpu',
	'memory',
	'ephemeral-storage',
	'requests.cpu',
	'requests.memory',
	'requests.ephemeral-storage',
	'limits.cpu',
	'limits.memory',
	'limits.ephemeral-storage',
	'pods',
	'resourcequotas',
	'services',
	'replicationcontrollers',
	'secrets',
	'configmaps',
	'persistentvolumeclaims',
	'storage',
	'requests.storage',
	'services.nodeports',
	'services.loadbalancers',
]);
const integerResources = new Set([
	'pods',
	'resourcequotas',
	'services',
	'replicationcontrollers',
	'secrets',
	'configmaps',
	'persistentvolumeclaims',
	'services.nodeports',
	'services.loadbalancers',
]);
const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage']);

const isHugePages = (name: string) => name.startsWith('hugepages-');
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
/** Whether Pods may be promised more of it in all than there is. */
export const isOvercommitAllowed = (name: string) => isNative(name) && !isHugePages(name);

/** A device or the like, such as `example.com/gpu`. */
function isExtended(name: string): boolean {
	return !isNative(name) && !name.startsWith('requests.') && isQualifiedName(`requests.${name}`).length === 0;
}

/** Whether a quota may count it under that name. */
export function isStandardQuotaResource(name: string): boolean {
	return isStandard(name) && name !== 'storage';
}

function isStandard(name: string): boolean {
	return standardResources.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** A name that is one of the standard ones, or has a prefix. */
export function validateResourceName(name: string, field: string): FieldError[] {
	const errors = invalidEach(field, name, isQualifiedName(name));
	if (errors.length === 0 && !name.includes('/') && !isStandard(name)) {
		errors.push(invalid(field, name, 'must be a standard resource type or fully qualified'));
	}
	return errors;
}

export function validateContainerResourceName(name: string, field: string): FieldError[] {
	const errors = validateResourceName(name, field);
	if (name.split('/').length === 1) {
		if (!containerResources.has(name) && !isHugePages(name)) {
			errors.push(invalid(field, name, 'must be a standard resource for containers'));
		}
	} else if (!isNative(name) && !isExtended(name)) {
		errors.push(invalid(field, name, "doesn't follow extended resource name standard"));
	}
	return errors;
}

function validatePodResourceName(name: string, field: string): FieldError[] {
	const errors = validateResourceName(name, field);
	if (errors.length === 0 && !isPodLevelResource(name)) {
		errors.push(notSupported(field, name, ['cpu', 'memory']));
	}
	return errors;
}

/** An amount of a resource: none less than nothing, and whole where there are only whole ones. */
export function validateAmount(name: string, amount: string, field: string): FieldError[] {
	const quantity = parseQuantity(amount);
	const errors: FieldError[] = [];
	if (quantity.nanos < 0n) {
		errors.push(invalid(field, formatQuantity(quantity), isNegativeMessage));
	}
	if ((integerResources.has(name) || isExtended(name)) && quantityMilliValue(quantity) % 1000 !== 0) {
		errors.push(invalid(field, formatQuantity(quantity), 'must be an integer'));
	}
	return errors;
}

function validateHugePages(name: string, amount: string, field: string): FieldError[] {
	if (!isHugePages(name)) {
		return [];
	}
	let divisible = false;
	try {
		const size = parseQuantity(name.slice('hugepages-'.length));
		divisible = size.nanos > 0n && quantityValue(parseQuantity(amount)) % quantityValue(size) === 0;
	} catch {
		divisible = false;
	}
	return divisible ? [] : [invalid(field, amount, `${amount} is not positive integer multiple of ${name}`)];
}

export function validateContainerResources(
	resources: ResourceRequirements,
	claims: ReadonlySet<string>,
	field: string,
): FieldError[] {
	return validateRequirements(resources, validateContainerResourceName, claims, field);
}

function validateRequirements(
	{limits, requests, claims}: ResourceRequirements,
	validateName: (name: string, field: string) => FieldError[],
	claimNames: ReadonlySet<string>,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	for (const [name, amount] of sortedEntries(limits)) {
		const at = `${field}.limits[${name}]`;
		errors.push(...validateName(name, at), ...validateAmount(name, amount, at), ...validateHugePages(name, amount, at));
	}
	for (const [name, amount] of sortedEntries(requests)) {
		const at = `${field}.requests[${name}]`;
		errors.push(...validateName(name, at), ...validateAmount(name, amount, at));
		errors.push(...validateAgainstLimit(name, amount, limits?.[name], field));
		errors.push(...validateHugePages(name, amount, at));
	}
	const names = [...Object.keys(limits ?? {}), ...Object.keys(requests ?? {})];
	if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
		errors.push(forbidden(field, 'HugePages require cpu or memory'));
	}
	return [...errors, ...validateClaimNames(claims, claimNames, `${field}.claims`)];
}

function validateAgainstLimit(name: string, amount: string, limit: string | undefined, field: string): FieldError[] {
	const overcommit = isOvercommitAllowed(name);
	if (limit === undefined) {
		return overcommit ? [] : [required(`${field}.limits`, 'Limit must be set for non overcommitable resources')];
	}
	const difference = compareQuantities(parseQuantity(amount), parseQuantity(limit));
	if (difference !== 0 && !overcommit) {
		return [invalid(`${field}.requests`, amount, `must be equal to ${name} limit of ${limit}`)];
	}
	return difference > 0
		? [invalid(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`)]
		: [];
}

/** The names of claims must stand in the Pod's `resourceClaims`. */
function validateClaimNames(
	claims: readonly ResourceClaim[] | undefined,
	known: ReadonlySet<string>,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	const names = new Set<string>();
	(claims ?? []).forEach(({name, request}, index) => {
		const at = `${field}[${index}]`;
		if (!name) {
			errors.push(required(at));
			return;
		}
		if (names.has(name)) {
			errors.push(duplicate(at, name));
		} else {
			if (request) {
				errors.push(...invalidEach(`${at}.request`, request, isDns1123Label(request)));
			}
			const key = request ? `${name}/${request}` : name;
			if (names.has(key)) {
				errors.push(duplicate(at, key));
			} else if (!request && [...names].some(other => other.startsWith(`${name}/`))) {
				errors.push(duplicate(at, name));
			}
			names.add(key);
		}
		if (!known.has(name)) {
			const listed = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
			errors.push({...notFound(at, name), detail: `must be one of the names in pod.spec.resourceClaims${listed}`});
		}
	});
	return errors;
}

/** What the Pod asks for as a whole must be enough for its containers. */
export function validatePodLevelResources(spec: PodSpec, claims: ReadonlySet<string>, field: string): FieldError[] {
	const {resources} = spec;
	if (!resources) {
		return [];
	}
	if (spec.os?.name === 'windows') {
		return [forbidden(field, 'may not be set for a windows pod')];
	}
	const errors: FieldError[] = [];
	if (resources.claims) {
		errors.push(forbidden(`${field}.claims`, 'claims may not be set for Resources at pod-level'));
	}
	errors.push(...validateRequirements(resources, validatePodResourceName, claims, field));
	for (const [name, sum] of [...containerAmounts(spec, 'requests')].sort()) {
		const own = resources.requests?.[name];
		if (own !== undefined && compareQuantities(sum, parseQuantity(own)) > 0) {
			const message = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`;
			errors.push(invalid(`${field}.requests[${name}]`, own, message));
		}
	}
	(spec.containers ?? []).forEach((container, index) => {
		for (const [name, limit] of sortedEntries(container.resources?.limits)) {
			const own = resources.limits?.[name];
			if (own !== undefined && compareQuantities(parseQuantity(limit), parseQuantity(own)) > 0) {
				const message = `must be less than or equal to pod limits of ${own}`;
				errors.push(invalid(`${field}.containers[${index}][${name}].limits`, limit, message));
			}
		}
	});
	return errors;
}
