import {describe, expect, it, test} from 'vitest';
import {ControlPlane} from './managed-fields-fixture.ts';

interface Document {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: {readonly schemas: Readonly<Record<string, Schema>>};
}
interface Operation {
	readonly operationId: string;
	readonly parameters?: readonly {readonly name: string; readonly in: string}[];
	readonly 'x-kubernetes-group-version-kind': unknown;
}
interface Schema {
	readonly description: string;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	readonly 'x-kubernetes-group-version-kind'?: unknown;
}

const cluster = new ControlPlane();
const get = <T>(path: string) => cluster.handle('GET', path).body as T;
const {paths: index} = get<{paths: Record<string, {serverRelativeURL: string}>}>('/openapi/v3');
const apps = get<Document>('/openapi/v3/apis/apps/v1');
const deploymentKind = {group: 'apps', version: 'v1', kind: 'Deployment'};

test('the index names a document for each group and version, under a URL that changes with it', () => {
	expect(Object.keys(index)).toEqual(expect.arrayContaining(['api/v1', 'apis/apps/v1', 'apis/events.k8s.io/v1']));
	expect(index['apis/apps/v1']!.serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/);
	expect(cluster.handle('GET', '/openapi/v3/apis/none/v1').status).toBe(404);
});

test('a PATCH says which kind it is for and that it validates fields, as kubectl asks before it sends anything', () => {
	const {patch} = apps.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']!;
	expect(patch!.operationId).toBe('patchAppsV1NamespacedDeployment');
	expect(patch!['x-kubernetes-group-version-kind']).toEqual(deploymentKind);
	expect(patch!.parameters!.map(({name}) => name)).toContain('fieldValidation');
});

test('a kind is found by its group, version and kind, and its fields say how lists merge', () => {
	const {schemas} = apps.components;
	expect(schemas['io.k8s.api.apps.v1.Deployment']!['x-kubernetes-group-version-kind']).toEqual([deploymentKind]);
	expect(schemas['io.k8s.api.apps.v1.DeploymentSpec']!.required).toEqual(['selector', 'template']);
	expect(schemas['io.k8s.api.core.v1.Container']!.properties!.ports).toMatchObject({
		type: 'array',
		items: {$ref: '#/components/schemas/io.k8s.api.core.v1.ContainerPort'},
		'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
		'x-kubernetes-list-type': 'map',
		'x-kubernetes-patch-merge-key': 'containerPort',
		'x-kubernetes-patch-strategy': 'merge',
	});
	expect(schemas['io.k8s.api.core.v1.ContainerPort']!.properties!.protocol).toMatchObject({default: 'TCP'});
	expect(schemas['io.k8s.api.apps.v1.RollingUpdateDeployment']!.properties!.maxSurge).toMatchObject({
		allOf: [{$ref: '#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString'}],
	});
});

test.each(Object.keys(index))('%s refers to nothing that is not in it, and describes every field', name => {
	const document = get<Document>(`/openapi/v3/${name}`);
	const known = new Set(Object.keys(document.components.schemas).map(schema => `#/components/schemas/${schema}`));
	const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target!);
	expect(references.filter(target => !known.has(target))).toEqual([]);
	for (const [schema, {properties = {}}] of Object.entries(document.components.schemas)) {
		for (const [field, {description}] of Object.entries(properties)) {
			expect(description, `${schema}.${field}`).toMatch(/\S/);
		}
	}
});

describe('a document', () => {
	const path = '/openapi/v3/apis/apps/v1';
	const hash = new URL(index['apis/apps/v1']!.serverRelativeURL, 'http://host').searchParams.get('hash')!;

	it('may be kept for good where its URL has its hash', () => {
		const {headers} = cluster.handle('GET', path, undefined, {query: {hash}});
		expect(headers).toMatchObject({etag: `"${hash}"`, 'cache-control': 'public, immutable'});
		expect(cluster.handle('GET', path).headers).not.toHaveProperty('cache-control');
	});

	it('has moved where its URL has an old hash', () => {
		const {status, headers} = cluster.handle('GET', path, undefined, {query: {hash: '0123'}});
		expect([status, headers!.location]).toEqual([301, `${path}?hash=${hash}`]);
	});

	it('is there as JSON alone', () => {
		const accept = 'application/com.github.proto-openapi.spec.v3@v1.0+protobuf';
		expect(cluster.handle('GET', path, undefined, {accept}).status).toBe(406);
	});
});

describe('version 2', () => {
	interface Swagger {
		readonly swagger: string;
		readonly paths: Readonly<Record<string, Readonly<Record<string, {readonly parameters: unknown[]}>>>>;
		readonly definitions: Readonly<Record<string, Schema>>;
	}
	const swagger = get<Swagger>('/openapi/v2');

	it('is one document for all groups, in the words of version 2', () => {
		expect(swagger.swagger).toBe('2.0');
		const deployment = swagger.definitions['io.k8s.api.apps.v1.Deployment']!;
		expect(deployment['x-kubernetes-group-version-kind']).toEqual([deploymentKind]);
		expect(deployment.properties!.spec).toMatchObject({$ref: '#/definitions/io.k8s.api.apps.v1.DeploymentSpec'});
		const {type, ...port} = swagger.definitions['io.k8s.apimachinery.pkg.util.intstr.IntOrString'] as never as {
			type: string;
		};
		expect([type, port]).toEqual(['string', expect.objectContaining({format: 'int-or-string'})]);
		expect(swagger.paths['/api/v1/namespaces/{namespace}/pods']!.post!.parameters[0]).toEqual({
			in: 'body',
			name: 'body',
			required: true,
			schema: {$ref: '#/definitions/io.k8s.api.core.v1.Pod'},
		});
	});

	it('refers to nothing that is not in it', () => {
		const known = new Set(Object.keys(swagger.definitions).map(name => `#/definitions/${name}`));
		const references = [...JSON.stringify(swagger).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target!);
		expect(references.filter(target => !known.has(target))).toEqual([]);
	});

	it.each(['@', '.'])('comes as protobuf to the clients that ask for it (spec.v2%sv1.0)', sign => {
		const accept = `application/com.github.proto-openapi.spec.v2${sign}v1.0+protobuf`;
		const {body, contentType} = cluster.handle('GET', '/openapi/v2', undefined, {accept});
		expect(contentType).toBe('application/com.github.proto-openapi.spec.v2.v1.0+protobuf');
		expect(Buffer.from(body as unknown as Uint8Array).toString('latin1')).toBe(
			'\n\x032.0\x12\x15\n\nKubernetes\x12\x07v1.36.2B\0',
		);
	});
});
