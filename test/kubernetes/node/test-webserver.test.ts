import {describe, expect, it} from 'vitest';
import {fileAnswer} from '../../../src/kubernetes/node/images/test-webserver.ts';
import {ContainerFiles} from '../../../src/kubernetes/node/process/files.ts';
import type {Machine} from '../../../src/kubernetes/node/process/process.ts';
import {createLab, getPod, run} from './lab.ts';

const image = {'/localhost.crt': 'pem', '/data.json': '{}', '/site/index.html': '<h1>hi</h1>'};

describe('a web server that gives out the files of its container', () => {
	const files = new ContainerFiles(image, [], {built: 0});
	it.each([
		['/data.json', 200, '{}'],
		['/localhost.crt?a=b', 200, 'pem'],
		['/site/', 200, '<h1>hi</h1>'],
		['/site', 301, ''],
		['/site/index.html', 301, ''],
		['/nothing', 404, '404 page not found\n'],
		[
			'/',
			200,
			'<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n<a href="data.json">data.json</a>\n<a href="localhost.crt">localhost.crt</a>\n<a href="site/">site/</a>\n</pre>\n',
		],
	])('answers %s with %i', (path, status, body) => {
		expect(fileAnswer({files} as Machine, path)).toMatchObject({status, body});
	});
});

it('a readiness probe fails while the file that it asks for is somewhere else', async () => {
	const cluster = createLab();
	const readinessProbe = {httpGet: {path: '/localhost.crt', port: 80}, periodSeconds: 1, failureThreshold: 1};
	const args = ['test-webserver'];
	run(cluster, 'web', [{image: 'registry.k8s.io/e2e-test-images/agnhost:2.55', args, readinessProbe}]);
	const ready = () => getPod(cluster, 'web')!.status.containerStatuses![0]!.ready;
	const shell = async (line: string) => {
		const body = {command: ['sh', '-c', line]};
		const path = '/api/v1/namespaces/default/pods/web/exec';
		const done = (async () => {
			for await (const _ of cluster.connect().stream({method: 'POST', path, body})) {
				// What it says does not matter.
			}
		})();
		await cluster.runUntil(done);
		cluster.advance(5000);
	};
	cluster.advance(10_000);
	expect(ready()).toBe(true);
	await shell('mv -v /localhost.crt /tmp/ || true');
	expect(ready()).toBe(false);
	await shell('mv -v /tmp/localhost.crt / || true');
	expect(ready()).toBe(true);
});
