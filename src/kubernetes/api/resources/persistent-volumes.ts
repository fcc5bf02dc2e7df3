/** Persistent volumes (pkg/registry/core/persistentvolume/strategy.go). */
import {
	PersistentVolume,
	PersistentVolumeSpec,
	PersistentVolumeStatus,
} from '../../../api/core-v1/persistent-volume.ts';
import {persistentVolumeSourceFields} from '../../../api/core-v1/persistent-volume-sources.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Subdomain} from '../../../apimachinery/formats.ts';
import {canonicalQuantity} from '../../../apimachinery/quantity.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {validateVolumeSources} from './persistent-volume-sources.ts';
import {keep, sortedEntries, withFinalizer} from './strategy.ts';
import {
	betaStorageClassAnnotation,
	formatAccessModes,
	validateAccessModes,
	validatePositiveQuantity,
	validateVolumeMode,
} from './volume-modes.ts';

const {forbidden, invalid, notSupported, required} = fieldErrors;
const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];
const sourceNames = Object.keys(persistentVolumeSourceFields) as (keyof PersistentVolumeSpec)[];

export const persistentVolumes: ResourceDefinition<PersistentVolume> = {
	group: '',
	version: 'v1',
	kind: 'PersistentVolume',
	plural: 'persistentvolumes',
	singular: 'persistentvolume',
	shortNames: ['pv'],
	namespaced: false,
	subresources: ['status'],
	schema: PersistentVolume,
	validateName: nameIsDnsSubdomain,
	fields: {name: volume => volume.metadata.name},
	indexes: {
		/** The claim that a volume is bound to or kept for, as `namespace/name`. */
		claim(object) {
			const {claimRef} = (object as PersistentVolume).spec;
			return claimRef ? [`${claimRef.namespace}/${claimRef.name}`] : [];
		},
		/** The class of a volume that nothing has claimed. */
		unclaimed(object) {
			const {metadata, spec} = object as PersistentVolume;
			const className = metadata.annotations?.[betaStorageClassAnnotation] ?? spec.storageClassName ?? '';
			return spec.claimRef ? [] : [className];
		},
	},
	columns: [
		nameColumn,
		{
			name: 'Capacity',
			type: 'string',
			description: descriptionOf(PersistentVolumeSpec, 'capacity'),
			cell: ({spec}) => canonicalQuantity(spec.capacity?.storage ?? '0'),
		},
		{
			name: 'Access Modes',
			type: 'string',
			description: descriptionOf(PersistentVolumeSpec, 'accessModes'),
			cell: ({spec}) => formatAccessModes(spec.accessModes),
		},
		{
			name: 'Reclaim Policy',
			type: 'string',
			description: descriptionOf(PersistentVolumeSpec, 'persistentVolumeReclaimPolicy'),
			cell: ({spec}) => spec.persistentVolumeReclaimPolicy,
		},
		{
			name: 'Status',
			type: 'string',
			description: descriptionOf(PersistentVolumeStatus, 'phase'),
			cell: ({metadata, status}) => (metadata.deletionTimestamp ? 'Terminating' : status.phase),
		},
		{
			name: 'Claim',
			type: 'string',
			description: descriptionOf(PersistentVolumeSpec, 'claimRef'),
			cell: ({spec: {claimRef}}) => (claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : ''),
		},
		{
			name: 'StorageClass',
			type: 'string',
			description: 'The class that the volume belongs to.',
			cell: ({metadata, spec}) => metadata.annotations?.[betaStorageClassAnnotation] ?? spec.storageClassName ?? '',
		},
		{
			name: 'VolumeAttributesClass',
			type: 'string',
			description: 'The class of volume attributes that the volume has.',
			cell: ({spec}) => spec.volumeAttributesClassName ?? '<unset>',
		},
		{
			name: 'Reason',
			type: 'string',
			description: descriptionOf(PersistentVolumeStatus, 'reason'),
			cell: ({status}) => status.reason ?? '',
		},
		ageColumn,
		{
			name: 'VolumeMode',
			type: 'string',
			priority: 1,
			description: descriptionOf(PersistentVolumeSpec, 'volumeMode'),
			cell: ({spec}) => spec.volumeMode,
		},
	],
	strategy: {
		returnsDeleted: true,
		admit: volume => withFinalizer(volume, 'kubernetes.io/pv-protection'),
		prepareForCreate: (volume, {now}) => ({
			...volume,
			status: {phase: 'Pending', lastPhaseTransitionTime: formatTime(now)},
		}),
		prepareForUpdate: (next, old) => keep(next, old, 'status'),
		prepareForStatusUpdate: (next, old, {now}) => withTransitionTime(keep(next, old, 'spec'), old, now),
		validate: validateVolume,
		validateUpdate: validateVolumeUpdate,
		warnings: ({metadata, spec}) => [
			...(metadata.annotations?.[betaStorageClassAnnotation] === undefined
				? []
				: [
						`metadata.annotations[${betaStorageClassAnnotation}]: deprecated since v1.8; use "storageClassName" attribute instead`,
					]),
			...(spec.persistentVolumeReclaimPolicy === 'Recycle'
				? [
						'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
					]
				: []),
		],
	},
};

