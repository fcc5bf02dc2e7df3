import {expect, test} from 'vitest';
import {nodeTtl, timeToLive} from '../../../src/kubernetes/controllers/node-ttl.ts';
import {rootCaCertPublisher} from '../../../src/kubernetes/controllers/root-ca-cert-publisher.ts';
import {serviceAccounts} from '../../../src/kubernetes/controllers/service-account.ts';
import {controlPlane} from './fixture.ts';

test('each node is told how long it may keep what it has read', () => {
	const c = controlPlane([nodeTtl], ['a']);
	c.pass(1);
	expect(c.node('a').metadata.annotations).toMatchObject({'node.alpha.kubernetes.io/ttl': '0'});
});

test('each namespace has an account and the certificate, also after somebody deletes them', () => {
	const c = controlPlane([serviceAccounts, rootCaCertPublisher]);
	const there = (namespace: string) =>
		['serviceaccounts', 'configmaps'].flatMap(resource =>
			c.client.list(resource, namespace).map(({metadata}) => metadata.name),
		);
	c.make('namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'mine'}, spec: {}, status: {}});
	c.pass(1);
	expect(there('mine')).toEqual(['default', 'kube-root-ca.crt']);
	c.client.delete('serviceaccounts', 'mine', 'default');
	c.client.delete('configmaps', 'mine', 'kube-root-ca.crt');
	c.pass(1);
	expect(there('mine')).toEqual(['default', 'kube-root-ca.crt']);
});

test.each([
	[4, undefined, 0],
	[101, '0', 15],
	[95, '15', 15],
	[89, '15', 0],
	[95, undefined, 0],
	[3000, undefined, 300],
])('in a cluster of %i nodes a node that was told %s is told %i', (nodes, present, seconds) => {
	expect(timeToLive(nodes, present)).toBe(seconds);
});
