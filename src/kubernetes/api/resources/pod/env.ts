/** Environment variables and where their values come from. */
import type {EnvFromSource, EnvVar} from '../../../../api/core-v1/env.ts';
import type {
	ConfigMapKeySelector,
	FileKeySelector,
	ObjectFieldSelector,
	ResourceFieldSelector,
} from '../../../../api/core-v1/references.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {
	isConfigMapKey,
	isDns1123Label,
	isDns1123Subdomain,
	isEnvVarName,
	isQualifiedName,
	nameIsDnsSubdomain,
} from '../../../../apimachinery/formats.ts';
import {canonicalQuantity} from '../../../../apimachinery/quantity.ts';
import {invalidEach, validateNoBacksteps} from './paths.ts';

const {invalid, required, notSupported} = fieldErrors;

const environmentFields = [
	'metadata.name',
	'metadata.namespace',
	'metadata.uid',
	'spec.nodeName',
	'spec.serviceAccountName',
	'status.hostIP',
	'status.hostIPs',
	'status.podIP',
	'status.podIPs',
];
/** Fields that the downward API knows, though not everywhere (pkg/apis/core/pods/helpers.go). */
const podFields = [
	...environmentFields,
	'metadata.annotations',
	'metadata.labels',
	'spec.restartPolicy',
	'spec.schedulerName',
	'status.phase',
];
const resourceFields = [
	'limits.cpu',
	'limits.ephemeral-storage',
	'limits.memory',
	'requests.cpu',
	'requests.ephemeral-storage',
	'requests.memory',
];
const byteDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

export function validateEnv(variables: readonly EnvVar[] | undefined, field: string): FieldError[] {
	return (variables ?? []).flatMap((variable, index) => {
		const at = `${field}[${index}]`;
		const name = variable.name ?? '';
		return [
			...(name === '' ? [required(`${at}.name`)] : invalidEach(`${at}.name`, name, isEnvVarName(name))),
			...validateValueFrom(variable, `${at}.valueFrom`),
		];
	});
}

function validateValueFrom({value, valueFrom}: EnvVar, field: string): FieldError[] {
	if (!valueFrom) {
		return [];
	}
	const {fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef} = valueFrom;
	const errors: FieldError[] = [];
	if (fieldRef) {
		errors.push(...validateFieldRef(fieldRef, environmentFields, `${field}.fieldRef`));
	}
	if (resourceFieldRef) {
		errors.push(...validateResourceFieldRef(resourceFieldRef, `${field}.resourceFieldRef`, false));
	}
	if (configMapKeyRef) {
		errors.push(...validateKeyRef(configMapKeyRef, `${field}.configMapKeyRef`));
	}
	if (secretKeyRef) {
		errors.push(...validateKeyRef(secretKeyRef, `${field}.secretKeyRef`));
	}
	if (fileKeyRef) {
		errors.push(...validateFileKeyRef(fileKeyRef, `${field}.fileKeyRef`));
	}
	const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
	if (sources === 0) {
		const all = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
		errors.push(invalid(field, '', `must specify one of: ${all}`));
	} else if (value) {
		errors.push(invalid(field, '', 'may not be specified when `value` is not empty'));
	} else if (sources > 1) {
		errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
	}
	return errors;
}

