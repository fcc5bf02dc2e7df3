/** `/openapi/v3`: an index, and a document for each group and version (kube-openapi pkg/handler3). */
import {fnv1a} from '../../hash.ts';
import {unknownPath} from '../errors.ts';
import {apiVersionOf, type ResourceDefinition} from '../resource.ts';
import {pathsOf, subresourceKindsOf} from './paths.ts';
import {SchemaCollection} from './schemas.ts';

interface Document {
	readonly openapi: '3.0.0';
	readonly info: {readonly title: string; readonly version: string};
	readonly paths: Readonly<Record<string, unknown>>;
	readonly components: {readonly schemas: Readonly<Record<string, unknown>>};
}

export class OpenApi {
	/** By their paths: `api/v1`, `apis/apps/v1`. */
	readonly #definitions = new Map<string, ResourceDefinition[]>();
	readonly #documents = new Map<string, Document>();
	readonly #version: string;
	#index: unknown;

	/** @param version the server's, such as `v1.36.2` */
	constructor(definitions: readonly ResourceDefinition[], version: string) {
		this.#version = version;
		for (const definition of definitions) {
			const path = `${definition.group === '' ? 'api' : 'apis'}/${apiVersionOf(definition)}`;
			this.#definitions.set(path, [...(this.#definitions.get(path) ?? []), definition]);
		}
	}

	/** The answer to a GET; undefined where the path is none of these. Throws 404 for groups that there are not. */
	answer(path: string): unknown {
		if (path !== '/openapi/v3' && !path.startsWith('/openapi/v3/')) {
			return undefined;
		}
		const name = path.slice('/openapi/v3/'.length);
		if (name === '') {
			this.#index ??= this.#makeIndex();
			return this.#index;
		}
		if (!this.#definitions.has(name)) {
			throw unknownPath();
		}
		return this.#document(name);
	}

	/** Clients keep a document for good under its URL, so a hash of it is part of that. */
	#makeIndex(): unknown {
		const paths = [...this.#definitions.keys()].map(name => {
			const hash = fnv1a(JSON.stringify(this.#document(name)))
				.toString(16)
				.padStart(8, '0')
				.toUpperCase();
			return [name, {serverRelativeURL: `/openapi/v3/${name}?hash=${hash}`}];
		});
		return {paths: Object.fromEntries(paths)};
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
