import {beforeEach, describe, expect, test} from 'vitest';
import {goJson} from '../../../src/apimachinery/json.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {Status} from '../../../src/apimachinery/status.ts';
import {
	ControlPlane,
	configMap,
	configMaps,
	type Deployment,
	deployment,
	deployments,
} from './managed-fields-fixture.ts';
import {refusal} from './server-fixture.ts';

let cluster: ControlPlane;
const web = `${deployments}/web`;
const settings = `${configMaps}/settings`;
beforeEach(() => {
	cluster = new ControlPlane();
});

interface ConfigMap extends KubernetesObject {
	readonly data?: Readonly<Record<string, string>>;
}

describe('an apply of a scale', () => {
	const scale = (replicas: number) => ({
		apiVersion: 'autoscaling/v1',
		kind: 'Scale',
		metadata: {name: 'web'},
		spec: {replicas},
	});

	test('sets the replicas, and owns them by way of the scale', () => {
		const {replicas: _, ...spec} = deployment().spec;
		cluster.apply(web, {...deployment(), spec});
		const {status, body} = cluster.apply(`${web}/scale`, scale(4));
		expect([status, (body as KubernetesObject).kind]).toEqual([200, 'Scale']);
		expect(cluster.read<Deployment>(web).spec.replicas).toBe(4);
		expect(cluster.owners(web)['Apply kubectl scale']).toEqual({'f:spec': {'f:replicas': {}}});
		const {status: conflict} = cluster.apply(web, deployment());
		expect(conflict).toBe(409);
	});

	test('is refused where it is none', () => {
		cluster.apply(web, deployment());
		expect(refusal(cluster.apply(`${web}/scale`, deployment()))).toContain('invalid object type');
	});
});

