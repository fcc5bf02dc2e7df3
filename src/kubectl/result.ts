/** The objects that arguments mean, fetched as they are needed (cli-runtime pkg/resource/result.go, visitor.go). */
import type {KubernetesObject} from '../apimachinery/object.ts';
import {hasReason} from '../apimachinery/status.ts';
import type {BuilderOptions} from './builder-options.ts';
import {type Client, isList, isTable} from './client.ts';
import {CommandError} from './command.ts';
import {Aggregate, throwAll} from './errors.ts';
import {apiVersionOf, type Mapping, objectPath} from './resources.ts';

/** One object that a command works on, with where it comes from. */
export interface Info {
	/** Absent with `local` only. */
	readonly mapping?: Mapping;
	/** '' for cluster-wide objects. */
	readonly namespace: string;
	readonly name: string;
	/** The file it was read from; '' where it was named on the line. */
	readonly source: string;
	/** What the server has, or what the file says; a list or a table where one was asked for. */
	readonly object?: KubernetesObject;
}

/** Where infos come from: a selector over one resource, one named object, or one file. */
export interface Source {
	readonly mapping?: Mapping;
	/** Yields an Error in the place of an object that is wrong; throws where nothing more can be read. */
	items(): AsyncGenerator<Info | Error>;
	/** How to watch exactly this. */
	readonly watch?: {readonly path: string; readonly query: Readonly<Record<string, string>>};
}

/** What was found; visiting it fetches objects as far as they are needed. */
export class Result {
	/** Whether the arguments mean exactly one object, so that it is printed alone and not in a list. */
	readonly singleItemImplied: boolean;
	/** Whether objects were named, by name or in files. */
	readonly targetsSingleItems: boolean;
	readonly sources: readonly Source[];
	readonly #client: Client;
	readonly #options: BuilderOptions;

	constructor(
		client: Client,
		options: BuilderOptions,
		sources: readonly Source[],
		implied: {readonly singleItemImplied: boolean; readonly targetsSingleItems: boolean},
	) {
		this.#client = client;
		this.#options = options;
		this.sources = sources;
		this.singleItemImplied = implied.singleItemImplied;
		this.targetsSingleItems = implied.targetsSingleItems;
	}

	/**
	 * Every info or what is wrong with it, ready to work on. Never throws. Where it goes on after failures, those of the
	 * files themselves come last, together (visitor.go, EagerVisitorList).
	 */
	async *#all(): AsyncGenerator<Info | {readonly error: unknown}> {
		const {continueOnError, latest} = this.#options;
		const ofFiles: unknown[] = [];
		for (const source of this.sources) {
			const together = continueOnError && source.mapping === undefined;
			try {
				for await (const item of source.items()) {
					if (item instanceof Error) {
						if (together) ofFiles.push(item);
						else yield {error: item};
						continue;
					}
					for await (const prepared of this.#prepared(item)) {
						if (together && latest && 'error' in prepared) ofFiles.push(prepared.error);
						else yield prepared;
					}
				}
			} catch (error) {
				if (this.#client.io.signal.aborted) throw error;
				if (together) ofFiles.push(error);
				else yield {error};
			}
		}
		if (ofFiles.length > 0) yield {error: new Aggregate(ofFiles)};
	}

