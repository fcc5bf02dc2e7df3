/**
 * `/openapi/v3`, an index and a document for each group and version, and `/openapi/v2`, one document for all of them
 * (kube-openapi pkg/handler3 and pkg/handler).
 */
import {createHash} from 'node:crypto';
import type {ApiRequest, ApiResponse} from '../../../apimachinery/connection.ts';
import {notAcceptable, unknownPath} from '../errors.ts';
import {acceptedTypes} from '../negotiation.ts';
import {apiVersionOf, type ResourceDefinition} from '../resource.ts';
import {type PathItem, pathsOf, subresourceKindsOf} from './paths.ts';
import {SchemaCollection, type Schemas} from './schemas.ts';
import {encodeSwagger, type Swagger, swaggerOf, swaggerProtobufType} from './v2.ts';

/** OpenAPI 3.0, as far as we write it. */
export interface Document {
	readonly openapi: '3.0.0';
	readonly info: {readonly title: string; readonly version: string};
	readonly paths: Readonly<Record<string, PathItem>>;
	readonly components: {readonly schemas: Schemas};
}

/** What another protobuf document is called, in the form that clients still ask for and in the one they are answered. */
const protobufOfV2 = /^application\/com\.github\.proto-openapi\.spec\.v2[@.]v1\.0\+protobuf$/;

export class OpenApi {
	/** By their paths: `api/v1`, `apis/apps/v1`. */
	readonly #definitions = new Map<string, ResourceDefinition[]>();
	readonly #documents = new Map<string, Document>();
	readonly #hashes = new Map<string, string>();
	readonly #version: string;
	#swagger: Swagger | undefined;

	/** @param version the server's, such as `v1.36.2` */
	constructor(definitions: readonly ResourceDefinition[], version: string) {
		this.#version = version;
		for (const definition of definitions) {
			const path = `${definition.group === '' ? 'api' : 'apis'}/${apiVersionOf(definition)}`;
			this.#definitions.set(path, [...(this.#definitions.get(path) ?? []), definition]);
		}
	}

	/**
	 * The answer to a GET; undefined where the path is none of these. Throws 404 for groups that there are not, and 406
	 * for forms that there are not.
	 */
	answer({path, query = {}, accept}: ApiRequest): ApiResponse | undefined {
		if (path === '/openapi/v2') {
			return this.#answerV2(accept);
		}
		if (path === '/openapi/v3' || path === '/openapi/v3/') {
			return {status: 200, body: this.#index()};
		}
		if (!path.startsWith('/openapi/v3/')) {
			return undefined;
		}
		const name = path.slice('/openapi/v3/'.length);
		if (!this.#definitions.has(name)) {
			throw unknownPath();
		}
		if (!acceptedTypes(accept).some(isJson)) {
			throw notAcceptable('only the following media types are accepted: application/json');
		}
		return this.#answerV3(name, query.hash);
	}

	#answerV2(accept: string | undefined): ApiResponse {
		this.#swagger ??= swaggerOf(
			[...this.#definitions.keys()].map(name => this.#document(name)),
			this.#version,
		);
		const type = acceptedTypes(accept).find(type => isJson(type) || protobufOfV2.test(type));
		if (type === undefined) {
			throw notAcceptable(`only the following media types are accepted: application/json, ${swaggerProtobufType}`);
		}
		return isJson(type)
			? {status: 200, body: this.#swagger, headers: {vary: 'Accept'}}
			: {
					status: 200,
					body: encodeSwagger(this.#swagger),
					contentType: swaggerProtobufType,
					headers: {vary: 'Accept'},
				};
	}

	/** Clients keep a document for good under the URL that has its hash. */
	#answerV3(name: string, hash: string | undefined): ApiResponse {
		const headers = {etag: JSON.stringify(this.#hash(name)), vary: 'Accept'};
		if (!hash) {
			return {status: 200, body: this.#document(name), headers};
		}
		if (hash !== this.#hash(name)) {
			return {status: 301, body: '', headers: {...headers, location: this.#url(name)}};
		}
		return {status: 200, body: this.#document(name), headers: {...headers, 'cache-control': 'public, immutable'}};
	}

	#index() {
		const paths = [...this.#definitions.keys()].map(name => [name, {serverRelativeURL: this.#url(name)}]);
		return {paths: Object.fromEntries(paths)};
	}

	#url(name: string): string {
		return `/openapi/v3/${name}?hash=${this.#hash(name)}`;
	}

	#hash(name: string): string {
		let hash = this.#hashes.get(name);
		if (hash === undefined) {
			hash = createHash('sha512')
				.update(JSON.stringify(this.#document(name)))
				.digest('hex')
				.toUpperCase();
			this.#hashes.set(name, hash);
		}
		return hash;
	}

	#document(name: string): Document {
		let document = this.#documents.get(name);
		if (!document) {
			document = this.#make(this.#definitions.get(name)!);
			this.#documents.set(name, document);
		}
		return document;
	}

	#make(definitions: readonly ResourceDefinition[]): Document {
		const schemas = new SchemaCollection();
		for (const definition of definitions) {
			schemas.addResource(definition);
		}
		for (const [key, {message, kind}] of uniqueKinds(definitions)) {
			if (!schemas.all[key]) {
				schemas.addKind(message, kind);
			}
		}
		const paths = definitions.flatMap(pathsOf).sort(([a], [b]) => (a < b ? -1 : 1));
		const all = Object.entries(schemas.all).sort(([a], [b]) => (a < b ? -1 : 1));
		return {
			openapi: '3.0.0',
			info: {title: 'Kubernetes', version: this.#version},
			paths: Object.fromEntries(paths),
			components: {schemas: Object.fromEntries(all)},
		};
	}
}

function uniqueKinds(definitions: readonly ResourceDefinition[]) {
	return new Map(definitions.flatMap(subresourceKindsOf).map(found => [found.message.definition, found]));
}

function isJson(type: string): boolean {
	return type === 'application/json' || type === 'application/*' || type === '*/*';
}
