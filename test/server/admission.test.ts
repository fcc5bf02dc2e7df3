/** Only the holder of the token gets in, who asks for this server; whatever else comes does no harm. */
import {once} from 'node:events';
import {connect as connectPlain, type Socket} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import type {ServeOptions} from '../../src/server/index.ts';
import {type Asked, Served} from './served.ts';

let served: Served;
/** One that waits for nobody. */
let hurried: Served;
let open = 0;
const errors: unknown[] = [];
beforeAll(async () => {
	const log: ServeOptions['log'] = ({error}) => error !== undefined && errors.push(error);
	served = await Served.start({log});
	hurried = await Served.start({
		log,
		limits: {headersTime: 300, requestTime: 600, handshakeTime: 300, stallTime: 300},
		onClients: count => {
			open = count;
		},
	});
});
afterAll(async () => {
	await served.api.close();
	await hurried.api.close();
});

const nodes = '/api/v1/nodes';

async function stillAnswers(of = served): Promise<void> {
	expect((await of.ask(nodes)).status).toBe(200);
	expect(errors).toEqual([]);
}

/** How many connections of clients that were let in are open, that of the question not counted. */
async function openConnections(): Promise<number> {
	await hurried.ask(nodes, {headers: {connection: 'close'}});
	return open;
}

function plain(): Socket {
	return connectPlain(hurried.api.port, '127.0.0.1').on('error', () => {});
}

