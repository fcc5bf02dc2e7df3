/** Security contexts, of containers and of the Pod. */
import type {PodSpec} from '../../../../api/core-v1/pod.ts';
import type {
	AppArmorProfile,
	PodSecurityContext,
	SeccompProfile,
	SecurityContext,
} from '../../../../api/core-v1/security.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isUserId} from '../../../../apimachinery/formats.ts';
import {internalForm} from './internal-form.ts';
import {invalidEach, validateDescendingPath} from './paths.ts';

const {invalid, required, forbidden, duplicate, notSupported, tooLong} = fieldErrors;

export function validateSecurityContext(
	context: SecurityContext | undefined,
	field: string,
	hostUsers: boolean,
): FieldError[] {
	if (!context) {
		return [];
	}
	const errors = validateIds(context, ['runAsUser', 'runAsGroup'], field);
	const {procMount, privileged, allowPrivilegeEscalation, capabilities} = context;
	if (procMount !== undefined) {
		const supported = ['Default', 'Unmasked'];
		if (!supported.includes(procMount)) {
			errors.push(notSupported(`${field}.procMount`, procMount, supported));
		}
		if (hostUsers && procMount === 'Unmasked') {
			errors.push(invalid(`${field}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'));
		}
	}
	errors.push(...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`));
	if (allowPrivilegeEscalation === false) {
		const refused = 'cannot set `allowPrivilegeEscalation` to false and';
		const printed = () => internalForm('SecurityContext', context);
		if (privileged) {
			errors.push(invalid(field, printed(), `${refused} \`privileged\` to true`));
		}
		if (capabilities?.add?.includes('CAP_SYS_ADMIN')) {
			errors.push(invalid(field, printed(), `${refused} \`capabilities.Add\` CAP_SYS_ADMIN`));
		}
	}
	return [...errors, ...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`)];
}

function validateIds<T extends object>(context: T, keys: readonly (keyof T & string)[], field: string): FieldError[] {
	return keys.flatMap(key => {
		const id = context[key] as number | undefined;
		return id === undefined ? [] : invalidEach(`${field}.${key}`, id, isUserId(id));
	});
}

function validateSeccomp(profile: SeccompProfile | undefined, field: string): FieldError[] {
	if (!profile) {
		return [];
	}
	const {type, localhostProfile} = profile;
	const errors = validateProfileType(type, 'seccompProfile', `${field}.type`);
	if (type === 'Localhost') {
		const path = `${field}.localhostProfile`;
		errors.push(
			...(localhostProfile === undefined
				? [required(path, 'must be set when seccomp type is Localhost')]
				: validateDescendingPath(localhostProfile, path)),
		);
	} else if (localhostProfile !== undefined) {
		const printed = internalForm('SeccompProfile', profile);
		const message = 'can only be set when seccomp type is Localhost';
		errors.push(invalid(`${field}.localhostProfile`, printed, message));
	}
	return errors;
}

function validateProfileType(type: string | undefined, what: string, field: string): FieldError[] {
	const supported = ['Localhost', 'RuntimeDefault', 'Unconfined'];
	if (!type) {
		return [required(field, `type is required when ${what} is set`)];
	}
	return supported.includes(type) ? [] : [notSupported(field, type, supported)];
}

function validateAppArmor(profile: AppArmorProfile | undefined, field: string): FieldError[] {
	if (!profile) {
		return [];
	}
	const {type, localhostProfile} = profile;
	const path = `${field}.localhostProfile`;
	if (type === 'RuntimeDefault' || type === 'Unconfined') {
		const message = 'can only be set when AppArmor type is Localhost';
		return localhostProfile === undefined ? [] : [invalid(path, localhostProfile, message)];
	}
	if (type !== 'Localhost') {
		return validateProfileType(type, 'appArmorProfile', `${field}.type`);
	}
	if (!localhostProfile) {
		return [required(path, 'must be set when AppArmor type is Localhost')];
	}
	const errors: FieldError[] = [];
	if (localhostProfile.trim() !== localhostProfile) {
		errors.push(invalid(path, localhostProfile, 'must not be padded with whitespace'));
	}
	if (localhostProfile.length > 4095) {
		errors.push(tooLong(path, 4095));
	}
	return errors;
}

export function validatePodSecurityContext(
	context: PodSecurityContext | undefined,
	spec: PodSpec,
	field: string,
): FieldError[] {
	if (!context) {
		return [];
	}
	const errors = validateIds(context, ['fsGroup', 'runAsUser', 'runAsGroup'], field);
	(context.supplementalGroups ?? []).forEach((id, index) => {
		errors.push(...invalidEach(`${field}.supplementalGroups[${index}]`, id, isUserId(id)));
	});
	if (spec.shareProcessNamespace && spec.hostPID) {
		const message = 'ShareProcessNamespace and HostPID cannot both be enabled';
		errors.push(invalid(`${field}.shareProcessNamespace`, true, message));
	}
	errors.push(...validateSysctls(context, spec, `${field}.sysctls`));
	errors.push(...oneOf(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], `${field}.fsGroupChangePolicy`));
	errors.push(...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`));
	errors.push(...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`));
	errors.push(...oneOf(context.supplementalGroupsPolicy, ['Merge', 'Strict'], `${field}.supplementalGroupsPolicy`));
	errors.push(...oneOf(context.seLinuxChangePolicy, ['MountOption', 'Recursive'], `${field}.seLinuxChangePolicy`));
	return errors;
}

function oneOf(value: string | undefined, supported: readonly string[], field: string): FieldError[] {
	return value === undefined || supported.includes(value) ? [] : [notSupported(field, value, supported)];
}

const sysctlSegment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlName = `^(${sysctlSegment}[\\./])*${sysctlSegment}$`;

function validateSysctls({sysctls}: PodSecurityContext, spec: PodSpec, field: string): FieldError[] {
	const errors: FieldError[] = [];
	const names = new Set<string>();
	(sysctls ?? []).forEach(({name = ''}, index) => {
		const at = `${field}[${index}].name`;
		if (!name) {
			errors.push(required(at));
		} else if (name.length > 253 || !new RegExp(sysctlName).test(name)) {
			errors.push(invalid(at, name, `must have at most 253 characters and match regex ${sysctlName}`));
		} else if (names.has(name)) {
			errors.push(duplicate(at, name));
		}
		const path = name.replaceAll('/', '.');
		if (spec.hostNetwork && path.startsWith('net.')) {
			errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
		}
		if (spec.hostIPC && /^(kernel\.(sem$|shm|msg)|fs\.mqueue\.)/.test(path)) {
			errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
		}
		names.add(name);
	});
	return errors;
}

/** Fields of Linux that a Pod for Windows may not set, in upstream's order. */
const linuxOnly = {
	pod: [
		'appArmorProfile',
		'seLinuxOptions',
		'seccompProfile',
		'fsGroup',
		'fsGroupChangePolicy',
		'sysctls',
		'runAsUser',
		'runAsGroup',
		'supplementalGroups',
		'supplementalGroupsPolicy',
		'seLinuxChangePolicy',
	],
	spec: ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
	container: [
		'appArmorProfile',
		'seLinuxOptions',
		'seccompProfile',
		'capabilities',
		'readOnlyRootFilesystem',
		'privileged',
		'allowPrivilegeEscalation',
		'procMount',
		'runAsUser',
		'runAsGroup',
	],
} as const;

/** What a Pod that names its operating system may not say. */
export function validateForOs(
	spec: PodSpec,
	containers: readonly {readonly container: {readonly securityContext?: SecurityContext}; readonly field: string}[],
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	const refuse = (object: object | undefined, keys: readonly string[], at: string, message: string) => {
		for (const key of keys) {
			if (object && (object as Readonly<Record<string, unknown>>)[key] !== undefined) {
				errors.push(forbidden(`${at}.${key}`, message));
			}
		}
	};
	const windows = spec.os?.name === 'windows';
	const message = windows ? 'cannot be set for a windows pod' : 'windows options cannot be set for a linux pod';
	refuse(spec.securityContext, windows ? linuxOnly.pod : ['windowsOptions'], `${field}.securityContext`, message);
	if (windows) {
		refuse(spec, linuxOnly.spec, field, message);
	}
	for (const {container, field: at} of containers) {
		const keys = windows ? linuxOnly.container : ['windowsOptions'];
		refuse(container.securityContext, keys, `${at}.securityContext`, message);
	}
	return errors;
}
