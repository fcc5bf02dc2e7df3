/**
 * Resource arguments → the objects they mean (cli-runtime pkg/resource/builder.go, visitor.go, result.go): `TYPE NAME…`,
 * `TYPE/NAME…`, lists with commas, selectors and files.
 */

import {parseSelector} from '../apimachinery/labels.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import {StatusError} from '../apimachinery/status.ts';
import type {BuilderOptions} from './builder-options.ts';
import {type Client, isList} from './client.ts';
import {CommandError} from './command.ts';
import {throwAll} from './errors.ts';
import {findManifests, objectsIn, readManifest} from './manifests.ts';
import {interpret, type ResourceRequest} from './resource-args.ts';
import {apiVersionOf, collectionPath, type Mapping, noMatch, RestMapper} from './resources.ts';
import {type Info, Result, type Source} from './result.ts';

export type {BuilderOptions} from './builder-options.ts';
export {hasNames, splitResourceArgument, splitTypeName} from './resource-args.ts';
export {getObject, type Info, Result} from './result.ts';

export const missingResource = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/**
 * Finds what the arguments mean. Resources are looked up at once; objects are fetched when the result is visited.
 * @throws what upstream's `Result.Err()` holds
 */
export async function find(client: Client, options: BuilderOptions): Promise<Result> {
	const {filenames = [], kustomize = '', recursive = false, local = false} = options;
	if (filenames.length > 0 && kustomize !== '') throw new CommandError('only one of -f or -k can be specified');
	if (kustomize !== '') {
		throw new CommandError(
			recursive
				? "the -k flag can't be used with -f or -R"
				: '-k is not available here: kustomizations are not built; apply plain manifests with -f',
		);
	}
	const files = findManifests(filenames, recursive, client.io);
	const mapper = local ? undefined : await RestMapper.load(client);
	const request = interpret(options, words => mapper?.expandCategories(words) ?? words);
	throwAll([...files.errors, ...request.errors]);
	const builder = new Builder(client, options, mapper, request);
	if (files.paths.length > 0) return builder.fromFiles(files);
	if (request.selector !== undefined || request.fieldSelector !== undefined) return builder.fromSelector();
	if (request.tuples.length > 0) return builder.fromTuples();
	if (request.names.length > 0) return builder.fromNames();
	if (request.types.length > 0) {
		for (const type of request.types) await mapper?.forArgument(type);
		throw new CommandError('resource(s) were provided, but no name was specified');
	}
	throw new CommandError(missingResource);
}

class Builder {
	readonly #client: Client;
	readonly #options: BuilderOptions;
	readonly #mapper: RestMapper | undefined;
	readonly #request: ResourceRequest;

	constructor(client: Client, options: BuilderOptions, mapper: RestMapper | undefined, request: ResourceRequest) {
		this.#client = client;
		this.#options = options;
		this.#mapper = mapper;
		this.#request = request;
	}

