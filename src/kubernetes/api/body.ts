/** Reads the object in a request's body (apiserver pkg/endpoints/handlers/create.go, rest.go transformDecodeError). */
import type {ApiRequest} from '../../apimachinery/connection.ts';
import {DecodeError, decode, type FieldValidation, type ValueSource} from '../../apimachinery/decode.ts';
import {fieldErrors, invalid} from '../../apimachinery/field-error.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Message} from '../../apimachinery/schema.ts';
import {badRequest} from '../../apimachinery/status.ts';
import {unsupportedMediaType} from './errors.ts';
import {bareType} from './negotiation.ts';

/** The kind that a body must be of. */
export interface ExpectedKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly schema: Message;
}

/** Whether the server knows a kind at all, for the words of its refusal. */
export type KnowsKind = (group: string, version: string, kind: string) => boolean;

const bodyTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const scheme = 'pkg/api/legacyscheme/scheme.go:30';

/** The type of a body that is no patch; throws 415. */
export function checkContentType(contentType: string | undefined): void {
	const bare = bareType(contentType);
	if (bare !== undefined && bare !== '*/*' && !bodyTypes.includes(bare)) {
		throw unsupportedMediaType(bodyTypes);
	}
}

/** What reading a body needs of the call. */
export interface BodyContext {
	readonly request: ApiRequest;
	readonly knows: KnowsKind;
	readonly warn: (message: string) => void;
}

export function readBody(
	expected: ExpectedKind,
	{request, knows, warn}: BodyContext,
	validation: FieldValidation,
): KubernetesObject {
	const {body, duplicateFields} = request;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		const text = body === undefined ? '<empty>' : summarize(JSON.stringify(body));
		throw badRequest(
			`the object provided is unrecognized (must be of type ${expected.kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${goKind(body)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (${text})`,
		);
	}
	const given = body as {readonly apiVersion?: string; readonly kind?: string};
	checkKind(expected, given, knows);
	const {group, version, kind} = expected;
	const apiVersion = group === '' ? version : `${group}/${version}`;
	try {
		const {value, warnings} = decode(
			expected.schema,
			{...given, apiVersion, kind},
			validation,
			'json',
			duplicateFields,
		);
		for (const warning of warnings) {
			warn(warning);
		}
		const object = value as KubernetesObject;
		return {...object, apiVersion, kind, metadata: object.metadata ?? {name: ''}};
	} catch (error) {
		if (!(error instanceof DecodeError)) {
			throw error;
		}
		throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${error.message}`);
	}
}

function checkKind(
	expected: ExpectedKind,
	given: {readonly apiVersion?: string; readonly kind?: string},
	knows: KnowsKind,
): void {
	const kind = given.kind || expected.kind;
	const wanted = expected.group === '' ? expected.version : `${expected.group}/${expected.version}`;
	const apiVersion = given.apiVersion || wanted;
	if (kind === expected.kind && apiVersion === wanted) {
		return;
	}
	const slash = apiVersion.indexOf('/');
	const [group, version] = slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
	const refuse = (why: string) =>
		badRequest(`${kind} in version "${version}" cannot be handled as a ${expected.kind}: ${why}`);
	if (!knows(group, version, kind)) {
		throw refuse(`no kind "${kind}" is registered for version "${apiVersion}" in scheme "${scheme}"`);
	}
	if (kind !== expected.kind) {
		const from = `${version}.${kind}`;
		const to = `${expected.group === '' ? 'core' : expected.group.split('.')[0]}.${expected.kind}`;
		throw refuse(`converting (${from}) to (${to}): unknown conversion`);
	}
	throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`);
}

/** Reads an object that a patch made. What does not fit is a mistake in the patch (handlers/patch.go). */
export function readPatched(
	schema: Message,
	object: unknown,
	validation: FieldValidation,
	patch: {readonly source: ValueSource; describe(): string; readonly duplicates?: readonly string[] | undefined},
	warn: (message: string) => void,
): KubernetesObject {
	try {
		const {value, warnings} = decode(schema, object, validation, patch.source, patch.duplicates);
		for (const warning of warnings) {
			warn(warning);
		}
		return value as KubernetesObject;
	} catch (error) {
		if (!(error instanceof DecodeError)) {
			throw error;
		}
		throw invalid({group: '', kind: ''}, '', [fieldErrors.invalid('patch', patch.describe(), error.message)]);
	}
}

function goKind(value: unknown): string {
	return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

function summarize(text: string): string {
	return text.length > 30 ? `${text.slice(0, 30)} ...` : text;
}
