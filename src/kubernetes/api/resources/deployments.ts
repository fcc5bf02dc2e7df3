/** Deployments (pkg/registry/apps/deployment/strategy.go, pkg/apis/apps/v1/defaults.go). */
import {Deployment, DeploymentStatus, type DeploymentStrategy} from '../../../api/apps-v1.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {
	nameIsDnsSubdomain,
	validateImmutableField,
	validateNonnegativeField,
} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, containerColumns, descriptionOf, nameColumn, selectorColumn} from './columns.ts';
import {validateReplicaTemplate} from './replica-sets.ts';
import {keep, withGeneration, withoutStatus} from './strategy.ts';
import {changedTemplateWarnings, defaultTemplate} from './templates.ts';
import {
	hostNameWarnings,
	intOrPercentValue,
	printed,
	validateAtMost100Percent,
	validateCounts,
	validateNotAbove,
	validateNotDecremented,
	validatePositiveIntOrPercent,
	validateSelector,
} from './workload-validation.ts';

const {forbidden, invalid, notSupported} = fieldErrors;

export const deployments: ResourceDefinition<Deployment> = {
	group: 'apps',
	version: 'v1',
	kind: 'Deployment',
	plural: 'deployments',
	singular: 'deployment',
	shortNames: ['deploy'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status', 'scale'],
	schema: Deployment,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Ready',
			type: 'string',
			description: 'How many Pods are ready, of how many wanted.',
			cell: ({status, spec}) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
		},
		{
			name: 'Up-to-date',
			type: 'string',
			description: descriptionOf(DeploymentStatus, 'updatedReplicas'),
			cell: ({status}) => status.updatedReplicas ?? 0,
		},
		{
			name: 'Available',
			type: 'string',
			description: descriptionOf(DeploymentStatus, 'availableReplicas'),
			cell: ({status}) => status.availableReplicas ?? 0,
		},
		ageColumn,
		...containerColumns,
		selectorColumn,
	],
	strategy: {
		applyDefaults: deployment => defaultStrategy(defaultTemplate(deployment)),
		prepareForCreate: deployment => withGeneration(withoutStatus(deployment), 1),
		prepareForUpdate: (next, old) => {
			const kept = keep(next, old, 'status');
			// Annotations are copied to the ReplicaSets, so that a change of them is one of the wanted state too.
			const same =
				semanticEqual(kept.spec, old.spec) && semanticEqual(kept.metadata.annotations, old.metadata.annotations);
			return same ? kept : withGeneration(kept, (old.metadata.generation ?? 0) + 1);
		},
		prepareForStatusUpdate: (next, old) => {
			const kept = keep(next, old, 'spec');
			return {...kept, metadata: {...kept.metadata, labels: old.metadata.labels}};
		},
		validate: validateDeployment,
		validateUpdate: (next, old) => [
			...validateDeployment(next),
			...validateImmutableField(printed(next.spec.selector), printed(old.spec.selector), 'spec.selector'),
		],
		validateStatusUpdate: validateStatus,
		warnings: (deployment, old) => [
			...(old ? [] : hostNameWarnings(deployment.metadata.name)),
			...changedTemplateWarnings(deployment, old),
		],
	},
};

/** A rolling update may have a quarter of the Pods more, and a quarter less, unless it is said otherwise. */
function defaultStrategy(deployment: Deployment): Deployment {
	const {strategy} = deployment.spec;
	if (strategy.type !== 'RollingUpdate' || strategy.rollingUpdate) {
		return deployment;
	}
	const rollingUpdate = {maxUnavailable: '25%', maxSurge: '25%'};
	return {...deployment, spec: {...deployment.spec, strategy: {...strategy, rollingUpdate}}};
}

function validateDeployment({spec}: Deployment): FieldError[] {
	const errors = [
		...validateNonnegativeField(spec.replicas, 'spec.replicas'),
		...validateSelector(spec.selector, 'spec.selector', 'deployment'),
		...validateReplicaTemplate(spec),
		...validateStrategy(spec.strategy, 'spec.strategy'),
		...validateCounts(spec, ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'], 'spec'),
	];
	if (spec.progressDeadlineSeconds <= (spec.minReadySeconds ?? 0)) {
		const message = 'must be greater than minReadySeconds';
		errors.push(invalid('spec.progressDeadlineSeconds', spec.progressDeadlineSeconds, message));
	}
	return errors;
}

function validateStrategy(strategy: DeploymentStrategy, field: string): FieldError[] {
	const {type, rollingUpdate} = strategy;
	if (type === 'Recreate') {
		const message = "may not be specified when strategy `type` is 'Recreate'";
		return rollingUpdate ? [forbidden(`${field}.rollingUpdate`, message)] : [];
	}
	if (type !== 'RollingUpdate' || !rollingUpdate) {
		const value = {
			Type: type,
			RollingUpdate: rollingUpdate
				? {MaxUnavailable: rollingUpdate.maxUnavailable, MaxSurge: rollingUpdate.maxSurge}
				: null,
		};
		return [notSupported(field, value, ['Recreate', 'RollingUpdate'])];
	}
	const {maxUnavailable, maxSurge} = rollingUpdate;
	const at = `${field}.rollingUpdate`;
	const errors = [
		...validatePositiveIntOrPercent(maxUnavailable, `${at}.maxUnavailable`),
		...validatePositiveIntOrPercent(maxSurge, `${at}.maxSurge`),
	];
	if (intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0) {
		errors.push(invalid(`${at}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
	}
	return [...errors, ...validateAtMost100Percent(maxUnavailable, `${at}.maxUnavailable`)];
}

function validateStatus({status}: Deployment, old: Deployment): FieldError[] {
	return [
		...validateCounts(
			status,
			[
				'observedGeneration',
				'replicas',
				'updatedReplicas',
				'readyReplicas',
				'availableReplicas',
				'unavailableReplicas',
				'terminatingReplicas',
				'collisionCount',
			],
			'status',
		),
		...validateNotAbove(
			status,
			['updatedReplicas', 'readyReplicas', 'availableReplicas'],
			'replicas',
			'cannot be greater than status.replicas',
		),
		...validateNotAbove(status, ['availableReplicas'], 'readyReplicas', 'cannot be greater than readyReplicas'),
		...validateNotDecremented(status.collisionCount, old.status.collisionCount, 'status.collisionCount'),
	];
}