describe('a request is refused', () => {
	const refused: readonly [string, Asked, number, string][] = [
		['without a token', {anonymous: true}, 401, 'Unauthorized'],
		['with another token', {headers: {authorization: 'Bearer nonsense'}}, 401, 'Unauthorized'],
		['with a password', {headers: {authorization: 'Basic YWRtaW46YWRtaW4='}}, 401, 'Unauthorized'],
		[
			'for another host, as when a name was made to lead here',
			{headers: {host: 'evil.example:443'}},
			421,
			'evil.example',
		],
		['for this host at another port', {headers: {host: '127.0.0.1:1'}}, 421, '127.0.0.1:1'],
		['from a web page', {headers: {origin: 'https://evil.example'}}, 403, 'https://evil.example'],
		['from a page without a name', {headers: {origin: 'null'}}, 403, 'null'],
		['on behalf of somebody else', {headers: {'impersonate-user': 'jane'}}, 403, 'impersonation'],
	];
	test.each(refused)('%s', async (_what, asked, status, words) => {
		const answer = await served.ask(nodes, asked);
		expect(answer.status).toBe(status);
		expect(JSON.parse(answer.text)).toMatchObject({kind: 'Status', status: 'Failure', code: status});
		expect(answer.text).toContain(words);
		expect(answer.headers['access-control-allow-origin']).toBeUndefined();
		expect(answer.headers['audit-id']).toMatch(/^[0-9a-f-]{36}$/);
	});

	test('to open a stream, just as well', async () => {
		const headers = {connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13'};
		const path = '/api/v1/namespaces/default/pods/web/exec?command=ls';
		expect(await served.ask(path, {anonymous: true, headers})).toMatchObject({status: 401});
		expect(await served.ask(path, {headers: {...headers, origin: 'https://evil.example'}})).toMatchObject({
			status: 403,
		});
		expect(await served.ask(path, {headers: {...headers, host: 'evil.example'}})).toMatchObject({status: 421});
	});

	test('with the words that a real server has for a body that is too large', async () => {
		const body = Buffer.alloc(10 * 1024 * 1024, 'x');
		const answer = await served.ask('/api/v1/namespaces', {method: 'POST', body});
		expect(answer.status).toBe(413);
		expect(JSON.parse(answer.text).message).toBe('Request entity too large: limit is 3145728');
		await stillAnswers();
	});

	test('also where nobody says how long the body is', async () => {
		const body = Buffer.alloc(4 * 1024 * 1024, ' ');
		const headers = {'transfer-encoding': 'chunked'};
		expect((await served.ask('/api/v1/namespaces', {method: 'POST', body, headers})).status).toBe(413);
		await stillAnswers();
	});
});

test('a page of this very server may ask', async () => {
	const origin = `https://127.0.0.1:${served.api.port}`;
	expect((await served.ask(nodes, {headers: {origin}})).status).toBe(200);
});

describe('no path gets around anything', () => {
	const paths = [
		'/api/v1/namespaces/default/pods/%2e%2e/%2e%2e/kube-system/pods',
		'/api/v1/namespaces/default/../kube-system/pods',
		'/api/v1//namespaces/default/pods',
		'/api/v1/namespaces/default/pods/a%2f..%2fb',
		'/api/v1/namespaces/default/pods/a%00b',
		'/api/v1/namespaces/default/pods/%zz',
	];
	test.each(paths)('%s', async path => {
		const answer = await served.ask(path);
		expect([400, 404]).toContain(answer.status);
		expect(JSON.parse(answer.text)).toMatchObject({kind: 'Status'});
		expect((await served.ask(path, {anonymous: true})).status).toBe(401);
	});
});

describe('the server goes on when a client', () => {
	test('speaks HTTP without TLS', async () => {
		const socket = plain();
		socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
		await once(socket, 'close');
		await stillAnswers(hurried);
	});

	test('sends garbage', async () => {
		const socket = plain();
		socket.write(Buffer.from(Array.from({length: 4096}, (_, i) => (i * 7919) % 256)));
		await once(socket, 'close');
		await stillAnswers(hurried);
	});

	test('connects and says nothing, which is ended', async () => {
		await once(plain(), 'close');
		await stillAnswers(hurried);
	});

	test('sends half a request and stops, which is ended', async () => {
		const socket = connectTls({host: '127.0.0.1', port: hurried.api.port, ca: hurried.credentials.authority});
		await once(socket, 'secureConnect');
		socket.on('error', () => {}).resume();
		socket.write(`POST /api/v1/namespaces HTTP/1.1\r\nHost: 127.0.0.1:${hurried.api.port}\r\nAuthor`);
		await once(socket, 'close');
		await stillAnswers(hurried);
	}, 15_000);

	test('sends half a body and leaves', async () => {
		const socket = connectTls({host: '127.0.0.1', port: hurried.api.port, ca: hurried.credentials.authority});
		await once(socket, 'secureConnect');
		const {token} = hurried.credentials;
		socket.write(
			`POST /api/v1/namespaces HTTP/1.1\r\nHost: 127.0.0.1:${hurried.api.port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{"kind":`,
		);
		socket.destroy();
		await once(socket, 'close');
		await stillAnswers(hurried);
	});

	test('sends garbage inside TLS', async () => {
		const socket = connectTls({host: '127.0.0.1', port: hurried.api.port, ca: hurried.credentials.authority});
		await once(socket, 'secureConnect');
		socket.on('error', () => {}).resume();
		socket.write('\x00\x01\x02 nothing of this is HTTP \r\n\r\n');
		await once(socket, 'close');
		await stillAnswers(hurried);
	});

	test('asks for much and reads nothing of it', async () => {
		const data = {text: 'x'.repeat(900_000)};
		const map = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'large', namespace: 'default'}, data};
		hurried.cluster.client.create('configmaps', map as KubernetesObject);
		const before = await openConnections();
		const {token} = hurried.credentials;
		const head = `Host: 127.0.0.1:${hurried.api.port}\r\nAuthorization: Bearer ${token}\r\n\r\n`;
		const path = '/api/v1/namespaces/default/configmaps/large';
		const clients = Array.from({length: 5}, () => {
			const socket = connectTls({host: '127.0.0.1', port: hurried.api.port, ca: hurried.credentials.authority});
			socket.on('error', () => {});
			socket.write(`GET ${path} HTTP/1.1\r\n${head}`.repeat(10));
			return socket.pause();
		});
		await vi.waitFor(async () => expect(await openConnections()).toBeGreaterThan(before));
		await vi.waitFor(async () => expect(await openConnections()).toBeLessThanOrEqual(before), {timeout: 10_000});
		for (const client of clients) {
			client.destroy();
		}
		await stillAnswers(hurried);
	}, 15_000);

	test('makes a little YAML into very much', async () => {
		const levels = Array.from(
			{length: 12},
			(_, n) =>
				`l${n}: &l${n} [${Array(10)
					.fill(n === 0 ? 'x' : `*l${n - 1}`)
					.join(', ')}]`,
		);
		const headers = {'content-type': 'application/yaml'};
		const answer = await served.ask('/api/v1/namespaces', {method: 'POST', headers, body: levels.join('\n')});
		expect(answer).toMatchObject({status: 400});
		expect(answer.text).toContain('excessive aliasing');
		await stillAnswers();
	});

	test('nests very deeply', async () => {
		const body = `{"apiVersion":"v1","kind":"Namespace","metadata":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
		const answer = await served.ask('/api/v1/namespaces', {method: 'POST', body});
		expect(answer.status).toBeGreaterThanOrEqual(400);
		errors.length = 0;
		await stillAnswers();
	});

	test('wants another protocol, and sends a body', async () => {
		const headers = {connection: 'Upgrade', upgrade: 'h2c'};
		expect((await served.ask(nodes, {headers})).status).toBe(200);
		expect((await served.ask('/api/v1/namespaces', {method: 'POST', headers, body: '{}'})).status).toBe(400);
		await stillAnswers();
	});

	test('sends a head without end', async () => {
		const answer = await served.ask(nodes, {headers: {'x-long': 'x'.repeat(100_000)}}).catch(() => undefined);
		expect(answer?.status ?? 431).toBe(431);
		await stillAnswers();
	});
});

test('listens on loopback alone', () => {
	expect(served.api.url).toBe(`https://127.0.0.1:${served.api.port}`);
});
