/** What the server says of itself: groups, versions and resources (apiserver pkg/endpoints/discovery). */
import type {ApiRequest} from '../../apimachinery/connection.ts';
import {unknownPath} from './errors.ts';
import {wantsAggregated} from './negotiation.ts';
import type {ResourceDefinition} from './resource.ts';

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const createOnly = ['create'];

/** The kind behind a subresource, where it is not the resource's own. */
const subresourceKinds: Readonly<
	Record<
		string,
		{readonly kind: string; readonly group?: string; readonly version?: string; readonly verbs: readonly string[]}
	>
> = {
	binding: {kind: 'Binding', verbs: createOnly},
	eviction: {kind: 'Eviction', group: 'policy', version: 'v1', verbs: createOnly},
	scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: ['get', 'patch', 'update']},
	attach: {kind: 'PodAttachOptions', verbs: ['create', 'get']},
	exec: {kind: 'PodExecOptions', verbs: ['create', 'get']},
	portforward: {kind: 'PodPortForwardOptions', verbs: ['create', 'get']},
	proxy: {kind: 'PodProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update']},
};
const subresourceVerbs: Readonly<Record<string, readonly string[]>> = {
	finalize: ['update'],
	log: ['get'],
	status: ['get', 'patch', 'update'],
};

/** The order in which a real server lists its groups (pkg/controlplane/apiserver/aggregator.go). */
const groupPriority = [
	'apps',
	'events.k8s.io',
	'authentication.k8s.io',
	'authorization.k8s.io',
	'autoscaling',
	'batch',
	'certificates.k8s.io',
	'networking.k8s.io',
	'policy',
	'rbac.authorization.k8s.io',
	'storage.k8s.io',
	'admissionregistration.k8s.io',
	'apiextensions.k8s.io',
	'scheduling.k8s.io',
	'coordination.k8s.io',
	'node.k8s.io',
	'discovery.k8s.io',
];

export const serverVersion = {
	major: '1',
	minor: '36',
	emulationMajor: '1',
	emulationMinor: '36',
	minCompatibilityMajor: '1',
	minCompatibilityMinor: '35',
	gitVersion: 'v1.36.2',
	gitCommit: '',
	gitTreeState: 'clean',
	buildDate: '',
	goVersion: '',
	compiler: 'gc',
	platform: 'linux/amd64',
};

export class Discovery {
	readonly #definitions: readonly ResourceDefinition[];

	constructor(definitions: readonly ResourceDefinition[]) {
		this.#definitions = definitions;
	}

	/** The answer to a GET of a path that names no resource; undefined where the path is none of discovery's. */
	answer(request: ApiRequest): unknown {
		const parts = request.path.split('/').filter(part => part !== '');
		const [first, second, third] = parts;
		switch (first) {
			case undefined:
				return {
					paths: [
						'/api',
						'/api/v1',
						'/apis',
						...this.#groupPaths(),
						'/healthz',
						'/livez',
						'/openapi/v3',
						'/readyz',
						'/version',
					],
				};
			case 'version':
				return parts.length === 1 ? serverVersion : undefined;
			case 'healthz':
			case 'livez':
			case 'readyz':
				return 'ok';
			case 'api':
				return parts.length === 1 ? this.#core(request) : parts.length === 2 ? this.#resources('', second!) : undefined;
			case 'apis':
				return parts.length === 1
					? this.#groups(request)
					: parts.length === 2
						? this.#group(second!)
						: parts.length === 3
							? this.#resources(second!, third!)
							: undefined;
			default:
				return undefined;
		}
	}

