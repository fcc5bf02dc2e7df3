import {expect, it} from 'vitest';
import type {Service} from '../../../src/api/core-v1/service.ts';
import type {EndpointSlice} from '../../../src/api/discovery-v1.ts';
import {createCluster} from '../../../src/kubernetes/cluster.ts';

const slices = 'endpointslices.discovery.k8s.io';

it('the Service of the API server and its addresses come back when they are deleted or changed', () => {
	const cluster = createCluster();
	const service = () => cluster.client.get<Service>('services', 'default', 'kubernetes');
	const slice = () => cluster.client.get<EndpointSlice>(slices, 'default', 'kubernetes');
	const [{spec}, {endpoints, ports}] = [service()!, slice()!];
	cluster.client.delete('services', 'default', 'kubernetes');
	cluster.client.update<EndpointSlice>(slices, {...slice()!, endpoints: []});
	expect([service(), slice()!.endpoints]).toEqual([undefined, null]);
	cluster.advance(15_000);
	expect(service()!.spec).toEqual(spec);
	expect(slice()).toMatchObject({endpoints, ports});
});
