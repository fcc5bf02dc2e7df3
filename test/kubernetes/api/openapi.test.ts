import {expect, test} from 'vitest';
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
	expect(index['apis/apps/v1']!.serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{8}$/);
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
