/** `serve`, with the kubectl of this machine. */
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {ServeProcess} from './support/served.ts';

let home: string;
let started: ServeProcess[];
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'tutor-serve-'));
	started = [];
});
afterEach(async () => {
	await Promise.all(started.map(process => process.kill('SIGKILL')));
	rmSync(home, {recursive: true, force: true});
});

function serve(...args: string[]): ServeProcess {
	const process = new ServeProcess(home, ...args);
	started.push(process);
	return process;
}

const readyNodes = (text: string) => text.match(/ Ready /g)?.length ?? 0;

describe('serve', () => {
	it('answers kubectl, and goes on after a restart with the same cluster, port and token', async () => {
		const state = join(home, 'lab.json');
		const first = serve('--state', state, '--nodes', '2');
		const usage = await first.usage();
		expect(usage).toBe(`export KUBECONFIG=${join(home, 'serve.kubeconfig')}`);
		const kubeconfig = readFileSync(join(home, 'serve.kubeconfig'), 'utf8');
		expect(statSync(join(home, 'serve.kubeconfig')).mode & 0o777).toBe(0o600);
		expect(readyNodes(await first.kubectl('get', 'nodes'))).toBe(3);
		await first.kubectl('create', 'deployment', 'web', '--image=nginx:1.27', '--replicas=2');
		await first.kubectl('rollout', 'status', 'deployment/web', '--timeout=20s');
		const pods = await first.kubectl('get', 'pods', '-o', 'name');
		expect(await first.kill('SIGINT')).toBe(0);
		expect(first.stderr).toContain(state);

		const second = serve('--state', state);
		await second.usage();
		expect(readFileSync(join(home, 'serve.kubeconfig'), 'utf8')).toBe(kubeconfig);
		expect(await second.kubectl('get', 'pods', '-o', 'name')).toBe(pods);
		expect(await second.kubectl('get', 'pods')).toMatch(/(web-\S+ +1\/1 +Running +0 .*\n){2}/);
		expect(readyNodes(await second.kubectl('get', 'nodes'))).toBe(3);
		expect(await second.kill('SIGTERM')).toBe(0);
	});

	it('keeps what was done a moment before it is killed', async () => {
		const state = join(home, 'lab.json');
		const first = serve('--state', state);
		await first.kubectl('create', 'configmap', 'settings', '--from-literal=colour=blue');
		await new Promise(resolve => setTimeout(resolve, 1500));
		await first.kill('SIGKILL');
		const second = serve('--state', state);
		expect(await second.kubectl('get', 'configmap', 'settings', '-o', 'jsonpath={.data.colour}')).toBe('blue');
	});

	it('sets a damaged state aside, says so, and begins anew', async () => {
		const state = join(home, 'lab.json');
		writeFileSync(state, '{"form":1,"cluster":{"version":1,"sto');
		const process = serve('--state', state);
		await process.usage();
		expect(process.stderr).toContain(`${state}.damaged-1`);
		expect(readFileSync(`${state}.damaged-1`, 'utf8')).toBe('{"form":1,"cluster":{"version":1,"sto');
		expect(readyNodes(await process.kubectl('get', 'nodes'))).toBe(4);
	});

	it('refuses a second one on the same state or the same kubeconfig', async () => {
		const state = join(home, 'lab.json');
		await serve('--state', state).usage();
		const sameState = serve('--state', state, '--kubeconfig', join(home, 'other'));
		expect(await sameState.exit()).toBe(1);
		expect(sameState.stderr).toContain(`Another server goes on with ${state}`);
		const sameKubeconfig = serve();
		expect(await sameKubeconfig.exit()).toBe(1);
		expect(sameKubeconfig.stderr).toContain('serve.kubeconfig');
		const beside = serve('--kubeconfig', join(home, 'other'));
		expect(readyNodes(await beside.kubectl('get', 'nodes'))).toBe(4);
	});

	it('starts from a preset or from a mission', async () => {
		const preset = serve('--preset', 'workloads', '--kubeconfig', join(home, 'preset'));
		const mission = serve('--mission', 'inspect', '--kubeconfig', join(home, 'mission'));
		const running = await preset.kubectl('get', 'deployments,daemonsets,statefulsets');
		expect(running).toMatch(/deployment\.apps\/web +3\/3/);
		expect(running).toMatch(/daemonset\.apps\/agent +3 +3 +3/);
		expect(running).toMatch(/statefulset\.apps\/db +2\/2/);
		expect(await mission.kubectl('get', 'pods')).toContain('web');
	});

	it('lets time run as fast as it is told', async () => {
		const process = serve('--speed', '120');
		await process.kubectl('create', 'deployment', 'slow', '--image=nginx:1.72');
		const now = async () =>
			Date.parse(
				(
					await process.kubectl('get', 'lease', '-n', 'kube-node-lease', 'worker-1', '-o', 'jsonpath={.spec.renewTime}')
				).trim(),
			);
		const before = await now();
		await new Promise(resolve => setTimeout(resolve, 1500));
		expect(((await now()) - before) / 1000).toBeGreaterThan(100);
	});
});
