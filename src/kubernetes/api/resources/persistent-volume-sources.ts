/** What a PersistentVolume says of where its storage is (ValidatePersistentVolumeSpec in pkg/apis/core/validation/validation.go). */
import type {PersistentVolumeSpec} from '../../../api/core-v1/persistent-volume.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {validateNoBacksteps} from './pod/paths.ts';
import {validateHostPath} from './pod/volumes.ts';

const {forbidden, invalid, required} = fieldErrors;

/** The kinds of storage in the order in which upstream looks at them; the first that is given is the one that counts. */
const sourceOrder: readonly (keyof PersistentVolumeSpec)[] = [
	'hostPath',
	'gcePersistentDisk',
	'awsElasticBlockStore',
	'glusterfs',
	'flocker',
	'nfs',
	'rbd',
	'quobyte',
	'cephfs',
	'iscsi',
	'cinder',
	'fc',
	'flexVolume',
	'azureFile',
	'vsphereVolume',
	'photonPersistentDisk',
	'portworxVolume',
	'azureDisk',
	'scaleIO',
	'local',
	'storageos',
	'csi',
];

export function validateVolumeSources(spec: PersistentVolumeSpec): FieldError[] {
	const [first, ...others] = sourceOrder.filter(name => spec[name] !== undefined);
	if (!first) {
		return [required('spec', 'must specify a volume type')];
	}
	const errors = [
		...validateSource(spec, first),
		...others.map(name =>
			forbidden(`spec.${name === 'cephfs' ? 'cephFS' : name}`, 'may not specify more than 1 volume type'),
		),
	];
	if (/^(\/+\.?)+$/.test(spec.hostPath?.path ?? '') && spec.persistentVolumeReclaimPolicy === 'Recycle') {
		const message = "may not be 'recycle' for a hostPath mount of '/'";
		errors.push(forbidden('spec.persistentVolumeReclaimPolicy', message));
	}
	return errors;
}

function validateSource({hostPath, nfs, local, nodeAffinity}: PersistentVolumeSpec, name: string): FieldError[] {
	if (name === 'hostPath' && hostPath) {
		return validateHostPath(hostPath, 'spec.hostPath');
	}
	if (name === 'nfs' && nfs) {
		return validateNfs(nfs);
	}
	if (name === 'local' && local) {
		const missing = nodeAffinity ? [] : [required('spec.nodeAffinity', 'Local volume requires node affinity')];
		const field = 'spec.local.path';
		return [...(local.path ? validateNoBacksteps(local.path, field) : [required(field)]), ...missing];
	}
	return [];
}

function validateNfs({server, path}: NonNullable<PersistentVolumeSpec['nfs']>): FieldError[] {
	const errors: FieldError[] = [];
	if (!server) {
		errors.push(required('spec.nfs.server'));
	}
	if (!path) {
		errors.push(required('spec.nfs.path'));
	}
	return path?.startsWith('/') ? errors : [...errors, invalid('spec.nfs.path', path ?? '', 'must be an absolute path')];
}
