import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {WatchEvent} from '../../../src/apimachinery/connection.ts';
import {collection, one, TestServer, type Widget} from './server-fixture.ts';

function watch(server: TestServer, query: Record<string, string> = {}) {
	const events: WatchEvent[] = [];
	let ended = false;
	const opened = server.server.watch(
		{method: 'GET', path: collection(), query},
		event => events.push(event),
		() => {
			ended = true;
		},
	);
	return {
		opened,
		events,
		get ended() {
			return ended;
		},
		get told() {
			return events.map(({type, object}) => `${type} ${object.metadata.name}`);
		},
	};
}

describe('a watch', () => {
	test('without a resourceVersion begins with what is there', () => {
		const server = new TestServer();
		server.make('a');
		const watched = watch(server);
		server.make('b');
		expect(watched.told).toEqual(['ADDED a', 'ADDED b']);
	});

	test('takes an object that begins to match as new, and one that no longer does as gone', () => {
		const server = new TestServer();
		const watched = watch(server, {labelSelector: 'app=x'});
		server.make('a', {}, {labels: {app: 'y'}});
		const relabel = (app: string) =>
			server.handle('PATCH', one('a'), {metadata: {labels: {app}}}, {contentType: 'application/merge-patch+json'});
		relabel('x');
		relabel('z');
		server.handle('DELETE', one('a'), {gracePeriodSeconds: 0});
		expect(watched.told).toEqual(['ADDED a', 'DELETED a']);
		expect(watched.events[1]!.object.metadata).toMatchObject({labels: {app: 'x'}, resourceVersion: '4'});
	});

	test('can begin with a list and say where it ends', () => {
		const server = new TestServer();
		server.make('a');
		const watched = watch(server, {
			sendInitialEvents: 'true',
			allowWatchBookmarks: 'true',
			resourceVersionMatch: 'NotOlderThan',
		});
		expect(watched.events).toMatchObject([
			{type: 'ADDED', object: {metadata: {name: 'a'}}},
			{
				type: 'BOOKMARK',
				object: {kind: 'Widget', metadata: {resourceVersion: '2', annotations: {'k8s.io/initial-events-end': 'true'}}},
			},
		]);
	});

	test('of one name sees that object alone', () => {
		const server = new TestServer();
		const watched = watch(server, {fieldSelector: 'metadata.name=b'});
		server.make('a');
		server.make('b');
		expect(watched.told).toEqual(['ADDED b']);
	});

	test('ends with 410 when the cluster is put back', () => {
		const server = new TestServer();
		const snapshot = server.store.snapshot();
		const watched = watch(server);
		server.make('a');
		server.store.rewind(snapshot);
		server.make('b');
		expect(watched.events.at(-1)).toMatchObject({
			type: 'ERROR',
			object: {kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version: 2 (3)'},
		});
		expect(watched.ended).toBe(true);
	});

	test('from before the undoing is refused', () => {
		const server = new TestServer();
		server.make('a');
		server.store.rewind(server.store.snapshot());
		const watched = watch(server, {resourceVersion: '2'});
		expect(watched.events).toMatchObject([{type: 'ERROR', object: {message: 'too old resource version: 2 (3)'}}]);
		expect(watched.ended).toBe(true);
	});

	test('as a Table tells the columns once', () => {
		const server = new TestServer();
		const events: WatchEvent[] = [];
		server.server.watch(
			{method: 'GET', path: collection(), accept: 'application/json;as=Table;v=v1;g=meta.k8s.io'},
			event => events.push(event),
			() => {},
		);
		server.make('a', {size: 2});
		server.make('b', {size: 3});
		expect(events).toMatchObject([
			{
				type: 'ADDED',
				object: {kind: 'Table', columnDefinitions: [{name: 'Name'}, {name: 'Size'}], rows: [{cells: ['a', 2]}]},
			},
			{type: 'ADDED', object: {kind: 'Table', columnDefinitions: null, rows: [{cells: ['b', 3]}]}},
		]);
	});
});

/** Something that a client does to one of a few widgets. */
const action = fc.record({
	name: fc.constantFrom('a', 'b', 'c'),
	what: fc.constantFrom('create', 'paint', 'label', 'delete', 'end'),
	value: fc.constantFrom('red', 'blue'),
});
type Action = {name: string; what: string; value: string};

function perform(server: TestServer, {name, what, value}: Action): void {
	const patch = (body: unknown) =>
		server.handle('PATCH', one(name), body, {contentType: 'application/merge-patch+json'});
	switch (what) {
		case 'create':
			server.make(name, {colour: value}, {labels: {app: value}});
			return;
		case 'paint':
			patch({spec: {colour: value}});
			return;
		case 'label':
			patch({metadata: {labels: {app: value}}});
			return;
		default:
			server.handle('DELETE', one(name), what === 'end' ? {} : {gracePeriodSeconds: 0});
	}
}

/** What a client knows that has seen these events after that list. */
function replay(listed: readonly Widget[], events: readonly WatchEvent[]): Map<string, Widget> {
	const known = new Map(listed.map(widget => [widget.metadata.name, widget]));
	for (const {type, object} of events) {
		const {name} = object.metadata;
		expect(known.has(name)).toBe(type !== 'ADDED');
		if (type === 'DELETED') {
			known.delete(name);
		} else {
			known.set(name, object as Widget);
		}
	}
	return known;
}

describe.each(['', 'app=red'])('whoever lists and watches from there (%j)', labelSelector => {
	test('sees every change once, in order, wherever the watch begins', () => {
		fc.assert(
			fc.property(fc.array(action, {maxLength: 30}), fc.nat(30), fc.nat(30), (actions, listAt, watchAt) => {
				const server = new TestServer();
				const query = {labelSelector};
				const list = () =>
					server.handle('GET', collection(), undefined, {query}).body as {
						items: Widget[];
						metadata: {resourceVersion: string};
					};
				let listed = list();
				let watched: ReturnType<typeof watch> | undefined;
				const begin = () => watch(server, {...query, resourceVersion: listed.metadata.resourceVersion});
				actions.forEach((next, index) => {
					if (index === Math.min(listAt, watchAt)) {
						listed = list();
					}
					if (index === Math.max(listAt, watchAt)) {
						watched = begin();
					}
					perform(server, next);
				});
				watched ??= begin();
				const versions = watched.events.map(event => Number(event.object.metadata.resourceVersion));
				expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
				const known = replay(listed.items, watched.events);
				expect([...known.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))).toEqual(list().items);
			}),
			{numRuns: 150},
		);
	});
});

test('a watch sees each write as one event', () => {
	fc.assert(
		fc.property(fc.array(action, {maxLength: 30}), actions => {
			const server = new TestServer();
			const from = server.store.revision;
			const watched = watch(server, {resourceVersion: String(from)});
			for (const next of actions) {
				perform(server, next);
			}
			const late = watch(server, {resourceVersion: String(from)});
			expect(late.events).toEqual(watched.events);
			expect(watched.events).toHaveLength(server.store.revision - from);
		}),
	);
});
