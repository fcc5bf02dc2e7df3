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
	if (!knows(group, version, kind) || kind !== expected.kind) {
		const why = whyNoSuchKind(expected, {group, version, kind}, knows);
		throw badRequest(`${kind} in version "${version}" cannot be handled as a ${expected.kind}: ${why}`);
	}
	throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`);
}

/** Why what was sent cannot be read as the kind that is expected. */
function whyNoSuchKind(
	expected: ExpectedKind,
	{group, version, kind}: {readonly group: string; readonly version: string; readonly kind: string},
	knows: KnowsKind,
): string {
	if (!knows(group, version, kind)) {
		const apiVersion = group === '' ? version : `${group}/${version}`;
		return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "${scheme}"`;
	}
	const to = `${expected.group === '' ? 'core' : expected.group.split('.')[0]}.${expected.kind}`;
	return `converting (${version}.${kind}) to (${to}): unknown conversion`;
}

/** Why a patch has made an object of another kind of it; undefined where it has not. */
function whyOtherKind(expected: ExpectedKind, object: unknown, knows: KnowsKind): string | undefined {
	const given = object as {readonly apiVersion?: unknown; readonly kind?: unknown};
	const wanted = expected.group === '' ? expected.version : `${expected.group}/${expected.version}`;
	const apiVersion = String(given.apiVersion || wanted);
	const kind = String(given.kind || expected.kind);
	if (kind === expected.kind && apiVersion === wanted) {
		return undefined;
	}
	const slash = apiVersion.indexOf('/');
	const [group, version] = slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
	return whyNoSuchKind(expected, {group, version, kind}, knows);
}

/**
 * Reads an object that a patch made, of the kind that it was. What does not fit is a mistake in the patch
 * (handlers/patch.go).
 */
export function readPatched(
	expected: ExpectedKind,
	object: unknown,
	validation: FieldValidation,
	patch: {readonly source: ValueSource; describe(): string; readonly duplicates?: readonly string[] | undefined},
	{knows, warn}: Pick<BodyContext, 'knows' | 'warn'>,
): KubernetesObject {
	const refuse = (why: string) =>
		invalid({group: '', kind: ''}, '', [fieldErrors.invalid('patch', patch.describe(), why)]);
	const otherKind = whyOtherKind(expected, object, knows);
	if (otherKind !== undefined) {
		throw refuse(otherKind);
	}
	try {
		const {value, warnings} = decode(expected.schema, object, validation, patch.source, patch.duplicates);
		for (const warning of warnings) {
			warn(warning);
		}
		const {group, version, kind} = expected;
		return {...(value as KubernetesObject), apiVersion: group === '' ? version : `${group}/${version}`, kind};
	} catch (error) {
		throw error instanceof DecodeError ? refuse(error.message) : error;
	}
}

function goKind(value: unknown): string {
	return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

function summarize(text: string): string {
	return text.length > 30 ? `${text.slice(0, 30)} ...` : text;
}
