/** ReplicaSets (pkg/registry/apps/replicaset/strategy.go). */
import {ReplicaSet, ReplicaSetSpec, ReplicaSetStatus} from '../../../api/apps-v1.ts';
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import type {LabelSelector} from '../../../api/meta-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, containerColumns, descriptionOf, nameColumn, selectorColumn} from './columns.ts';
import {validatePodTemplateSpec} from './pod-validation.ts';
import {countGeneration, keep, withGeneration} from './strategy.ts';
import {changedTemplateWarnings, defaultTemplate} from './templates.ts';
import {
	hostNameWarnings,
	printed,
	readSelector,
	validateCounts,
	validateLongRunning,
	validateNotAbove,
	validateSelector,
	validateTemplateLabels,
} from './workload-validation.ts';

export const replicaSets: ResourceDefinition<ReplicaSet> = {
	group: 'apps',
	version: 'v1',
	kind: 'ReplicaSet',
	plural: 'replicasets',
	singular: 'replicaset',
	shortNames: ['rs'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status', 'scale'],
	schema: ReplicaSet,
	validateName: nameIsDnsSubdomain,
	fields: {'status.replicas': replicaSet => String(replicaSet.status.replicas)},
	columns: [
		nameColumn,
		{
			name: 'Desired',
			type: 'integer',
			description: descriptionOf(ReplicaSetSpec, 'replicas'),
			cell: ({spec}) => spec.replicas,
		},
		{
			name: 'Current',
			type: 'integer',
			description: descriptionOf(ReplicaSetStatus, 'replicas'),
			cell: ({status}) => status.replicas,
		},
		{
			name: 'Ready',
			type: 'integer',
			description: descriptionOf(ReplicaSetStatus, 'readyReplicas'),
			cell: ({status}) => status.readyReplicas ?? 0,
		},
		ageColumn,
		...containerColumns,
		selectorColumn,
	],
	strategy: {
		applyDefaults: defaultTemplate,
		prepareForCreate: replicaSet => withGeneration({...replicaSet, status: {replicas: 0}}, 1),
		prepareForUpdate: (next, old) => countGeneration(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: validateReplicaSet,
		validateUpdate: (next, old) => [
			...validateReplicaSet(next),
			...validateImmutableField(printed(next.spec.selector), printed(old.spec.selector), 'spec.selector'),
		],
		validateStatusUpdate: ({status}) => validateReplicaStatus(status),
		warnings: (replicaSet, old) => [
			...(old ? [] : hostNameWarnings(replicaSet.metadata.name)),
			...changedTemplateWarnings(replicaSet, old),
		],
	},
};

function validateReplicaSet({spec}: ReplicaSet): FieldError[] {
	return [
		...validateCounts(spec, ['replicas', 'minReadySeconds'], 'spec'),
		// Upstream's message says deployment here too.
		...validateSelector(spec.selector, 'spec.selector', 'deployment'),
		...validateReplicaTemplate(spec),
	];
}

/** The template of a ReplicaSet or a Deployment, against its selector. */
export function validateReplicaTemplate(spec: {
	readonly selector?: LabelSelector;
	readonly template: PodTemplateSpec;
}): FieldError[] {
	const selector = readSelector(spec.selector);
	if (!selector) {
		return [fieldErrors.invalid('spec.selector', printed(spec.selector), 'invalid label selector')];
	}
	const field = 'spec.template';
	return [
		...validateTemplateLabels(spec.template, selector, field),
		...validatePodTemplateSpec(spec.template, field),
		...validateLongRunning(spec.template, field, 'ReplicaSet'),
	];
}

/** The counts of a ReplicaSet or a ReplicationController. */
export function validateReplicaStatus(
	status: Omit<ReplicaSetStatus, 'conditions' | 'terminatingReplicas'> & {readonly terminatingReplicas?: number},
): FieldError[] {
	return [
		...validateCounts(
			status,
			[
				'replicas',
				'fullyLabeledReplicas',
				'readyReplicas',
				'availableReplicas',
				'observedGeneration',
				'terminatingReplicas',
			],
			'status',
		),
		...validateNotAbove(
			status,
			['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
			'replicas',
			'cannot be greater than status.replicas',
		),
		...validateNotAbove(status, ['availableReplicas'], 'readyReplicas', 'cannot be greater than readyReplicas'),
	];
}
