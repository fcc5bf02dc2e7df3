import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {WatchEvent} from '../../src/apimachinery/connection.ts';
import {conflict} from '../../src/apimachinery/status.ts';
import {namespaces} from '../../src/kubernetes/api/resources/namespaces.ts';
import {type Controller, objectKey, splitKey} from '../../src/kubernetes/controller.ts';
import {Cluster, type SavedCluster} from '../../src/kubernetes/virtual-cluster.ts';
import {collection, gadgets, startOfTests, type Widget, widgets} from './api/server-fixture.ts';

const widgetName = 'widgets.test.example';

/** Has each widget grow by one every second until it is ten large, and says in its status that it is. */
const grower: Controller = {
	name: 'grower',
	watches: {[widgetName]: ({type, object}) => (type === 'DELETED' ? [] : [objectKey(object)])},
	sync(key, context) {
		const [namespace, name] = splitKey(key);
		const widget = context.api.get<Widget>(widgetName, namespace, name);
		const size = widget?.spec.size ?? 0;
		if (!widget || widget.metadata.deletionTimestamp) {
			return;
		}
		if (size >= 10) {
			context.api.updateStatus(widgetName, {...widget, status: {phase: `Grown${context.random.below(100)}`}});
			return;
		}
		const grown = context.table<number>('grown');
		const last = grown.get(key) ?? context.now;
		if (context.now - last >= 1000) {
			grown.set(key, context.now);
			context.api.update(widgetName, {...widget, spec: {...widget.spec, size: size + 1}});
		} else {
			grown.set(key, last);
			context.enqueueAfter(key, 1000 - (context.now - last));
		}
	},
};

function newCluster(controllers: readonly Controller[] = [grower]): Cluster {
	const cluster = new Cluster({resources: [namespaces, widgets, gadgets], controllers}, {start: startOfTests, seed: 3});
	cluster.start();
	cluster.client.create('namespaces', {
		apiVersion: 'v1',
		kind: 'Namespace',
		metadata: {name: 'default'},
		spec: {},
	} as never);
	return cluster;
}

function widget(name: string, size = 1): Widget {
	return {apiVersion: 'test.example/v1', kind: 'Widget', metadata: {name, namespace: 'default'}, spec: {size}};
}

function sizeOf(cluster: Cluster, name: string): number | undefined {
	return cluster.client.get<Widget>(widgetName, 'default', name)?.spec.size;
}

describe('requests', () => {
	test('take virtual time, half of it before the server sees them', async () => {
		const cluster = newCluster([]);
		const connection = cluster.connect({latency: 20});
		const body = {metadata: {name: 'a'}, spec: {}};
		const created = cluster.runUntil(connection.request({method: 'POST', path: collection(), body}));
		expect((await created).status).toBe(201);
		expect(cluster.now - startOfTests).toBe(20);
	});

	test('take none for who only looks on', async () => {
		const cluster = newCluster([]);
		const {status} = await cluster.connect({latency: 0}).request({method: 'GET', path: collection()});
		expect(status).toBe(200);
		expect(cluster.now).toBe(startOfTests);
	});

	test('are answered although time is paused, and those on their way too', async () => {
		const cluster = newCluster([]);
		const connection = cluster.connect();
		const before = connection.request({method: 'GET', path: collection()});
		cluster.paused = true;
		expect((await before).status).toBe(200);
		expect((await connection.request({method: 'GET', path: collection()})).status).toBe(200);
		expect(connection.clock.paused).toBe(true);
	});
});

describe('sleeping', () => {
	test('ends when virtual time has come so far', async () => {
		const cluster = newCluster([]);
		const {clock} = cluster.connect();
		let woken = false;
		const slept = clock.sleep(1000).then(() => {
			woken = true;
		});
		cluster.advance(999);
		await Promise.resolve();
		expect(woken).toBe(false);
		cluster.advance(1);
		await slept;
		expect(woken).toBe(true);
	});

	test('ends with the reason of an abort', async () => {
		const {clock} = newCluster([]).connect();
		const controller = new AbortController();
		const slept = clock.sleep(1000, controller.signal);
		controller.abort(new Error('enough'));
		await expect(slept).rejects.toThrow('enough');
		await expect(clock.sleep(1, controller.signal)).rejects.toThrow('enough');
	});

	test('lasts as long as it was to although time was put back', async () => {
		const cluster = newCluster([]);
		const snapshot = cluster.snapshot();
		cluster.advance(5000);
		const slept = cluster.connect().clock.sleep(1000);
		cluster.rewind(snapshot);
		await cluster.runUntil(slept);
		expect(cluster.now).toBe(startOfTests + 1000);
	});
});

describe('watches', () => {
	test('come as a stream until the client has had enough', async () => {
		const cluster = newCluster();
		const connection = cluster.connect({latency: 0});
		cluster.client.create(widgetName, widget('a', 8));
		const sizes: unknown[] = [];
		const abort = new AbortController();
		const seen = (async () => {
			for await (const {object} of connection.watch({method: 'GET', path: collection()}, abort.signal)) {
				sizes.push((object as Widget).spec.size);
				if ((object as Widget).status) {
					abort.abort();
				}
			}
		})();
		await cluster.runUntil(seen);
		expect(sizes).toEqual([8, 9, 10, 10]);
	});

	test('are told bookmarks, and end when their time is over', async () => {
		const cluster = newCluster([]);
		const query = {allowWatchBookmarks: 'true', timeoutSeconds: '150', resourceVersion: '1'};
		const events: WatchEvent[] = [];
		const seen = (async () => {
			for await (const event of cluster.connect({latency: 0}).watch({method: 'GET', path: collection(), query})) {
				events.push(event);
			}
		})();
		await cluster.runUntil(seen);
		expect(events.map(({type}) => type)).toEqual(['BOOKMARK', 'BOOKMARK']);
		expect(cluster.now).toBe(startOfTests + 150_000);
	});

	test('that are refused say so in one event', async () => {
		const cluster = newCluster([]);
		const events: WatchEvent[] = [];
		for await (const event of cluster.connect({latency: 0}).watch({method: 'GET', path: '/api/v1/nothing'})) {
			events.push(event);
		}
		expect(events).toMatchObject([{type: 'ERROR', object: {code: 404}}]);
	});
});

