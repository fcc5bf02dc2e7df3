import {describe, expect, it} from 'vitest';
import {imageNamed, pullError} from '../../../src/kubernetes/node/images/catalog.ts';
import {formatReference, parseReference, withDefaultTag} from '../../../src/kubernetes/node/images/reference.ts';

describe('names of images', () => {
	it.each([
		['nginx', 'docker.io/library/nginx:latest'],
		['nginx:1.27', 'docker.io/library/nginx:1.27'],
		['calico/node:v3.30.2', 'docker.io/calico/node:v3.30.2'],
		['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
		['localhost:5000/app', 'localhost:5000/app:latest'],
		[`nginx@sha256:${'a'.repeat(64)}`, `docker.io/library/nginx@sha256:${'a'.repeat(64)}`],
	])('%s is %s', (text, whole) => {
		expect(formatReference(parseReference(text))).toBe(whole);
	});

	it.each(['NGINX', 'nginx:', 'a b', '', 'nginx:1:2', '-x'])('%j is none', text => {
		expect(() => parseReference(text)).toThrow(/^invalid reference format/);
	});

	it('get a default tag as the kubelet gives it', () => {
		expect([withDefaultTag('nginx'), withDefaultTag('nginx:1.27'), withDefaultTag('a:5000/b')]).toEqual([
			'nginx:latest',
			'nginx:1.27',
			'a:5000/b:latest',
		]);
	});
});

describe('the images there are', () => {
	it.each([
		...['1.25', '1.26', '1.27', '1.28', '1.29', 'latest'].map(tag => `nginx:${tag}`),
		...['1.36', '1.37', 'latest'].map(tag => `busybox:${tag}`),
		...['15', '16', '17'].map(tag => `postgres:${tag}`),
		'redis:7',
		'redis:7.4',
		'httpd:2.4',
		'registry.k8s.io/pause:3.10',
		'registry.k8s.io/pause:3.10.2',
		...['2.53', '2.55', '2.63.0'].map(tag => `registry.k8s.io/e2e-test-images/agnhost:${tag}`),
		...['kitten:1.8', 'nautilus:1.8', 'nginx:1.27-0'].map(name => `registry.k8s.io/e2e-test-images/${name}`),
	])('%s', text => {
		expect(imageNamed(text)).toBeDefined();
	});

	it.each([
		['nginx:9.99', /^rpc error: code = NotFound desc = .*docker\.io\/library\/nginx:9\.99: not found$/],
		['ngnix:1.27', /pull access denied, repository does not exist or may require authorization/],
		['registry.example.com/app:1', /dial tcp: lookup registry\.example\.com on .*: no such host$/],
	])('but not %s', (text, error) => {
		expect(imageNamed(text)).toBeUndefined();
		expect(pullError(parseReference(text))).toMatch(error);
	});
});