	#core(request: ApiRequest): unknown {
		if (wantsAggregated(request.accept)) {
			return this.#aggregated(['']);
		}
		return {kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: []};
	}

	#groups(request: ApiRequest): unknown {
		const names = this.#groupNames();
		if (wantsAggregated(request.accept)) {
			return this.#aggregated(names);
		}
		return {kind: 'APIGroupList', apiVersion: 'v1', groups: names.map(name => this.#groupEntry(name))};
	}

	#group(name: string): unknown {
		if (!this.#groupNames().includes(name)) {
			throw unknownPath();
		}
		return {kind: 'APIGroup', apiVersion: 'v1', ...this.#groupEntry(name)};
	}

	#groupEntry(name: string) {
		const versions = this.#versions(name).map(version => ({groupVersion: `${name}/${version}`, version}));
		return {name, versions, preferredVersion: versions[0]};
	}

	#resources(group: string, version: string): unknown {
		const definitions = this.#of(group, version);
		if (definitions.length === 0) {
			throw unknownPath();
		}
		const resources = definitions.flatMap(definition => [
			{
				name: definition.plural,
				singularName: definition.singular,
				namespaced: definition.namespaced,
				kind: definition.kind,
				verbs: definition.verbs ?? allVerbs,
				...(definition.shortNames && {shortNames: definition.shortNames}),
				...(definition.categories && {categories: definition.categories}),
			},
			...(definition.subresources ?? []).map(subresource => ({
				name: `${definition.plural}/${subresource}`,
				singularName: '',
				namespaced: definition.namespaced,
				...subresourceEntry(definition, subresource),
			})),
		]);
		const groupVersion = group === '' ? version : `${group}/${version}`;
		return {kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: resources.sort(byName)};
	}

	/** apidiscovery.k8s.io/v2: all of it in one answer, as kubectl asks for it. */
	#aggregated(groups: readonly string[]): unknown {
		return {
			kind: 'APIGroupDiscoveryList',
			apiVersion: 'apidiscovery.k8s.io/v2',
			metadata: {},
			items: groups.map(group => ({
				metadata: group === '' ? {} : {name: group},
				versions: this.#versions(group).map(version => ({
					version,
					resources: [...this.#of(group, version)]
						.sort((a, b) => (a.plural < b.plural ? -1 : 1))
						.map(aggregatedResource),
					freshness: 'Current',
				})),
			})),
		};
	}

	#of(group: string, version: string): readonly ResourceDefinition[] {
		return this.#definitions.filter(definition => definition.group === group && definition.version === version);
	}

	#versions(group: string): readonly string[] {
		const versions = this.#definitions.filter(definition => definition.group === group).map(({version}) => version);
		return [...new Set(versions)];
	}

	#groupNames(): readonly string[] {
		const names = [...new Set(this.#definitions.map(({group}) => group))].filter(group => group !== '');
		const rank = (name: string) => (groupPriority.includes(name) ? groupPriority.indexOf(name) : groupPriority.length);
		return names.sort((a, b) => rank(a) - rank(b));
	}

	#groupPaths(): readonly string[] {
		return this.#groupNames().flatMap(name => [
			`/apis/${name}`,
			...this.#versions(name).map(version => `/apis/${name}/${version}`),
		]);
	}
}

function byName(a: {readonly name: string}, b: {readonly name: string}): number {
	return a.name < b.name ? -1 : 1;
}

function subresourceEntry(definition: ResourceDefinition, subresource: string) {
	const own = subresourceKinds[subresource];
	const kind = subresource === 'proxy' && own ? `${definition.kind}ProxyOptions` : (own?.kind ?? definition.kind);
	return {
		...(own?.group && {group: own.group, version: own.version}),
		kind,
		verbs: own?.verbs ?? subresourceVerbs[subresource] ?? ['get', 'patch', 'update'],
	};
}

function aggregatedResource(definition: ResourceDefinition) {
	const {group, version, kind, plural, singular} = definition;
	const subresources = (definition.subresources ?? []).map(subresource => {
		const entry = subresourceEntry(definition, subresource);
		return {
			subresource,
			responseKind: {group: entry.group ?? group, version: entry.version ?? version, kind: entry.kind},
			verbs: entry.verbs,
		};
	});
	return {
		resource: plural,
		responseKind: {group, version, kind},
		scope: definition.namespaced ? 'Namespaced' : 'Cluster',
		singularResource: singular,
		verbs: definition.verbs ?? allVerbs,
		...(definition.shortNames && {shortNames: definition.shortNames}),
		...(definition.categories && {categories: definition.categories}),
		...(subresources.length > 0 && {subresources}),
	};
}
