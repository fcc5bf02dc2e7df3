/** Who is let in: the holder of the token, who asks for this very server, and no web page. */
import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import type {StatusError} from '../apimachinery/status.ts';
import {foreignOrigin, noImpersonation, unauthorized, wrongHost} from './refusals.ts';

export interface Gate {
	/** Why a request is refused; undefined where it may go on. */
	refusal(request: IncomingMessage): StatusError | undefined;
}

/** @param port what the server listens on */
export function createGate(token: string, port: number): Gate {
	const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
	const expected = digest(token);
	return {
		refusal({headers}) {
			const {host, origin, authorization} = headers;
			// A page whose name was made to lead here still sends its own name (DNS rebinding).
			if (host === undefined || !hosts.has(host.toLowerCase())) {
				return wrongHost(host);
			}
			if (origin !== undefined && !sameOrigin(origin, hosts)) {
				return foreignOrigin(origin);
			}
			const given = bearerToken(authorization);
			if (given === undefined || !timingSafeEqual(digest(given), expected)) {
				return unauthorized();
			}
			return Object.keys(headers).some(name => name.startsWith('impersonate-')) ? noImpersonation() : undefined;
		},
	};
}

/** Digests have one length, which the comparison wants, and tell nothing of the token's. */
function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

function sameOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
	return origin.startsWith('https://') && hosts.has(origin.slice('https://'.length).toLowerCase());
}

/** As apiserver pkg/authentication/request/bearertoken reads it. */
function bearerToken(authorization: string | undefined): string | undefined {
	const [scheme, token] = authorization?.trim().split(' ') ?? [];
	return scheme?.toLowerCase() === 'bearer' && token ? token : undefined;
}
