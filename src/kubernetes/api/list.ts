/**
 * Lists: selected, in pages, and as they were at a resourceVersion (apiserver pkg/storage/etcd3/store.go GetList,
 * pkg/storage/continue.go).
 */
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import {badRequest, StatusError} from '../../apimachinery/status.ts';
import {compareText} from '../tree.ts';
import {expired, tooLargeResourceVersion} from './errors.ts';
import {type ListQuery, parseVersion} from './options.ts';
import type {Registry} from './registry.ts';
import {apiVersionOf, type ResourceDefinition, resourceName} from './resource.ts';
import type {Selection} from './selection.ts';

const pageExpired =
	'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** @param namespace '' for all of them */
export function listObjects(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	selection: Selection,
	query: ListQuery,
): KubernetesList {
	const current = registry.store.revision;
	const token = query.continue === '' ? undefined : readToken(query.continue);
	const asked = parseVersion(query.resourceVersion);
	if (asked !== undefined && asked > current) {
		throw tooLargeResourceVersion(asked, current);
	}
	if (token && asked !== undefined && asked !== 0) {
		throw badRequest('specifying resource version is not allowed when using continue');
	}
	const exact = query.resourceVersionMatch === 'Exact' || (query.limit > 0 && asked !== undefined && asked > 0);
	const at = token ? (token.rv < 0 ? current : token.rv) : exact ? asked! : current;
	const all =
		at === current
			? present(registry, definition, namespace, selection)
			: asOf(registry, definition, namespace, at, token);
	const rest = token ? all.filter(object => compareText(pageKey(object), token.start) >= 0) : all;
	const found = rest.filter(object => selection.matches(object));
	const items = query.limit > 0 ? found.slice(0, query.limit) : found;
	const more = found.length - items.length;
	return {
		apiVersion: apiVersionOf(definition),
		kind: `${definition.kind}List`,
		metadata: {
			resourceVersion: String(at),
			...(more > 0 && {continue: writeToken(at, `${pageKey(items.at(-1)!)}\0`)}),
			...(more > 0 && selection.everything && {remainingItemCount: more}),
		},
		items,
	};
}

/** The objects as they are now, by the quickest way: one name, an index, or all of them. */
function present(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	selection: Selection,
): readonly KubernetesObject[] {
	const resource = resourceName(definition);
	const {store} = registry;
	if (selection.name !== undefined && (namespace !== '' || !definition.namespaced)) {
		const object = store.get(resource, namespace, selection.name);
		return object ? [object] : [];
	}
	const node = selection.exactly.get('spec.nodeName');
	if (node && definition.indexes?.node) {
		const onNode = store.byIndex(resource, 'node', node);
		return namespace === '' ? onNode : onNode.filter(object => object.metadata.namespace === namespace);
	}
	return store.list(resource, namespace === '' && definition.namespaced ? undefined : namespace);
}

/** The objects as they were at a revision: the present ones with every later change taken back. */
function asOf(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	revision: number,
	token: Token | undefined,
): readonly KubernetesObject[] {
	const resource = resourceName(definition);
	const changes = registry.store.changesAfter(revision, resource);
	if (!changes) {
		if (!token) {
			throw expired(`The resourceVersion for the provided list is too old.`);
		}
		const {status} = expired(pageExpired);
		throw new StatusError({...status, metadata: {continue: writeToken(-1, token.start)}});
	}
	const objects = new Map(registry.store.list(resource).map(object => [pageKey(object), object]));
	for (const {object, previous} of changes.reverse()) {
		if (previous) {
			objects.set(pageKey(previous), previous);
		} else {
			objects.delete(pageKey(object));
		}
	}
	return [...objects]
		.filter(([, object]) => namespace === '' || object.metadata.namespace === namespace)
		.sort(([a], [b]) => compareText(a, b))
		.map(([, object]) => object);
}

interface Token {
	/** -1: whatever is there now. */
	readonly rv: number;
	/** The key that the page begins at. */
	readonly start: string;
}

/** An object's place in the list: `namespace/name`, as etcd orders them. */
function pageKey({metadata}: KubernetesObject): string {
	return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function writeToken(rv: number, start: string): string {
	const json = JSON.stringify({v: 'meta.k8s.io/v1', rv, start});
	return btoa(json).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function readToken(text: string): Token {
	try {
		const {v, rv, start} = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
		if (v === 'meta.k8s.io/v1' && typeof rv === 'number' && rv !== 0 && typeof start === 'string' && start !== '') {
			return {rv, start};
		}
	} catch {
		// told below
	}
	throw badRequest('continue key is not valid');
}