describe('an apply', () => {
	test('creates what is not there, and owns what it says and no defaults', () => {
		const {status} = cluster.apply(web, deployment());
		expect(status).toBe(201);
		expect(cluster.owners(web)).toEqual({
			'Apply kubectl': {
				'f:spec': {
					'f:replicas': {},
					'f:selector': {},
					'f:template': {
						'f:metadata': {'f:labels': {'f:app': {}}},
						'f:spec': {'f:containers': {'k:{"name":"nginx"}': {'.': {}, 'f:image': {}, 'f:name': {}}}},
					},
				},
			},
		});
	});

	test('that changes nothing is not written', () => {
		cluster.apply(web, deployment());
		const before = cluster.read(web);
		cluster.clock.advanceTo(cluster.clock.now + 60_000);
		expect(cluster.apply(web, deployment()).status).toBe(200);
		expect(cluster.read(web)).toEqual(before);
	});

	test('takes out what it said before and says no more, where nobody else says it', () => {
		cluster.apply(settings, configMap({a: '1', b: '1', c: '1'}));
		cluster.apply(settings, configMap({c: '1'}), {fieldManager: 'other'});
		cluster.apply(settings, configMap({a: '1'}));
		expect(cluster.read<ConfigMap>(settings).data).toEqual({a: '1', c: '1'});
		expect(cluster.owners(settings)).toEqual({
			'Apply kubectl': {'f:data': {'f:a': {}}},
			'Apply other': {'f:data': {'f:c': {}}},
		});
	});

	test('merges lists by their keys', () => {
		const container = (name: string, more: object = {}) => ({name, image: `${name}:1`, ...more});
		const withContainers = (...containers: object[]) => {
			const {template} = deployment().spec;
			return deployment({template: {...template, spec: {containers}}});
		};
		cluster.apply(web, withContainers(container('a', {args: ['x']})));
		cluster.apply(web, withContainers(container('b')), {fieldManager: 'injector', force: 'true'});
		const names = () => cluster.read<Deployment>(web).spec.template.spec.containers.map(({name}) => name);
		expect(names()).toEqual(['a', 'b']);
		cluster.apply(web, withContainers(container('b')));
		expect(names()).toEqual(['b']);
	});

	test('names what it is for, unless that is there already', () => {
		const {metadata: _, ...nameless} = configMap({a: '1'});
		expect(refusal(cluster.apply(settings, nameless))).toBe(
			'400 the name of the object (settings based on URL) was undeterminable: name must be provided',
		);
		cluster.apply(settings, configMap({a: '1'}));
		expect(cluster.apply(settings, {...nameless, data: {a: '2'}}).status).toBe(200);
		expect(cluster.read<ConfigMap>(settings).data).toEqual({a: '2'});
	});

	test('of a dry run stores nothing, and shows what would be', () => {
		const {status, body} = cluster.apply(settings, configMap({a: '1'}), {dryRun: 'All'});
		expect(status).toBe(201);
		expect((body as ConfigMap).metadata.managedFields?.map(({manager}) => manager)).toEqual(['kubectl']);
		expect(cluster.handle('GET', settings).status).toBe(404);
	});

	test('of a status leaves the spec alone', () => {
		cluster.apply(web, deployment());
		const status = {replicas: 3};
		const body = {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web'}, spec: {replicas: 9}, status};
		cluster.apply(`${web}/status`, body, {fieldManager: 'me', force: 'true'});
		expect(cluster.read<Deployment>(web)).toMatchObject({spec: {replicas: 2}, status});
		expect(cluster.owners(web)).toMatchObject({'Apply me status': {'f:status': {'f:replicas': {}}}});
	});
});

describe('fields of others', () => {
	test('are a conflict, which names them', () => {
		cluster.handle('POST', deployments, deployment(), {query: {fieldManager: 'kubectl-client-side-apply'}});
		const response = cluster.apply(web, deployment({replicas: 3}));
		expect(refusal(response)).toBe(
			'409 Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas',
		);
		const {reason, details} = response.body as Status;
		expect({reason, details}).toEqual({
			reason: 'Conflict',
			details: {
				causes: [
					{
						reason: 'FieldManagerConflict',
						message: 'conflict with "kubectl-client-side-apply" using apps/v1',
						field: '.spec.replicas',
					},
				],
			},
		});
	});

	test('are told by manager where there are several', () => {
		const {template} = deployment().spec;
		const images = (image: string) => ({...template, spec: {containers: [{name: 'nginx', image}]}});
		cluster.apply(web, deployment(), {fieldManager: 'b'});
		cluster.handle('PATCH', `${web}/scale`, {spec: {replicas: 4}}, {contentType: 'application/merge-patch+json'});
		expect(refusal(cluster.apply(web, deployment({template: images('nginx:1.28')}), {fieldManager: 'a'}))).toBe(
			[
				'409 Apply failed with 2 conflicts: conflicts with "b":',
				'- .spec.template.spec.containers[name="nginx"].image',
				'conflicts with "curl" with subresource "scale" using apps/v1:',
				'- .spec.replicas',
			].join('\n'),
		);
	});

	test('are no conflict where the value is the same, and are shared from then on', () => {
		cluster.apply(settings, configMap({a: '1'}), {fieldManager: 'one'});
		cluster.apply(settings, configMap({a: '1'}), {fieldManager: 'two'});
		expect(cluster.owners(settings)).toEqual({
			'Apply one': {'f:data': {'f:a': {}}},
			'Apply two': {'f:data': {'f:a': {}}},
		});
		cluster.apply(settings, configMap({}), {fieldManager: 'two'});
		expect(cluster.read<ConfigMap>(settings).data).toEqual({a: '1'});
		expect(refusal(cluster.apply(settings, configMap({a: '2'}), {fieldManager: 'two'}))).toBe(
			'409 Apply failed with 1 conflict: conflict with "one": .data.a',
		);
	});

	test('are taken by force', () => {
		cluster.apply(settings, configMap({a: '1'}), {fieldManager: 'one'});
		expect(cluster.apply(settings, configMap({a: '2'}), {fieldManager: 'two', force: 'true'}).status).toBe(200);
		expect(cluster.owners(settings)).toEqual({'Apply two': {'f:data': {'f:a': {}}}});
	});
});

describe('objects of client-side apply', () => {
	const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
	const client = {query: {fieldManager: 'kubectl-client-side-apply'}};
	const applied = (spec: object) => {
		const annotations = {[annotation]: `${goJson(deployment({...spec}))}\n`};
		cluster.handle('POST', deployments, deployment({...spec}, {annotations}), client);
	};

	test('are taken over by kubectl without a conflict, and the annotation is kept up to date', () => {
		applied({replicas: 2});
		expect(cluster.apply(web, deployment({replicas: 3})).status).toBe(200);
		const {metadata, spec} = cluster.read<Deployment>(web);
		expect(spec.replicas).toBe(3);
		expect(JSON.parse(metadata.annotations![annotation]!)).toEqual(deployment({replicas: 3}));
	});

	test('are not where somebody else changed the field since', () => {
		applied({replicas: 2});
		cluster.handle('PATCH', `${web}/scale`, {spec: {replicas: 5}}, {contentType: 'application/merge-patch+json'});
		expect(refusal(cluster.apply(web, deployment({replicas: 3})))).toBe(
			'409 Apply failed with 1 conflict: conflict with "curl" with subresource "scale" using apps/v1: .spec.replicas',
		);
	});

	test('are not for other managers', () => {
		applied({replicas: 2});
		expect(cluster.apply(web, deployment({replicas: 3}), {fieldManager: 'other'}).status).toBe(409);
	});
});

test('what nobody owned belongs to those before the first apply', () => {
	cluster.handle('POST', configMaps, configMap({a: '1'}));
	cluster.handle('PATCH', settings, {metadata: {managedFields: [{}]}}, {contentType: 'application/merge-patch+json'});
	expect(refusal(cluster.apply(settings, configMap({a: '2'})))).toBe(
		'409 Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.a',
	);
});

describe('a configuration is refused', () => {
	const {template} = deployment().spec;
	const containers = (...list: readonly unknown[]) => deployment({template: {...template, spec: {containers: list}}});
	const patchObject = '500 failed to create typed patch object (default/web; apps/v1, Kind=Deployment): ';

	test.each([
		[
			'a field that does not exist',
			deployment({replica: 3}),
			`${patchObject}.spec.replica: field not declared in schema`,
		],
		[
			'a value of the wrong type',
			deployment({replicas: '3'}),
			`${patchObject}.spec.replicas: expected numeric (int or float), got string`,
		],
		[
			'the same item twice',
			containers({name: 'a', image: 'x'}, {name: 'a', image: 'y'}),
			`${patchObject}.spec.template.spec.containers: duplicate entries for key [name="a"]`,
		],
		[
			'an item without its key, which counts as empty',
			containers({image: 'x'}),
			'422 Deployment.apps "web" is invalid: spec.template.spec.containers[0].name: Required value',
		],
		[
			'two items without their keys',
			containers({image: 'x'}, {image: 'y'}),
			`${patchObject}.spec.template.spec.containers: duplicate entries for key [name=""]`,
		],
		['managed fields', deployment({}, {managedFields: []}), '400 metadata.managedFields must be nil'],
		['another kind', {...deployment(), kind: 'DaemonSet'}, '400 invalid object type: apps/v1, Kind=DaemonSet'],
		[
			'a uid, where nothing is there',
			deployment({}, {uid: '1'}),
			'409 Operation cannot be fulfilled on deployments.apps "web": uid mismatch: the provided object specified uid 1, and no existing object was found',
		],
		[
			'what the kind does not allow',
			deployment({replicas: -1}),
			'422 Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
		],
	])('for %s', (_what, configuration, message) => {
		expect(refusal(cluster.apply(web, configuration))).toBe(message);
	});

	test('without a manager', () => {
		expect(refusal(cluster.apply(web, deployment(), {fieldManager: ''}))).toBe(
			'422 PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
		);
	});
});
