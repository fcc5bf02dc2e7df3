/**
 * What the server offers, and which resource a word means (client-go restmapper/discovery.go and shortcut.go,
 * cli-runtime pkg/resource/builder.go mappingFor).
 */
import type {Connection} from '../apimachinery/connection.ts';
import {hasReason} from '../apimachinery/status.ts';
import type {Client} from './client.ts';
import {CommandError} from './command.ts';

/** A resource as discovery describes it. */
export interface Mapping {
	/** '' for the core group. */
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	/** The plural, such as `pods`. */
	readonly resource: string;
	readonly singular: string;
	readonly shortNames: readonly string[];
	readonly categories: readonly string[];
	readonly namespaced: boolean;
	readonly verbs: readonly string[];
	/** Such as `status`, `scale`, `log`. */
	readonly subresources: readonly string[];
}

export interface GroupKind {
	readonly group: string;
	readonly kind: string;
}

export function apiVersionOf(of: {readonly group: string; readonly version: string}): string {
	return of.group === '' ? of.version : `${of.group}/${of.version}`;
}

export function parseApiVersion(apiVersion: string): {group: string; version: string} {
	const slash = apiVersion.indexOf('/');
	return slash === -1
		? {group: '', version: apiVersion}
		: {group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1)};
}

/** `pods`, or `deployments.apps`. */
export function groupResource(mapping: Pick<Mapping, 'group' | 'resource'>): string {
	return mapping.group === '' ? mapping.resource : `${mapping.resource}.${mapping.group}`;
}

/** `pod`, or `deployment.apps`: how `-o name` and messages such as `created` begin. */
export function groupKindName({group, kind}: GroupKind): string {
	return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
}

/** The path of a collection; `namespace` '' asks across all namespaces. */
export function collectionPath(mapping: Mapping, namespace: string): string {
	const root = mapping.group === '' ? `/api/${mapping.version}` : `/apis/${mapping.group}/${mapping.version}`;
	const scope = mapping.namespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
	return `${root}${scope}/${mapping.resource}`;
}

export function objectPath(mapping: Mapping, namespace: string, name: string, subresource = ''): string {
	if (name === '') {
		throw new CommandError('resource name may not be empty');
	}
	const path = `${collectionPath(mapping, namespace)}/${encodeURIComponent(name)}`;
	return subresource === '' ? path : `${path}/${subresource}`;
}

interface ApiResourceList {
	readonly groupVersion: string;
	readonly resources: readonly {
		readonly name: string;
		readonly singularName?: string;
		readonly namespaced: boolean;
		readonly kind: string;
		readonly verbs: readonly string[];
		readonly shortNames?: readonly string[];
		readonly categories?: readonly string[];
	}[];
}
interface ApiGroupList {
	readonly groups: readonly {
		readonly name: string;
		readonly versions: readonly {readonly groupVersion: string; readonly version: string}[];
		readonly preferredVersion?: {readonly groupVersion: string};
	}[];
}

/** Everything that the server offers. */
export interface Discovery {
	/** In the order of priority: the core group first, within a group its preferred version first. */
	readonly mappings: readonly Mapping[];
	readonly groupVersions: readonly string[];
}

function mappingsOf(list: ApiResourceList): Mapping[] {
	const {group, version} = parseApiVersion(list.groupVersion);
	const subresources = new Map<string, string[]>();
	for (const {name} of list.resources) {
		const [resource, ...rest] = name.split('/');
		if (rest.length === 0) continue;
		subresources.set(resource!, [...(subresources.get(resource!) ?? []), rest.join('/')]);
	}
	return list.resources
		.filter(({name}) => !name.includes('/'))
		.map(one => ({
			group,
			version,
			kind: one.kind,
			resource: one.name,
			singular: one.singularName || one.kind.toLowerCase(),
			shortNames: one.shortNames ?? [],
			categories: one.categories ?? [],
			namespaced: one.namespaced,
			verbs: one.verbs,
			subresources: subresources.get(one.name) ?? [],
		}));
}

