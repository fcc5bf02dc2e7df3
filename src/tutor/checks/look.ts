/** What counts as having looked at something: the request that was made, whatever client made it. */
import type {ApiRequest} from '../../apimachinery/connection.ts';
import type {LookKind, LookWanted} from '../missions/mission.ts';

export interface Look {
	/** The plural name of the resource. */
	readonly at: string;
	readonly by: LookKind;
	/** Undefined for a list of them. */
	readonly name?: string;
	readonly namespace?: string;
	/** Whether everything else that the step wants was so at that moment. */
	readonly held?: boolean;
}

/**
 * What a request looks at; undefined for one that changes something, or that a client makes for its own sake
 * (discovery, a read before a write). kubectl names its command in the `Kubectl-Command` header; without one a plain
 * read counts as `get`.
 */
export function lookOf(request: ApiRequest): Look | undefined {
	if (request.method !== 'GET') {
		return undefined;
	}
	const path = /^\/api(?:s\/[^/]+)?\/v[^/]+(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
		request.path,
	);
	if (!path) {
		return undefined;
	}
	const [, namespace, at, name, subresource] = path;
	const command = request.command?.replace(/^kubectl /, '').replace(/^(?!rollout)(\S+).*/, '$1');
	const by = subresource === 'log' ? 'logs' : kindOf(command, at!);
	if (by === undefined || (subresource !== undefined && subresource !== 'log')) {
		return undefined;
	}
	return {at: at!, by, ...(name !== undefined && {name}), ...(namespace !== undefined && {namespace})};
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
		default:
			return undefined;
	}
}

/**
 * Whether a look is the one wanted. A list shows every object, so it serves for a name that is asked
 * for by `get`. A look before the rest of the goal was so does not count: there was nothing to be seen yet.
 */
export function satisfies(look: Look, wanted: LookWanted): boolean {
	const sameKind = wanted.by === undefined || wanted.by === look.by;
	const sameName =
		wanted.name === undefined || look.name === wanted.name || (look.name === undefined && look.by !== 'logs');
	return look.held !== false && look.at === wanted.at && sameKind && sameName;
}
