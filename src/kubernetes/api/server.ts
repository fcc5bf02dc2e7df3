/** The API server: answers requests, opens watches and streams. Synchronous; time and streams are the connection's. */
import type {ApiRequest, ApiResponse, WatchEvent} from '../../apimachinery/connection.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {badRequest, StatusError} from '../../apimachinery/status.ts';
import {Discovery} from './discovery/index.ts';
import {serverVersion} from './discovery/version.ts';
import {methodNotAllowed, unknownPath} from './errors.ts';
import {execRequest} from './exec-request.ts';
import {negotiate} from './negotiation.ts';
import type {NodeApi, OpenStream, StreamSink} from './node-api.ts';
import {OpenApi} from './openapi/index.ts';
import {listQuery} from './options.ts';
import type {Registry} from './registry.ts';
import {shownForm} from './represent.ts';
import {apiVersionOf, type ResourceDefinition} from './resource.ts';
import {type ResourcePath, resourcePath} from './routes.ts';
import {selectionOf} from './selection.ts';
import {metadataOnly} from './shown-forms.ts';
import {answerSubresource} from './subresources.ts';
import {includeObjectOf, tableOf} from './table.ts';
import {
	type Answer,
	type Call,
	createOne,
	deleteMany,
	deleteOne,
	getList,
	getOne,
	patchOne,
	updateOne,
} from './verbs.ts';
import {Watch} from './watch.ts';

export class ApiServer {
	readonly registry: Registry;
	/** Absent until nodes are part of the cluster. */
	nodes: NodeApi | undefined;
	readonly #discovery: Discovery;
	readonly #openApi: OpenApi;
	readonly #byPath = new Map<string, ResourceDefinition>();
	readonly #kinds = new Set<string>();

	constructor(registry: Registry, nodes?: NodeApi) {
		this.registry = registry;
		this.nodes = nodes;
		this.#discovery = new Discovery(registry.definitions);
		this.#openApi = new OpenApi(registry.definitions, serverVersion.gitVersion);
		for (const definition of registry.definitions) {
			const {group, version, plural, kind} = definition;
			this.#byPath.set(`${group}/${version}/${plural}`, definition);
			this.#kinds.add(`${group}/${version}/${kind}`);
		}
	}

	/** Answers a request; failures are answers too. */
	handle(request: ApiRequest): ApiResponse {
		const warnings: string[] = [];
		const warn = (message: string) => {
			if (!warnings.includes(message)) {
				warnings.push(message);
			}
		};
		let answer: ApiResponse;
		try {
			answer = this.#answer(request, warn);
		} catch (error) {
			if (!(error instanceof StatusError)) {
				throw error;
			}
			answer = {status: error.code, body: error.status};
		}
		return {...answer, ...(warnings.length > 0 && {warnings})};
	}

	/** Opens a watch; throws a StatusError where the request is refused. */
	watch(request: ApiRequest, deliver: (event: WatchEvent) => void, ended: () => void): Watch {
		const {definition, namespace, name, subresource} = this.#locate(request.path);
		if (request.method !== 'GET' || subresource !== undefined || !allows(definition, 'watch')) {
			throw methodNotAllowed();
		}
		const query = listQuery({...request.query, watch: 'true'});
		const selection = selectionOf(definition, query, name);
		const represent = this.#watchForm(request, definition);
		return new Watch(this.registry, {definition, namespace, selection, query, represent}, deliver, ended);
	}

	/**
	 * Opens a stream: a log that is followed, a command, or the process of a container. Throws a StatusError.
	 * @param typed whether the client will send input
	 */
	stream(request: ApiRequest, sink: StreamSink, typed = false): OpenStream {
		const {definition, namespace, name, subresource} = this.#locate(request.path);
		if (name === undefined || !this.nodes) {
			throw methodNotAllowed();
		}
		const pod = this.registry.get(definition, namespace, name);
		switch (subresource) {
			case 'log': {
				const stop = this.nodes.followLog(pod, request.query ?? {}, sink);
				return {stop, type() {}, endInput() {}};
			}
			case 'exec':
				return this.nodes.exec(pod, execRequest(request, typed), sink);
			case 'attach':
				return this.nodes.attach(pod, execRequest(request, typed), sink);
			default:
				throw methodNotAllowed();
		}
	}

