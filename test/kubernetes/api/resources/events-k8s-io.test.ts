import {beforeEach, expect, test} from 'vitest';
import {acceptTable} from '../../../../src/apimachinery/connection.ts';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import type {Table} from '../../../../src/kubernetes/api/table.ts';
import {ControlPlane} from '../managed-fields-fixture.ts';

const core = '/api/v1/namespaces/default/events';
const own = '/apis/events.k8s.io/v1/namespaces/default/events';

const event = {
	apiVersion: 'v1',
	kind: 'Event',
	metadata: {name: 'web.1', namespace: 'default'},
	involvedObject: {kind: 'Pod', namespace: 'default', name: 'web'},
	reason: 'Killing',
	message: 'Stopping container web',
	source: {component: 'kubelet', host: 'worker-1'},
	firstTimestamp: '2026-06-01T08:59:00Z',
	lastTimestamp: '2026-06-01T08:59:30Z',
	count: 2,
	type: 'Normal',
	reportingComponent: 'kubelet',
	reportingInstance: 'worker-1',
};

let cluster: ControlPlane;
beforeEach(() => {
	cluster = new ControlPlane();
	cluster.handle('POST', core, event, {query: {fieldManager: 'kubelet'}});
});

test('an Event of the core API is shown in the words of events.k8s.io', () => {
	expect(cluster.read(`${own}/web.1`)).toMatchObject({
		apiVersion: 'events.k8s.io/v1',
		kind: 'Event',
		metadata: {name: 'web.1', managedFields: [{manager: 'kubelet'}]},
		regarding: {kind: 'Pod', name: 'web'},
		note: 'Stopping container web',
		deprecatedSource: {component: 'kubelet', host: 'worker-1'},
		deprecatedFirstTimestamp: '2026-06-01T08:59:00Z',
		deprecatedLastTimestamp: '2026-06-01T08:59:30Z',
		deprecatedCount: 2,
		reportingController: 'kubelet',
	});
	expect(cluster.read(`${own}/web.1`)).not.toHaveProperty('message');
});

test('lists, tables and selectors are those of the same Events', () => {
	const list = cluster.handle('GET', own, undefined, {query: {fieldSelector: 'regarding.name=web'}}).body;
	expect(list).toMatchObject({
		apiVersion: 'events.k8s.io/v1',
		kind: 'EventList',
		items: [{note: 'Stopping container web'}],
	});
	expect(cluster.handle('GET', own, undefined, {query: {fieldSelector: 'regarding.name=db'}}).body).toMatchObject({
		items: [],
	});
	const rows = (path: string) => {
		const {rows} = cluster.handle('GET', path, undefined, {accept: acceptTable}).body as Table;
		return rows.map(({cells}) => cells);
	};
	expect(rows(own)).toEqual(rows(core));
});

test('what is written there is read in the core API, and the other way round', () => {
	const body = {
		apiVersion: 'events.k8s.io/v1',
		kind: 'Event',
		metadata: {name: 'web.2', namespace: 'default'},
		eventTime: '2026-06-01T09:00:00.000000Z',
		regarding: {kind: 'Pod', namespace: 'default', name: 'web'},
		reason: 'Scheduled',
		action: 'Binding',
		note: 'Assigned',
		type: 'Normal',
		reportingController: 'default-scheduler',
		reportingInstance: 'control-plane',
	};
	expect(cluster.handle('POST', own, body).status).toBe(201);
	expect(cluster.read(`${core}/web.2`)).toMatchObject({
		apiVersion: 'v1',
		involvedObject: {name: 'web'},
		message: 'Assigned',
		reportingComponent: 'default-scheduler',
	});
	const merge = {contentType: 'application/merge-patch+json'};
	expect(cluster.handle('PATCH', `${own}/web.2`, {note: 'Changed'}, merge).body).toMatchObject({note: 'Changed'});
	expect(cluster.read(`${core}/web.2`)).toMatchObject({message: 'Changed'});
	cluster.handle('DELETE', `${core}/web.2`);
	expect(cluster.handle('GET', `${own}/web.2`).status).toBe(404);
});

test('a watch there is told of Events of the core API', () => {
	const seen: unknown[] = [];
	const watch = cluster.server.watch(
		{method: 'GET', path: own},
		({type, object}) => seen.push([type, (object as KubernetesObject & {note?: string}).note]),
		() => {},
	);
	cluster.handle('PATCH', `${core}/web.1`, {message: 'x'}, {contentType: 'application/merge-patch+json'});
	cluster.handle('DELETE', `${core}/web.1`);
	watch.stop();
	expect(seen).toEqual([
		['ADDED', 'Stopping container web'],
		['MODIFIED', 'x'],
		['DELETED', 'x'],
	]);
});
