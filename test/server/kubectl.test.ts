/** The kubectl of this machine, where there is one, with the served cluster. */
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {kubeconfig} from '../../src/server/kubeconfig.ts';
import {Served} from './served.ts';

const version = spawnSync('kubectl', ['version', '--client', '-o', 'json'], {encoding: 'utf8'});
/** Commands speak WebSocket from 1.31 on. */
const minor = version.status === 0 ? Number.parseInt(JSON.parse(version.stdout).clientVersion.minor, 10) : 0;

describe.skipIf(minor < 31)('the real kubectl', () => {
	let served: Served;
	let folder: string;
	beforeAll(async () => {
		served = await Served.start();
		folder = mkdtempSync(join(tmpdir(), 'served-'));
		writeFileSync(join(folder, 'config'), kubeconfig({url: served.api.url, credentials: served.credentials}), {
			mode: 0o600,
		});
	});
	afterAll(async () => {
		await served.api.close();
		rmSync(folder, {recursive: true, force: true});
	});

	/** Runs a command line; each 100 ms of the cluster take 5 ms. */
	function kubectl(line: string, stdin = ''): Promise<{stdout: string; stderr: string; code: number | null}> {
		const child = spawn('kubectl', line.split(' '), {
			env: {...process.env, KUBECONFIG: join(folder, 'config'), HOME: folder},
		});
		child.stdin.on('error', () => {}).end(stdin);
		const text = {stdout: '', stderr: ''};
		for (const stream of ['stdout', 'stderr'] as const) {
			child[stream].setEncoding('utf8').on('data', (chunk: string) => {
				text[stream] += chunk;
			});
		}
		return served.whileTimePasses(new Promise(resolve => child.on('close', code => resolve({...text, code}))));
	}

	test('creates, waits, looks, scales and deletes', async () => {
		expect(await kubectl('create deployment web --image=nginx:1.27 --replicas=2')).toMatchObject({
			stdout: 'deployment.apps/web created\n',
			code: 0,
		});
		const status = await kubectl('rollout status deployment/web --timeout=60s');
		expect(status.stdout).toContain('deployment "web" successfully rolled out');
		expect((await kubectl('get deployment web -o jsonpath={.status.readyReplicas}')).stdout).toBe('2');
		expect((await kubectl('get pods -l app=web')).stdout.trim().split('\n')).toHaveLength(3);
		expect((await kubectl('scale deployment web --replicas=0')).stdout).toBe('deployment.apps/web scaled\n');
		expect((await kubectl('wait --for=delete pod -l app=web --timeout=60s')).code).toBe(0);
		expect((await kubectl('delete deployment web')).stdout).toContain('"web" deleted');
	});

	test('applies what comes on its standard input, and says what is wrong with it', async () => {
		const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: b}\n';
		expect((await kubectl('apply -f -', map)).stdout).toBe('configmap/m created\n');
		expect((await kubectl('apply -f -', map)).stdout).toBe('configmap/m unchanged\n');
		expect((await kubectl('apply --server-side -f -', map)).code).toBe(0);
		const wrong = await kubectl('apply -f -', map.replace('\ndata', '\ndate'));
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain('unknown field "date"');
	});

	test('runs commands in containers, and passes on what they read and how they end', async () => {
		expect((await kubectl('run box --image=busybox:1.36 --command -- sleep 100000')).code).toBe(0);
		expect((await kubectl('wait --for=condition=Ready pod/box --timeout=60s')).code).toBe(0);
		expect((await kubectl('exec box -- hostname')).stdout).toBe('box\n');
		expect((await kubectl('exec -i box -- cat', 'what was typed\n')).stdout).toBe('what was typed\n');
		const script = 'for i in 1 2\ndo echo $i; done\nexit 4\n';
		expect(await kubectl('exec -i box -- sh', script)).toMatchObject({stdout: '1\n2\n', code: 4});
		expect((await kubectl('exec box -- nothing')).stderr).toContain('executable file not found in $PATH');
		expect((await kubectl('exec nobody -- ls')).stderr).toBe('Error from server (NotFound): pods "nobody" not found\n');
	});

	test('runs a Pod, talks to it and takes it away', async () => {
		const line = 'run -i --rm ask --image=busybox:1.36 --restart=Never -- sh';
		const {stdout, code} = await kubectl(line, 'sleep 20; read name; echo "hello $name"; exit 7\nworld\n');
		expect(stdout).toContain('hello world\n');
		expect(code).toBe(7);
		expect((await kubectl('get pod ask')).stderr).toContain('not found');
	});

	test('shows what a Pod said that ended before anybody could attach to it', async () => {
		const {stdout, code} = await kubectl('run -i --rm brief --image=busybox:1.36 --restart=Never -- echo quick');
		expect(stdout).toContain('quick\n');
		expect(code).toBe(0);
	});
});
