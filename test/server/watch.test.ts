/** Watches: every change once, to everyone who listens, whoever else does not. */
import {connect as connectTls} from 'node:tls';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {type Event, linesOf, Served} from './served.ts';

let served: Served;
beforeAll(async () => {
	served = await Served.start();
});
afterAll(() => served.api.close());

const maps = '/api/v1/namespaces/default/configmaps';

function configMap(name: string, data: Record<string, string> = {}): KubernetesObject {
	return {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace: 'default'}, data} as KubernetesObject;
}

async function version(of = served): Promise<string> {
	const {text} = await of.ask(maps, {headers: {connection: 'close'}});
	return JSON.parse(text).metadata.resourceVersion;
}

/** Reads events until one says enough. */
async function until(events: AsyncIterable<Event>, enough: (event: Event) => boolean): Promise<Event[]> {
	const seen: Event[] = [];
	for await (const event of events) {
		seen.push(event);
		if (enough(event)) {
			break;
		}
	}
	return seen;
}

test('a watch held open through 10,000 changes loses none, and has them in order', async () => {
	const response = await served.open(`${maps}?watch=true&resourceVersion=${await version()}`);
	const seen = until(linesOf(response), ({object}) => object.metadata.name === 'the-last');
	served.cluster.client.create('configmaps', configMap('counter', {n: '0'}));
	for (let n = 1; n < 10_000; n++) {
		served.cluster.client.update('configmaps', configMap('counter', {n: `${n}`}));
		if (n % 500 === 0) {
			await new Promise(resolve => setImmediate(resolve));
		}
	}
	served.cluster.client.create('configmaps', configMap('the-last'));
	const events = await seen;
	const counted = events.slice(0, -1).map(({object}) => Number((object as unknown as {data: {n: string}}).data.n));
	expect(counted).toEqual(Array.from({length: 10_000}, (_, n) => n));
});

test('its headers come at once, although nothing has happened', async () => {
	const response = await served.open(`${maps}?watch=1&resourceVersion=${await version()}`);
	expect(response.statusCode).toBe(200);
	expect(response.headers).toMatchObject({'content-type': 'application/json', 'transfer-encoding': 'chunked'});
	response.destroy();
});

test('a client that stalls is cut off, and the others miss nothing', async () => {
	let open = 0;
	const strict = await Served.start({
		limits: {stallTime: 1500, waitingBytes: 64 * 1024},
		onClients: count => {
			open = count;
		},
	});
	const from = await version(strict);
	const {token, authority} = strict.credentials;
	const stalled = connectTls({host: '127.0.0.1', port: strict.api.port, ca: authority});
	const closed = new Promise(resolve => stalled.once('close', resolve));
	stalled.on('error', () => {});
	stalled.write(
		`GET ${maps}?watch=true&resourceVersion=${from} HTTP/1.1\r\nHost: 127.0.0.1:${strict.api.port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
	);
	stalled.pause();
	const reader = await strict.open(`${maps}?watch=true&resourceVersion=${from}`);
	const seen = until(linesOf(reader), ({object}) => object.metadata.name === 'the-last');
	const bulk = 'x'.repeat(200_000);
	for (let n = 0; n < 100; n++) {
		strict.cluster.client.create('configmaps', configMap(`bulk-${n}`, {bulk}));
		await new Promise(resolve => setImmediate(resolve));
	}
	strict.cluster.client.create('configmaps', configMap('the-last'));
	expect(await seen).toHaveLength(101);
	reader.destroy();
	await vi.waitFor(() => expect(open).toBe(0), {timeout: 20_000, interval: 50});
	// What was sent before is read, and then the connection is at its end.
	stalled.resume();
	await closed;
	expect((await strict.ask(maps)).status).toBe(200);
	await strict.api.close();
}, 30_000);

describe('a watch that cannot be', () => {
	test('is refused with a status, where the request is wrong', async () => {
		const answer = await served.ask(`${maps}?watch=true&fieldSelector=data.x%3D1`);
		expect(answer.status).toBe(400);
		expect(JSON.parse(answer.text)).toMatchObject({kind: 'Status', reason: 'BadRequest'});
		expect((await served.ask('/api/v1/nothings?watch=true')).status).toBe(404);
	});

	test('is told in its stream that its version is too old', async () => {
		served.cluster.rewind(served.cluster.snapshot());
		const response = await served.open(`${maps}?watch=true&resourceVersion=1`);
		expect(response.statusCode).toBe(200);
		const [event] = await until(linesOf(response), () => true);
		expect(event).toMatchObject({type: 'ERROR', object: {kind: 'Status', code: 410, reason: 'Expired'}});
	});
});

test('it begins with what is there, and says when that is all', async () => {
	const query = 'watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan';
	const response = await served.open(`/api/v1/nodes?${query}`);
	const events = await until(linesOf(response), ({type}) => type === 'BOOKMARK');
	expect(events.map(({type}) => type)).toEqual(['ADDED', 'ADDED', 'ADDED', 'ADDED', 'BOOKMARK']);
	expect(events.at(-1)!.object.metadata.annotations).toEqual({'k8s.io/initial-events-end': 'true'});
});

test('it ends when its time is over, and can be gone on with', async () => {
	const {text} = await served.whileTimePasses(served.ask(`/api/v1/nodes?watch=true&timeoutSeconds=1`));
	expect(text.trim().split('\n').length).toBeGreaterThanOrEqual(4);
});

test('the old path of watches leads to the same', async () => {
	const response = await served.open('/api/v1/watch/nodes');
	const events = await until(linesOf(response), ({object}) => object.metadata.name === 'worker-3');
	expect(events).toHaveLength(4);
});

test('it gives Tables where they are asked for, and the columns once', async () => {
	const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
	const response = await served.open('/api/v1/nodes?watch=true', {headers: {accept}});
	let rows = 0;
	const events = await until(linesOf(response), () => ++rows === 4);
	const columns = events.map(
		({object}) => (object as unknown as {columnDefinitions: unknown[] | null}).columnDefinitions,
	);
	expect(events[0]!.object.kind).toBe('Table');
	expect(columns.map(each => (each ?? []).length > 0)).toEqual([true, false, false, false]);
});

test('fifty watchers see the same', async () => {
	const from = await version();
	const watchers = await Promise.all(
		Array.from({length: 50}, () => served.open(`${maps}?watch=true&resourceVersion=${from}`)),
	);
	const seen = watchers.map(response => until(linesOf(response), ({object}) => object.metadata.name === 'c-19'));
	for (let n = 0; n < 20; n++) {
		served.cluster.client.create('configmaps', configMap(`c-${n}`));
	}
	const all = await Promise.all(seen);
	expect(new Set(all.map(events => JSON.stringify(events))).size).toBe(1);
	expect(all[0]).toHaveLength(20);
});

test('all streams end when the server closes', async () => {
	const response = await served.open('/api/v1/nodes?watch=true');
	const ended = until(linesOf(response), () => false);
	await served.api.close();
	expect((await ended).length).toBe(4);
});
