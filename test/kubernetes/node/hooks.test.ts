/** What is done right after a container started and right before it ends. */
import {beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, eventsOf, getPod, logs, run, stateOf} from './lab.ts';

let cluster: Cluster;
let handler: string;

beforeEach(() => {
	cluster = createLab();
	const image = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';
	const tls = ['--http-port=9090', '--udp-port=9091', '--tls-cert-file=/localhost.crt'];
	run(cluster, 'handler', [
		{image, args: ['netexec']},
		{image, args: ['netexec', ...tls]},
	]);
	cluster.advance(3000);
	handler = getPod(cluster, 'handler')!.status.podIP!;
});

const request = (msg: string, more: object = {}) => ({
	httpGet: {path: `/echo?msg=${msg}`, host: handler, port: 8080, ...more},
});

describe('a hook over HTTP', () => {
	it.each([
		['http', {}, 'c'],
		['https', {scheme: 'HTTPS', port: 9090}, 'c2'],
	])('reaches another Pod by %s, at the start and at the end', async (_scheme, more, container) => {
		const lifecycle = {postStart: request('begin', more), preStop: request('end', more)};
		run(cluster, 'web', [{image: 'nginx:1.27', lifecycle}]);
		cluster.advance(3000);
		expect(await logs(cluster, 'handler', {container})).toMatch(/GET \/echo\?msg=begin/);
		expect(await logs(cluster, 'handler', {container})).not.toMatch(/msg=end/);
		cluster.client.delete('pods', 'default', 'web', {});
		cluster.advance(5000);
		expect(await logs(cluster, 'handler', {container})).toMatch(/GET \/echo\?msg=end/);
		expect(eventsOf(cluster, 'web').filter(text => text.includes('Failed'))).toEqual([]);
	});

	it('ends the container where nobody answers', () => {
		run(cluster, 'web', [{image: 'nginx:1.27', lifecycle: {postStart: request('x', {port: 81})}}]);
		cluster.advance(60_000);
		expect(eventsOf(cluster, 'web')).toContain('FailedPostStartHook PostStartHook failed');
		expect(stateOf(cluster, 'web')).toBe('CrashLoopBackOff');
	});
});