	async *#prepared(info: Info): AsyncGenerator<Info | {readonly error: unknown}> {
		const {flatten} = this.#options;
		if (flatten && info.object && isList(info.object) && !isTable(info.object)) {
			for (const item of info.object.items) {
				yield* this.#decorated(typed(item, info));
			}
			return;
		}
		yield* this.#decorated(info);
	}

	async *#decorated(info: Info): AsyncGenerator<Info | {readonly error: unknown}> {
		try {
			yield await this.#complete(info);
		} catch (error) {
			if (this.#client.io.signal.aborted) throw error;
			yield {error};
		}
	}

	/** Gives the info its namespace and, where needed, its object. */
	async #complete(info: Info): Promise<Info> {
		const {enforceNamespace, latest, requireObject = true} = this.#options;
		const namespace = this.#options.allNamespaces ? '' : this.#options.namespace;
		let {namespace: own} = info;
		if (info.mapping && !info.mapping.namespaced) own = '';
		else if (info.mapping && info.name + info.source !== '') {
			if (own === '') own = namespace;
			else if (enforceNamespace && own !== namespace) {
				throw new CommandError(
					`the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
				);
			}
		}
		const placed = inNamespace(info, own);
		const fetches = placed.object === undefined ? requireObject : latest === true && placed.source !== '';
		return fetches && placed.name !== '' ? this.fetch(placed) : placed;
	}

	/** The same info with the object that the server has now. @throws StatusError */
	async fetch(info: Info): Promise<Info> {
		const {accept, query, subresource = ''} = this.#options;
		return {...info, object: await getObject(this.#client, info, {accept, query, subresource})};
	}

	/** Where the found thing can be watched; undefined for files. */
	get watchable(): Source['watch'] {
		return this.sources.length === 1 ? this.sources[0]?.watch : undefined;
	}

	/** Everything that was found and everything that went wrong; without `continueOnError` it ends with the first failure. */
	async collect(): Promise<{readonly infos: readonly Info[]; readonly errors: readonly unknown[]}> {
		const infos: Info[] = [];
		const errors: unknown[] = [];
		for await (const item of this.#all()) {
			if (!('error' in item)) infos.push(item);
			else {
				errors.push(item.error);
				if (!this.#options.continueOnError) break;
			}
		}
		return {infos, errors};
	}

	/** @throws what went wrong: the failure itself, or an Aggregate of all */
	async infos(): Promise<readonly Info[]> {
		const {infos, errors} = await this.collect();
		throwAll(errors);
		return infos;
	}

	/**
	 * Works on one info after the other, each fetched when its turn comes. With `continueOnError` all are visited and
	 * the failures thrown at the end.
	 */
	async visit(work: (info: Info) => Promise<void>): Promise<void> {
		const errors: unknown[] = [];
		for await (const item of this.#all()) {
			try {
				if ('error' in item) throw item.error;
				await work(item);
			} catch (error) {
				if (!this.#options.continueOnError || this.#client.io.signal.aborted) throw error;
				errors.push(error);
			}
		}
		throwAll(errors);
	}
}

/** An item of a list as an info of its own. Items of typed lists do not repeat their kind everywhere. */
function typed(item: KubernetesObject, list: Info): Info {
	const {mapping} = list;
	const object = {
		...item,
		apiVersion: item.apiVersion ?? (mapping ? apiVersionOf(mapping) : ''),
		kind: item.kind ?? mapping?.kind ?? '',
	};
	return {
		...(mapping && {mapping}),
		namespace: item.metadata.namespace ?? '',
		name: item.metadata.name,
		source: list.source,
		object,
	};
}

function inNamespace(info: Info, namespace: string): Info {
	if (info.namespace === namespace && (info.object?.metadata?.namespace ?? '') === namespace) return info;
	const {object} = info;
	if (!object || isTable(object) || info.name + info.source === '') return {...info, namespace};
	const {namespace: _, ...metadata} = object.metadata;
	return {...info, namespace, object: {...object, metadata: namespace === '' ? metadata : {...metadata, namespace}}};
}

/**
 * Fetches one object. Where it is not found, a namespace that does not exist either is named instead, as upstream's
 * `Info.Get` does.
 */
export async function getObject(
	client: Client,
	info: Pick<Info, 'mapping' | 'namespace' | 'name'>,
	options: {
		readonly accept?: string | undefined;
		readonly query?: Readonly<Record<string, string>> | undefined;
		readonly subresource?: string;
	} = {},
): Promise<KubernetesObject> {
	const path = objectPath(info.mapping!, info.namespace, info.name, options.subresource);
	try {
		return await client.get(path, options.query, options.accept);
	} catch (error) {
		if (hasReason(error, 'NotFound') && info.namespace !== '' && info.namespace !== 'default') {
			await client.get(`/api/v1/namespaces/${encodeURIComponent(info.namespace)}`).catch((missing: unknown) => {
				if (hasReason(missing, 'NotFound')) throw missing;
			});
		}
		throw error;
	}
}
