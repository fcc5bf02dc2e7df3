import {expect, test} from 'vitest';
import {nodeIpam} from '../../../src/kubernetes/controllers/node-ipam.ts';
import {nodeTtl} from '../../../src/kubernetes/controllers/node-ttl.ts';
import {rootCaCertPublisher} from '../../../src/kubernetes/controllers/root-ca-cert-publisher.ts';
import {serviceAccounts} from '../../../src/kubernetes/controllers/service-account.ts';
import {controlPlane} from './fixture.ts';

test('each node gets addresses of its own for its Pods, and gives them back when it goes', () => {
	const c = controlPlane([nodeIpam, nodeTtl], ['a', 'b', 'c']);
	c.pass(1);
	const blocks = () => c.client.list('nodes').map(({metadata}) => c.node(metadata.name).spec.podCIDR);
	expect(blocks()).toEqual(['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24']);
	expect(c.node('a').metadata.annotations).toMatchObject({'node.alpha.kubernetes.io/ttl': '0'});
	c.client.delete('nodes', '', 'b');
	c.join('d');
	c.pass(1);
	expect(blocks()).toEqual(['10.244.0.0/24', '10.244.2.0/24', '10.244.1.0/24']);
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