/** Notes when the phase changed, where who changed it did not. */
function withTransitionTime(next: PersistentVolume, old: PersistentVolume, now: number): PersistentVolume {
	const before = old.status.lastPhaseTransitionTime;
	const given = next.status.lastPhaseTransitionTime;
	if (old.status.phase === next.status.phase) {
		return given || !before ? next : {...next, status: {...next.status, lastPhaseTransitionTime: before}};
	}
	const stale = !given || given === before;
	return stale ? {...next, status: {...next.status, lastPhaseTransitionTime: formatTime(now)}} : next;
}

function validateVolume({spec}: PersistentVolume): FieldError[] {
	const errors: FieldError[] = [];
	if (!spec.accessModes?.length) {
		errors.push(required('spec.accessModes'));
	}
	errors.push(...validateAccessModes(spec.accessModes, 'spec.accessModes'), ...validateCapacity(spec));
	if (!reclaimPolicies.includes(spec.persistentVolumeReclaimPolicy)) {
		const field = 'spec.persistentVolumeReclaimPolicy';
		errors.push(notSupported(field, spec.persistentVolumeReclaimPolicy, reclaimPolicies));
	}
	if (spec.nodeAffinity && !spec.nodeAffinity.required) {
		errors.push(required('spec.nodeAffinity.required', 'must specify required node constraints'));
	}
	errors.push(...validateVolumeSources(spec));
	if (spec.storageClassName) {
		const name = spec.storageClassName;
		errors.push(...isDns1123Subdomain(name).map(message => invalid('spec.storageClassName', name, message)));
	}
	return [...errors, ...validateVolumeMode(spec.volumeMode, 'spec.volumeMode'), ...validateAttributesClass(spec)];
}

function validateAttributesClass({volumeAttributesClassName: name, csi}: PersistentVolumeSpec): FieldError[] {
	const field = 'spec.volumeAttributesClassName';
	if (name === undefined) {
		return [];
	}
	return [
		...(name === '' ? [required(field, 'an empty string is disallowed')] : []),
		...(name === '' ? [] : isDns1123Subdomain(name).map(message => invalid(field, name, message))),
		...(csi ? [] : [required('spec.csi', 'has to be specified when using volumeAttributesClassName')]),
	];
}

function validateCapacity({capacity = {}}: PersistentVolumeSpec): FieldError[] {
	const entries = sortedEntries(capacity);
	const errors: FieldError[] = entries.length === 0 ? [required('spec.capacity')] : [];
	if (capacity.storage === undefined || entries.length > 1) {
		errors.push(
			notSupported('spec.capacity', entries.length > 0 ? Object.fromEntries(entries) : undefined, ['storage']),
		);
	}
	const sizes = entries.flatMap(([name, amount]) => validatePositiveQuantity(amount, `spec.capacity[${name}]`));
	return [...errors, ...sizes];
}

function validateVolumeUpdate(next: PersistentVolume, old: PersistentVolume): FieldError[] {
	const errors = validateVolume(next);
	const sources = ({spec}: PersistentVolume) => sourceNames.map(name => spec[name] ?? null);
	if (!semanticEqual(sources(next), sources(old))) {
		const message = 'spec.persistentvolumesource is immutable after creation';
		errors.push(forbidden('spec.persistentvolumesource', message));
	}
	return [...errors, ...validateImmutableField(next.spec.volumeMode, old.spec.volumeMode, 'volumeMode')];
}
