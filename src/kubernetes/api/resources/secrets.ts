/** Secrets (pkg/registry/core/secret/strategy.go, ValidateSecret). */
import {Secret} from '../../../api/core-v1/config.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isConfigMapKey} from '../../../apimachinery/formats.ts';
import {jsonTypeName} from '../../../apimachinery/json-patch.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import {whyNotJson} from '../../../apimachinery/yaml/why-not-json.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {dataLimit, decodedLength, immutableSetMessage} from './config-maps.ts';
import {sortedEntries} from './strategy.ts';

const {forbidden, invalid, required, tooLong} = fieldErrors;
const accountAnnotation = 'kubernetes.io/service-account.name';

export const secrets: ResourceDefinition<Secret> = {
	group: '',
	version: 'v1',
	kind: 'Secret',
	plural: 'secrets',
	singular: 'secret',
	namespaced: true,
	schema: Secret,
	validateName: nameIsDnsSubdomain,
	fields: {type: secret => secret.type},
	columns: [
		nameColumn,
		{name: 'Type', type: 'string', description: descriptionOf(Secret, 'type'), cell: ({type}) => type},
		{
			name: 'Data',
			type: 'string',
			description: descriptionOf(Secret, 'data'),
			cell: ({data}) => Object.keys(data ?? {}).length,
		},
		ageColumn,
	],
	strategy: {
		applyDefaults: encodeStringData,
		validate: validateSecret,
		validateUpdate: validateSecretUpdate,
	},
};

/** What is given as text becomes data; the text itself is not kept (pkg/apis/core/v1/conversion.go). */
function encodeStringData(secret: Secret): Secret {
	const {stringData, ...rest} = secret;
	if (!stringData) {
		return secret;
	}
	const encoded = Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)]);
	return encoded.length > 0 ? {...rest, data: {...rest.data, ...Object.fromEntries(encoded)}} : rest;
}

function encodeBase64(text: string): string {
	return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));
}

/** The keys that secrets of a type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
	'kubernetes.io/dockercfg': ['.dockercfg'],
	'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
	'kubernetes.io/ssh-auth': ['ssh-privatekey'],
	'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** The keys under which secrets of a type must have a JSON object. */
const jsonKeys: Readonly<Record<string, readonly string[]>> = {
	'kubernetes.io/dockercfg': ['.dockercfg'],
	'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
};

/** What Go's decoder says of data that is no JSON object; undefined where it is one. */
function jsonMapProblem(base64: string): string | undefined {
	const text = new TextDecoder().decode(Uint8Array.from(atob(base64), byte => byte.charCodeAt(0)));
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return whyNotJson(text);
	}
	const fits = typeof value === 'object' && !Array.isArray(value);
	return fits
		? undefined
		: `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type map[string]interface {}`;
}

function validateSecret(secret: Secret): FieldError[] {
	const {data = {}, type, metadata} = secret;
	const errors: FieldError[] = [];
	let size = 0;
	for (const [key, value] of sortedEntries(data)) {
		errors.push(...isConfigMapKey(key).map(message => invalid(`data[${key}]`, key, message)));
		size += decodedLength(value);
	}
	if (size > dataLimit) {
		errors.push(tooLong('data', dataLimit));
	}
	if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.[accountAnnotation]) {
		errors.push(required(`metadata.annotations[${accountAnnotation}]`));
	}
	for (const key of requiredKeys[type] ?? []) {
		if (data[key] === undefined || (key === 'ssh-privatekey' && data[key] === '')) {
			errors.push(required(`data[${key}]`));
		}
	}
	for (const key of jsonKeys[type] ?? []) {
		const problem = data[key] === undefined ? undefined : jsonMapProblem(data[key]);
		if (problem !== undefined) {
			errors.push(invalid(`data[${key}]`, '<secret contents redacted>', problem));
		}
	}
	if (type === 'kubernetes.io/basic-auth' && data.username === undefined && data.password === undefined) {
		errors.push(required('data[username]'), required('data[password]'));
	}
	return errors;
}

function validateSecretUpdate(next: Secret, old: Secret): FieldError[] {
	const errors = validateImmutableField(next.type, old.type, 'type');
	if (old.immutable) {
		if (!next.immutable) {
			errors.push(forbidden('immutable', immutableSetMessage));
		}
		if (!jsonEqual(next.data, old.data)) {
			errors.push(forbidden('data', immutableSetMessage));
		}
	}
	return [...errors, ...validateSecret(next)];
}
