/** The API's own form of an error (apimachinery pkg/api/errors, pkg/util/validation/field). */
export interface StatusCause {
	readonly reason?: string;
	readonly message?: string;
	readonly field?: string;
}

export interface StatusDetails {
	readonly name?: string;
	readonly group?: string;
	readonly kind?: string;
	readonly uid?: string;
	readonly causes?: readonly StatusCause[];
	readonly retryAfterSeconds?: number;
}

export interface Status {
	readonly kind: 'Status';
	readonly apiVersion: 'v1';
	readonly metadata: Readonly<Record<string, unknown>>;
	readonly status: 'Success' | 'Failure';
	readonly message?: string;
	readonly reason?: string;
	readonly details?: StatusDetails;
	readonly code?: number;
}

/** A request that the API refused. */
export class StatusError extends Error {
	override readonly name = 'StatusError';
	readonly status: Status;
	constructor(status: Status) {
		super(status.message ?? 'unknown');
		this.status = status;
	}
	get code(): number {
		return this.status.code ?? 500;
	}
	get reason(): string {
		return this.status.reason ?? '';
	}
}

/** A resource as errors name it: `pods`, or `deployments.apps`. */
export interface GroupResource {
	readonly group: string;
	readonly resource: string;
}

export function qualified({group, resource}: GroupResource): string {
	return group === '' ? resource : `${resource}.${group}`;
}

/** Makes a failure. `details.kind` holds the resource or the kind, as upstream's errors do. */
export function failure(code: number, reason: string, message: string, details?: StatusDetails): StatusError {
	return new StatusError({
		kind: 'Status',
		apiVersion: 'v1',
		metadata: {},
		status: 'Failure',
		message,
		reason,
		...(details && {details}),
		code,
	});
}

export function notFound(of: GroupResource, name: string): StatusError {
	const details = {name, ...(of.group && {group: of.group}), kind: of.resource};
	return failure(404, 'NotFound', `${qualified(of)} "${name}" not found`, details);
}

export function alreadyExists(of: GroupResource, name: string): StatusError {
	const details = {name, ...(of.group && {group: of.group}), kind: of.resource};
	return failure(409, 'AlreadyExists', `${qualified(of)} "${name}" already exists`, details);
}

export function conflict(of: GroupResource, name: string, why: string): StatusError {
	const details = {name, ...(of.group && {group: of.group}), kind: of.resource};
	return failure(409, 'Conflict', `Operation cannot be fulfilled on ${qualified(of)} "${name}": ${why}`, details);
}

export function badRequest(message: string): StatusError {
	return failure(400, 'BadRequest', message);
}

export function forbidden(of: GroupResource, name: string, why: string): StatusError {
	const details = {name, ...(of.group && {group: of.group}), kind: of.resource};
	return failure(403, 'Forbidden', `${qualified(of)} "${name}" is forbidden: ${why}`, details);
}

/** Whether a failure has that reason; anything that is no `StatusError` has none. */
export function hasReason(error: unknown, reason: string): boolean {
	return error instanceof StatusError && error.reason === reason;
}
