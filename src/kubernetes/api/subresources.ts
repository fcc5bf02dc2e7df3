/** The parts of resources that are requested on their own: status, scale, resize, log, binding, eviction and others. */
import {Scale as scaleSchema} from '../../api/autoscaling-v1.ts';
import {Eviction as evictionSchema} from '../../api/policy-v1.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {badRequest, failure} from '../../apimachinery/status.ts';
import {bindPod} from './binding.ts';
import {readBody} from './body.ts';
import {methodNotAllowed} from './errors.ts';
import {evictPod} from './eviction.ts';
import {execRequest} from './exec-request.ts';
import {replaceFinalizers} from './finalize.ts';
import type {NodeApi} from './node-api.ts';
import {deletionOptions, writeQuery} from './options.ts';
import {passOn} from './proxy.ts';
import {type Scale, scaleColumns, scaleConfiguration, scaleOf, withScale} from './scale.ts';
import {
	type Answer,
	type Call,
	getOne,
	patchOne,
	representation,
	success,
	updateOne,
	type View,
	writeOptions,
} from './verbs.ts';

export function answerSubresource(call: Call, nodes: NodeApi | undefined): Answer {
	const {subresource} = call.path;
	const {method} = call.request;
	switch (subresource) {
		case 'status':
		case 'ephemeralcontainers':
		case 'resize':
			return readOrWrite(call);
		case 'scale':
			return readOrWrite(call, scaleView(call));
		case 'binding':
			return method === 'POST' ? bind(call) : refuse();
		case 'eviction':
			return method === 'POST' ? evict(call) : refuse();
		case 'finalize':
			return method === 'PUT' ? finalize(call) : refuse();
		case 'log':
			return method === 'GET' && nodes ? log(call, nodes) : refuse();
		case 'exec':
		case 'attach':
			return (method === 'GET' || method === 'POST') && nodes ? refuseStream(call, subresource, nodes) : refuse();
		case 'proxy':
			return nodes ? passOn(call, nodes) : refuse();
		default:
			return refuse();
	}
}

/** What a stream is refused with, or what is said of a request that does not open one (apimachinery httpstream). */
function refuseStream(call: Call, what: 'exec' | 'attach', nodes: NodeApi): never {
	const {definition, namespace, name} = call.path;
	const pod = call.registry.get(definition, namespace, name!);
	nodes.check(pod, what, execRequest(call.request));
	throw badRequest('Upgrade request required');
}

function refuse(): never {
	throw methodNotAllowed();
}

function readOrWrite(call: Call, view?: View): Answer {
	switch (call.request.method) {
		case 'GET':
			return getOne(call, view);
		case 'PUT':
			return updateOne(call, view);
		case 'PATCH':
			return patchOne(call, view);
		default:
			return refuse();
	}
}

function scaleView({path: {definition}}: Call): View {
	return {
		expected: {group: 'autoscaling', version: 'v1', kind: 'Scale', schema: scaleSchema},
		show: scaleOf,
		columns: scaleColumns,
		put: (stored, view) => withScale(definition, stored, view as Scale),
		configuration: view => scaleConfiguration(definition, view),
	};
}

interface BindingBody extends KubernetesObject {
	readonly target?: {readonly name?: string};
}

function bind(call: Call): Answer {
	const {namespace, name} = call.path;
	const {query = {}, body} = call.request;
	const options = writeQuery(query, 'CreateOptions');
	const {metadata, target} = (body ?? {}) as BindingBody;
	if (metadata?.name !== name) {
		throw badRequest('name in URL does not match name in Binding object');
	}
	if (!target?.name) {
		throw failure(500, '', 'target.name: Required value');
	}
	bindPod(call.registry, namespace, name!, {
		node: target.name,
		...(metadata.uid && {uid: metadata.uid}),
		...(metadata.annotations && {annotations: metadata.annotations}),
		...(metadata.labels && {labels: metadata.labels}),
		dryRun: options.dryRun,
	});
	return success(201);
}

interface EvictionBody extends KubernetesObject {
	readonly deleteOptions?: unknown;
}

function evict(call: Call): Answer {
	const {namespace, name} = call.path;
	const {query = {}} = call.request;
	const options = writeQuery(query, 'CreateOptions');
	// Clients older than 1.22 send the older version, which is accepted still (eviction.go AcceptsGroupVersion).
	const version = (call.request.body as EvictionBody | undefined)?.apiVersion === 'policy/v1beta1' ? 'v1beta1' : 'v1';
	const expected = {group: 'policy', version, kind: 'Eviction', schema: evictionSchema};
	const eviction = readBody(expected, {...call, knows: () => true}, options.fieldValidation) as EvictionBody;
	if (eviction.metadata.name !== name) {
		throw badRequest('name in URL does not match name in Eviction object');
	}
	const deletion = deletionOptions({}, eviction.deleteOptions ?? {});
	evictPod(call.registry, namespace, name!, {...deletion, dryRun: deletion.dryRun || options.dryRun});
	return success(201);
}

function finalize(call: Call): Answer {
	const {name} = call.path;
	const {query = {}} = call.request;
	const options = writeQuery(query, 'UpdateOptions');
	const wanted = readBody(call.shown, call, options.fieldValidation);
	const {finalizers = []} = (wanted as {readonly spec?: {readonly finalizers?: readonly string[]}}).spec ?? {};
	const stored = replaceFinalizers(call.registry, name!, finalizers, writeOptions(call, options));
	return {status: 200, body: representation(call, stored)};
}

function log(call: Call, nodes: NodeApi): Answer {
	const {definition, namespace, name} = call.path;
	const pod = call.registry.get(definition, namespace, name!);
	return {status: 200, body: nodes.log(pod, call.request.query ?? {})};
}
