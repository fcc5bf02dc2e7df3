/** The refusals of the HTTP layer, which comes before the API's own (apimachinery pkg/api/errors/errors.go). */
import {badRequest, failure, type StatusError} from '../apimachinery/status.ts';

export function unauthorized(): StatusError {
	return failure(401, 'Unauthorized', 'Unauthorized');
}

/** A request that was meant for another server: somebody else's name leads to this address. */
export function wrongHost(host: string | undefined): StatusError {
	const named = host === undefined ? 'no host' : `the host ${JSON.stringify(host)}`;
	return failure(
		421,
		'MisdirectedRequest',
		`this server answers on 127.0.0.1 and localhost alone; the request names ${named}`,
	);
}

export function foreignOrigin(origin: string): StatusError {
	return failure(403, 'Forbidden', `requests from web pages are refused; the origin is ${JSON.stringify(origin)}`);
}

/** There is one user, and no rule says what another one may do. */
export function noImpersonation(): StatusError {
	return failure(403, 'Forbidden', 'impersonation is refused: this server has one user and knows no rules for others');
}

export function bodyTooLarge(limit: number): StatusError {
	return failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
}

export function bodyOfUpgrade(): StatusError {
	return badRequest('a request that wants another protocol has no body');
}

export function noSuchPath(): StatusError {
	return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function noSuchMethod(): StatusError {
	return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** A mistake of this program, told without its insides. */
export function internalFailure(message: string): StatusError {
	return failure(500, 'InternalError', `Internal error occurred: ${message}`, {causes: [{message}]});
}
