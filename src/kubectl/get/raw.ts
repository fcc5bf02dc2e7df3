/** `kubectl get --raw PATH` (kubectl pkg/rawhttp/raw.go). */
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
	io.out(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
	return 0;
}
