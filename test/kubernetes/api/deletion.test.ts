import {describe, expect, test} from 'vitest';
import type {Status} from '../../../src/apimachinery/status.ts';
import {collection, one, refusal, TestServer, type Widget} from './server-fixture.ts';

function changesOf(server: TestServer, from: number): string[] {
	return server.store.changesAfter(from)!.map(({type, object}) => `${type} ${object.metadata.name}`);
}

describe('an object that may go at once', () => {
	test('is gone, and the answer tells of it', () => {
		const server = new TestServer();
		const gadget = server.make('a', {}, {}, 'gadgets');
		const {status, body} = server.handle('DELETE', one('a', 'gadgets'));
		expect(status).toBe(200);
		expect(body).toEqual({
			kind: 'Status',
			apiVersion: 'v1',
			metadata: {},
			status: 'Success',
			details: {name: 'a', group: 'test.example', kind: 'gadgets', uid: gadget.metadata.uid},
		});
		expect(refusal(server.handle('DELETE', one('a', 'gadgets')))).toBe('404 gadgets.test.example "a" not found');
	});

	test('stays while a finalizer holds it, and goes with the last of them', () => {
		const server = new TestServer();
		const gadget = server.make('a', {}, {finalizers: ['test.example/hold']}, 'gadgets');
		const {body} = server.handle('DELETE', one('a', 'gadgets'));
		expect(body).toMatchObject({
			metadata: {deletionTimestamp: '2026-06-01T09:00:00Z', deletionGracePeriodSeconds: 0},
		});
		const before = server.store.revision;
		server.handle('DELETE', one('a', 'gadgets'));
		expect(server.store.revision).toBe(before);
		const waiting = server.handle('GET', one('a', 'gadgets')).body as Widget;
		const more = {...waiting, metadata: {...waiting.metadata, finalizers: ['test.example/hold', 'test.example/more']}};
		expect(refusal(server.handle('PUT', one('a', 'gadgets'), more))).toContain(
			'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"test.example/more"}',
		);
		const released = {...waiting, metadata: {...waiting.metadata, finalizers: []}};
		expect(server.handle('PUT', one('a', 'gadgets'), released).status).toBe(200);
		expect(server.handle('GET', one('a', 'gadgets')).status).toBe(404);
		expect(server.store.changesAfter(before)!.map(change => change.type)).toEqual(['DELETED']);
		expect(gadget.metadata.uid).toBe(waiting.metadata.uid);
	});

	test.each([
		['Foreground', ['foregroundDeletion']],
		['Orphan', ['orphan']],
	])('%s leaves the dependents to the garbage collector first', (propagationPolicy, finalizers) => {
		const server = new TestServer();
		server.make('a', {}, {}, 'gadgets');
		const {body} = server.handle('DELETE', one('a', 'gadgets'), {propagationPolicy});
		expect(body).toMatchObject({metadata: {finalizers, deletionGracePeriodSeconds: 0}});
	});
});

describe('an object that ends gracefully', () => {
	test('is marked, and its period can only be shortened', () => {
		const server = new TestServer();
		server.make('a');
		expect(server.handle('DELETE', one('a')).body).toMatchObject({
			metadata: {generation: 2, deletionTimestamp: '2026-06-01T09:00:30Z', deletionGracePeriodSeconds: 30},
		});
		const before = server.store.revision;
		server.handle('DELETE', one('a'), {gracePeriodSeconds: 60});
		expect(server.store.revision).toBe(before);
		server.clock.advanceTo(server.clock.now + 2000);
		expect(server.handle('DELETE', one('a'), {gracePeriodSeconds: 5}).body).toMatchObject({
			metadata: {generation: 2, deletionTimestamp: '2026-06-01T09:00:05Z', deletionGracePeriodSeconds: 5},
		});
		server.clock.advanceTo(server.clock.now + 10_000);
		expect(server.handle('DELETE', one('a'), {gracePeriodSeconds: 2}).body).toMatchObject({
			metadata: {deletionTimestamp: '2026-06-01T09:00:12Z', deletionGracePeriodSeconds: 1},
		});
		const last = server.store.revision;
		server.handle('DELETE', one('a'), {gracePeriodSeconds: 0});
		expect(changesOf(server, last)).toEqual(['MODIFIED a', 'DELETED a']);
	});

	test('goes only if it is the one that is meant', () => {
		const server = new TestServer();
		const {uid} = server.make('a').metadata;
		expect(refusal(server.handle('DELETE', one('a'), {preconditions: {uid: 'other'}}))).toBe(
			`409 Operation cannot be fulfilled on Widget.test.example "a": the UID in the precondition (other) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
		);
		expect(server.handle('DELETE', one('a'), {preconditions: {uid}}).status).toBe(200);
	});

	test('is left alone by a dry run', () => {
		const server = new TestServer();
		server.make('a');
		const before = server.store.revision;
		const {body} = server.handle('DELETE', one('a'), {dryRun: ['All']});
		expect(body).toMatchObject({metadata: {deletionGracePeriodSeconds: 30}});
		expect(server.store.revision).toBe(before);
	});
});

test('a collection is deleted by selector', () => {
	const server = new TestServer();
	server.make('a', {}, {labels: {app: 'x'}}, 'gadgets');
	server.make('b', {}, {labels: {app: 'y'}}, 'gadgets');
	server.make('c', {}, {labels: {app: 'x'}}, 'gadgets');
	const {body} = server.handle('DELETE', collection('gadgets'), undefined, {query: {labelSelector: 'app=x'}});
	expect((body as {items: Widget[]}).items.map(item => item.metadata.name)).toEqual(['a', 'c']);
	expect(server.store.list('gadgets.test.example').map(item => item.metadata.name)).toEqual(['b']);
});

test('contradicting options are refused', () => {
	const server = new TestServer();
	server.make('a');
	const both = {propagationPolicy: 'Orphan', orphanDependents: true};
	expect(refusal(server.handle('DELETE', one('a'), both))).toBe(
		'422 DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
	);
});

describe('a namespace', () => {
	test('terminates until it is emptied, and takes nothing new meanwhile', () => {
		const server = new TestServer();
		server.handle('POST', '/api/v1/namespaces', {metadata: {name: 'team'}});
		expect(server.handle('DELETE', '/api/v1/namespaces/team').body).toMatchObject({
			metadata: {deletionTimestamp: '2026-06-01T09:00:00Z'},
			status: {phase: 'Terminating'},
		});
		const path = '/apis/test.example/v1/namespaces/team/widgets';
		const refused = server.handle('POST', path, {metadata: {name: 'a'}, spec: {}});
		expect(refusal(refused)).toBe(
			'403 widgets.test.example "a" is forbidden: unable to create new content in namespace team because it is being terminated',
		);
		expect((refused.body as Status).details?.causes).toEqual([
			{reason: 'NamespaceTerminating', message: 'namespace team is being terminated', field: 'metadata.namespace'},
		]);
		const namespace = server.handle('GET', '/api/v1/namespaces/team').body as Widget;
		server.handle('PUT', '/api/v1/namespaces/team/finalize', {...namespace, spec: {}});
		expect(server.handle('GET', '/api/v1/namespaces/team').status).toBe(404);
	});

	test('that the cluster lives in stays', () => {
		const server = new TestServer();
		expect(refusal(server.handle('DELETE', '/api/v1/namespaces/default'))).toBe(
			'403 namespaces "default" is forbidden: this namespace may not be deleted',
		);
	});
});