	get #namespace(): string {
		return this.#options.allNamespaces ? '' : this.#options.namespace;
	}

	async #mapping(type: string): Promise<Mapping> {
		if (!this.#mapper) {
			throw new CommandError(
				"error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
			);
		}
		return this.#mapper.forArgument(type);
	}

	async #mappings(types: readonly string[]): Promise<Mapping[]> {
		if (types.length > 1 && this.#options.singleResourceType) {
			throw new CommandError('you may only specify a single resource type');
		}
		const found = new Map<string, Mapping>();
		for (const type of types) {
			const mapping = await this.#mapping(type);
			found.set(`${apiVersionOf(mapping)}/${mapping.kind}`, mapping);
		}
		return [...found.values()];
	}

	#result(sources: readonly Source[], singleItemImplied: boolean, targetsSingleItems: boolean): Result {
		return new Result(this.#client, this.#options, sources, {singleItemImplied, targetsSingleItems});
	}

	async fromSelector(): Promise<Result> {
		const {types, names, tuples, selector = '', fieldSelector = ''} = this.#request;
		if (names.length > 0) throw new CommandError('name cannot be provided when a selector is specified');
		if (tuples.length > 0) {
			throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments');
		}
		if (types.length === 0) throw new CommandError('at least one resource must be specified to use a selector');
		if (this.#options.subresource) {
			throw new CommandError('subresource cannot be used when bulk resources are specified');
		}
		const mappings = await this.#mappings(types);
		return this.#result(
			mappings.map(mapping => this.#selectorSource(mapping, selector, fieldSelector)),
			false,
			false,
		);
	}

	#selectorSource(mapping: Mapping, selector: string, fieldSelector: string): Source {
		const client = this.#client;
		const {chunkSize = 0, accept, query = {}} = this.#options;
		const namespace = mapping.namespaced ? this.#namespace : '';
		const path = collectionPath(mapping, namespace);
		const selectors = {
			...(selector !== '' && {labelSelector: selector}),
			...(fieldSelector !== '' && {fieldSelector}),
		};
		async function* items(): AsyncGenerator<Info> {
			let token = '';
			do {
				const page = {
					...selectors,
					...query,
					...(chunkSize > 0 && {limit: String(chunkSize)}),
					...(token && {continue: token}),
				};
				let list: KubernetesObject;
				try {
					list = await client.get(path, page, accept);
				} catch (error) {
					throw explainList(error, mapping, selector, fieldSelector);
				}
				yield {mapping, namespace, name: '', source: '', object: list};
				token = (list.metadata as {continue?: string} | undefined)?.continue ?? '';
			} while (token !== '');
		}
		return {mapping, items, watch: {path, query: {...selectors, ...query}}};
	}

	#named(mapping: Mapping, name: string): Source {
		if (mapping.namespaced && this.#namespace === '') {
			throw new CommandError(
				this.#options.allNamespaces
					? 'a resource cannot be retrieved by name across all namespaces'
					: 'namespace may not be empty when retrieving a resource by name',
			);
		}
		const namespace = mapping.namespaced ? this.#namespace : '';
		async function* items(): AsyncGenerator<Info> {
			if (name === '') throw new CommandError('resource name may not be empty');
			yield {mapping, namespace, name, source: ''};
		}
		return {
			mapping,
			items,
			watch: {
				path: collectionPath(mapping, namespace),
				query: {fieldSelector: `metadata.name=${name}`, ...this.#options.query},
			},
		};
	}

	async fromTuples(): Promise<Result> {
		const {types, tuples} = this.#request;
		if (types.length > 0) {
			throw new CommandError('you may not specify individual resources and bulk resources in the same call');
		}
		const mappings = new Map<string, Mapping>();
		for (const {type} of tuples) if (!mappings.has(type)) mappings.set(type, await this.#mapping(type));
		if (this.#options.singleResourceType && new Set(mappings.values()).size > 1) {
			throw new CommandError('you may only specify a single resource type');
		}
		const sources = tuples.map(({type, name}) => this.#named(mappings.get(type)!, name));
		return this.#result(sources, tuples.length === 1, true);
	}

	async fromNames(): Promise<Result> {
		const {types, names} = this.#request;
		if (types.length === 0) throw new CommandError('you must provide a resource and a resource name together');
		if (types.length > 1) throw new CommandError('you must specify only one resource');
		const [mapping] = await this.#mappings(types);
		return this.#result(
			names.map(name => this.#named(mapping!, name)),
			names.length === 1,
			true,
		);
	}

	fromFiles(files: {readonly paths: readonly string[]; readonly stdin: boolean; readonly folder: boolean}): Result {
		const {types, names, tuples, selector} = this.#request;
		if (types.length > 0) {
			throw new CommandError(
				'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
			);
		}
		if (names.length > 0) throw new CommandError('name cannot be provided when a path is specified');
		if (tuples.length > 0) {
			throw new CommandError('resource/name arguments cannot be provided when a path is specified');
		}
		let matches: ((labels: Readonly<Record<string, string>>) => boolean) | undefined;
		if (selector !== undefined && selector !== '') {
			try {
				const parsed = parseSelector(selector);
				matches = labels => parsed.matches(labels);
			} catch (error) {
				const why = error instanceof Error ? error.message : String(error);
				throw new CommandError(`the provided selector ${JSON.stringify(selector)} is not valid: ${why}`);
			}
		}
		const sources = files.paths.map((path): Source => ({items: () => this.#objectsOf(path, matches)}));
		return this.#result(sources, !files.folder && !files.stdin && files.paths.length === 1, true);
	}

	async *#objectsOf(
		path: string,
		matches: ((labels: Readonly<Record<string, string>>) => boolean) | undefined,
	): AsyncGenerator<Info | Error> {
		const manifest = readManifest(path, this.#client.io);
		for (const object of objectsIn(manifest, this.#options.validation)) {
			if (object instanceof Error) {
				yield object;
				continue;
			}
			const items = this.#options.flatten && isList(object) ? object.items : [object];
			for (const item of items) {
				if (matches && !matches(item.metadata?.labels ?? {})) continue;
				yield await infoFor(item, manifest.source, this.#mapper, item !== object);
			}
		}
	}
}

/** An object as an info, with its mapping; an Error where the server does not know its kind. */
async function infoFor(
	object: KubernetesObject,
	source: string,
	mapper: RestMapper | undefined,
	fromList = false,
): Promise<Info | Error> {
	const {apiVersion, kind, metadata = {} as KubernetesObject['metadata']} = object;
	const name = metadata.name ?? '';
	const namespace = metadata.namespace ?? '';
	if (!mapper) return {namespace, name, source, object};
	const mapping = await mapper.forKind(apiVersion, kind);
	if (mapping) return {mapping, namespace, name, source, object};
	const why = noMatch(apiVersion, kind);
	if (fromList) return new CommandError(`unable to recognize ${why}`);
	return new CommandError(
		`resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(namespace)} from ${JSON.stringify(source)}: ${why}\nensure CRDs are installed first`,
	);
}

/** Names the selectors in a refusal to list (EnhanceListError). */
function explainList(error: unknown, mapping: Mapping, selector: string, fieldSelector: string): unknown {
	if (!(error instanceof StatusError) || (error.code !== 400 && error.code !== 404)) return error;
	const resource = JSON.stringify(`${mapping.group}/${mapping.version}, Resource=${mapping.resource}`);
	const what =
		selector === '' && fieldSelector === ''
			? `Unable to list ${resource}`
			: `Unable to find ${resource} that match label selector ${JSON.stringify(selector)}, field selector ${JSON.stringify(fieldSelector)}`;
	return new StatusError({...error.status, message: `${what}: ${error.message}`});
}
