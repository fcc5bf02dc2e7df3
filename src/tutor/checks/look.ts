/** What counts as having looked at something: the request that was made, whatever client made it. */
import type {ApiRequest} from '../../apimachinery/connection.ts';
import type {LookKind, LookWanted, ManifestWanted} from '../missions/mission.ts';

export interface Look {
	/** The plural name of the resource. */
	readonly at: string;
	readonly by: LookKind;
	/** Undefined for a list of them. */
	readonly name?: string;
	readonly namespace?: string;
	/** Of events: the kind of object that they are about, where only those were asked for. */
	readonly of?: string;
	/** Whether everything else that the step wants was so at that moment. */
	readonly held?: boolean;
}

/**
 * What a request looks at; undefined for one that changes something, or that a client makes for its own sake
 * (discovery, a read before a write). kubectl names its command in the `Kubectl-Command` header; without one a plain
 * read counts as `get`. `apply` and `replace` are here for what they send, even where it changes nothing: apply reads
 * the object first, and leaves it at that where the manifest says nothing new.
 */
export function lookOf(request: ApiRequest): Look | undefined {
	const command = request.command?.replace(/^kubectl /, '').replace(/^(?!rollout)(\S+).*/, '$1');
	const path = /^\/api(?:s\/[^/]+)?\/v[^/]+(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
		request.path,
	);
	if (!path) {
		return undefined;
	}
	const [, namespace, at, , subresource] = path;
	const by = subresource === 'log' ? 'logs' : kindOf(command, at!);
	if (by === undefined || (subresource !== undefined && subresource !== 'log')) {
		return undefined;
	}
	// What is only tried out has not been applied.
	if (by === 'apply' && request.query?.dryRun !== undefined) {
		return undefined;
	}
	const name = path[3] ?? nameIn(request);
	// What is sent is one object; whatever else `apply` reads, it reads for itself.
	if (by === 'apply' ? name === undefined : request.method !== 'GET') {
		return undefined;
	}
	const of = /(?:^|,)involvedObject\.kind==?([^,]+)/.exec(request.query?.fieldSelector ?? '')?.[1];
	return {
		at: at!,
		by,
		...(name !== undefined && {name}),
		...(namespace !== undefined && {namespace}),
		...(of !== undefined && {of}),
	};
}

/** The name of the one object that a request without a name in its path is about: it creates it, or selects it by name. */
function nameIn({query, body}: ApiRequest): string | undefined {
	const created = (body as {readonly metadata?: {readonly name?: string}} | undefined)?.metadata?.name;
	return created ?? /(?:^|,)metadata\.name==?([^,]+)/.exec(query?.fieldSelector ?? '')?.[1];
}

function kindOf(command: string | undefined, at: string): LookKind | undefined {
	switch (command) {
		case undefined:
		case 'get':
			return at === 'events' ? 'events' : 'get';
		// `describe` reads the events of what it shows; of several objects it shows none.
		case 'describe':
			return 'describe';
		case 'events':
			return 'events';
		case 'logs':
		case 'rollout status':
		case 'rollout history':
			return command;
		case 'apply':
		case 'replace':
			return 'apply';
		default:
			return undefined;
	}
}

/**
 * Whether a look is the one wanted. A list shows every object, so it serves for a name that is asked
 * for by `get`. A look before the rest of the goal was so does not count: there was nothing to be seen yet.
 */
export function satisfies(look: Look, wanted: LookWanted): boolean {
	const sameKind = wanted.by === undefined ? look.by !== 'apply' : wanted.by === look.by;
	const sameName =
		wanted.name === undefined || look.name === wanted.name || (look.name === undefined && look.by !== 'logs');
	const sameNamespace = look.namespace === undefined || look.namespace === (wanted.namespace ?? 'default');
	const sameSubject = wanted.of === undefined || look.of === undefined || look.of === wanted.of;
	return look.held !== false && look.at === wanted.at && sameKind && sameName && sameNamespace && sameSubject;
}

/** Whether a manifest of the object was sent with `kubectl apply` or `replace`, whatever came of it. */
export function sends({at, by, name}: Look, wanted: ManifestWanted): boolean {
	return by === 'apply' && at === wanted.at && name === wanted.name;
}
