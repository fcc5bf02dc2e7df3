import {describe, expect, test} from 'vitest';
import type {KubernetesObject, OwnerReference} from '../../../src/apimachinery/object.ts';
import {garbageCollector} from '../../../src/kubernetes/controllers/garbage-collector/index.ts';
import {controllerReference} from '../../../src/kubernetes/controllers/owners.ts';
import {controlPlane, plainResources, type TestCluster} from './fixture.ts';

const resourceOf: Readonly<Record<string, string>> = {
	Deployment: 'deployments.apps',
	ReplicaSet: 'replicasets.apps',
	ConfigMap: 'configmaps',
};

function make(c: TestCluster, kind: string, name: string, ...ownerReferences: OwnerReference[]): KubernetesObject {
	const apiVersion = kind === 'ConfigMap' ? 'v1' : 'apps/v1';
	const metadata = {name, namespace: 'default', ...(ownerReferences.length > 0 && {ownerReferences})};
	c.make(resourceOf[kind]!, {apiVersion, kind, metadata, spec: {}, status: {}});
	return c.client.get(resourceOf[kind]!, 'default', name)!;
}

/** A Deployment that owns a ReplicaSet that owns two ConfigMaps. */
function family() {
	const c = controlPlane([garbageCollector(plainResources)]);
	const deployment = make(c, 'Deployment', 'web');
	const replicaSet = make(c, 'ReplicaSet', 'web-1', controllerReference(deployment));
	make(c, 'ConfigMap', 'a', controllerReference(replicaSet));
	make(c, 'ConfigMap', 'b', controllerReference(replicaSet));
	c.pass(1);
	return c;
}

function left(c: TestCluster): string[] {
	return Object.values(resourceOf)
		.flatMap(resource => c.client.list(resource, 'default'))
		.map(({metadata}) => metadata.name);
}

const propagate = (propagationPolicy: 'Background' | 'Foreground' | 'Orphan') => ({propagationPolicy});

describe('deleting an owner', () => {
	test('in the background takes everything with it, level by level', () => {
		const c = family();
		c.client.delete('deployments.apps', 'default', 'web', propagate('Background'));
		expect(left(c)).toEqual(['web-1', 'a', 'b']);
		c.pass(1);
		expect(left(c)).toEqual([]);
	});

	test('in the foreground it goes last', () => {
		const c = family();
		c.client.update('configmaps', {
			...c.client.get('configmaps', 'default', 'a')!,
			metadata: {...c.client.get('configmaps', 'default', 'a')!.metadata, finalizers: ['example.com/hold']},
		});
		c.client.delete('deployments.apps', 'default', 'web', propagate('Foreground'));
		c.pass(5);
		expect(left(c)).toEqual(['web', 'web-1', 'a']);
		const held = c.client.get('configmaps', 'default', 'a')!;
		const {finalizers: _, ...metadata} = held.metadata;
		c.client.update('configmaps', {...held, metadata});
		c.pass(1);
		expect(left(c)).toEqual([]);
	});

	test('as an orphaning leaves its dependents to themselves', () => {
		const c = family();
		c.client.delete('deployments.apps', 'default', 'web', propagate('Orphan'));
		c.pass(1);
		expect(left(c)).toEqual(['web-1', 'a', 'b']);
		expect(c.client.get('replicasets.apps', 'default', 'web-1')!.metadata.ownerReferences).toBeUndefined();
		expect(c.client.get('configmaps', 'default', 'a')!.metadata.ownerReferences).toHaveLength(1);
	});
});

test('what has another owner stays, and loses the reference', () => {
	const c = controlPlane([garbageCollector(plainResources)]);
	const [first, second] = ['one', 'two'].map(name => make(c, 'Deployment', name));
	make(c, 'ConfigMap', 'shared', controllerReference(first!), {...controllerReference(second!), controller: false});
	c.client.delete('deployments.apps', 'default', 'one');
	c.pass(1);
	expect(left(c)).toEqual(['two', 'shared']);
	expect(c.client.get('configmaps', 'default', 'shared')!.metadata.ownerReferences).toMatchObject([{name: 'two'}]);
	c.client.delete('deployments.apps', 'default', 'two', propagate('Foreground'));
	c.pass(1);
	expect(left(c)).toEqual([]);
});

test('what is made with an owner that does not exist, or is another of that name, goes', () => {
	const c = controlPlane([garbageCollector(plainResources)]);
	const deployment = make(c, 'Deployment', 'web');
	make(c, 'ConfigMap', 'impostor', {...controllerReference(deployment), uid: 'another'});
	make(c, 'ConfigMap', 'stray', {...controllerReference(deployment), name: 'gone'});
	make(c, 'ConfigMap', 'unknown', {...controllerReference(deployment), kind: 'Gadget'});
	make(c, 'ConfigMap', 'good', controllerReference(deployment));
	c.pass(1);
	expect(left(c)).toEqual(['web', 'good', 'unknown']);
});

test('two that own each other both go in the foreground', () => {
	const c = controlPlane([garbageCollector(plainResources)]);
	const a = make(c, 'Deployment', 'a');
	const b = make(c, 'ReplicaSet', 'b', controllerReference(a));
	c.client.update('deployments.apps', {
		...c.client.get('deployments.apps', 'default', 'a')!,
		metadata: {...a.metadata, ownerReferences: [controllerReference(b)]},
	});
	c.client.delete('deployments.apps', 'default', 'a', propagate('Foreground'));
	c.pass(5);
	expect(left(c)).toEqual([]);
});
