/** `/healthz`, `/livez` and `/readyz`, each with its parts (apiserver pkg/server/healthz/healthz.go). */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {sendBytes} from './answer.ts';
import {noSuchPath} from './refusals.ts';
import type {Target} from './target.ts';

/** What is checked; here all of it is one program, which is well if it answers at all. */
const checks: Readonly<Record<string, readonly string[]>> = {
	healthz: ['ping', 'log', 'etcd'],
	livez: ['ping', 'log', 'etcd'],
	readyz: ['ping', 'log', 'etcd', 'informer-sync', 'shutdown'],
};

/** Whether the path was one of these, and is answered. */
export async function answerHealth(
	{path, parameters}: Target,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<boolean> {
	const [name = '', check, ...more] = path.slice(1).split('/');
	const all = Object.hasOwn(checks, name) ? checks[name] : undefined;
	if (!all) {
		return false;
	}
	if (more.length > 0 || (check !== undefined && !all.includes(check))) {
		throw noSuchPath();
	}
	const excluded = new Set(parameters.getAll('exclude'));
	const lines = all.map(each => `[+]${each} ${excluded.has(each) ? 'excluded: ok' : 'ok'}\n`);
	const verbose = parameters.has('verbose') && check === undefined;
	const text = verbose ? `${lines.join('')}${name} check passed\n` : 'ok';
	response.setHeader('X-Content-Type-Options', 'nosniff');
	await sendBytes(request, response, 200, 'text/plain; charset=utf-8', Buffer.from(text));
	return true;
}
