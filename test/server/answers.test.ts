/** Answers as an API server gives them over HTTP: their form, their headers, and what is said of bodies that are none. */
import {gunzipSync} from 'node:zlib';
import {load} from 'js-yaml';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {kubeconfig} from '../../src/server/kubeconfig.ts';
import {type Asked, Served} from './served.ts';

let served: Served;
const open: number[] = [];
const logged: string[] = [];
beforeAll(async () => {
	served = await Served.start({
		onClients: count => open.push(count),
		log: ({method, url, status}) => logged.push(`${method} ${url} ${status}`),
	});
});
afterAll(() => served.api.close());

const namespaces = '/api/v1/namespaces';
const maps = `${namespaces}/default/configmaps`;

describe('an answer', () => {
	test('is JSON on one line for programs, and readable for people', async () => {
		const compact = await served.ask(`${namespaces}/default`);
		expect(compact.headers['content-type']).toBe('application/json');
		expect(compact.text.trimEnd()).not.toContain('\n');
		const curl = await served.ask(`${namespaces}/default`, {headers: {'user-agent': 'curl/8.14'}});
		expect(curl.text).toContain('\n  "kind": "Namespace"');
		expect((await served.ask(`${namespaces}/default?pretty=true`)).text).toBe(curl.text);
		const plain = await served.ask(`${namespaces}/default?pretty=false`, {headers: {'user-agent': 'curl/8.14'}});
		expect(plain.text).toBe(compact.text);
	});

	test('is YAML where that is asked for', async () => {
		const answer = await served.ask(`${namespaces}/default`, {headers: {accept: 'application/yaml'}});
		expect(answer.headers['content-type']).toBe('application/yaml');
		expect(load(answer.text)).toMatchObject({kind: 'Namespace', metadata: {name: 'default'}});
	});

	test('is compressed where it is large and the client can take that', async () => {
		const body = JSON.stringify({
			apiVersion: 'v1',
			kind: 'ConfigMap',
			metadata: {name: 'large'},
			data: {text: 'all work and no play '.repeat(10_000)},
		});
		expect((await served.ask(maps, {method: 'POST', body})).status).toBe(201);
		const response = await served.open(`${maps}/large`, {headers: {'accept-encoding': 'gzip'}});
		expect(response.headers).toMatchObject({'content-encoding': 'gzip', vary: 'Accept-Encoding'});
		const chunks: Buffer[] = [];
		for await (const chunk of response as AsyncIterable<Buffer>) {
			chunks.push(chunk);
		}
		expect(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()).metadata.name).toBe('large');
		expect((await served.ask(`${maps}/large`)).headers['content-encoding']).toBeUndefined();
	});

	test('carries warnings as headers', async () => {
		const pod = {
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: {name: 'odd'},
			spec: {containers: [{name: 'c', image: 'nginx:1.27', whatever: 1}]},
		};
		const answer = await served.ask(`${namespaces}/default/pods?dryRun=All`, {
			method: 'POST',
			body: JSON.stringify(pod),
		});
		expect(answer.status).toBe(201);
		expect(answer.headers.warning).toBe('299 - "unknown field \\"spec.containers[0].whatever\\""');
	});

	test('refuses fields that stand twice where it is to be strict', async () => {
		const body =
			'{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"twice"},"no":{"a":1,"a":2},"data":{"k":"a","k":"b"}}';
		const answer = await served.ask(`${namespaces}/default/configmaps?fieldValidation=Strict`, {method: 'POST', body});
		expect(answer.status).toBe(400);
		expect(JSON.parse(answer.text).message).toMatch(
			/strict decoding error: unknown field "no", duplicate field "data\.k"$/,
		);
	});

	test('must not be kept by anyone on the way', async () => {
		expect((await served.ask(namespaces)).headers['cache-control']).toBe('no-cache, private');
	});

	test('says of lists what the same objects say one by one', async () => {
		const list = JSON.parse((await served.ask('/api/v1/nodes')).text);
		const one = JSON.parse((await served.ask('/api/v1/nodes/worker-1')).text);
		const listed = list.items.find(({metadata}: {metadata: {name: string}}) => metadata.name === 'worker-1');
		expect({...listed, apiVersion: 'v1', kind: 'Node'}).toEqual(one);
	});
});

