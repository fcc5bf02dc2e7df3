import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {ReplicaSet} from '../../../src/api/apps-v1.ts';
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import type {ReplicationController} from '../../../src/api/core-v1/replication-controller.ts';
import {controllerOf, type KubernetesObject} from '../../../src/apimachinery/object.ts';
import {type Cluster, createCluster} from '../../../src/kubernetes/cluster.ts';

const lab = createCluster({seed: 7});
const resource = 'replicationcontrollers';
const template = {
	metadata: {labels: {app: 'web'}},
	spec: {containers: [{name: 'nginx', image: 'nginx:1.27'}], terminationGracePeriodSeconds: 1},
};

function withController(spec: object = {}): Cluster {
	const cluster = lab.fork();
	const metadata = {name: 'web', namespace: 'default'};
	const object = {apiVersion: 'v1', kind: 'ReplicationController', metadata, spec: {replicas: 2, template, ...spec}};
	cluster.client.create(resource, object as unknown as KubernetesObject);
	cluster.advance(10_000);
	return cluster;
}

const get = (cluster: Cluster) => cluster.client.get<ReplicationController>(resource, 'default', 'web')!;
const pods = (cluster: Cluster) => cluster.client.list<Pod>('pods', 'default');
const owned = (cluster: Cluster) => pods(cluster).filter(pod => controllerOf(pod)?.kind === 'ReplicationController');

describe('a ReplicationController', () => {
	it('takes its selector and its labels from the template, and keeps that many Pods', () => {
		const cluster = withController();
		const controller = get(cluster);
		expect(controller.spec.selector).toEqual({app: 'web'});
		expect(controller.metadata.labels).toEqual({app: 'web'});
		expect(controller.status).toEqual({
			replicas: 2,
			fullyLabeledReplicas: 2,
			readyReplicas: 2,
			availableReplicas: 2,
			observedGeneration: 1,
		});
		const [event] = cluster.client
			.list<Event>('events', 'default')
			.filter(({involvedObject}) => involvedObject.kind === 'ReplicationController');
		expect(event).toMatchObject({reason: 'SuccessfulCreate', source: {component: 'replication-controller'}});
	});

	it('lets a Pod go that no longer matches, and takes a free one that does', () => {
		const cluster = withController();
		const [first, second] = owned(cluster);
		const relabelled = (pod: Pod, app: string) => ({...pod, metadata: {...pod.metadata, labels: {app}}});
		cluster.client.update('pods', relabelled(first!, 'other'));
		cluster.advance(5000);
		const released = cluster.client.get<Pod>('pods', 'default', first!.metadata.name)!;
		expect(released.metadata.ownerReferences).toBeUndefined();
		expect(owned(cluster)).toHaveLength(2);
		cluster.client.delete('pods', 'default', second!.metadata.name);
		cluster.client.update('pods', relabelled(released, 'web'));
		cluster.advance(10_000);
		expect(owned(cluster).map(({metadata}) => metadata.name)).toContain(first!.metadata.name);
		expect(owned(cluster)).toHaveLength(2);
	});

	it('leaves its Pods behind where the deletion does not say otherwise', () => {
		const cluster = withController();
		cluster.client.delete(resource, 'default', 'web');
		cluster.advance(5000);
		expect(get(cluster)).toBeUndefined();
		expect(pods(cluster).map(({metadata}) => metadata.ownerReferences)).toEqual([undefined, undefined]);
	});

	it('keeps conditions that others have set, and says why it cannot make Pods', () => {
		const cluster = withController();
		const foreign = {type: 'StatusUpdate', status: 'True', reason: 'E2E', message: 'set by hand'};
		const stored = get(cluster);
		const conditions = [foreign] as unknown as NonNullable<ReplicationController['status']['conditions']>;
		cluster.client.updateStatus(resource, {...stored, status: {...stored.status, conditions}});
		cluster.client.create('resourcequotas', {
			apiVersion: 'v1',
			kind: 'ResourceQuota',
			metadata: {name: 'two', namespace: 'default'},
			spec: {hard: {pods: '2'}},
		} as unknown as KubernetesObject);
		cluster.advance(1000);
		const latest = get(cluster);
		cluster.client.update(resource, {...latest, spec: {...latest.spec, replicas: 3}});
		cluster.advance(5000);
		expect(get(cluster).status.conditions).toMatchObject([
			foreign,
			{
				type: 'ReplicaFailure',
				status: 'True',
				reason: 'FailedCreate',
				message: expect.stringMatching(
					/^pods "web-\w{5}" is forbidden: exceeded quota: two, requested: pods=1, used: pods=2, limited: pods=2$/,
				),
			},
		]);
	});

	it('comes to as many Pods as a ReplicaSet would, whatever happens to them', () => {
		const step = fc.oneof(
			fc.record({scale: fc.integer({min: 0, max: 5})}),
			fc.record({lose: fc.nat({max: 4})}),
			fc.record({wait: fc.integer({min: 1, max: 4000})}),
		);
		fc.assert(
			fc.property(fc.array(step, {maxLength: 8}), steps => {
				const cluster = withController();
				cluster.client.create<ReplicaSet>('replicasets.apps', {
					apiVersion: 'apps/v1',
					kind: 'ReplicaSet',
					metadata: {name: 'twin', namespace: 'default'},
					spec: {
						replicas: 2,
						selector: {matchLabels: {app: 'twin'}},
						template: {...template, metadata: {labels: {app: 'twin'}}},
					},
				} as unknown as ReplicaSet);
				const both = [
					[resource, 'web'],
					['replicasets.apps', 'twin'],
				] as const;
				for (const each of steps) {
					for (const [kind, name] of both) {
						const object = cluster.client.get<ReplicaSet>(kind, 'default', name)!;
						const mine = pods(cluster).filter(pod => controllerOf(pod)?.uid === object.metadata.uid);
						if ('scale' in each) {
							cluster.client.update(kind, {...object, spec: {...object.spec, replicas: each.scale}});
						} else if ('lose' in each && mine[each.lose]) {
							cluster.client.delete('pods', 'default', mine[each.lose]!.metadata.name);
						}
					}
					cluster.advance('wait' in each ? each.wait : 50);
				}
				cluster.advance(20_000);
				const [controller, twin] = both.map(([kind, name]) => cluster.client.get<ReplicaSet>(kind, 'default', name)!);
				expect(controller!.status.replicas).toBe(controller!.spec.replicas);
				const {terminatingReplicas: _, ...status} = twin!.status;
				expect({...controller!.status, observedGeneration: 0}).toEqual({...status, observedGeneration: 0});
			}),
			{seed: 11, numRuns: 12},
		);
	});
});
