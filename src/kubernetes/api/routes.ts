/** What a path asks for (apiserver pkg/endpoints/request/requestinfo.go). */
import {unknownPath} from './errors.ts';
import type {ResourceDefinition} from './resource.ts';

/** A path to a resource, an object or a subresource. */
export interface ResourcePath {
	readonly definition: ResourceDefinition;
	/** '' for cluster-wide resources, and where objects of all namespaces are meant. */
	readonly namespace: string;
	/** Absent for the collection. */
	readonly name?: string;
	/** Such as `status`; absent for the object itself. */
	readonly subresource?: string;
	/** What stands behind the subresource, as in `…/proxy/healthz`. */
	readonly rest?: string;
}

type Finder = (group: string, version: string, plural: string) => ResourceDefinition | undefined;

/** Reads `/api/v1/…` and `/apis/GROUP/VERSION/…`; throws 404 where nothing is there. */
export function resourcePath(path: string, find: Finder): ResourcePath {
	const parts = path
		.split('/')
		.filter(part => part !== '')
		.map(decodeSegment);
	const group = parts[0] === 'apis' ? parts[1] : parts[0] === 'api' ? '' : undefined;
	const version = parts[0] === 'apis' ? parts[2] : parts[1];
	const tail = parts.slice(parts[0] === 'apis' ? 3 : 2);
	if (group === undefined || version === undefined || tail.length === 0) {
		throw unknownPath();
	}
	if (tail[0] === 'namespaces' && tail.length > 2) {
		const inNamespace = find(group, version, tail[2]!);
		if (inNamespace?.namespaced) {
			return place(inNamespace, tail[1]!, tail.slice(3));
		}
		if (group !== '') {
			throw unknownPath();
		}
	}
	const definition = find(group, version, tail[0]!);
	if (!definition || (definition.namespaced && tail.length > 1)) {
		throw unknownPath();
	}
	return place(definition, '', tail.slice(1));
}

function place(definition: ResourceDefinition, namespace: string, tail: readonly string[]): ResourcePath {
	const [name, subresource, ...rest] = tail;
	if (subresource !== undefined && !definition.subresources?.includes(subresource)) {
		throw unknownPath();
	}
	if (rest.length > 0 && subresource !== 'proxy') {
		throw unknownPath();
	}
	return {
		definition,
		namespace,
		...(name !== undefined && {name}),
		...(subresource !== undefined && {subresource}),
		...(rest.length > 0 && {rest: rest.join('/')}),
	};
}

function decodeSegment(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
