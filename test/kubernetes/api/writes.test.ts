import {describe, expect, test} from 'vitest';
import type {ApiRequest} from '../../../src/apimachinery/connection.ts';
import {collection, one, refusal, TestServer, type Widget} from './server-fixture.ts';

const merge: Partial<ApiRequest> = {contentType: 'application/merge-patch+json'};

describe('create', () => {
	test('fills in what the server decides, and defaults', () => {
		const server = new TestServer();
		const response = server.handle('POST', collection(), {
			metadata: {name: 'a', uid: 'mine', creationTimestamp: '2001-01-01T00:00:00Z'},
			spec: {},
			status: {phase: 'Ready'},
		});
		expect(response.status).toBe(201);
		expect(response.body).toMatchObject({
			apiVersion: 'test.example/v1',
			kind: 'Widget',
			metadata: {namespace: 'default', generation: 1, creationTimestamp: '2026-06-01T09:00:00Z', resourceVersion: '2'},
			spec: {size: 1},
		});
		expect((response.body as Widget).metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
		expect(response.body).not.toHaveProperty('status');
	});

	test('makes a name from generateName', () => {
		const server = new TestServer();
		const {body} = server.handle('POST', collection(), {metadata: {generateName: 'a-'}, spec: {}});
		expect((body as Widget).metadata.name).toMatch(/^a-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
	});

	test.each([
		['a name that is taken', {metadata: {name: 'taken'}}, '409 widgets.test.example "taken" already exists'],
		[
			'another namespace',
			{metadata: {name: 'b', namespace: 'other'}},
			'400 the namespace of the provided object does not match the namespace sent on the request',
		],
		[
			'no name',
			{metadata: {}},
			'422 Widget.test.example "" is invalid: metadata.name: Required value: name or generateName is required',
		],
		[
			'a value that is not allowed',
			{metadata: {name: 'b'}, spec: {size: -1}},
			'422 Widget.test.example "b" is invalid: spec.size: Invalid value: -1: must not be negative',
		],
		[
			'a value of the wrong type',
			{metadata: {name: 'b'}, spec: {size: 'big'}},
			'400 Widget in version "v1" cannot be handled as a Widget: json: cannot unmarshal string into Go struct field WidgetSpec.spec.size of type int32',
		],
		[
			'another kind',
			{kind: 'Gadget', metadata: {name: 'b'}},
			'400 Gadget in version "v1" cannot be handled as a Widget: converting (v1.Gadget) to (test.Widget): unknown conversion',
		],
		[
			'a kind that does not exist',
			{kind: 'Gizmo', metadata: {name: 'b'}},
			'400 Gizmo in version "v1" cannot be handled as a Widget: no kind "Gizmo" is registered for version "test.example/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
		],
		[
			'a resourceVersion',
			{metadata: {name: 'b', resourceVersion: '5'}},
			'500 resourceVersion should not be set on objects to be created',
		],
	])('refuses %s', (_what, body, message) => {
		const server = new TestServer();
		server.make('taken');
		expect(refusal(server.handle('POST', collection(), {spec: {}, ...body}))).toBe(message);
	});

	test('refuses a namespace that is not there', () => {
		const server = new TestServer();
		const path = '/apis/test.example/v1/namespaces/nowhere/widgets';
		expect(refusal(server.handle('POST', path, {metadata: {name: 'a'}, spec: {}}))).toBe(
			'404 namespaces "nowhere" not found',
		);
	});

	test('treats fields that it does not know as the client asks', () => {
		const server = new TestServer();
		const body = {metadata: {name: 'a'}, spec: {sise: 3}};
		const query = (fieldValidation: string) => ({query: {fieldValidation, dryRun: 'All'}});
		expect(refusal(server.handle('POST', collection(), body, query('Strict')))).toBe(
			'400 Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.sise"',
		);
		expect(server.handle('POST', collection(), body, query('Warn')).warnings).toEqual(['unknown field "spec.sise"']);
		expect(server.handle('POST', collection(), body, query('Ignore')).warnings).toBeUndefined();
		expect(refusal(server.handle('POST', collection(), body, query('Maybe')))).toBe(
			'422 CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Maybe": supported values: "", "Ignore", "Strict", "Warn"',
		);
	});

	test('stores nothing in a dry run', () => {
		const server = new TestServer();
		const before = server.store.revision;
		const response = server.handle('POST', collection(), {metadata: {name: 'a'}, spec: {}}, {query: {dryRun: 'All'}});
		expect(response.status).toBe(201);
		expect(server.store.revision).toBe(before);
		expect(server.handle('GET', one('a')).status).toBe(404);
	});
});

describe('update', () => {
	test('moves the generation on where the spec changes, and leaves the status alone', () => {
		const server = new TestServer();
		const widget = server.make('a');
		const {status, body} = server.handle('PUT', one('a'), {...widget, spec: {size: 2}, status: {phase: 'Ready'}});
		expect(status).toBe(200);
		expect(body).toMatchObject({metadata: {generation: 2}, spec: {size: 2}});
		expect(body).not.toHaveProperty('status');
	});

	test('is refused where it does not start from the stored object', () => {
		const server = new TestServer();
		const widget = server.make('a');
		server.handle('PUT', one('a'), {...widget, spec: {size: 2}});
		expect(refusal(server.handle('PUT', one('a'), {...widget, spec: {size: 3}}))).toBe(
			'409 Operation cannot be fulfilled on widgets.test.example "a": the object has been modified; please apply your changes to the latest version and try again',
		);
		const {resourceVersion: _, ...unversioned} = widget.metadata;
		expect(server.handle('PUT', one('a'), {...widget, metadata: unversioned, spec: {size: 3}}).status).toBe(200);
	});

	test('is refused where it means another object of that name', () => {
		const server = new TestServer();
		const widget = server.make('a');
		const other = {...widget, metadata: {...widget.metadata, uid: 'other'}};
		expect(refusal(server.handle('PUT', one('a'), other))).toContain('Precondition failed: UID in precondition: other');
		expect(refusal(server.handle('PUT', one('b'), widget))).toBe(
			'400 the name of the object (a) does not match the name on the URL (b)',
		);
		expect(refusal(server.handle('PUT', one('b'), {...widget, metadata: {name: 'b'}}))).toBe(
			'404 widgets.test.example "b" not found',
		);
	});

	test('that changes nothing is not written', () => {
		const server = new TestServer();
		const widget = server.make('a');
		const {body} = server.handle('PUT', one('a'), widget);
		expect((body as Widget).metadata.resourceVersion).toBe(widget.metadata.resourceVersion);
		expect(server.handle('PATCH', one('a'), {spec: {size: 1}}, merge).body).toBe(body);
	});

	test('of the status leaves the rest alone', () => {
		const server = new TestServer();
		const widget = server.make('a');
		const path = `${one('a')}/status`;
		const {body} = server.handle('PUT', path, {...widget, spec: {size: 9}, status: {phase: 'Ready'}});
		expect(body).toMatchObject({metadata: {generation: 1}, spec: {size: 1}, status: {phase: 'Ready'}});
	});
});

describe('patch', () => {
	test.each([
		['application/merge-patch+json', {spec: {size: 4, colour: null}}],
		['application/strategic-merge-patch+json', {spec: {size: 4, colour: null}}],
		[
			'application/json-patch+json',
			[
				{op: 'replace', path: '/spec/size', value: 4},
				{op: 'remove', path: '/spec/colour'},
			],
		],
	])('%s', (contentType, patch) => {
		const server = new TestServer();
		server.make('a', {colour: 'red'});
		const {status, body} = server.handle('PATCH', one('a'), patch, {contentType});
		expect(status).toBe(200);
		expect(body).toMatchObject({metadata: {generation: 2}, spec: {size: 4}});
		expect((body as Widget).spec).not.toHaveProperty('colour');
	});

	test.each([
		['of what is not there', 'b', {spec: {}}, '404 widgets.test.example "b" not found'],
		[
			'that renames',
			'a',
			{metadata: {name: 'c'}},
			'400 the name of the object (c) does not match the name on the URL (a)',
		],
		[
			'with an old resourceVersion',
			'a',
			{metadata: {resourceVersion: '1'}, spec: {size: 2}},
			'409 Operation cannot be fulfilled on widgets.test.example "a": the object has been modified; please apply your changes to the latest version and try again',
		],
		[
			'of the uid',
			'a',
			{metadata: {uid: 'other'}},
			'422 Widget.test.example "a" is invalid: metadata.uid: Invalid value: "other": field is immutable',
		],
	])('%s is refused', (_what, name, patch, message) => {
		const server = new TestServer();
		server.make('a');
		expect(refusal(server.handle('PATCH', one(name), patch, merge))).toBe(message);
	});

	test('says which types it takes', () => {
		const server = new TestServer();
		server.make('a');
		expect(refusal(server.handle('PATCH', one('a'), {}, {contentType: 'application/json'}))).toBe(
			'415 the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
		);
	});

	test.each([
		['Gadget', 'test.example/v1', 'converting (v1.Gadget) to (test.Widget): unknown conversion'],
		[
			'Nothing',
			'test.example/v1',
			'no kind "Nothing" is registered for version "test.example/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
		],
		[
			'Widget',
			'test.example/v9',
			'no kind "Widget" is registered for version "test.example/v9" in scheme "pkg/api/legacyscheme/scheme.go:30"',
		],
	])('does not make the object a %s of %s', (kind, apiVersion, why) => {
		const server = new TestServer();
		server.make('a');
		for (const [contentType, patch] of [
			['application/merge-patch+json', {kind, apiVersion}],
			[
				'application/json-patch+json',
				[
					{op: 'replace', path: '/kind', value: kind},
					{op: 'replace', path: '/apiVersion', value: apiVersion},
				],
			],
		] as const) {
			const answer = refusal(server.handle('PATCH', one('a'), patch, {contentType}));
			expect(answer.startsWith('422  "" is invalid: patch: Invalid value: ')).toBe(true);
			expect(answer.endsWith(`: ${why}`)).toBe(true);
		}
		const without = server.handle('PATCH', one('a'), {kind: null, apiVersion: null}, merge);
		expect(without.body).toMatchObject({kind: 'Widget', apiVersion: 'test.example/v1'});
	});

	test('that does not fit the kind is the mistake of the patch', () => {
		const server = new TestServer();
		server.make('a');
		const strict = {contentType: 'application/strategic-merge-patch+json', query: {fieldValidation: 'Strict'}};
		expect(refusal(server.handle('PATCH', one('a'), {spec: {sise: 5}}, strict))).toBe(
			'422  "" is invalid: patch: Invalid value: "map[spec:map[sise:5]]": strict decoding error: unknown field "spec.sise"',
		);
	});
});
