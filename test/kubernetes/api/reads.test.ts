import {describe, expect, test} from 'vitest';
import {acceptMetadataList, acceptTable} from '../../../src/apimachinery/connection.ts';
import type {KubernetesList} from '../../../src/apimachinery/object.ts';
import type {Table} from '../../../src/kubernetes/api/table.ts';
import {collection, one, refusal, TestServer, type Widget} from './server-fixture.ts';

function list(server: TestServer, query: Record<string, string> = {}): KubernetesList<Widget> {
	return server.handle('GET', collection(), undefined, {query}).body as KubernetesList<Widget>;
}

function names({items}: KubernetesList<Widget>): string[] {
	return items.map(item => item.metadata.name);
}

describe('lists', () => {
	test('are selected by labels, by fields and by name', () => {
		const server = new TestServer();
		server.make('a', {colour: 'red'}, {labels: {app: 'x'}});
		server.make('b', {colour: 'blue'}, {labels: {app: 'y'}});
		expect(names(list(server))).toEqual(['a', 'b']);
		expect(names(list(server, {labelSelector: 'app in (y,z)'}))).toEqual(['b']);
		expect(names(list(server, {fieldSelector: 'spec.colour!=blue'}))).toEqual(['a']);
		expect(names(list(server, {fieldSelector: 'metadata.name=b,spec.colour=red'}))).toEqual([]);
		expect(refusal(server.handle('GET', collection(), undefined, {query: {fieldSelector: 'spec.nope=1'}}))).toBe(
			'400 field label not supported: spec.nope',
		);
		expect(server.handle('GET', collection(), undefined, {query: {labelSelector: 'a in'}}).status).toBe(400);
	});

	test('come in pages of one and the same moment', () => {
		const server = new TestServer();
		for (const name of ['a', 'b', 'c', 'd', 'e']) {
			server.make(name, {}, {}, 'widgets');
		}
		const first = list(server, {limit: '2'});
		expect(names(first)).toEqual(['a', 'b']);
		expect(first.metadata.remainingItemCount).toBe(3);
		server.make('bb');
		server.handle('DELETE', one('d'), {gracePeriodSeconds: 0});
		const second = list(server, {limit: '2', continue: first.metadata.continue!});
		expect(names(second)).toEqual(['c', 'd']);
		const last = list(server, {limit: '2', continue: second.metadata.continue!});
		expect(names(last)).toEqual(['e']);
		expect(last.metadata.continue).toBeUndefined();
		expect(last.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
	});

	test('can be had as they were', () => {
		const server = new TestServer();
		const before = server.make('a').metadata.resourceVersion!;
		server.make('b');
		expect(names(list(server, {resourceVersion: before, resourceVersionMatch: 'Exact'}))).toEqual(['a']);
		expect(names(list(server, {resourceVersion: before, resourceVersionMatch: 'NotOlderThan'}))).toEqual(['a', 'b']);
		expect(refusal(server.handle('GET', collection(), undefined, {query: {resourceVersion: '99'}}))).toBe(
			'504 Timeout: Too large resource version: 99, current: 3',
		);
	});

	test('can be printed by the server', () => {
		const server = new TestServer();
		server.make('a', {size: 3});
		const table = server.handle('GET', collection(), undefined, {accept: `${acceptTable},application/json`})
			.body as Table;
		expect(table.columnDefinitions!.map(column => column.name)).toEqual(['Name', 'Size']);
		expect(table.rows).toMatchObject([
			{cells: ['a', 3], object: {kind: 'PartialObjectMetadata', metadata: {name: 'a'}}},
		]);
		const whole = {accept: acceptTable, query: {includeObject: 'Object'}};
		expect(server.handle('GET', one('a'), undefined, whole).body).toMatchObject({rows: [{object: {spec: {size: 3}}}]});
	});

	test('can be had as metadata alone', () => {
		const server = new TestServer();
		server.make('a');
		const {body} = server.handle('GET', collection(), undefined, {accept: acceptMetadataList});
		expect(body).toMatchObject({kind: 'PartialObjectMetadataList', items: [{kind: 'PartialObjectMetadata'}]});
		expect((body as KubernetesList).items[0]).not.toHaveProperty('spec');
	});
});

test.each([
	['GET', '/apis/test.example/v1/nothing', '404 the server could not find the requested resource'],
	['GET', '/apis/test.example/v2/widgets', '404 the server could not find the requested resource'],
	['GET', '/nowhere', '404 the server could not find the requested resource'],
	['GET', `${one('a')}/scale`, '404 the server could not find the requested resource'],
	['POST', one('a'), '405 the server does not allow this method on the requested resource'],
	['PUT', collection(), '405 the server does not allow this method on the requested resource'],
	['POST', '/apis/test.example/v1/widgets', '405 the server does not allow this method on the requested resource'],
] as const)('%s %s: %s', (method, path, message) => {
	const server = new TestServer();
	expect(refusal(server.handle(method, path, {metadata: {name: 'a'}}))).toBe(message);
});

test('a form that the server does not speak is refused', () => {
	const server = new TestServer();
	expect(refusal(server.handle('GET', collection(), undefined, {accept: 'text/csv'}))).toBe(
		'406 only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
	);
});

describe('discovery', () => {
	test('lists groups, resources and their subresources', () => {
		const server = new TestServer();
		expect(server.handle('GET', '/apis').body).toMatchObject({
			kind: 'APIGroupList',
			groups: [{name: 'test.example', preferredVersion: {groupVersion: 'test.example/v1'}}],
		});
		const {body} = server.handle('GET', '/apis/test.example/v1');
		expect((body as {resources: {name: string}[]}).resources.map(resource => resource.name)).toEqual([
			'gadgets',
			'gadgets/status',
			'widgets',
			'widgets/status',
		]);
	});

	test('comes in one piece for who can take it', () => {
		const server = new TestServer();
		const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
		expect(server.handle('GET', '/apis', undefined, {accept}).body).toMatchObject({
			kind: 'APIGroupDiscoveryList',
			items: [{metadata: {name: 'test.example'}, versions: [{version: 'v1', resources: [{resource: 'gadgets'}, {}]}]}],
		});
	});

	test('tells the version and that the server is well', () => {
		const server = new TestServer();
		expect(server.handle('GET', '/version').body).toMatchObject({gitVersion: 'v1.36.2'});
		expect(server.handle('GET', '/readyz').body).toBe('ok');
	});
});
