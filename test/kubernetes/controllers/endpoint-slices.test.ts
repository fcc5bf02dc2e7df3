import {describe, expect, test} from 'vitest';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import type {ServicePort} from '../../../src/api/core-v1/service.ts';
import type {Endpoint, EndpointSlice} from '../../../src/api/discovery-v1.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {findPort} from '../../../src/kubernetes/controllers/endpointslice/endpoints.ts';
import {fillSlices, sliceToFill} from '../../../src/kubernetes/controllers/endpointslice/reconcile.ts';
import {aPod} from '../objects.ts';
import {freshLab, makeSet} from './statefulset/lab-sets.ts';

const slice = (name: string, endpoints: readonly Endpoint[]): EndpointSlice => ({
	apiVersion: 'discovery.k8s.io/v1',
	kind: 'EndpointSlice',
	metadata: {name},
	addressType: 'IPv4',
	endpoints,
	ports: null,
});
const some = (from: number, count: number): Endpoint[] =>
	Array.from({length: count}, (_, i) => ({addresses: [`10.0.0.${from + i}`], conditions: {ready: true}}));
const sizes = (slices: readonly EndpointSlice[]) =>
	slices.map(({metadata, endpoints}) => `${metadata.name}:${endpoints?.length}`);

describe('endpoints go to slices', () => {
	test.each([
		['250 into new ones of at most 100', [], some(0, 250), [':100', ':100', ':50'], [], []],
		['nothing has changed', [slice('a', some(0, 3))], some(0, 3), [], [], []],
		['one has gone', [slice('a', some(0, 3))], some(1, 2), [], ['a:2'], []],
		['all have gone', [slice('a', some(0, 3)), slice('b', some(3, 1))], some(3, 1), [], [], ['a:3']],
		[
			'one more goes where there is a change anyway',
			[slice('a', some(0, 3)), slice('b', some(3, 90))],
			[...some(1, 92), ...some(200, 1)],
			[],
			['a:3'],
			[],
		],
		[
			'few more fill the fullest that has room',
			[slice('a', some(0, 20)), slice('b', some(20, 90))],
			some(0, 118),
			[],
			['b:98'],
			[],
		],
	])('%s', (_, existing, endpoints, create, update, remove) => {
		const changes = fillSlices(existing, endpoints, slice('', []));
		expect(sizes(changes.create)).toEqual(create);
		expect(sizes(changes.update)).toEqual(update);
		expect(sizes(changes.remove)).toEqual(remove);
	});

	test.each([
		[[20, 90, 95], 8, 1],
		[[20, 90, 95], 5, 2],
		[[99], 2, undefined],
	])('of slices with %j, %i more go to number %s', (present, count, expected) => {
		expect(sliceToFill(present, count)).toBe(expected);
	});
});

test.each([
	[8080, 8080],
	['http', 80],
	['nosuch', undefined],
])('the target port %s is %s', (targetPort, expected) => {
	const ports = [{name: 'http', containerPort: 80, protocol: 'TCP'}];
	const pod = aPod('web', {containers: [{name: 'main', image: 'nginx:1.27', ports}]} as unknown as Partial<
		Pod['spec']
	>);
	expect(findPort(pod, {port: 1, targetPort, protocol: 'TCP'} as ServicePort)).toBe(expected);
});

describe('in a lab', () => {
	const service = (name: string, spec: object) => ({
		apiVersion: 'v1',
		kind: 'Service',
		metadata: {name, namespace: 'default', labels: {tier: 'db'}},
		spec: {selector: {app: 'db'}, ports: [{port: 6379}], ...spec},
	});
	const slices = (c: Cluster, name: string) =>
		c.client.byIndex<EndpointSlice>('endpointslices.discovery.k8s.io', 'service', `default/${name}`);
	const make = (c: Cluster, object: object) => c.client.create('services', object as KubernetesObject);

	test('a headless Service has a slice with the host names of its Pods, and an empty one before', () => {
		const c = freshLab();
		make(c, service('db', {clusterIP: 'None'}));
		c.advance(100);
		expect(slices(c, 'db')).toMatchObject([{endpoints: null, ports: null}]);
		const before = slices(c, 'db')[0]!.metadata.name;
		makeSet(c, {replicas: 2});
		c.advance(10_000);
		expect(slices(c, 'db')).toMatchObject([
			{
				metadata: {
					name: before,
					generateName: 'db-',
					labels: {
						tier: 'db',
						'kubernetes.io/service-name': 'db',
						'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
						'service.kubernetes.io/headless': '',
					},
					ownerReferences: [{kind: 'Service', name: 'db', controller: true}],
				},
				addressType: 'IPv4',
				ports: [{name: '', port: 6379, protocol: 'TCP'}],
				endpoints: [
					{hostname: 'db-0', conditions: {ready: true, serving: true, terminating: false}},
					{hostname: 'db-1', conditions: {ready: true, serving: true, terminating: false}},
				],
			},
		]);
		c.client.delete('services', 'default', 'db');
		c.advance(2000);
		expect(slices(c, 'db')).toEqual([]);
	});

	test('Pods that are not ready are not either in the slice, unless the Service wants them', () => {
		const c = freshLab();
		make(c, service('db', {}));
		make(c, service('all', {publishNotReadyAddresses: true}));
		const spec = {containers: [{name: 'main', image: 'redis:7', readinessProbe: {tcpSocket: {port: 1}}}]};
		makeSet(c, {replicas: 1, template: {metadata: {labels: {app: 'db'}}, spec}, volumeClaimTemplates: []});
		c.advance(10_000);
		const conditions = (name: string) => slices(c, name)[0]!.endpoints!.map(each => each.conditions);
		expect(conditions('db')).toEqual([{ready: false, serving: false, terminating: false}]);
		expect(conditions('all')).toEqual([{ready: true, serving: false, terminating: false}]);
	});
});
