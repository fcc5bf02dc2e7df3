/** Where containers see their volumes. */
import type {Container, VolumeMount} from '../../../../api/core-v1/container.ts';
import type {Volume} from '../../../../api/core-v1/volumes.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {validateDescendingPath, validateNoBacksteps} from './paths.ts';

const {invalid, required, notFound, forbidden, notSupported} = fieldErrors;

type Volumes = ReadonlyMap<string, Volume>;

export function validateVolumeMounts(container: Container, volumes: Volumes, field: string): FieldError[] {
	const errors: FieldError[] = [];
	const devices = container.volumeDevices ?? [];
	const seen = new Set<string>();
	(container.volumeMounts ?? []).forEach((mount, index) => {
		const at = `${field}[${index}]`;
		const {name = '', mountPath = '', subPath, subPathExpr} = mount;
		if (!name) {
			errors.push(required(`${at}.name`));
		}
		if (!volumes.has(name)) {
			errors.push(notFound(`${at}.name`, name));
		}
		if (!mountPath) {
			errors.push(required(`${at}.mountPath`));
		}
		if (seen.has(mountPath)) {
			errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
		}
		seen.add(mountPath);
		if (devices.some(device => device.name === name)) {
			errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'));
		}
		if (devices.some(device => device.devicePath === mountPath)) {
			errors.push(invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
		}
		if (subPath) {
			errors.push(...validateDescendingPath(subPath, `${field}.subPath`));
		}
		if (subPathExpr) {
			if (subPath) {
				errors.push(invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
			}
			errors.push(...validateDescendingPath(subPathExpr, `${field}.subPathExpr`));
		}
		errors.push(...validatePropagation(mount, container, `${field}.mountPropagation`));
		errors.push(...validateRecursiveReadOnly(mount, `${field}.recursiveReadOnly`));
	});
	return errors;
}

function validatePropagation({mountPropagation}: VolumeMount, container: Container, field: string): FieldError[] {
	if (mountPropagation === undefined) {
		return [];
	}
	const errors: FieldError[] = [];
	const supported = ['Bidirectional', 'HostToContainer', 'None'];
	if (!supported.includes(mountPropagation)) {
		errors.push(notSupported(field, mountPropagation, supported));
	}
	if (mountPropagation === 'Bidirectional' && !container.securityContext?.privileged) {
		const message = 'Bidirectional mount propagation is available only to privileged containers';
		errors.push(forbidden(field, message));
	}
	return errors;
}

function validateRecursiveReadOnly(mount: VolumeMount, field: string): FieldError[] {
	const {recursiveReadOnly, readOnly, mountPropagation} = mount;
	if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') {
		return [];
	}
	if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') {
		return [notSupported(field, recursiveReadOnly, ['Disabled', 'Enabled', 'IfPossible'])];
	}
	const errors: FieldError[] = [];
	if (!readOnly) {
		errors.push(forbidden(field, 'may only be specified when readOnly is true'));
	}
	if (mountPropagation !== undefined && mountPropagation !== 'None') {
		errors.push(forbidden(field, 'may only be specified when mountPropagation is None or not specified'));
	}
	return errors;
}

export function validateVolumeDevices(container: Container, volumes: Volumes, field: string): FieldError[] {
	const errors: FieldError[] = [];
	const mounts = container.volumeMounts ?? [];
	const names = new Set<string>();
	const paths = new Set<string>();
	(container.volumeDevices ?? []).forEach(({name = '', devicePath = ''}, index) => {
		const at = `${field}[${index}]`;
		const volume = volumes.get(name);
		if (!name) {
			errors.push(required(`${at}.name`));
		}
		if (names.has(name)) {
			errors.push(invalid(`${at}.name`, name, 'must be unique'));
		}
		if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) {
			const message = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
			errors.push(invalid(`${at}.name`, name, message));
		}
		if (!volume) {
			errors.push(notFound(`${at}.name`, name));
		}
		if (!devicePath) {
			errors.push(required(`${at}.devicePath`));
		}
		if (paths.has(devicePath)) {
			errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
		}
		if (validateNoBacksteps(devicePath, '').length > 0) {
			errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
		} else {
			paths.add(devicePath);
		}
		if (mounts.some(mount => mount.name === name)) {
			errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
		}
		if (mounts.some(mount => mount.mountPath === devicePath)) {
			errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
		}
		if (name) {
			names.add(name);
		}
	});
	return errors;
}
