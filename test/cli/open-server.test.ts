import {mkdtempSync, readFileSync} from 'node:fs';
import {request} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {expect, test} from 'vitest';
import {openServer} from '../../src/cli/serving/open-server.ts';
import {createCluster} from '../../src/kubernetes/cluster.ts';

/** A time that passes only when a test lets it. */
class HeldTime {
	#now = Date.now();
	readonly #waiting = new Set<{readonly at: number; readonly run: () => void}>();
	now = () => this.#now;
	after = (milliseconds: number, run: () => void) => {
		const one = {at: this.#now + milliseconds, run};
		this.#waiting.add(one);
		return () => this.#waiting.delete(one);
	};

	pass(milliseconds: number): void {
		this.#now += milliseconds;
		for (const one of [...this.#waiting].filter(({at}) => at <= this.#now)) {
			this.#waiting.delete(one);
			one.run();
		}
	}
}

test('a write is answered when the controllers have acted on it', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'open-server-'));
	const kubeconfig = join(folder, 'kubeconfig');
	const cluster = createCluster({workers: 1});
	const time = new HeldTime();
	const server = await openServer({
		cluster,
		stateFolder: folder,
		kubeconfig,
		time,
		failed: error => expect.unreachable(String(error)),
	});
	// biome-ignore lint/suspicious/noExplicitAny: a file of our own, read as YAML
	const config = load(readFileSync(kubeconfig, 'utf8')) as any;
	const ca = Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64');
	const headers = {authorization: `Bearer ${config.users[0].user.token}`, 'content-type': 'application/json'};
	const template = {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'web', image: 'nginx:1.27'}]}};
	const spec = {replicas: 2, selector: {matchLabels: {app: 'web'}}, template};
	let status: number | undefined;
	const answered = new Promise<void>((resolve, reject) => {
		const path = '/apis/apps/v1/namespaces/default/replicasets';
		const asked = request(server.url + path, {method: 'POST', ca, headers}, response => {
			status = response.statusCode;
			response.resume();
			resolve();
		});
		asked.on('error', reject);
		asked.end(JSON.stringify({apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: {name: 'web'}, spec}));
	});
	while (cluster.client.list('replicasets.apps', 'default').length === 0) {
		await new Promise(resolve => setTimeout(resolve, 5));
	}
	time.pass(5);
	await new Promise(resolve => setTimeout(resolve, 50));
	expect(status).toBeUndefined();
	time.pass(5);
	await answered;
	expect(status).toBe(201);
	expect(cluster.client.list('pods', 'default')).not.toHaveLength(0);
	await server.close();
});
