/** What a request's URL asks for, as far as the HTTP layer minds (apiserver pkg/endpoints/request/requestinfo.go). */
import {badRequest} from '../apimachinery/status.ts';
import {noSuchPath} from './refusals.ts';

/** A resource, an object, or a part of an object. */
export interface ResourceTarget {
	/** `/api/v1` or `/apis/GROUP/VERSION`. */
	readonly groupVersion: string;
	readonly namespace: string;
	readonly resource: string;
	readonly name: string | undefined;
	readonly subresource: string | undefined;
	/** What stands behind the subresource, not decoded, with the slash that it begins with; '' where nothing does. */
	readonly rest: string;
}

export interface Target {
	/** In normal form: each segment decoded, and encoded again. */
	readonly path: string;
	readonly parameters: URLSearchParams;
	/** The first value of each parameter. */
	readonly query: Readonly<Record<string, string>>;
	/** Absent for paths such as `/version`. */
	readonly resource: ResourceTarget | undefined;
}

/** Reads the target of an HTTP request. @throws StatusError where it is no path that there could be */
export function readTarget(url: string): Target {
	const mark = url.indexOf('?');
	const encoded = mark < 0 ? url : url.slice(0, mark);
	if (!encoded.startsWith('/')) {
		throw badRequest('the request names no path');
	}
	const parameters = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
	const {kept, rest} = splitProxy(encoded);
	const segments = segmentsOf(kept);
	const watched = withoutWatch(segments);
	if (watched !== segments) {
		parameters.set('watch', 'true');
	}
	const query: Record<string, string> = {};
	for (const [name, value] of parameters) {
		query[name] ??= value;
	}
	return {
		path: `/${watched.map(encodeURIComponent).join('/')}${rest}`,
		parameters,
		query,
		resource: resourceOf(watched, rest),
	};
}

/** Behind `…/proxy` comes the path of another server, which is its own affair. */
function splitProxy(path: string): {kept: string; rest: string} {
	const found = /^\/+api\/v1\/namespaces\/[^/]+\/(?:pods|services)\/[^/]+\/proxy(?=\/|$)/.exec(path);
	return found ? {kept: found[0], rest: path.slice(found[0].length)} : {kept: path, rest: ''};
}

function segmentsOf(path: string): string[] {
	let decoded: string;
	try {
		// As Go does: first decoded, then split. So `%2F` parts segments as `/` does, and gets around nothing.
		decoded = decodeURIComponent(path);
	} catch {
		throw badRequest('the path of the request is not encoded as a URL has it');
	}
	const trimmed = decoded.replace(/^\/+|\/+$/g, '');
	const segments = trimmed === '' ? [] : trimmed.split('/');
	if (segments.some(segment => segment === '' || segment === '.' || segment === '..' || segment.includes('\0'))) {
		throw noSuchPath();
	}
	return segments;
}

/** How many segments `/api/VERSION` and `/apis/GROUP/VERSION` have; 0 for other paths. */
function prefixLength(segments: readonly string[]): number {
	return segments[0] === 'api' ? 2 : segments[0] === 'apis' ? 3 : 0;
}

/** Turns the old form of watches, `/api/v1/watch/…`, into the path of the collection. */
function withoutWatch(segments: string[]): string[] {
	const prefix = prefixLength(segments);
	return prefix > 0 && segments[prefix] === 'watch' && segments.length > prefix + 1
		? segments.toSpliced(prefix, 1)
		: segments;
}

function resourceOf(segments: readonly string[], rest: string): ResourceTarget | undefined {
	const prefix = prefixLength(segments);
	if (prefix === 0 || segments.length <= prefix) {
		return undefined;
	}
	const groupVersion = `/${segments.slice(0, prefix).map(encodeURIComponent).join('/')}`;
	const tail = segments.slice(prefix);
	const parts = new Set(['status', 'finalize']);
	// `namespaces/NAME/status` belongs to the namespace itself; anything else there is a resource inside it.
	const inside = tail[0] === 'namespaces' && tail.length > 2 && !(tail.length === 3 && parts.has(tail[2]!));
	const namespace = inside ? tail[1]! : '';
	const [resource = '', name, subresource] = inside ? tail.slice(2) : tail;
	return {groupVersion, namespace, resource, name, subresource, rest};
}
