/** Requests from Pod to Pod, and what servers keep of them. */
import {beforeEach, describe, expect, it} from 'vitest';
import type {Service} from '../../../src/api/core-v1/service.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, getPod, logs, run} from './lab.ts';

const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';
let cluster: Cluster;

beforeEach(() => {
	cluster = createLab();
});

function expose(name: string, port: number, selector: Record<string, string>): void {
	cluster.client.create('services', {
		apiVersion: 'v1',
		kind: 'Service',
		metadata: {name, namespace: 'default'},
		spec: {selector, ports: [{port}]},
	} as unknown as Service);
}

async function get(pod: string, path: string): Promise<unknown> {
	const request = {method: 'GET' as const, path: `/api/v1/namespaces/default/pods/${pod}/proxy${path}`};
	return (await cluster.runUntil(cluster.connect().request(request))).body;
}

describe('a request from Pod to Pod', () => {
	it('leaves its line in the log of the server, once', async () => {
		run(cluster, 'web', [{image: 'nginx:1.27'}], {}, {app: 'web'});
		expose('web', 80, {app: 'web'});
		cluster.advance(3000);
		run(cluster, 'asks', [
			{image: 'busybox:1.36', command: ['sh', '-c', 'wget -qO- web/a; sleep 5; wget -qO- web; sleep 600']},
		]);
		cluster.advance(20_000);
		const from = getPod(cluster, 'asks')!.status.podIP;
		const lines = (await logs(cluster, 'web')).split('\n').filter(line => line.includes('"GET /'));
		expect(lines.filter(line => line.includes('] "GET')).map(line => line.replace(/ - - \[.*\]/, ''))).toEqual([
			`${from} "GET /a HTTP/1.1" 404 153 "-" "Wget" "-"`,
			`${from} "GET / HTTP/1.1" 200 615 "-" "Wget" "-"`,
		]);
	});

	it('may have the server ask another one', async () => {
		run(cluster, 'front', [{image: agnhost, args: ['netexec']}]);
		run(cluster, 'back', [{image: agnhost, args: ['netexec']}]);
		cluster.advance(3000);
		const {podIP} = getPod(cluster, 'back')!.status;
		const path = `/dial?host=${podIP}&port=8080&request=${encodeURIComponent('echo?msg=hello')}`;
		expect(await get('front:8080', path)).toContain('{"responses":["hello"]}');
		expect((await logs(cluster, 'back')).match(/GET \/echo\?msg=hello/g)).toHaveLength(1);
		expect((await logs(cluster, 'front')).match(/GET \/dial/g)).toHaveLength(1);
	});
});

describe("agnhost's guestbook", () => {
	it('writes to the primary, which tells its replicas, and reads from a replica', async () => {
		const args = ['guestbook', '--http-port', '6379'];
		run(cluster, 'primary', [{image: agnhost, args}], {}, {role: 'primary'});
		expose('agnhost-primary', 6379, {role: 'primary'});
		expose('agnhost-replica', 6379, {role: 'replica'});
		cluster.advance(3000);
		for (const name of ['replica-1', 'replica-2']) {
			run(cluster, name, [{image: agnhost, args: [...args, '--replicaof', 'agnhost-primary']}], {}, {role: 'replica'});
		}
		run(cluster, 'front', [{image: agnhost, args: ['guestbook', '--backend-port', '6379']}]);
		cluster.advance(5000);
		const ask = (cmd: string, value: string) => get('front', `/guestbook?cmd=${cmd}&key=messages&value=${value}`);
		expect(await ask('get', '')).toContain('{"data":""}');
		expect(await ask('set', 'hello')).toContain('{"message":"Updated"}');
		cluster.advance(5000);
		expect(await ask('get', '')).toContain('{"data":"hello"}');
		for (const name of ['replica-1', 'replica-2']) {
			expect(await get(`${name}:6379`, '/get?key=messages')).toContain('{"data":"hello"}');
		}
	});
});

it("agnhost's generator writes its lines evenly over its time, and ends", async () => {
	const args = ['logs-generator', '--log-lines-total', '40', '--run-duration=20s'];
	run(cluster, 'web', [{image: agnhost, args}], {restartPolicy: 'Never'});
	const lineCount = async () =>
		(await logs(cluster, 'web')).split('\n').filter(line => line.includes('/api/v1/')).length;
	cluster.advance(12_000);
	expect(await lineCount()).toBeGreaterThan(10);
	expect(await lineCount()).toBeLessThan(30);
	cluster.advance(30_000);
	expect(await lineCount()).toBe(40);
	expect(await logs(cluster, 'web')).toContain('/api/v1/namespaces/kube-system/pods/');
	expect(getPod(cluster, 'web')!.status.phase).toBe('Succeeded');
});
