/** Leases: how nodes and leaders say that they live (pkg/registry/coordination/lease/strategy.go). */
import {Lease, LeaseSpec} from '../../../api/coordination-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';

const {invalid, forbidden} = fieldErrors;

export const leases: ResourceDefinition<Lease> = {
	group: 'coordination.k8s.io',
	version: 'v1',
	kind: 'Lease',
	plural: 'leases',
	singular: 'lease',
	namespaced: true,
	schema: Lease,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Holder',
			type: 'string',
			description: descriptionOf(LeaseSpec, 'holderIdentity'),
			cell: lease => lease.spec.holderIdentity ?? '',
		},
		ageColumn,
	],
	strategy: {
		createOnUpdate: true,
		allowUnconditionalUpdate: false,
		// Strategies of coordinated leader election are behind a feature gate that is off.
		prepareForCreate: dropStrategy,
		prepareForUpdate: dropStrategy,
		validate: validateLease,
		validateUpdate: validateLease,
	},
};

function dropStrategy(lease: Lease): Lease {
	const {strategy: _, preferredHolder: __, ...spec} = lease.spec;
	return {...lease, spec};
}

function validateLease({spec}: Lease): FieldError[] {
	const errors: FieldError[] = [];
	if (spec.leaseDurationSeconds !== undefined && spec.leaseDurationSeconds <= 0) {
		errors.push(invalid('spec.leaseDurationSeconds', spec.leaseDurationSeconds, 'must be greater than 0'));
	}
	if (spec.leaseTransitions !== undefined && spec.leaseTransitions < 0) {
		errors.push(invalid('spec.leaseTransitions', spec.leaseTransitions, 'must be greater than or equal to 0'));
	}
	if (spec.preferredHolder && !spec.strategy) {
		errors.push(forbidden('spec.preferredHolder', 'may only be specified if `strategy` is defined'));
	}
	return errors;
}
