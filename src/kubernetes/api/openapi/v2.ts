/** OpenAPI 2.0, "Swagger", made of the documents of version 3 (kube-openapi pkg/openapiconv, pkg/builder). */
import {concatenated, lengthDelimited} from '../../../apimachinery/protobuf/writer.ts';
import type {Document} from './index.ts';
import type {Parameter, PathItem} from './paths.ts';
import type {Schema, Schemas} from './schemas.ts';

export interface Swagger {
	readonly swagger: '2.0';
	readonly info: {readonly title: string; readonly version: string};
	readonly paths: Readonly<Record<string, PathItem>>;
	readonly definitions: Schemas;
}

export const swaggerProtobufType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

const produced = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** @param version the server's */
export function swaggerOf(documents: readonly Document[], version: string): Swagger {
	const definitions: Record<string, Schema> = {};
	for (const {components} of documents) {
		for (const [name, schema] of Object.entries(components.schemas)) {
			definitions[name] = withKinds(converted(schema) as Schema, definitions[name]);
		}
	}
	const paths = documents.flatMap(({paths}) => Object.entries(paths)).sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		swagger: '2.0',
		info: {title: 'Kubernetes', version},
		paths: Object.fromEntries(paths.map(([path, item]) => [path, pathItem(item)])),
		definitions,
	};
}

/**
 * The document for clients that ask for it as protobuf (gnostic openapiv2/OpenAPIv2.proto). All of them know the built-in
 * kinds by themselves and look here for others only, so there is nothing in it but its head.
 */
export function encodeSwagger({swagger, info}: Swagger): Uint8Array {
	return concatenated([
		lengthDelimited(1, swagger),
		lengthDelimited(2, concatenated([lengthDelimited(1, info.title), lengthDelimited(2, info.version)])),
		lengthDelimited(8, ''),
	]);
}

const kindsOf = 'x-kubernetes-group-version-kind';

/** A message may be a kind in several groups; each group's document names its own alone. */
function withKinds(schema: Schema, before: Schema | undefined): Schema {
	const kinds = [before, schema].flatMap(each => (each?.[kindsOf] ?? []) as readonly object[]);
	const distinct = new Map(kinds.map(kind => [JSON.stringify(kind), kind]));
	return kinds.length === 0 ? schema : {...schema, [kindsOf]: [...distinct.values()]};
}

/** A schema in the older words: references elsewhere, and no choice between types. */
function converted(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(converted);
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const {allOf, oneOf, ...rest} = value as Schema;
	const given: Schema = {
		...(oneOf !== undefined && {type: 'string'}),
		...((allOf as readonly Schema[] | undefined)?.[0] ?? {}),
		...rest,
	};
	return Object.fromEntries(
		Object.entries(given).map(([key, inner]) => [
			key,
			key === '$ref' ? String(inner).replace('#/components/schemas/', '#/definitions/') : converted(inner),
		]),
	);
}

interface Operation {
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: {readonly required: boolean; readonly content: Readonly<Record<string, {schema: Schema}>>};
	readonly responses: Readonly<
		Record<string, {readonly description: string; readonly content: Readonly<Record<string, {schema: Schema}>>}>
	>;
}

function pathItem({parameters, ...operations}: PathItem): PathItem {
	const entries = Object.entries(operations).map(([method, operation]) => [
		method,
		operationOf(operation as Operation),
	]);
	return {
		...Object.fromEntries(entries),
		...(parameters !== undefined && {parameters: (parameters as readonly Parameter[]).map(parameterOf)}),
	};
}

function operationOf({parameters = [], requestBody, responses, ...rest}: Operation) {
	const body = Object.values(requestBody?.content ?? {})[0];
	const all = [
		...(body ? [{in: 'body', name: 'body', required: true, schema: converted(body.schema)}] : []),
		...parameters.map(parameterOf),
	];
	return {
		...rest,
		consumes: requestBody ? Object.keys(requestBody.content) : ['*/*'],
		...(all.length > 0 && {parameters: all}),
		produces: produced,
		responses: Object.fromEntries(
			Object.entries(responses).map(([code, {description, content}]) => [
				code,
				{description, schema: converted(Object.values(content)[0]!.schema)},
			]),
		),
		schemes: ['https'],
	};
}

function parameterOf({schema, ...rest}: Parameter) {
	return {...rest, ...schema};
}
