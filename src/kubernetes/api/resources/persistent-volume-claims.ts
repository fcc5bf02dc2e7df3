/** Claims for storage (pkg/registry/core/persistentvolumeclaim/strategy.go). */
import {
	PersistentVolumeClaim,
	PersistentVolumeClaimSpec,
	PersistentVolumeClaimStatus,
} from '../../../api/core-v1/claims.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {canonicalQuantity, compareQuantities, parseQuantity, type Quantity} from '../../../apimachinery/quantity.ts';
import {forbidden as refused} from '../../../apimachinery/status.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition, StrategyContext} from '../resource.ts';
import {claimSpecDiff} from './claim-diff.ts';
import {validateClaimSpec} from './claim-validation.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {claimLimitProblem} from './limit-ranger.ts';
import {defaultStorageClass, storageClassNamed} from './storage-classes.ts';
import {keep, withFinalizer} from './strategy.ts';
import {betaStorageClassAnnotation, formatAccessModes, fractionalByteWarnings} from './volume-modes.ts';

const {forbidden, invalid} = fieldErrors;

export const persistentVolumeClaims: ResourceDefinition<PersistentVolumeClaim> = {
	group: '',
	version: 'v1',
	kind: 'PersistentVolumeClaim',
	plural: 'persistentvolumeclaims',
	singular: 'persistentvolumeclaim',
	shortNames: ['pvc'],
	namespaced: true,
	subresources: ['status'],
	schema: PersistentVolumeClaim,
	validateName: nameIsDnsSubdomain,
	fields: {name: claim => claim.metadata.name},
	columns: [
		nameColumn,
		{
			name: 'Status',
			type: 'string',
			description: descriptionOf(PersistentVolumeClaimStatus, 'phase'),
			cell: claim => (claim.metadata.deletionTimestamp ? 'Terminating' : claim.status.phase),
		},
		{
			name: 'Volume',
			type: 'string',
			description: descriptionOf(PersistentVolumeClaimSpec, 'volumeName'),
			cell: claim => claim.spec.volumeName ?? '',
		},
		{
			name: 'Capacity',
			type: 'string',
			description: descriptionOf(PersistentVolumeClaimStatus, 'capacity'),
			cell: claim => (claim.spec.volumeName ? canonicalQuantity(claim.status.capacity?.storage ?? '0') : ''),
		},
		{
			name: 'Access Modes',
			type: 'string',
			description: descriptionOf(PersistentVolumeClaimStatus, 'accessModes'),
			cell: claim => (claim.spec.volumeName ? formatAccessModes(claim.status.accessModes) : ''),
		},
		{
			name: 'StorageClass',
			type: 'string',
			description: 'The class that the claim asks for.',
			cell: claim => claim.metadata.annotations?.[betaStorageClassAnnotation] ?? claim.spec.storageClassName ?? '',
		},
		{
			name: 'VolumeAttributesClass',
			type: 'string',
			description: 'The class of volume attributes that the claim asks for.',
			cell: claim => claim.spec.volumeAttributesClassName ?? '<unset>',
		},
		ageColumn,
		{
			name: 'VolumeMode',
			type: 'string',
			priority: 1,
			description: descriptionOf(PersistentVolumeClaimSpec, 'volumeMode'),
			cell: claim => claim.spec.volumeMode ?? '<unset>',
		},
	],
	strategy: {
		returnsDeleted: true,
		admit: (claim, context) => withFinalizer(withStorageClass(claim, context), 'kubernetes.io/pvc-protection'),
		prepareForCreate: claim => withDataSources({...claim, status: {phase: 'Pending'}}, undefined),
		prepareForUpdate: (next, old) => withDataSources(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: claim => validateClaimSpec(claim.spec, 'spec'),
		checkNew: checkLimits,
		validateUpdate: validateClaimUpdate,
		checkUpdate: checkResize,
		warnings: claim => [
			...(claim.metadata.annotations?.[betaStorageClassAnnotation] === undefined
				? []
				: [
						`metadata.annotations[${betaStorageClassAnnotation}]: deprecated since v1.8; use "storageClassName" attribute instead`,
					]),
			...claimSpecWarnings(claim.spec, 'spec'),
		],
	},
};

export function claimSpecWarnings({resources}: PersistentVolumeClaimSpec, field: string): string[] {
	return [
		...fractionalByteWarnings(resources.requests, `${field}.resources.requests`),
		...fractionalByteWarnings(resources.limits, `${field}.resources.limits`),
	];
}

/** Throws Forbidden where the limits of the namespace do not allow the claim. */
function checkLimits(claim: PersistentVolumeClaim, context: StrategyContext): void {
	const problem = claimLimitProblem(claim, context);
	if (problem) {
		throw refused({group: '', resource: 'persistentvolumeclaims'}, claim.metadata.name, problem);
	}
}

/** Throws Forbidden where a claim may not grow (plugin/pkg/admission/storage/persistentvolume/resize). */
function checkResize(next: PersistentVolumeClaim, old: PersistentVolumeClaim, context: StrategyContext): void {
	const [size, before] = [requestedSize(next), requestedSize(old)];
	if (compareQuantities(size, before) <= 0) {
		return;
	}
	const refuse = (why: string): never => {
		throw refused({group: '', resource: 'persistentvolumeclaims'}, next.metadata.name, why);
	};
	if (old.status.phase !== 'Bound') {
		refuse('Only bound persistent volume claims can be expanded');
	}
	const name = classOf(next);
	const storageClass = name && name === classOf(old) ? storageClassNamed(name, context) : undefined;
	if (!storageClass?.allowVolumeExpansion) {
		refuse(
			'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
		);
	}
}

function requestedSize({spec}: PersistentVolumeClaim): Quantity {
	return parseQuantity(spec.resources.requests?.storage ?? '0');
}

function classOf({metadata, spec}: PersistentVolumeClaim): string | undefined {
	return metadata.annotations?.[betaStorageClassAnnotation] ?? spec.storageClassName;
}

/** Claims that name no class get the default one (plugin/pkg/admission/storage/storageclass/setdefault). */
function withStorageClass(claim: PersistentVolumeClaim, context: StrategyContext): PersistentVolumeClaim {
	if (classOf(claim) !== undefined) {
		return claim;
	}
	const storageClassName = defaultStorageClass(context)?.metadata.name;
	return storageClassName === undefined ? claim : {...claim, spec: {...claim.spec, storageClassName}};
}

/**
 * `dataSource` and `dataSourceRef` say the same where one of them is given. What the older field could never name is
 * dropped without a word, and so is a namespace's worth that takes a feature which is off (pkg/api/persistentvolumeclaim).
 */
function withDataSources(claim: PersistentVolumeClaim, old: PersistentVolumeClaim | undefined): PersistentVolumeClaim {
	const {dataSource: given, dataSourceRef: givenRef, ...spec} = claim.spec;
	const acrossNamespaces = givenRef?.namespace && !old?.spec.dataSourceRef;
	const ref = acrossNamespaces ? undefined : givenRef;
	const inUse = old?.spec.dataSource !== undefined || old?.spec.dataSourceRef !== undefined;
	const source = inUse || ref || isClaimOrSnapshot(given) ? given : undefined;
	const dataSource = source ?? (ref?.namespace ? undefined : ref);
	const dataSourceRef = ref ?? source;
	if (dataSource === given && dataSourceRef === givenRef) {
		return claim;
	}
	return {...claim, spec: {...spec, ...(dataSource && {dataSource}), ...(dataSourceRef && {dataSourceRef})}};
}

function isClaimOrSnapshot(source: PersistentVolumeClaimSpec['dataSource']): boolean {
	const {kind, apiGroup = ''} = source ?? {};
	return (
		(kind === 'PersistentVolumeClaim' && apiGroup === '') ||
		(kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io')
	);
}

function validateClaimUpdate(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
	const errors = validateClaimSpec(next.spec, 'spec');
	const annotation = (claim: PersistentVolumeClaim) => claim.metadata.annotations?.[betaStorageClassAnnotation] ?? '';
	if (annotation(next) !== annotation(old)) {
		const field = `metadata.annotations.${betaStorageClassAnnotation}`;
		errors.push(invalid(field, annotation(next), 'field is immutable'));
	}
	const [before, after] = comparable(next, old);
	if (!semanticEqual(after, before)) {
		const why =
			'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
		errors.push(forbidden('spec', `${why}\n${claimSpecDiff(before, after)}`));
	}
	const capacity = parseQuantity(old.status.capacity?.storage ?? '0');
	const size = requestedSize(next);
	if (compareQuantities(size, requestedSize(old)) < 0 && compareQuantities(size, capacity) <= 0) {
		errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
	}
	errors.push(...validateImmutableField(next.spec.volumeMode, old.spec.volumeMode, 'volumeMode'));
	if (old.status.currentVolumeAttributesClassName !== undefined && !next.spec.volumeAttributesClassName) {
		const to = next.spec.volumeAttributesClassName === undefined ? 'nil' : 'empty string';
		const why = `update to ${to} is forbidden when status.currentVolumeAttributesClassName is not nil`;
		errors.push(forbidden('spec.volumeAttributesClassName', why));
	}
	return errors;
}

/** Both specs without what may change: the name of the volume once, and of bound claims the size and attributes. */
function comparable(
	next: PersistentVolumeClaim,
	old: PersistentVolumeClaim,
): [before: PersistentVolumeClaimSpec, after: PersistentVolumeClaimSpec] {
	let before = old.spec;
	let after = next.spec;
	if (!before.volumeName) {
		before = {...before, volumeName: after.volumeName};
	}
	// A claim that named no class may get the default one later.
	if (before.storageClassName === undefined && after.storageClassName) {
		before = {...before, storageClassName: after.storageClassName};
	}
	if (next.status.phase === 'Bound' && after.resources.requests) {
		const storage = before.resources.requests?.storage ?? '0';
		after = {...after, resources: {...after.resources, requests: {...after.resources.requests, storage}}};
	}
	if (next.status.phase === 'Bound') {
		after = {...after, volumeAttributesClassName: before.volumeAttributesClassName};
	}
	return [before, after];
}