describe('controllers', () => {
	test('are called after changes, and at the time they asked for', () => {
		const cluster = newCluster();
		cluster.client.create(widgetName, widget('a'));
		cluster.advance(3500);
		expect(sizeOf(cluster, 'a')).toBe(4);
	});

	test('try again what was refused, after ever longer waits, and begin anew after a success', () => {
		const attempts: number[] = [];
		let refuse = true;
		const stubborn: Controller = {
			name: 'stubborn',
			watches: {[widgetName]: ({object}) => [objectKey(object)]},
			sync(key, {now}) {
				attempts.push(now - startOfTests);
				if (refuse) {
					throw conflict({group: '', resource: 'widgets'}, key, 'not yet');
				}
			},
		};
		const cluster = newCluster([stubborn]);
		cluster.client.create(widgetName, widget('a'));
		cluster.advance(100);
		expect(attempts).toEqual([5, 10, 20, 40, 80]);
		refuse = false;
		cluster.advance(100);
		refuse = true;
		cluster.client.updateStatus(widgetName, {
			...cluster.client.get<Widget>(widgetName, 'default', 'a')!,
			status: {phase: 'x'},
		});
		cluster.advance(25);
		expect(attempts.slice(5)).toEqual([160, 205, 210, 220]);
	});
});

/** What may be done to a cluster while its controllers work. */
const action = fc.oneof(
	fc.record({
		what: fc.constant('create' as const),
		name: fc.constantFrom('a', 'b', 'c'),
		size: fc.integer({min: 1, max: 9}),
	}),
	fc.record({
		what: fc.constant('delete' as const),
		name: fc.constantFrom('a', 'b', 'c'),
		grace: fc.integer({min: 0, max: 3}),
	}),
	fc.record({what: fc.constant('wait' as const), milliseconds: fc.nat(4000)}),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function perform(cluster: Cluster, actions: readonly Action[]): void {
	for (const next of actions) {
		if (next.what === 'create') {
			if (!cluster.client.get(widgetName, 'default', next.name)) {
				cluster.client.create(widgetName, widget(next.name, next.size));
			}
		} else if (next.what === 'delete') {
			cluster.client.delete(widgetName, 'default', next.name, {gracePeriodSeconds: next.grace});
		} else {
			cluster.advance(next.milliseconds);
		}
	}
}

function written(cluster: Cluster): string {
	return JSON.stringify(cluster.save());
}

const actions = fc.array(action, {maxLength: 12});
const partsOf = {resources: [namespaces, widgets, gadgets], controllers: [grower]};

describe('whatever happens before and after', () => {
	test('going on from a saved cluster equals never having stopped, byte for byte', () => {
		fc.assert(
			fc.property(actions, actions, (before, after) => {
				const cluster = newCluster();
				perform(cluster, before);
				const saved = JSON.parse(written(cluster)) as SavedCluster;
				const loaded = new Cluster(partsOf, {start: 0, seed: 99});
				loaded.load(saved);
				expect(written(loaded)).toBe(JSON.stringify(saved));
				perform(cluster, after);
				perform(loaded, after);
				expect(written(loaded)).toBe(written(cluster));
			}),
			{numRuns: 60},
		);
	});

	test('a restored cluster goes on as it did the first time', () => {
		fc.assert(
			fc.property(actions, actions, (before, after) => {
				const cluster = newCluster();
				perform(cluster, before);
				const snapshot = cluster.snapshot();
				perform(cluster, after);
				const first = written(cluster);
				cluster.restore(snapshot);
				perform(cluster, after);
				expect(written(cluster)).toBe(first);
			}),
			{numRuns: 60},
		);
	});

	test('a fork and its origin do not touch each other', () => {
		fc.assert(
			fc.property(actions, actions, actions, (before, here, there) => {
				const cluster = newCluster();
				perform(cluster, before);
				const [fork, other] = [cluster.fork(), cluster.fork()];
				perform(fork, there);
				perform(cluster, here);
				perform(other, here);
				expect(written(other)).toBe(written(cluster));
			}),
			{numRuns: 60},
		);
	});

	test('undo brings the objects back, and resourceVersions keep growing', () => {
		fc.assert(
			fc.property(actions, actions, (before, after) => {
				const cluster = newCluster();
				perform(cluster, before);
				const snapshot = cluster.snapshot();
				const {objects} = cluster.save().store;
				perform(cluster, after);
				const {revision} = cluster.save().store;
				cluster.rewind(snapshot);
				expect(cluster.save().store.objects).toEqual(objects);
				expect(cluster.save().store.revision).toBeGreaterThan(revision);
				const created = cluster.client.create(widgetName, {...widget('new')});
				expect(Number(created.metadata.resourceVersion)).toBeGreaterThan(revision);
			}),
			{numRuns: 60},
		);
	});
});

test('saved clusters of another version are refused', () => {
	const cluster = newCluster();
	const saved = {...cluster.save(), version: 99} as unknown as SavedCluster;
	expect(() => cluster.load(saved)).toThrow('a cluster saved in version 99 cannot be read');
});
