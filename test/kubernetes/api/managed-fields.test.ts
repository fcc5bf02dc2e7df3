import {beforeEach, describe, expect, test} from 'vitest';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {Store} from '../../../src/kubernetes/api/store.ts';
import {
	ControlPlane,
	configMap,
	configMaps,
	type Deployment,
	deployment,
	deployments,
} from './managed-fields-fixture.ts';

let cluster: ControlPlane;
const web = `${deployments}/web`;
const settings = `${configMaps}/settings`;
beforeEach(() => {
	cluster = new ControlPlane();
});

function patchLabels(manager: string, labels: object, path = settings) {
	return cluster.handle(
		'PATCH',
		path,
		{metadata: {labels}},
		{
			contentType: 'application/merge-patch+json',
			query: {fieldManager: manager},
		},
	);
}

describe('who creates an object', () => {
	test('owns what was said and what was filled in, but not what names the object', () => {
		cluster.handle('POST', deployments, deployment(), {query: {fieldManager: 'kubectl-create'}});
		expect(cluster.read(web).metadata.managedFields).toEqual([
			{
				manager: 'kubectl-create',
				operation: 'Update',
				apiVersion: 'apps/v1',
				time: '2026-06-01T09:00:00Z',
				fieldsType: 'FieldsV1',
				fieldsV1: {
					'f:spec': {
						'f:progressDeadlineSeconds': {},
						'f:replicas': {},
						'f:revisionHistoryLimit': {},
						'f:selector': {},
						'f:strategy': {'f:rollingUpdate': {'.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {}}, 'f:type': {}},
						'f:template': {
							'f:metadata': {'f:labels': {'.': {}, 'f:app': {}}},
							'f:spec': {
								'f:containers': {
									'k:{"name":"nginx"}': {
										'.': {},
										'f:image': {},
										'f:imagePullPolicy': {},
										'f:name': {},
										'f:resources': {},
										'f:terminationMessagePath': {},
										'f:terminationMessagePolicy': {},
									},
								},
								'f:dnsPolicy': {},
								'f:restartPolicy': {},
								'f:schedulerName': {},
								'f:securityContext': {},
								'f:terminationGracePeriodSeconds': {},
							},
						},
					},
				},
			},
		]);
	});

	test.each([
		['the name it gives', {query: {fieldManager: 'mine'}, userAgent: 'curl/8.5'}, 'mine'],
		['the first word of its User-Agent', {userAgent: 'curl/8.5 (linux)'}, 'curl'],
		['unknown, where it says nothing', {userAgent: ''}, 'unknown'],
	])('is called by %s', (_what, more, manager) => {
		cluster.handle('POST', configMaps, configMap({a: '1'}), more);
		expect(Object.keys(cluster.owners(settings))).toEqual([`Update ${manager}`]);
	});
});

describe('who changes a field', () => {
	test('owns it from then on, and who had it does not', () => {
		cluster.handle('POST', configMaps, configMap({a: '1', b: '1'}), {query: {fieldManager: 'first'}});
		cluster.clock.advanceTo(cluster.clock.now + 5000);
		const read = cluster.read<KubernetesObject>(settings);
		cluster.handle('PUT', settings, {...read, data: {a: '2', b: '1'}}, {query: {fieldManager: 'second'}});
		expect(cluster.owners(settings)).toEqual({
			'Update first': {'f:data': {'.': {}, 'f:b': {}}},
			'Update second': {'f:data': {'f:a': {}}},
		});
		expect(cluster.read(settings).metadata.managedFields!.map(({time}) => time)).toEqual([
			'2026-06-01T09:00:00Z',
			'2026-06-01T09:00:05Z',
		]);
	});

	test('is another manager where it writes the status, and does not own the spec there', () => {
		cluster.handle('POST', deployments, deployment(), {query: {fieldManager: 'kubectl-create'}});
		const client = cluster.client('kube-controller-manager');
		const stored = client.get<Deployment>('deployments.apps', 'default', 'web')!;
		const status = {observedGeneration: 1, replicas: 2};
		client.updateStatus('deployments.apps', {...stored, spec: {...stored.spec, replicas: 7}, status} as Deployment);
		expect(cluster.owners(web)).toEqual({
			'Update kubectl-create': expect.anything(),
			'Update kube-controller-manager status': {'f:status': {'f:observedGeneration': {}, 'f:replicas': {}}},
		});
	});

	test('owns the replicas by way of the scale, without a time', () => {
		cluster.handle('POST', deployments, deployment(), {query: {fieldManager: 'kubectl-create'}});
		cluster.handle('PATCH', `${web}/scale`, {spec: {replicas: 4}}, {contentType: 'application/merge-patch+json'});
		const [scale] = cluster.read(web).metadata.managedFields!;
		expect(scale).toEqual({
			manager: 'curl',
			operation: 'Update',
			apiVersion: 'apps/v1',
			fieldsType: 'FieldsV1',
			fieldsV1: {'f:spec': {'f:replicas': {}}},
			subresource: 'scale',
		});
	});

	test('and changes nothing is not written down', () => {
		cluster.handle('POST', configMaps, configMap({a: '1'}), {query: {fieldManager: 'first'}});
		const before = cluster.read(settings);
		cluster.handle('PUT', settings, before, {query: {fieldManager: 'second'}});
		expect(cluster.read(settings)).toEqual(before);
	});
});

test('what is deleted, bound or marked keeps its owners', () => {
	const pods = '/api/v1/namespaces/default/pods';
	cluster.client('kube-controller-manager').create('serviceaccounts', {
		apiVersion: 'v1',
		kind: 'ServiceAccount',
		metadata: {name: 'default', namespace: 'default'},
	});
	const pod = {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name: 'web'},
		spec: {containers: [{name: 'c', image: 'nginx'}]},
	};
	cluster.handle('POST', pods, pod, {query: {fieldManager: 'kubectl-run'}});
	const before = cluster.owners(`${pods}/web`);
	cluster.client('kube-scheduler').bind('default', 'web', 'worker-1');
	cluster.handle('DELETE', `${pods}/web`);
	expect(cluster.read(`${pods}/web`).metadata.deletionTimestamp).toBeDefined();
	expect(cluster.owners(`${pods}/web`)).toEqual(before);
});

describe('many writers', () => {
	test('are kept apart up to ten; the oldest become one', () => {
		cluster.handle('POST', configMaps, configMap({a: '1'}), {query: {fieldManager: 'creator'}});
		for (let i = 1; i <= 11; i++) {
			cluster.clock.advanceTo(cluster.clock.now + 1000);
			patchLabels(`writer-${i}`, {[`l${i}`]: 'x'});
		}
		const owners = cluster.owners(settings);
		expect(Object.keys(owners)).toHaveLength(10);
		expect(owners['Update ancient-changes']).toEqual({
			'f:data': {'.': {}, 'f:a': {}},
			'f:metadata': {'f:labels': {'.': {}, 'f:l1': {}, 'f:l2': {}}},
		});
		expect(owners['Update writer-11']).toEqual({'f:metadata': {'f:labels': {'f:l11': {}}}});
	});

	test('are the same, whenever somebody looks', () => {
		const write = (look: boolean) => {
			const other = new ControlPlane();
			cluster = other;
			other.handle('POST', configMaps, configMap({a: '1'}), {query: {fieldManager: 'creator'}});
			for (let i = 1; i <= 20; i++) {
				patchLabels(`writer-${i % 7}`, {[`l${i % 5}`]: String(i), [`l${(i + 2) % 5}`]: i % 3 === 0 ? null : 'x'});
				if (look) {
					other.read(settings).metadata.managedFields;
				}
			}
			return other.read(settings).metadata.managedFields;
		};
		expect(write(true)).toEqual(write(false));
	});
});

describe('managed fields that a client sends', () => {
	beforeEach(() => {
		cluster.handle('POST', configMaps, configMap({a: '1'}), {query: {fieldManager: 'first'}});
	});

	test('are left as they are where there are none, or none that can be read', () => {
		const read = cluster.read<KubernetesObject>(settings);
		const before = cluster.owners(settings);
		const {managedFields: _, ...metadata} = read.metadata;
		cluster.handle('PUT', settings, {...read, metadata});
		cluster.handle('PUT', settings, {...read, metadata: {...metadata, managedFields: [{operation: 'Guess'}]}});
		expect(cluster.owners(settings)).toEqual(before);
	});

	test('are cleared by one empty entry, and nobody is tracked then', () => {
		cluster.handle('PATCH', settings, {metadata: {managedFields: [{}]}}, {contentType: 'application/merge-patch+json'});
		expect(cluster.read(settings).metadata).not.toHaveProperty('managedFields');
		patchLabels('second', {a: 'b'});
		expect(cluster.owners(settings)).toEqual({});
	});

	test('can be taken apart by a JSON patch', () => {
		const patch = [{op: 'replace', path: '/metadata/managedFields/0/manager', value: 'renamed'}];
		const {status} = cluster.handle('PATCH', settings, patch, {contentType: 'application/json-patch+json'});
		expect([status, Object.keys(cluster.owners(settings))]).toEqual([200, ['Update renamed']]);
	});
});

test('stored objects have no managed fields in them; lists, tables and saved stores do', () => {
	cluster.handle('POST', configMaps, configMap({a: '1'}), {query: {fieldManager: 'first'}});
	const of = (object: KubernetesObject) => object.metadata.managedFields?.map(({manager}) => manager);
	expect(of(cluster.store.get('configmaps', 'default', 'settings')!)).toBeUndefined();
	const list = cluster.handle('GET', configMaps).body as {readonly items: readonly KubernetesObject[]};
	expect(list.items.map(of)).toEqual([['first']]);
	const saved = JSON.parse(JSON.stringify(cluster.store.save()));
	const loaded = new Store();
	loaded.load(saved);
	expect(of(loaded.get('configmaps', 'default', 'settings')!)).toBeUndefined();
	expect(JSON.stringify(loaded.save())).toBe(JSON.stringify(saved));
});
