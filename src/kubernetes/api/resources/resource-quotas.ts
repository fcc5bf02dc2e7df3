/** Resource quotas (pkg/registry/core/resourcequota/strategy.go). */
import {ResourceQuota, type ResourceQuotaSpec} from '../../../api/core-v1/resource-quota.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/formats.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, nameColumn} from './columns.ts';
import {isStandardQuotaResource, validateAmount, validateResourceName} from './pod/resource-requirements.ts';
import {keep, sortedEntries} from './strategy.ts';

const {invalid, required} = fieldErrors;

export const resourceQuotas: ResourceDefinition<ResourceQuota> = {
	group: '',
	version: 'v1',
	kind: 'ResourceQuota',
	plural: 'resourcequotas',
	singular: 'resourcequota',
	shortNames: ['quota'],
	namespaced: true,
	subresources: ['status'],
	schema: ResourceQuota,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Request',
			type: 'string',
			description: 'How much is used and may be, of what is asked for and of everything that is counted.',
			cell: quota => usageOf(quota, name => !isLimit(name)),
		},
		{
			name: 'Limit',
			type: 'string',
			description: 'How much is used and may be, of what containers are limited to.',
			cell: quota => usageOf(quota, isLimit),
		},
		ageColumn,
	],
	strategy: {
		returnsDeleted: true,
		prepareForCreate: quota => ({...quota, status: {}}),
		prepareForUpdate: (next, old) => keep(next, old, 'status'),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: ({spec}) => validateSpec(spec),
		validateUpdate: ({spec}, old) => [
			...validateSpec(spec),
			...(sameScopes(spec.scopes, old.spec.scopes) ? [] : [invalid('spec.scopes', spec.scopes, 'field is immutable')]),
		],
		validateStatusUpdate: ({status}) => [
			...validateAmounts(status.hard, 'status.hard'),
			...validateAmounts(status.used, 'status.used'),
		],
	},
};

function isLimit(name: string): boolean {
	return name.startsWith('limits.');
}

function usageOf({status}: ResourceQuota, shown: (name: string) => boolean): string {
	return sortedEntries(status.hard)
		.filter(([name]) => shown(name))
		.map(([name, hard]) => `${name}: ${status.used?.[name] ?? '0'}/${hard}`)
		.join(', ');
}

function sameScopes(a: readonly string[] = [], b: readonly string[] = []): boolean {
	return a.every(scope => b.includes(scope)) && b.every(scope => a.includes(scope));
}

function validateAmounts(amounts: ResourceQuotaSpec['hard'], field: string): FieldError[] {
	return sortedEntries(amounts).flatMap(([name, amount]) => {
		const at = `${field}[${name}]`;
		const errors = validateResourceName(name, at);
		if (!name.includes('/') && !isStandardQuotaResource(name)) {
			errors.push(invalid(at, name, 'must be a standard resource for quota'));
		}
		return [...errors, ...validateAmount(name, amount, at)];
	});
}

const podCount = ['pods'];
const podAmounts = ['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
/** What a quota with a scope may count. */
const countedInScope: Readonly<Record<string, readonly string[]>> = {
	Terminating: podAmounts,
	NotTerminating: podAmounts,
	BestEffort: podCount,
	NotBestEffort: podAmounts,
	PriorityClass: podAmounts,
	CrossNamespacePodAffinity: podAmounts,
	VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
const contrary = [
	['BestEffort', 'NotBestEffort'],
	['Terminating', 'NotTerminating'],
];
const existsOnly = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const existsMessage =
	"must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

function validateSpec(spec: ResourceQuotaSpec): FieldError[] {
	const errors = validateAmounts(spec.hard, 'spec.hard');
	const {scopes = [], scopeSelector} = spec;
	for (const scope of scopes) {
		errors.push(...validateScope(scope, spec, 'spec.scopes', scopes, ''));
	}
	errors.push(...validatePairs(scopes, 'spec.scopes', scopes));
	if (!scopeSelector) {
		return errors;
	}
	const field = 'spec.scopeSelector.matchExpressions';
	const requirements = scopeSelector.matchExpressions ?? [];
	for (const {scopeName, operator, values = []} of requirements) {
		errors.push(...validateScope(scopeName, spec, field, scopeSelector, '.scopeName'));
		if (existsOnly.includes(scopeName) && operator !== 'Exists') {
			errors.push(invalid(`${field}.operator`, operator, existsMessage));
		}
		if (operator === 'In' || operator === 'NotIn') {
			if (values.length === 0) {
				const message = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
				errors.push(required(`${field}.values`, message));
			}
		} else if (operator !== 'Exists' && operator !== 'DoesNotExist') {
			errors.push(invalid(`${field}.operator`, operator, 'not a valid selector operator'));
		} else if (values.length > 0) {
			const message = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
			errors.push(invalid(`${field}.values`, values, message));
		}
	}
	return [
		...errors,
		...validatePairs(
			requirements.map(({scopeName}) => scopeName),
			field,
			scopes,
		),
	];
}

/** @param part what of the field the scope's name is, where it is a part of it */
function validateScope(
	scope: string,
	spec: ResourceQuotaSpec,
	field: string,
	value: unknown,
	part: string,
): FieldError[] {
	const counted = countedInScope[scope];
	if (!counted) {
		return [invalid(field + part, part ? scope : value, 'unsupported scope')];
	}
	return sortedEntries(spec.hard)
		.filter(([name]) => isStandardQuotaResource(name) && !counted.includes(name))
		.map(() => invalid(field, value, 'unsupported scope applied to resource'));
}

function validatePairs(scopes: readonly string[], field: string, value: unknown): FieldError[] {
	return contrary
		.filter(pair => pair.every(scope => scopes.includes(scope)))
		.map(() => invalid(field, value, 'conflicting scopes'));
}
