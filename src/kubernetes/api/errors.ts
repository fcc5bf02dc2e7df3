/** The refusals that only a server has (apimachinery pkg/api/errors/errors.go, apiserver pkg/storage/errors.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {
	alreadyExists,
	conflict,
	failure,
	type GroupResource,
	qualified,
	type StatusError,
} from '../../apimachinery/status.ts';
import {apiVersionOf, type ResourceDefinition} from './resource.ts';

export function groupResource(definition: Pick<ResourceDefinition, 'group' | 'plural'>): GroupResource {
	return {group: definition.group, resource: definition.plural};
}

/** An update that does not start from the stored object. */
export function outdated(of: GroupResource, name: string): StatusError {
	return conflict(
		of,
		name,
		'the object has been modified; please apply your changes to the latest version and try again',
	);
}

/**
 * A write that names another uid or resourceVersion than the stored object has. The words are those of the storage
 * layer, which knows the object by its key in etcd.
 */
export function preconditionFailed(
	definition: ResourceDefinition,
	object: KubernetesObject,
	what: 'UID' | 'ResourceVersion',
	wanted: string,
): StatusError {
	const {namespace, name, uid, resourceVersion} = object.metadata;
	const key = ['', 'registry', etcdFolders[definition.plural] ?? definition.plural, namespace, name].filter(
		part => part !== undefined,
	);
	const found = what === 'UID' ? uid : resourceVersion;
	return conflict(
		groupResource(definition),
		name,
		`StorageError: invalid object, Code: 4, Key: ${key.join('/')}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`,
	);
}

/** Where etcd keeps what it does not keep under the resource's name. */
const etcdFolders: Readonly<Record<string, string>> = {
	endpoints: 'services/endpoints',
	nodes: 'minions',
	services: 'services/specs',
};

/** A name made from `generateName` that is taken, after every attempt. */
export function nameNotGenerated(of: GroupResource, name: string): StatusError {
	const {status} = alreadyExists(of, name);
	return failure(
		409,
		'AlreadyExists',
		`${qualified(of)} "${name}" already exists, the server was not able to generate a unique name for the object`,
		{...status.details, retryAfterSeconds: 1},
	);
}

/** A change that the server no longer remembers was asked for. */
export function expired(message: string): StatusError {
	return failure(410, 'Expired', message);
}

/** A resourceVersion that the server has not reached. */
export function tooLargeResourceVersion(wanted: number, current: number): StatusError {
	return failure(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
		causes: [{reason: 'ResourceVersionTooLarge', message: 'Too large resource version'}],
		retryAfterSeconds: 1,
	});
}

export function internalError(message: string): StatusError {
	return failure(500, 'InternalError', `Internal error occurred: ${message}`, {causes: [{message}]});
}

export function tooManyRequests(message: string, cause: {reason: string; message: string}, retryAfterSeconds = 0) {
	return failure(429, 'TooManyRequests', message, {
		causes: [cause],
		...(retryAfterSeconds > 0 && {retryAfterSeconds}),
	});
}

/** A path that leads nowhere. */
export function unknownPath(): StatusError {
	return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function methodNotAllowed(): StatusError {
	return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
	return failure(
		415,
		'UnsupportedMediaType',
		`the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
	);
}

export function notAcceptable(message: string): StatusError {
	return failure(406, 'NotAcceptable', message);
}

/** The reference of a kind in messages, such as `apps/v1, Kind=Deployment`. */
export function kindReference(definition: ResourceDefinition): string {
	return `${apiVersionOf(definition)}, Kind=${definition.kind}`;
}

/** As Go prints a GroupVersionKind: `apps/v1, Kind=Deployment`. */
export function goKindOf(apiVersion: string, kind: string): string {
	return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}