	#answer(request: ApiRequest, warn: (message: string) => void): ApiResponse {
		const discovered = this.#discovery.answer(request) ?? this.#openApi.answer(request);
		if (discovered !== undefined) {
			if (request.method !== 'GET') {
				throw methodNotAllowed();
			}
			return discovered;
		}
		const located = this.#locate(request.path);
		const {registry, nodes} = this;
		const shown = located.definition;
		const path = {...located, definition: this.#storedBy(shown)};
		warnIfDeprecated(shown, warn);
		const call: Call = {registry, request, path, shown, warn, knows: this.#knows};
		return path.subresource === undefined ? answerResource(call) : answerSubresource(call, nodes);
	}

	#locate(path: string): ResourcePath {
		return resourcePath(path, (group, version, plural) => this.#byPath.get(`${group}/${version}/${plural}`));
	}

	/** The resource that keeps the objects of one that may only show them. */
	#storedBy(shown: ResourceDefinition): ResourceDefinition {
		return shown.view ? this.registry.definition(shown.view.of) : shown;
	}

	readonly #knows = (group: string, version: string, kind: string) => this.#kinds.has(`${group}/${version}/${kind}`);

	/** Tables in a watch carry their columns once, in the first event (handlers/response.go watchEmbeddedEncoder). */
	#watchForm(request: ApiRequest, definition: ResourceDefinition): (object: KubernetesObject) => KubernetesObject {
		const form = negotiate(request.accept);
		if (form === 'object') {
			return object => shownForm(definition, object);
		}
		if (form !== 'Table') {
			return metadataOnly;
		}
		const includeObject = includeObjectOf(request.query?.includeObject);
		let first = true;
		return object => {
			const {resourceVersion = ''} = object.metadata;
			const options = {includeObject, now: this.registry.clock.now, withoutColumns: !first};
			first = false;
			return tableOf(definition, [object], {resourceVersion}, options) as unknown as KubernetesObject;
		};
	}
}

function answerResource(call: Call): Answer {
	const {definition, name, namespace} = call.path;
	const {method} = call.request;
	const one = name !== undefined;
	const verb = verbOf(method, one);
	if (verb === undefined || !allows(definition, verb) || (verb === 'create' && definition.namespaced && !namespace)) {
		throw methodNotAllowed();
	}
	switch (verb) {
		case 'get':
			return getOne(call);
		case 'list':
			if (call.request.query?.watch !== undefined && listQuery(call.request.query).watch) {
				throw badRequest('a watch is no request that has one answer');
			}
			return getList(call);
		case 'create':
			return createOne(call);
		case 'update':
			return updateOne(call);
		case 'patch':
			return patchOne(call);
		case 'delete':
			return deleteOne(call);
		case 'deletecollection':
			return deleteMany(call);
	}
}

type Verb = 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

function verbOf(method: ApiRequest['method'], one: boolean): Verb | undefined {
	switch (method) {
		case 'GET':
			return one ? 'get' : 'list';
		case 'POST':
			return one ? undefined : 'create';
		case 'PUT':
			return one ? 'update' : undefined;
		case 'PATCH':
			return one ? 'patch' : undefined;
		case 'DELETE':
			return one ? 'delete' : 'deletecollection';
		default:
			throw unknownPath();
	}
}

function allows(definition: ResourceDefinition, verb: string): boolean {
	return definition.verbs?.includes(verb) ?? true;
}

/** As apiserver pkg/endpoints/deprecation words it. */
function warnIfDeprecated(
	{group, version, kind, deprecated}: ResourceDefinition,
	warn: (message: string) => void,
): void {
	if (deprecated) {
		const groupVersion = apiVersionOf({group, version});
		warn(`${groupVersion} ${kind} is deprecated in ${deprecated.since}+; use ${deprecated.use}`);
	}
}