describe('a body', () => {
	const json = {'content-type': 'application/json'};
	const malformed: readonly [string, string, Asked, string][] = [
		[
			'that breaks off',
			namespaces,
			{method: 'POST', headers: json, body: '{"kind":'},
			'the object provided is unrecognized (must be of type Namespace): couldn\'t get version/kind; json parse error: unexpected end of JSON input ({"kind":)',
		],
		[
			'that is something else',
			namespaces,
			{method: 'POST', headers: json, body: '<html>'},
			"the object provided is unrecognized (must be of type Namespace): couldn't get version/kind; json parse error: invalid character '<' looking for beginning of value (3c68746d6c3e)",
		],
		[
			'that is empty',
			`${namespaces}/default/pods`,
			{method: 'POST', headers: json},
			"the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
		],
		[
			'of a patch',
			`${namespaces}/default`,
			{method: 'PATCH', headers: {'content-type': 'application/merge-patch+json'}, body: '{"a" 1}'},
			"invalid character '1' after object key",
		],
	];
	test.each(malformed)('%s is refused in the words of a real server', async (_what, path, asked, message) => {
		const answer = await served.ask(path, asked);
		expect(JSON.parse(answer.text)).toMatchObject({code: 400, reason: 'BadRequest', message});
	});

	test('may be YAML', async () => {
		const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: from-yaml}\n';
		const headers = {'content-type': 'application/yaml'};
		expect((await served.ask(maps, {method: 'POST', headers, body})).status).toBe(201);
		const apply = 'apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n';
		const patch = await served.ask(`${maps}/from-yaml?fieldManager=me`, {
			method: 'PATCH',
			headers: {'content-type': 'application/apply-patch+yaml'},
			body: apply.replace('data', 'metadata: {name: from-yaml}\ndata'),
		});
		expect(JSON.parse(patch.text)).toMatchObject({data: {a: 'b'}});
	});

	test('of a type that nobody knows is refused', async () => {
		const answer = await served.ask(namespaces, {method: 'POST', headers: {'content-type': 'text/xml'}, body: '<a/>'});
		expect(JSON.parse(answer.text)).toMatchObject({code: 415, reason: 'UnsupportedMediaType'});
	});
});

describe('paths that are no resources', () => {
	test.each(['/healthz', '/livez', '/readyz', '/readyz/ping'])('%s says that all is well', async path => {
		const answer = await served.ask(path);
		expect(answer).toMatchObject({status: 200, text: 'ok'});
	});

	test('tell their parts', async () => {
		const answer = await served.ask('/readyz?verbose&exclude=etcd');
		expect(answer.text).toMatch(/^\[\+\]ping ok\n[\s\S]*\[\+\]etcd excluded: ok\n[\s\S]*readyz check passed\n$/);
	});

	test.each(['/metrics', '/healthz/nothing', '/debug/pprof', '/apis/nothing/v1'])('%s is not there', async path => {
		expect(JSON.parse((await served.ask(path)).text)).toMatchObject({kind: 'Status', code: 404});
	});

	test('a version is told, and methods that are none are refused', async () => {
		expect(JSON.parse((await served.ask('/version')).text).gitVersion).toMatch(/^v1\.36\./);
		expect((await served.ask(namespaces, {method: 'OPTIONS'})).status).toBe(405);
		expect((await served.ask(namespaces, {method: 'HEAD'})).status).toBe(405);
	});
});

test('ten clients at once each have what they asked for', async () => {
	const rounds = Array.from({length: 10}, async (_, client) => {
		for (let n = 0; n < 10; n++) {
			const metadata = {name: `c${client}-${n}`};
			const body = JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {n: String(n)}});
			expect((await served.ask(maps, {method: 'POST', body})).status).toBe(201);
			expect(JSON.parse((await served.ask(`${maps}/${metadata.name}`)).text).data.n).toBe(String(n));
			expect((await served.ask(`${maps}/${metadata.name}`, {method: 'DELETE'})).status).toBe(200);
		}
	});
	await Promise.all(rounds);
	expect(
		JSON.parse((await served.ask(maps)).text).items.map((item: {metadata: {name: string}}) => item.metadata.name),
	).toEqual(['from-yaml', 'kube-root-ca.crt', 'large']);
});

test('an answer that nobody had thought of costs the client that one answer', async () => {
	const broken = await Served.start({
		beforeRequest() {
			throw new Error('a secret of the insides');
		},
	});
	try {
		const answer = await broken.ask(namespaces);
		expect(JSON.parse(answer.text)).toMatchObject({code: 500, reason: 'InternalError'});
		expect(answer.text).not.toContain('secret');
		expect((await broken.ask('/healthz')).status).toBe(200);
	} finally {
		await broken.api.close();
	}
});

test('who holds the cluster learns who is there, and what was asked', () => {
	expect(Math.max(...open)).toBeGreaterThanOrEqual(1);
	expect(logged).toContain('GET /version 200');
});

test('the kubeconfig names the server, its authority and the token', () => {
	const text = kubeconfig({url: served.api.url, credentials: served.credentials, namespace: 'mine'});
	expect(load(text)).toMatchObject({
		clusters: [{name: 'k8s-workloads-tutor', cluster: {server: served.api.url}}],
		users: [{user: {token: served.credentials.token}}],
		contexts: [{context: {namespace: 'mine'}}],
		'current-context': 'k8s-workloads-tutor',
	});
});
