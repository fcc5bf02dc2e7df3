import {describe, expect, test} from 'vitest';
import type {EndpointSubset, Endpoints} from '../../../src/api/core-v1/endpoints.ts';
import type {EndpointSlice} from '../../../src/api/discovery-v1.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {createCluster} from '../../../src/kubernetes/cluster.ts';
import {repackSubsets} from '../../../src/kubernetes/controllers/endpoint/subsets.ts';
import {countAddresses, truncateSubsets} from '../../../src/kubernetes/controllers/endpoint/truncate.ts';
import {Terminal} from '../../kubectl/terminal.ts';

const http = {port: 80, protocol: 'TCP'};
const https = {name: 'https', port: 443, protocol: 'TCP'};
const at = (...ips: string[]) => ips.map(ip => ({ip}));

describe('addresses that have the same ports share a subset', () => {
	test.each<[string, EndpointSubset[], EndpointSubset[]]>([
		[
			'two Pods with one port',
			[
				{addresses: at('10.0.0.2'), ports: [http]},
				{addresses: at('10.0.0.1'), ports: [http]},
			],
			[{addresses: at('10.0.0.1', '10.0.0.2'), ports: [http]}],
		],
		[
			'one that is not ready',
			[
				{addresses: at('10.0.0.2'), ports: [http]},
				{notReadyAddresses: at('10.0.0.1'), ports: [http]},
			],
			[{addresses: at('10.0.0.2'), notReadyAddresses: at('10.0.0.1'), ports: [http]}],
		],
		[
			'an address that is once ready and once not is not',
			[{addresses: at('10.0.0.1'), notReadyAddresses: at('10.0.0.1')}],
			[{notReadyAddresses: at('10.0.0.1')}],
		],
		['none', [], []],
	])('%s', (_, subsets, expected) => expect(repackSubsets(subsets)).toEqual(expected));

	test('in an order of their own, whatever the order before', () => {
		const subsets = [
			{addresses: at('10.0.0.1', '10.0.0.2'), ports: [http]},
			{addresses: at('10.0.0.2'), ports: [https]},
		];
		const packed = repackSubsets(subsets);
		expect(packed).toHaveLength(2);
		expect(repackSubsets([...subsets].reverse())).toEqual(packed);
		expect(repackSubsets(packed)).toEqual(packed);
	});
});

const many = (count: number) => at(...Array.from({length: count}, (_, i) => `10.0.${i >> 8}.${i & 255}`));

test.each([
	[
		[1200, 300],
		[0, 50],
		[800, 200],
		[0, 0],
	],
	[[500], [800], [500], [500]],
	[[500], [500], [500], [500]],
])('of %j ready and %j other addresses a thousand stay', (ready, others, keptReady, keptOthers) => {
	const subsets = ready.map((count, i) => ({addresses: many(count), notReadyAddresses: many(others[i]!)}));
	const kept = truncateSubsets(subsets);
	expect(kept.map(({addresses}) => addresses?.length ?? 0)).toEqual(keptReady);
	expect(kept.map(({notReadyAddresses}) => notReadyAddresses?.length ?? 0)).toEqual(keptOthers);
	expect(countAddresses(kept)).toBe(1000);
});

describe('in a lab', () => {
	const service = (spec: object) => ({
		apiVersion: 'v1',
		kind: 'Service',
		metadata: {name: 'web', namespace: 'default', labels: {tier: 'front'}},
		spec: {ports: [{port: 80}], ...spec},
	});
	const slices = 'endpointslices.discovery.k8s.io';

	test('a Service with a selector has Endpoints, which kubectl shows, until it is deleted', async () => {
		const cluster = createCluster();
		const terminal = new Terminal(cluster);
		await terminal.run('create deployment web --image=nginx:1.27 --replicas=2');
		cluster.client.create('services', service({selector: {app: 'web'}}) as KubernetesObject);
		await terminal.run('rollout status deployment web');
		cluster.advance(1000);
		const {subsets, metadata} = cluster.client.get<Endpoints>('endpoints', 'default', 'web')!;
		expect(metadata.labels).toEqual({tier: 'front', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller'});
		const ips = subsets![0]!.addresses!.map(({ip}) => ip);
		expect(ips).toHaveLength(2);
		const {out, err} = await terminal.run('get ep web --no-headers');
		expect(err).toBe('Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n');
		expect(out).toMatch(new RegExp(`^web   ${ips[0]}:80,${ips[1]}:80   \\d+s\n$`));
		expect((await terminal.run('describe ep web')).out).toContain(
			`Subsets:\n  Addresses:          ${ips.join()}\n  NotReadyAddresses:  <none>\n  Ports:\n    Name     Port  Protocol\n    ----     ----  --------\n    <unset>  80    TCP\n\n`,
		);

		await terminal.run('scale deployment web --replicas=1');
		cluster.advance(5000);
		expect((await terminal.run('get ep web --no-headers')).out).toMatch(/^web +[\d.]+:80 +\d+s\n$/);
		await terminal.run('delete ep web');
		cluster.advance(1000);
		expect((await terminal.run('get ep web --no-headers')).out).toMatch(/^web +[\d.]+:80 +\d+s\n$/);
		await terminal.run('delete service web');
		cluster.advance(2000);
		expect(cluster.client.get('endpoints', 'default', 'web')).toBeUndefined();
	});

	test('Endpoints written by hand are copied into slices, as long as the Service has no selector', () => {
		const cluster = createCluster();
		const {client} = cluster;
		const mirrors = () => client.byIndex<EndpointSlice>(slices, 'service', 'default/web');
		client.create('services', service({}) as KubernetesObject);
		client.create('endpoints', {
			apiVersion: 'v1',
			kind: 'Endpoints',
			metadata: {name: 'web', namespace: 'default', annotations: {note: 'by hand'}},
			subsets: [{addresses: at('192.0.2.1'), notReadyAddresses: at('192.0.2.2'), ports: [http]}],
		} as KubernetesObject);
		cluster.advance(1000);
		expect(mirrors()).toMatchObject([
			{
				metadata: {
					generateName: 'web-',
					annotations: {note: 'by hand'},
					labels: {'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io'},
					ownerReferences: [{kind: 'Endpoints', name: 'web'}],
				},
				endpoints: [
					{addresses: ['192.0.2.1'], conditions: {ready: true}},
					{addresses: ['192.0.2.2'], conditions: {ready: false}},
				],
				ports: [{name: '', port: 80, protocol: 'TCP'}],
			},
		]);
		const {name} = mirrors()[0]!.metadata;

		const stored = client.get<Endpoints>('endpoints', 'default', 'web')!;
		client.update('endpoints', {...stored, subsets: [{addresses: at('192.0.2.7'), ports: [http, https].slice(1)}]});
		cluster.advance(1000);
		expect(mirrors().map(slice => [slice.metadata.name, slice.endpoints?.[0]?.addresses])).toEqual([
			[name, ['192.0.2.7']],
		]);

		const present = client.get<KubernetesObject>('services', 'default', 'web')!;
		client.update('services', {...service({selector: {app: 'web'}}), metadata: present.metadata} as KubernetesObject);
		cluster.advance(1000);
		expect(mirrors().map(({metadata}) => metadata.labels?.['endpointslice.kubernetes.io/managed-by'])).toEqual([
			'endpointslice-controller.k8s.io',
		]);
	});
});
