/** Storage classes (pkg/registry/storage/storageclass/strategy.go, pkg/apis/storage/validation/validation.go). */
import {StorageClass} from '../../../api/storage-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isQualifiedName} from '../../../apimachinery/formats.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition, StrategyContext} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {sorted} from './workload-validation.ts';

const {invalid, notSupported, required} = fieldErrors;
const defaultAnnotations = [
	'storageclass.kubernetes.io/is-default-class',
	'storageclass.beta.kubernetes.io/is-default-class',
];
const reclaimPolicies = ['Delete', 'Retain'];
const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

export const storageClasses: ResourceDefinition<StorageClass> = {
	group: 'storage.k8s.io',
	version: 'v1',
	kind: 'StorageClass',
	plural: 'storageclasses',
	singular: 'storageclass',
	shortNames: ['sc'],
	namespaced: false,
	schema: StorageClass,
	validateName: nameIsDnsSubdomain,
	columns: [
		{
			...nameColumn,
			cell: storageClass => `${storageClass.metadata.name}${isDefaultClass(storageClass) ? ' (default)' : ''}`,
		},
		{
			name: 'Provisioner',
			type: 'string',
			description: descriptionOf(StorageClass, 'provisioner'),
			cell: ({provisioner}) => provisioner,
		},
		{
			name: 'ReclaimPolicy',
			type: 'string',
			description: descriptionOf(StorageClass, 'reclaimPolicy'),
			cell: ({reclaimPolicy}) => reclaimPolicy,
		},
		{
			name: 'VolumeBindingMode',
			type: 'string',
			description: descriptionOf(StorageClass, 'volumeBindingMode'),
			cell: ({volumeBindingMode}) => volumeBindingMode,
		},
		{
			name: 'AllowVolumeExpansion',
			type: 'string',
			description: descriptionOf(StorageClass, 'allowVolumeExpansion'),
			cell: ({allowVolumeExpansion}) => allowVolumeExpansion ?? false,
		},
		ageColumn,
	],
	strategy: {
		returnsDeleted: true,
		validate: validateStorageClass,
		validateUpdate: (next, old) => [
			...validateStorageClass(next),
			...validateImmutableField(sorted(next.parameters), sorted(old.parameters), 'parameters'),
			...validateImmutableField(next.provisioner, old.provisioner, 'provisioner'),
			...validateImmutableField(next.reclaimPolicy, old.reclaimPolicy, 'reclaimPolicy'),
			...validateImmutableField(next.volumeBindingMode, old.volumeBindingMode, 'volumeBindingMode'),
		],
	},
};

export function isDefaultClass(storageClass: StorageClass): boolean {
	return defaultAnnotations.some(name => storageClass.metadata.annotations?.[name] === 'true');
}

/** The class of claims that name none: of several the newest (pkg/volume/util/storageclass.go). */
export function defaultStorageClass(context: Pick<StrategyContext, 'list'>): StorageClass | undefined {
	const classes = (context.list('storageclasses.storage.k8s.io') as readonly StorageClass[]).filter(isDefaultClass);
	const created = ({metadata}: StorageClass) => metadata.creationTimestamp ?? '';
	return classes.sort((a, b) => {
		const [newer, older] = [created(b), created(a)];
		return newer < older ? -1 : newer > older ? 1 : a.metadata.name < b.metadata.name ? -1 : 1;
	})[0];
}

function validateStorageClass(storageClass: StorageClass): FieldError[] {
	const {provisioner, parameters, reclaimPolicy, volumeBindingMode} = storageClass;
	const errors: FieldError[] = [];
	if (!provisioner) {
		errors.push(required('provisioner'));
	} else {
		const lower = provisioner.toLowerCase();
		errors.push(...isQualifiedName(lower).map(message => invalid('provisioner', lower, message)));
	}
	if (parameters && Object.hasOwn(parameters, '')) {
		errors.push(invalid('parameters', '', 'field can not be empty.'));
	}
	if (!reclaimPolicies.includes(reclaimPolicy)) {
		errors.push(notSupported('reclaimPolicy', reclaimPolicy, reclaimPolicies));
	}
	if (!bindingModes.includes(volumeBindingMode)) {
		errors.push(notSupported('volumeBindingMode', volumeBindingMode, bindingModes));
	}
	return errors;
}

export function storageClassNamed(name: string, context: Pick<StrategyContext, 'get'>): StorageClass | undefined {
	return context.get('storageclasses.storage.k8s.io', '', name) as StorageClass | undefined;
}
