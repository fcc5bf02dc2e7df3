import {expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {failure} from '../../src/apimachinery/status.ts';
import {allResources} from '../../src/kubernetes/api/resources/index.ts';
import {type Controller, objectKey} from '../../src/kubernetes/controller.ts';
import {Cluster} from '../../src/kubernetes/virtual-cluster.ts';

/** A controller that fails at every look, and the instants at which it looked. */
function failing(maxRetries?: number): {readonly cluster: Cluster; readonly looks: number[]} {
	const looks: number[] = [];
	const controller: Controller = {
		name: 'failing',
		...(maxRetries !== undefined && {maxRetries}),
		watches: {namespaces: ({object}) => [objectKey(object)]},
		sync(_, {now}) {
			looks.push(now);
			throw failure(500, 'InternalError', 'no');
		},
	};
	const cluster = new Cluster({resources: allResources, controllers: [controller]}, {start: 0, seed: 1});
	cluster.client.create('namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'a'}} as KubernetesObject);
	return {cluster, looks};
}

it('what fails is tried again after a wait that doubles', () => {
	const {cluster, looks} = failing();
	cluster.advance(200);
	expect(looks).toEqual([5, 10, 20, 40, 80, 160]);
});

it('what may be tried again so many times is then left alone until it changes', () => {
	const {cluster, looks} = failing(3);
	cluster.advance(3_600_000);
	expect(looks).toHaveLength(4);
	const namespace = cluster.client.get('namespaces', '', 'a')!;
	cluster.client.update('namespaces', {...namespace, metadata: {...namespace.metadata, labels: {changed: 'yes'}}});
	cluster.advance(3_600_000);
	expect(looks).toHaveLength(8);
});
