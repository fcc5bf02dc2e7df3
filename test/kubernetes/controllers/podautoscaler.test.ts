import {describe, expect, it, test} from 'vitest';
import type {HorizontalPodAutoscaler, MetricSpec} from '../../../src/api/autoscaling-v2.ts';
import type {Event} from '../../../src/api/core-v1/event.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {withinBounds} from '../../../src/kubernetes/controllers/podautoscaler/index.ts';
import {missingMetric} from '../../../src/kubernetes/controllers/podautoscaler/metrics.ts';
import {freshLab} from './statefulset/lab-sets.ts';

test.each([
	[7, {minReplicas: 2, maxReplicas: 5}, 5],
	[1, {minReplicas: 2, maxReplicas: 5}, 2],
	[3, {minReplicas: 2, maxReplicas: 5}, undefined],
])('%i Pods within %j', (current, bounds, replicas) => {
	expect(withinBounds(current, bounds)?.replicas).toBe(replicas);
});

const resource = 'horizontalpodautoscalers.autoscaling';

function clusterWith(replicas: number, target = 'web'): Cluster {
	const cluster = freshLab();
	const labels = {app: 'web'};
	const template = {metadata: {labels}, spec: {containers: [{name: 'web', image: 'nginx:1.27'}]}};
	const metadata = {name: 'web', namespace: 'default'};
	cluster.client.create('deployments.apps', {
		apiVersion: 'apps/v1',
		kind: 'Deployment',
		metadata,
		spec: {replicas, selector: {matchLabels: labels}, template},
	} as KubernetesObject);
	cluster.client.create(resource, {
		apiVersion: 'autoscaling/v2',
		kind: 'HorizontalPodAutoscaler',
		metadata,
		spec: {
			scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: target},
			minReplicas: 2,
			maxReplicas: 4,
		},
	} as KubernetesObject);
	cluster.advance(40_000);
	return cluster;
}

const replicasOf = (cluster: Cluster) =>
	cluster.client.get<KubernetesObject & {spec: {replicas: number}}>('deployments.apps', 'default', 'web')!.spec
		.replicas;
const statusOf = (cluster: Cluster) => cluster.client.get<HorizontalPodAutoscaler>(resource, 'default', 'web')!.status;
const eventsOf = (cluster: Cluster) =>
	cluster.client
		.list<Event>('events', 'default')
		.filter(({involvedObject}) => involvedObject.kind === 'HorizontalPodAutoscaler')
		.map(({reason, message}) => `${reason}: ${message}`);

describe('an autoscaler', () => {
	it.each([
		[1, 2, 'below Spec.MinReplicas'],
		[9, 4, 'above Spec.MaxReplicas'],
	])('brings %i Pods to %i', (before, after, why) => {
		const cluster = clusterWith(before);
		expect(replicasOf(cluster)).toBe(after);
		const rescaled = `SuccessfulRescale: New size: ${after}; reason: Current number of replicas ${why}`;
		expect(eventsOf(cluster)).toContain(rescaled);
		expect(statusOf(cluster)).toMatchObject({desiredReplicas: after, lastScaleTime: expect.any(String)});
	});

	it('says why it does nothing between its bounds', () => {
		const cluster = clusterWith(3);
		expect(replicasOf(cluster)).toBe(3);
		const why =
			'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
		expect(statusOf(cluster)).toMatchObject({
			currentReplicas: 3,
			desiredReplicas: 0,
			conditions: [
				{type: 'AbleToScale', status: 'True', reason: 'SucceededGetScale'},
				{
					type: 'ScalingActive',
					status: 'False',
					reason: 'FailedGetResourceMetric',
					message: `the HPA was unable to compute the replica count: ${why}`,
				},
			],
		});
		expect(eventsOf(cluster)).toEqual(
			expect.arrayContaining([
				`FailedGetResourceMetric: ${why}`,
				`FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${why}`,
			]),
		);
	});

	it('leaves a workload of no Pods alone', () => {
		const cluster = clusterWith(0);
		expect(replicasOf(cluster)).toBe(0);
		expect(statusOf(cluster).conditions).toContainEqual(expect.objectContaining({reason: 'ScalingDisabled'}));
	});

	it('says that its workload is not there', () => {
		const cluster = clusterWith(3, 'gone');
		expect(eventsOf(cluster)).toEqual(['FailedGetScale: deployments.apps "gone" not found']);
	});
});

test.each<[string, MetricSpec]>([
	[
		'FailedGetPodsMetric: unable to get metric hits: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
		{type: 'Pods', pods: {metric: {name: 'hits'}, target: {type: 'AverageValue', averageValue: '1k'}}},
	],
	[
		'FailedGetContainerResourceMetric: failed to get cpu usage: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
		{
			type: 'ContainerResource',
			containerResource: {name: 'cpu', container: 'web', target: {type: 'AverageValue', averageValue: '1'}},
		},
	],
])('%s', (said, metric) => {
	const {reason, error} = missingMetric(metric, {metadata: {namespace: 'default'}} as HorizontalPodAutoscaler);
	expect(`${reason}: ${error}`).toBe(said);
});
