/** Namespaces (pkg/registry/core/namespace/strategy.go). */
import {Namespace} from '../../../api/core-v1/namespace.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isQualifiedName} from '../../../apimachinery/formats.ts';
import {nameIsDnsLabel} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, nameColumn} from './columns.ts';
import {keep} from './strategy.ts';

const nameLabel = 'kubernetes.io/metadata.name';
/** What holds a namespace until the namespace controller has emptied it. */
const kubernetesFinalizer = 'kubernetes';
const standardFinalizers = new Set([kubernetesFinalizer, 'orphan', 'foregroundDeletion']);

export const namespaces: ResourceDefinition<Namespace> = {
	group: '',
	version: 'v1',
	kind: 'Namespace',
	plural: 'namespaces',
	singular: 'namespace',
	shortNames: ['ns'],
	namespaced: false,
	verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
	subresources: ['status', 'finalize'],
	schema: Namespace,
	validateName: nameIsDnsLabel,
	fields: {'status.phase': namespace => namespace.status.phase, name: namespace => namespace.metadata.name},
	columns: [
		nameColumn,
		{
			name: 'Status',
			type: 'string',
			description: 'Whether the namespace is in use or on its way out.',
			cell: namespace => namespace.status.phase,
		},
		ageColumn,
	],
	strategy: {
		returnsDeleted: true,
		applyDefaults: labelWithName,
		prepareForCreate: namespace => {
			const finalizers = namespace.spec.finalizers ?? [];
			return labelWithName({
				...namespace,
				spec: {
					...namespace.spec,
					finalizers: finalizers.includes(kubernetesFinalizer) ? finalizers : [...finalizers, kubernetesFinalizer],
				},
				status: {phase: 'Active'},
			});
		},
		prepareForUpdate: (next, old) => keep(keep(next, old, 'spec'), old, 'status'),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: validateNamespace,
		validateUpdate: validateNamespace,
		validateStatusUpdate: validatePhase,
		isHeld: namespace => (namespace.spec.finalizers ?? []).length > 0,
		markDeleted: namespace => ({...namespace, status: {...namespace.status, phase: 'Terminating'}}),
	},
};

/** Every namespace has its own name as a label, so that selectors can name it. */
function labelWithName(namespace: Namespace): Namespace {
	const {name, labels} = namespace.metadata;
	if (!name || labels?.[nameLabel] === name) {
		return namespace;
	}
	return {...namespace, metadata: {...namespace.metadata, labels: {...labels, [nameLabel]: name}}};
}

function validateNamespace(namespace: Namespace): FieldError[] {
	const field = 'spec.finalizers';
	return (namespace.spec.finalizers ?? []).flatMap(finalizer => {
		const errors = isQualifiedName(finalizer).map(message => fieldErrors.invalid(field, finalizer, message));
		if (!finalizer.includes('/') && !standardFinalizers.has(finalizer)) {
			const message = 'name is neither a standard finalizer name nor is it fully qualified';
			errors.push(fieldErrors.invalid(field, finalizer, message));
		}
		return errors;
	});
}

function validatePhase(namespace: Namespace): FieldError[] {
	const {phase} = namespace.status;
	const [wanted, state] = namespace.metadata.deletionTimestamp ? ['Terminating', 'not empty'] : ['Active', 'empty'];
	if (phase === wanted) {
		return [];
	}
	return [fieldErrors.invalid('status.Phase', phase, `may only be '${wanted}' if \`deletionTimestamp\` is ${state}`)];
}
