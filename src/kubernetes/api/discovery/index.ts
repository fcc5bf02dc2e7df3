/** What the server says of itself: groups, versions and resources (apiserver pkg/endpoints/discovery). */
import type {ApiRequest, ApiResponse} from '../../../apimachinery/connection.ts';
import {unknownPath} from '../errors.ts';
import {wantsAggregated} from '../negotiation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {aggregatedResource, resourceEntries} from './resources.ts';
import {serverVersion} from './version.ts';

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

/** The types of aggregated discovery: clients know it by them alone. */
const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** One of the groups, in the order in which resources stand in them. */
interface Version {
	readonly version: string;
	readonly resources: readonly ResourceDefinition[];
}

export class Discovery {
	/** By group; '' is the core group. */
	readonly #groups = new Map<string, Version[]>();

	constructor(definitions: readonly ResourceDefinition[]) {
		for (const definition of definitions.toSorted(inOrder)) {
			this.#add(definition);
		}
	}

	#add(definition: ResourceDefinition): void {
		const {group, version} = definition;
		const versions = this.#groups.get(group) ?? [];
		const before = versions.find(each => each.version === version);
		const others = versions.filter(each => each !== before);
		this.#groups.set(group, [...others, {version, resources: [...(before?.resources ?? []), definition]}]);
	}

	/** The answer to a GET of a path that names no resource; undefined where the path is none of discovery's. */
	answer(request: ApiRequest): ApiResponse | undefined {
		const parts = request.path.split('/').filter(part => part !== '');
		const [first, second, third] = parts;
		switch (first) {
			case undefined:
				return json({paths: this.#paths()});
			case 'version':
				return parts.length === 1 ? json(serverVersion) : undefined;
			case 'healthz':
			case 'livez':
			case 'readyz':
				return json('ok');
			case 'api':
				return this.#answerCore(request, parts.slice(1));
			case 'apis':
				return parts.length === 1
					? this.#answerGroups(request)
					: parts.length === 2
						? json({kind: 'APIGroup', apiVersion: 'v1', ...this.#groupEntry(second!)})
						: parts.length === 3
							? json(this.#resourceList(second!, third!))
							: undefined;
			default:
				return undefined;
		}
	}

	#answerCore(request: ApiRequest, [version, ...rest]: readonly string[]): ApiResponse | undefined {
		if (version !== undefined) {
			return rest.length === 0 ? json(this.#resourceList('', version)) : undefined;
		}
		return wantsAggregated(request.accept)
			? this.#aggregated([''])
			: json({kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: []});
	}

	#answerGroups(request: ApiRequest): ApiResponse {
		const names = [...this.#groups.keys()].filter(name => name !== '');
		return wantsAggregated(request.accept)
			? this.#aggregated(names)
			: json({kind: 'APIGroupList', apiVersion: 'v1', groups: names.map(name => this.#groupEntry(name))});
	}

	#groupEntry(name: string) {
		const versions = this.#versions(name).map(({version}) => ({groupVersion: `${name}/${version}`, version}));
		return {name, versions, preferredVersion: versions[0]};
	}

	#resourceList(group: string, version: string) {
		const found = this.#versions(group).find(each => each.version === version);
		if (!found) {
			throw unknownPath();
		}
		const groupVersion = group === '' ? version : `${group}/${version}`;
		const resources = found.resources.flatMap(resourceEntries).sort((a, b) => (a.name < b.name ? -1 : 1));
		return {kind: 'APIResourceList', ...(group !== '' && {apiVersion: 'v1'}), groupVersion, resources};
	}

	/** apidiscovery.k8s.io/v2: all of it in one answer, as kubectl asks for it. */
	#aggregated(groups: readonly string[]): ApiResponse {
		const items = groups.map(name => ({
			metadata: name === '' ? {} : {name},
			versions: this.#versions(name).map(({version, resources}) => ({
				version,
				resources: resources.map(aggregatedResource),
				freshness: 'Current',
			})),
		}));
		const body = {kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items};
		return {status: 200, body, contentType: aggregatedType, headers: {vary: 'Accept'}};
	}

	/** Throws 404 where there is no such group. */
	#versions(group: string): readonly Version[] {
		const versions = this.#groups.get(group);
		if (!versions) {
			throw unknownPath();
		}
		return versions;
	}

	#paths(): readonly string[] {
		const groups = [...this.#groups]
			.filter(([name]) => name !== '')
			.flatMap(([name, versions]) => [`/apis/${name}`, ...versions.map(({version}) => `/apis/${name}/${version}`)]);
		const others = ['/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version'];
		return ['/api', '/api/v1', '/apis', ...groups, ...others];
	}
}

function json(body: unknown): ApiResponse {
	return {status: 200, body};
}

/** The core group first, the newest version of a group first, and resources by their names. */
function inOrder(a: ResourceDefinition, b: ResourceDefinition): number {
	const rank = ({group}: ResourceDefinition) => (group === '' ? -1 : groupPriority.indexOf(group) + 1 || 99);
	return rank(a) - rank(b) || compare(b.version, a.version) || compare(a.plural, b.plural);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
