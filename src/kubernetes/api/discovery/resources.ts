/** How discovery describes a resource and its subresources (apiserver pkg/endpoints/installer.go). */
import {createHash} from 'node:crypto';
import type {ResourceDefinition} from '../resource.ts';

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const createOnly = ['create'];

/** The kind behind a subresource, where it is not the resource's own. */
interface SubresourceKind {
	readonly kind: string;
	readonly group?: string;
	readonly version?: string;
	readonly verbs: readonly string[];
}

const subresourceKinds: Readonly<Record<string, SubresourceKind>> = {
	binding: {kind: 'Binding', verbs: createOnly},
	eviction: {kind: 'Eviction', group: 'policy', version: 'v1', verbs: createOnly},
	scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: ['get', 'patch', 'update']},
	attach: {kind: 'PodAttachOptions', verbs: ['create', 'get']},
	exec: {kind: 'PodExecOptions', verbs: ['create', 'get']},
	portforward: {kind: 'PodPortForwardOptions', verbs: ['create', 'get']},
	proxy: {kind: 'PodProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update']},
	token: {kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: createOnly},
};
const subresourceVerbs: Readonly<Record<string, readonly string[]>> = {
	finalize: ['update'],
	log: ['get'],
	status: ['get', 'patch', 'update'],
};

export function verbsOf({verbs}: ResourceDefinition): readonly string[] {
	return verbs ?? allVerbs;
}

/** A subresource with the kind that it is read and written as, and its verbs. */
export function subresourceOf(definition: ResourceDefinition, name: string): SubresourceKind {
	const own = subresourceKinds[name];
	const kind = name === 'proxy' ? `${definition.kind}ProxyOptions` : (own?.kind ?? definition.kind);
	return {
		...(own?.group && {group: own.group, version: own.version}),
		kind,
		verbs: own?.verbs ?? subresourceVerbs[name] ?? ['get', 'patch', 'update'],
	};
}

/** The entries of an APIResourceList: the resource, and each of its subresources. */
export function resourceEntries(definition: ResourceDefinition) {
	const {plural, singular, namespaced, kind, shortNames, categories, subresources = []} = definition;
	return [
		{
			name: plural,
			singularName: singular,
			namespaced,
			kind,
			verbs: verbsOf(definition),
			...(shortNames && {shortNames}),
			...(categories && {categories}),
			...(isStored(definition) && {storageVersionHash: storageVersionHash(definition)}),
		},
		...subresources.map(name => ({
			name: `${plural}/${name}`,
			singularName: '',
			namespaced,
			...subresourceOf(definition, name),
		})),
	];
}

/** The same in the form of apidiscovery.k8s.io/v2, where kinds of the resource's own group go without its name. */
export function aggregatedResource(definition: ResourceDefinition) {
	const {kind, plural, singular, namespaced, shortNames, categories} = definition;
	const subresources = (definition.subresources ?? []).toSorted().map(subresource => {
		const {verbs, kind, group = '', version = ''} = subresourceOf(definition, subresource);
		return {subresource, responseKind: {group, version, kind}, verbs};
	});
	return {
		resource: plural,
		responseKind: {group: '', version: '', kind},
		scope: namespaced ? 'Namespaced' : 'Cluster',
		singularResource: singular,
		verbs: verbsOf(definition),
		...(shortNames && {shortNames}),
		...(categories && {categories}),
		...(subresources.length > 0 && {subresources}),
	};
}

/** Whether objects are kept, and not only answered. */
function isStored(definition: ResourceDefinition): boolean {
	return verbsOf(definition).includes('get');
}

/** Tells clients in which version a resource is stored, without saying it (pkg/endpoints/discovery/storageversionhash.go). */
function storageVersionHash({view, group, version, kind}: ResourceDefinition): string {
	const storedIn = view?.storedIn ?? `${group}/${version}`;
	return createHash('sha256').update(`${storedIn}/${kind}`).digest().subarray(0, 8).toString('base64');
}
