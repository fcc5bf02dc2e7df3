/**
 * Passes requests on to what Pods serve: `pods/NAME/proxy/…` and `services/NAME/proxy/…` (pkg/registry/core/pod/strategy.go
 * and core/service/storage/storage.go ResourceLocation, apimachinery pkg/util/proxy).
 */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Service} from '../../api/core-v1/service.ts';
import type {EndpointSlice} from '../../api/discovery-v1.ts';
import type {ApiResponse} from '../../apimachinery/connection.ts';
import {badRequest, failure, type StatusError} from '../../apimachinery/status.ts';
import {methodNotAllowed} from './errors.ts';
import type {NodeApi} from './node-api.ts';
import type {Registry} from './registry.ts';
import type {Call} from './verbs.ts';

/** Where a request goes. */
interface Location {
	readonly scheme: string;
	readonly pod: Pod;
	readonly port: number;
}

export function passOn(call: Call, nodes: NodeApi): ApiResponse {
	const {method, path, query = {}, userAgent = '-'} = call.request;
	if (method !== 'GET') {
		throw methodNotAllowed();
	}
	const {scheme, pod, port} =
		call.path.definition.plural === 'services' ? serviceLocation(call) : podLocation(call.registry, call.path);
	const parameters = new URLSearchParams(query).toString();
	const suffix = parameters === '' ? '' : `?${parameters}`;
	const [, behind = ''] = /\/(?:pods|services)\/[^/]+\/proxy(\/.*)?$/.exec(path) ?? [];
	if (behind === '') {
		return {status: 301, body: '', headers: {location: `${path}/${suffix}`}};
	}
	const address = `${pod.status.podIP}:${port}`;
	const reply = nodes.ask(pod, {port, path: behind + suffix, host: address, agent: userAgent});
	if (typeof reply === 'string') {
		throw unavailable(`error trying to reach service: ${whyNot(reply, address)}`);
	}
	if (scheme === 'https') {
		throw unavailable('error trying to reach service: http: server gave HTTP response to HTTPS client');
	}
	const {status, body, headers = {}} = reply;
	const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
	const {'content-type': given, 'content-length': _length, connection: _hop, ...rest} = Object.fromEntries(own);
	return {status, body, contentType: given ?? typeOf(body), headers: rest};
}

/** As Go's servers guess it, where a server does not say. */
function typeOf(body: string): string {
	return /^\s*(<!doctype html|<html|<h1|<pre)/i.test(body) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
}

function whyNot(reply: string, address: string): string {
	switch (reply) {
		case 'refused':
			return `dial tcp ${address}: connect: connection refused`;
		case 'timeout':
			return `dial tcp ${address}: i/o timeout`;
		default:
			return 'EOF';
	}
}

interface Reference {
	readonly scheme: string;
	readonly name: string;
	/** A number or a name; '' where none is given. */
	readonly port: string;
}

/** Reads `name`, `name:port` or `scheme:name:port` (apimachinery pkg/util/net/port_split.go). */
function reference(id: string, what: string): Reference {
	const parts = id.split(':');
	const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
	if (parts.length > 3 || name === '' || !['', 'http', 'https'].includes(scheme)) {
		throw badRequest(`invalid ${what} request ${JSON.stringify(id)}`);
	}
	return {scheme, name, port};
}

function podLocation(registry: Registry, {definition, namespace, name: id = ''}: Call['path']): Location {
	const {scheme, name, port} = reference(id, 'pod');
	const pod = registry.get(definition, namespace, name) as Pod;
	if (!pod.status.podIP) {
		throw badRequest('address not allowed');
	}
	const first = pod.spec.containers.find(({ports = []}) => ports.length > 0)?.ports?.[0]?.containerPort;
	return {scheme, pod, port: port === '' ? (first ?? 80) : Number(port)};
}

function serviceLocation({registry, path: {definition, namespace, name: id = ''}}: Call): Location {
	const {scheme, name, port} = reference(id, 'service');
	const service = registry.get(definition, namespace, name) as Service;
	let portName = port;
	if (/^\d+$/.test(port)) {
		const found = service.spec.ports?.find(each => each.port === Number(port));
		if (!found) {
			throw unavailable(`no service port ${port} found for service "${name}"`);
		}
		portName = found.name ?? '';
	}
	const slices = (registry.store.list('endpointslices.discovery.k8s.io', namespace) as EndpointSlice[]).filter(
		({metadata}) => metadata.labels?.['kubernetes.io/service-name'] === name,
	);
	const ready = slices.flatMap(({endpoints = [], ports = []}) => {
		const wanted = ports?.find(each => (each.name ?? '') === portName)?.port;
		return (endpoints ?? [])
			.filter(({conditions}) => conditions.ready !== false)
			.map(({targetRef}) => ({pod: targetRef?.kind === 'Pod' ? targetRef.name : undefined, port: wanted}));
	});
	const usable = ready.filter((each): each is {pod: string; port: number} => !!each.pod && each.port !== undefined);
	// Any will do; who asks again gets to another one.
	const chosen = usable[Math.floor(registry.clock.now) % Math.max(1, usable.length)];
	const pod = chosen && (registry.store.get('pods', namespace, chosen.pod) as Pod | undefined);
	if (!chosen || !pod) {
		throw unavailable(`no endpoints available for service "${ready.length === 0 ? name : id}"`);
	}
	return {scheme, pod, port: chosen.port};
}

function unavailable(message: string): StatusError {
	return failure(503, 'ServiceUnavailable', message);
}