/** A field of the Pod itself, such as `metadata.name` or `metadata.labels['app']`. */
export function validateFieldRef(
	{apiVersion, fieldPath}: ObjectFieldSelector,
	supported: readonly string[],
	field: string,
): FieldError[] {
	if (!apiVersion) {
		return [required(`${field}.apiVersion`)];
	}
	if (!fieldPath) {
		return [required(`${field}.fieldPath`)];
	}
	const subscript = /^([^[]*)\['(.*)'\]$/s.exec(fieldPath);
	const path = subscript?.[1] ?? fieldPath;
	const failed = (message: string) => [
		invalid(`${field}.fieldPath`, fieldPath, `error converting fieldPath: ${message}`),
	];
	if (apiVersion !== 'v1') {
		return failed(`unsupported pod version: ${apiVersion}`);
	}
	if (subscript && path !== 'metadata.annotations' && path !== 'metadata.labels') {
		return failed(`field label does not support subscript: ${fieldPath}`);
	}
	if (!podFields.includes(path)) {
		return failed(`field label not supported: ${fieldPath}`);
	}
	if (subscript) {
		const key = path === 'metadata.annotations' ? subscript[2]!.toLowerCase() : subscript[2]!;
		return invalidEach(field, key, isQualifiedName(key));
	}
	return supported.includes(path) ? [] : [notSupported(`${field}.fieldPath`, path, supported)];
}

/** What the container asks for, such as `limits.cpu`. */
export function validateResourceFieldRef(ref: ResourceFieldSelector, field: string, inVolume: boolean): FieldError[] {
	const errors: FieldError[] = [];
	const {resource} = ref;
	const hugePages = /^(requests|limits)\.hugepages-/.test(resource);
	if (inVolume && !ref.containerName) {
		errors.push(required(`${field}.containerName`));
	} else if (!resource) {
		errors.push(required(`${field}.resource`));
	} else if (!resourceFields.includes(resource) && !hugePages) {
		errors.push(notSupported(`${field}.resource`, resource, resourceFields));
	}
	const divisor = canonicalQuantity(ref.divisor || '0');
	if (divisor === '0') {
		return errors;
	}
	const only = (values: readonly string[], what: string) => {
		if (!values.includes(divisor)) {
			const listed = values.length === 2 ? values.join(' and ') : values.join(', ');
			const message = `only divisor's values ${listed} are supported with the ${what} resource`;
			errors.push(invalid(`${field}.divisor`, resource, message));
		}
	};
	if (/^(limits|requests)\.cpu$/.test(resource)) {
		only(['1m', '1'], 'cpu');
	} else if (/^(limits|requests)\.memory$/.test(resource)) {
		only(byteDivisors, 'memory');
	} else if (/^(limits|requests)\.ephemeral-storage$/.test(resource)) {
		only(byteDivisors, 'local ephemeral storage');
	} else if (hugePages) {
		only(byteDivisors, 'hugepages');
	}
	return errors;
}

function validateKeyRef({name = '', key}: ConfigMapKeySelector, field: string): FieldError[] {
	return [
		...invalidEach(`${field}.name`, name, isDns1123Subdomain(name)),
		...(key ? invalidEach(`${field}.key`, key, isConfigMapKey(key)) : [required(`${field}.key`)]),
	];
}

function validateFileKeyRef({key, volumeName, path}: FileKeySelector, field: string): FieldError[] {
	const volume = `${field}.volumeName`;
	return [
		...(key ? invalidEach(`${field}.key`, key, isEnvVarName(key)) : [required(`${field}.key`)]),
		...(volumeName ? invalidEach(volume, volumeName, isDns1123Label(volumeName)) : [required(volume)]),
		...(path ? validateNoBacksteps(path, `${field}.path`) : [required(`${field}.path`)]),
	];
}

export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, field: string): FieldError[] {
	return (sources ?? []).flatMap((source, index) => {
		const at = `${field}[${index}]`;
		const errors: FieldError[] = [];
		if (source.prefix) {
			errors.push(...invalidEach(`${at}.prefix`, source.prefix, isEnvVarName(source.prefix)));
		}
		for (const kind of ['configMapRef', 'secretRef'] as const) {
			const ref = source[kind];
			if (ref) {
				const name = `${at}.${kind}.name`;
				errors.push(...(ref.name ? invalidEach(name, ref.name, nameIsDnsSubdomain(ref.name, true)) : [required(name)]));
			}
		}
		if (!source.configMapRef && !source.secretRef) {
			errors.push(invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
		} else if (source.configMapRef && source.secretRef) {
			errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
		}
		return errors;
	});
}
