import {describe, expect, test} from 'vitest';
import type {Namespace} from '../../../src/api/core-v1/namespace.ts';
import {namespaces as namespaceResource} from '../../../src/kubernetes/api/resources/namespaces.ts';
import {findCondition} from '../../../src/kubernetes/conditions.ts';
import {namespaces} from '../../../src/kubernetes/controllers/namespace/index.ts';
import {aPod} from '../objects.ts';
import {controlPlane, plainResources, type TestCluster} from './fixture.ts';

function cluster(): TestCluster {
	const resources = plainResources.map(resource => (resource.plural === 'namespaces' ? namespaceResource : resource));
	const c = controlPlane([namespaces(resources)], ['worker-1'], resources);
	c.make('namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'mine'}, spec: {}, status: {}});
	c.make('pods', aPod('web', {nodeName: 'worker-1'}, {namespace: 'mine'}));
	c.make('configmaps', {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings', namespace: 'mine'}});
	c.pass(2);
	return c;
}

const get = (c: TestCluster) => c.client.get<Namespace>('namespaces', '', 'mine');

describe('a namespace that is deleted', () => {
	test('goes with everything in it', () => {
		const c = cluster();
		c.client.delete('namespaces', '', 'mine');
		c.pass(1);
		expect(get(c)?.status.phase).toBe('Terminating');
		expect(c.pods('mine')).toHaveLength(1);
		c.pass(60);
		expect(get(c)).toBeUndefined();
		expect(c.client.list('configmaps', 'mine')).toEqual([]);
		expect(c.pods('mine')).toEqual([]);
	});

	test('waits for its Pods to end before anything else goes', () => {
		const c = cluster();
		c.down('worker-1');
		c.client.delete('namespaces', '', 'mine');
		c.pass(10);
		expect(c.pods('mine')[0]!.metadata.deletionTimestamp).toBeDefined();
		expect(c.client.list('configmaps', 'mine')).toHaveLength(1);
		c.up('worker-1');
		c.pass(60);
		expect(get(c)).toBeUndefined();
	});

	test('says what a finalizer keeps in it', () => {
		const c = cluster();
		const settings = c.client.get('configmaps', 'mine', 'settings')!;
		c.client.update('configmaps', {...settings, metadata: {...settings.metadata, finalizers: ['example.com/hold']}});
		c.client.delete('namespaces', '', 'mine');
		c.pass(60);
		const {conditions} = get(c)!.status;
		expect(findCondition(conditions, 'NamespaceContentRemaining')).toMatchObject({
			status: 'True',
			message: 'Some resources are remaining: configmaps. has 1 resource instances',
		});
		expect(findCondition(conditions, 'NamespaceFinalizersRemaining')).toMatchObject({
			message: 'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
		});
		expect(findCondition(conditions, 'NamespaceDeletionContentFailure')).toMatchObject({status: 'False'});
	});
});
