/** ReplicationControllers, which ReplicaSets have replaced (pkg/registry/core/replicationcontroller/strategy.go). */
import {
	ReplicationController,
	ReplicationControllerSpec,
	ReplicationControllerStatus,
} from '../../../api/core-v1/replication-controller.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/formats.ts';
import {formatLabels, selectorFromLabels} from '../../../apimachinery/labels.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, containerColumns, descriptionOf, nameColumn} from './columns.ts';
import {validatePodTemplateSpec} from './pod-validation.ts';
import {validateReplicaStatus} from './replica-sets.ts';
import {countGeneration, keep, withGeneration} from './strategy.ts';
import {changedTemplateWarnings, defaultTemplate} from './templates.ts';
import {hostNameWarnings, validateCounts, validateLongRunning, validateTemplateLabels} from './workload-validation.ts';

export const replicationControllers: ResourceDefinition<ReplicationController> = {
	group: '',
	version: 'v1',
	kind: 'ReplicationController',
	plural: 'replicationcontrollers',
	singular: 'replicationcontroller',
	shortNames: ['rc'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status', 'scale'],
	schema: ReplicationController,
	validateName: nameIsDnsSubdomain,
	fields: {'status.replicas': controller => String(controller.status.replicas)},
	columns: [
		nameColumn,
		{
			name: 'Desired',
			type: 'integer',
			description: descriptionOf(ReplicationControllerSpec, 'replicas'),
			cell: ({spec}) => spec.replicas,
		},
		{
			name: 'Current',
			type: 'integer',
			description: descriptionOf(ReplicationControllerStatus, 'replicas'),
			cell: ({status}) => status.replicas,
		},
		{
			name: 'Ready',
			type: 'integer',
			description: descriptionOf(ReplicationControllerStatus, 'readyReplicas'),
			cell: ({status}) => status.readyReplicas ?? 0,
		},
		ageColumn,
		...containerColumns,
		{
			name: 'Selector',
			type: 'string',
			priority: 1,
			description: descriptionOf(ReplicationControllerSpec, 'selector'),
			cell: ({spec}) => formatLabels(spec.selector),
		},
	],
	strategy: {
		// Its Pods outlived it before there was a garbage collector, and clients of this version still expect that.
		defaultPropagation: 'Orphan',
		applyDefaults: controller => labelledByTemplate(defaultTemplate(controller)),
		prepareForCreate: controller => withGeneration({...controller, status: {replicas: 0}}, 1),
		prepareForUpdate: (next, old) => countGeneration(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: validateReplicationController,
		validateUpdate: validateReplicationController,
		validateStatusUpdate: ({status}) => validateReplicaStatus(status),
		warnings: (controller, old) => [
			...(old ? [] : hostNameWarnings(controller.metadata.name)),
			...changedTemplateWarnings(controller, old),
		],
	},
};

/** The labels of its Pods are its own and its selector where it names none (SetDefaults_ReplicationController). */
function labelledByTemplate(controller: ReplicationController): ReplicationController {
	const {metadata, spec} = controller;
	const labels = spec.template?.metadata?.labels;
	if (!labels) {
		return controller;
	}
	return {
		...controller,
		metadata: isEmpty(metadata.labels) ? {...metadata, labels} : metadata,
		spec: isEmpty(spec.selector) ? {...spec, selector: labels} : spec,
	};
}

function isEmpty(map: Readonly<Record<string, string>> | undefined): boolean {
	return Object.keys(map ?? {}).length === 0;
}

function validateReplicationController({spec}: ReplicationController): FieldError[] {
	const field = 'spec.template';
	const {template} = spec;
	return [
		...validateCounts(spec, ['minReadySeconds'], 'spec'),
		...(isEmpty(spec.selector) ? [fieldErrors.required('spec.selector')] : []),
		...validateCounts(spec, ['replicas'], 'spec'),
		...(template
			? [
					...validateTemplateLabels(template, selectorFromLabels(spec.selector), field),
					...validatePodTemplateSpec(template, field),
					...validateLongRunning(template, field, 'ReplicationController'),
				]
			: [fieldErrors.required(field)]),
	];
}