async function discover(client: Client): Promise<Discovery> {
	const [core, {groups}] = await Promise.all([
		client.get<{versions: readonly string[]}>('/api'),
		client.get<ApiGroupList>('/apis'),
	]);
	const paths = core.versions.map(version => `/api/${version}`);
	for (const group of groups) {
		const preferred = group.preferredVersion?.groupVersion;
		const versions = group.versions.map(version => version.groupVersion);
		const ordered = [...versions.filter(one => one === preferred), ...versions.filter(one => one !== preferred)];
		paths.push(...ordered.map(one => `/apis/${one}`));
	}
	const lists = await Promise.all(paths.map(path => resourcesAt(client, path)));
	return {mappings: lists.flat(), groupVersions: paths.map(path => path.replace(/^\/apis?\//, ''))};
}

async function resourcesAt(client: Client, path: string): Promise<Mapping[]> {
	try {
		return mappingsOf(await client.get<ApiResourceList>(path));
	} catch (error) {
		// A group whose own server does not answer must not hide the others.
		if (hasReason(error, 'NotFound') || hasReason(error, 'ServiceUnavailable')) return [];
		throw error;
	}
}

/** kubectl keeps discovery on disk; here it is kept as long as the connection. */
const cache = new WeakMap<Connection, Discovery>();

/** Turns words and kinds into mappings. */
export class RestMapper {
	readonly #client: Client;
	#discovery: Discovery;
	#fresh: boolean;

	private constructor(client: Client, discovery: Discovery, fresh: boolean) {
		this.#client = client;
		this.#discovery = discovery;
		this.#fresh = fresh;
	}

	/** @param options `fresh` asks the server even if it was asked before */
	static async load(client: Client, options: {readonly fresh?: boolean} = {}): Promise<RestMapper> {
		const known = cache.get(client.io.connection);
		if (known && !options.fresh) return new RestMapper(client, known, false);
		const discovery = await discover(client);
		cache.set(client.io.connection, discovery);
		return new RestMapper(client, discovery, true);
	}

	get discovery(): Discovery {
		return this.#discovery;
	}

	/** Asks the server anew, once, before something is said not to exist. */
	async #refreshed(): Promise<boolean> {
		if (this.#fresh) return false;
		this.#discovery = await discover(this.#client);
		cache.set(this.#client.io.connection, this.#discovery);
		this.#fresh = true;
		return true;
	}

	/**
	 * The resource that a word means: its plural, singular, kind or short name, alone or with its group and version
	 * (`deployments.apps`, `deployments.v1.apps`).
	 */
	async forArgument(word: string): Promise<Mapping> {
		const found = this.#lookUp(word);
		if (found) return found;
		if (await this.#refreshed()) return this.forArgument(word);
		throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(word.split('.')[0])}`);
	}

	/**
	 * The same, for commands that ask for the resource themselves and do not dress up the answer.
	 * @throws CommandError, which says the group, too
	 */
	async resourceFor(word: string): Promise<Mapping> {
		try {
			return await this.forArgument(word);
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			const [, ...group] = word.split('.');
			const inGroup = group.length === 0 ? '' : ` in group ${JSON.stringify(group.join('.'))}`;
			throw new CommandError(error.message + inGroup, {bare: true});
		}
	}

	#lookUp(word: string): Mapping | undefined {
		const parts = word.split('.');
		const [name = '', second = ''] = parts;
		if (parts.length > 2) {
			const exact = this.#find(name, parts.slice(2).join('.'), second);
			if (exact) return exact;
		}
		return this.#find(name, parts.slice(1).join('.'));
	}

	#find(name: string, group: string, version?: string): Mapping | undefined {
		const all = this.#discovery.mappings.filter(one => version === undefined || one.version === version);
		// An exact group wins over one that only begins so (`apps` over `apps.example.com`).
		const inGroup = group === '' ? all : all.filter(one => one.group === group);
		const candidates = inGroup.length > 0 ? inGroup : all.filter(one => one.group.startsWith(group));
		const lower = name.toLowerCase();
		const named = (one: Mapping) => one.resource === lower || one.singular === lower || one.kind === name;
		return candidates.find(named) ?? this.#byShortName(name, candidates);
	}

	#byShortName(name: string, candidates: readonly Mapping[]): Mapping | undefined {
		const [first, ...others] = candidates.filter(one => one.shortNames.includes(name));
		for (const other of others) {
			if (first && (other.group !== first.group || other.resource !== first.resource)) {
				this.#client.warn(
					`short name ${JSON.stringify(name)} could also match lower priority resource ${groupResource(other)}`,
				);
			}
		}
		return first;
	}

	/**
	 * The resource that holds objects of a kind, if the server has it in that very version. A kind in small letters finds
	 * it too (client-go restmapper/discovery.go), but no server takes an object that writes its kind so.
	 */
	async forKind(apiVersion: string, kind: string): Promise<Mapping | undefined> {
		const {group, version} = parseApiVersion(apiVersion);
		const found = this.#discovery.mappings.find(
			one => one.group === group && one.version === version && (one.kind === kind || one.kind.toLowerCase() === kind),
		);
		if (found) return found.kind === kind ? found : {...found, kind};
		return (await this.#refreshed()) ? this.forKind(apiVersion, kind) : undefined;
	}

	/** Puts categories such as `all` in the place of their resources, within a list such as `all,pvc`. */
	expandCategories(words: string): string {
		return words
			.split(',')
			.map(word => {
				const members = this.#discovery.mappings.filter(one => one.categories.includes(word)).map(groupResource);
				return members.length > 0 ? [...new Set(members)].join(',') : word;
			})
			.join(',');
	}
}

/** How errors name a kind that the server does not have (apimachinery pkg/api/meta/errors.go). */
export function noMatch(apiVersion: string, kind: string): string {
	return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
}
