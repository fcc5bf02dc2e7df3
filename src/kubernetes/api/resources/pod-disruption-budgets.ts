/** Pod disruption budgets (pkg/registry/policy/poddisruptionbudget/strategy.go, pkg/apis/policy/validation). */
import {PodDisruptionBudget, PodDisruptionBudgetSpec, PodDisruptionBudgetStatus} from '../../../api/policy-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {nameIsDnsSubdomain, validateLabelSelector} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {countGeneration, keep, withGeneration} from './strategy.ts';
import {
	printed,
	validateAtMost100Percent,
	validateCounts,
	validatePositiveIntOrPercent,
} from './workload-validation.ts';

const {invalid, notSupported} = fieldErrors;
const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

export const podDisruptionBudgets: ResourceDefinition<PodDisruptionBudget> = {
	group: 'policy',
	version: 'v1',
	kind: 'PodDisruptionBudget',
	plural: 'poddisruptionbudgets',
	singular: 'poddisruptionbudget',
	shortNames: ['pdb'],
	namespaced: true,
	subresources: ['status'],
	schema: PodDisruptionBudget,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Min Available',
			type: 'string',
			description: descriptionOf(PodDisruptionBudgetSpec, 'minAvailable'),
			cell: ({spec}) => String(spec.minAvailable ?? 'N/A'),
		},
		{
			name: 'Max Unavailable',
			type: 'string',
			description: descriptionOf(PodDisruptionBudgetSpec, 'maxUnavailable'),
			cell: ({spec}) => String(spec.maxUnavailable ?? 'N/A'),
		},
		{
			name: 'Allowed Disruptions',
			type: 'integer',
			description: descriptionOf(PodDisruptionBudgetStatus, 'disruptionsAllowed'),
			cell: ({status}) => status.disruptionsAllowed,
		},
		ageColumn,
	],
	strategy: {
		allowUnconditionalUpdate: false,
		prepareForCreate: budget => withGeneration({...budget, status: emptyStatus}, 1),
		prepareForUpdate: (next, old) => countGeneration(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: validateBudget,
		validateUpdate: validateBudget,
		validateStatusUpdate: ({status}) =>
			validateCounts(status, ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'], 'status'),
	},
};

const emptyStatus: PodDisruptionBudgetStatus = {
	disruptionsAllowed: 0,
	currentHealthy: 0,
	desiredHealthy: 0,
	expectedPods: 0,
};

function validateBudget({spec}: PodDisruptionBudget): FieldError[] {
	const {minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy} = spec;
	const errors: FieldError[] = [];
	if (minAvailable !== undefined && maxUnavailable !== undefined) {
		const value = {
			MinAvailable: minAvailable,
			Selector: printed(selector) ?? null,
			MaxUnavailable: maxUnavailable,
			UnhealthyPodEvictionPolicy: policy ?? null,
		};
		errors.push(invalid('spec', value, 'minAvailable and maxUnavailable cannot be both set'));
	}
	for (const name of ['minAvailable', 'maxUnavailable'] as const) {
		const value = spec[name];
		if (value !== undefined) {
			errors.push(
				...validatePositiveIntOrPercent(value, `spec.${name}`),
				...validateAtMost100Percent(value, `spec.${name}`),
			);
		}
	}
	errors.push(...validateLabelSelector(selector, 'spec.selector'));
	if (policy !== undefined && !evictionPolicies.includes(policy)) {
		errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, evictionPolicies));
	}
	return errors;
}
