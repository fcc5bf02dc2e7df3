/** `kubectl get --raw PATH` (kubectl pkg/rawhttp/raw.go). */
import {escapeForGo} from '../../apimachinery/json.ts';
import type {Client} from '../client.ts';
import {CommandError, type Invocation} from '../command.ts';

export async function printRaw(client: Client, {flags, args, io}: Invocation): Promise<number> {
	const raw = flags.string('raw');
	if (args.length > 0) throw new CommandError('arguments may not be passed when --raw is specified');
	if (flags.bool('watch') || flags.bool('watch-only') || flags.string('selector') !== '') {
		throw new CommandError(
			'--raw may not be specified with other flags that filter the server request or alter the output',
		);
	}
	if (flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
	if (!/^(\/|[a-z][a-z0-9+.-]*:)/.test(raw)) {
		throw new CommandError(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`);
	}
	const url = new URL(raw, 'http://cluster');
	const body = await client.get<unknown>(url.pathname, Object.fromEntries(url.searchParams));
	io.out(typeof body === 'string' ? body : `${escapeForGo(JSON.stringify(asSent(body)))}\n`);
	return 0;
}

/** An API server writes the kind first, and leaves it out of a list's items. */
function asSent(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || !('kind' in body)) return body;
	const {kind, apiVersion, items, ...rest} = body as Record<string, unknown>;
	const bare = Array.isArray(items) ? items.map(({apiVersion: _version, kind: _kind, ...item}) => item) : undefined;
	return {kind, apiVersion, ...rest, ...(bare && {items: bare})};
}
