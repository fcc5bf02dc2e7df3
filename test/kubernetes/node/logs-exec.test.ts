import {describe, expect, it} from 'vitest';
import type {PersistentVolumeClaim} from '../../../src/api/core-v1/claims.ts';
import {StatusError} from '../../../src/apimachinery/status.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, getPod, logs, run} from './lab.ts';

const tick = {
	image: 'busybox:1.36',
	command: ['sh', '-c', 'i=0; while true; do i=$((i+1)); echo tick $i; sleep 1; done'],
};

interface Output {
	stdout: string;
	stderr: string;
	exitCode: number;
}

/** Runs a command in a container by way of the API, and gives all that came of it. */
async function exec(cluster: Cluster, pod: string, command: readonly string[], container?: string): Promise<Output> {
	const output = {stdout: '', stderr: '', error: ''};
	const collect = async () => {
		const path = `/api/v1/namespaces/default/pods/${pod}/exec`;
		const query: Record<string, string> = container === undefined ? {} : {container};
		for await (const {channel, data} of cluster.connect().stream({method: 'POST', path, query, body: {command}})) {
			output[channel] += data;
		}
	};
	await cluster.runUntil(collect());
	const code = output.error === '' ? 0 : Number(JSON.parse(output.error).details.causes[0].message);
	return {stdout: output.stdout, stderr: output.stderr, exitCode: code};
}

/** What a log that is followed says in that many seconds. */
async function follow(cluster: Cluster, pod: string, seconds: number): Promise<string> {
	const controller = new AbortController();
	const connection = cluster.connect();
	let text = '';
	const collect = async () => {
		const path = `/api/v1/namespaces/default/pods/${pod}/log`;
		const query = {follow: 'true'};
		for await (const {data} of connection.stream({method: 'GET', path, query}, controller.signal)) {
			text += data;
		}
	};
	const done = collect().catch(() => {});
	await cluster.runUntil(connection.clock.sleep(seconds * 1000));
	controller.abort();
	await cluster.runUntil(done);
	return text;
}

describe('logs', () => {
	it('are worked out from what the container runs', async () => {
		const cluster = createLab();
		run(cluster, 'tick', [tick]);
		cluster.advance(4500);
		expect(await logs(cluster, 'tick')).toBe('tick 1\ntick 2\ntick 3\ntick 4\n');
		expect(await logs(cluster, 'tick', {tailLines: '1'})).toBe('tick 4\n');
		expect(await logs(cluster, 'tick', {sinceSeconds: '2'})).toBe('tick 3\ntick 4\n');
		expect(await logs(cluster, 'tick', {limitBytes: '10'})).toBe('tick 1\ntic');
		expect(await logs(cluster, 'tick', {tailLines: '1', timestamps: 'true'})).toMatch(
			/^2026-06-01T09:00:04\.\d{9}Z tick 4\n$/,
		);
	});

	it('can be followed until the container ends', async () => {
		const cluster = createLab();
		run(cluster, 'few', [{image: 'busybox:1.36', command: ['sh', '-c', 'for i in 1 2 3; do echo $i; sleep 2; done']}]);
		cluster.advance(2000);
		expect(await follow(cluster, 'few', 10)).toBe('1\n2\n3\n');
	});

	it('are there of the run before, too', async () => {
		const cluster = createLab();
		run(cluster, 'crash', [{image: 'busybox:1.36', command: ['sh', '-c', 'echo broken; exit 1']}]);
		cluster.advance(2500);
		expect(await logs(cluster, 'crash', {previous: 'true'})).toBe(
			'previous terminated container "c" in pod "crash" not found',
		);
		cluster.advance(5000);
		expect(await logs(cluster, 'crash', {previous: 'true'})).toBe('broken\n');
	});

	it.each([
		{
			name: 'bad',
			image: 'nginx:9.99',
			says: 'container "c" in pod "bad" is waiting to start: trying and failing to pull image',
		},
		{
			name: 'new',
			image: 'nginx:1.27',
			wait: 500,
			says: 'container "c" in pod "new" is waiting to start: ContainerCreating',
		},
	])('of a container that has not started: $says', async ({name, image, wait = 5000, says}) => {
		const cluster = createLab();
		run(cluster, name, [{image}]);
		cluster.advance(wait);
		expect(await logs(cluster, name)).toBe(says);
	});

	it('want to know which of several containers is meant', async () => {
		const cluster = createLab();
		run(cluster, 'pair', [tick, {image: 'nginx:1.27'}]);
		cluster.advance(3000);
		expect(await logs(cluster, 'pair')).toBe('a container name must be specified for pod pair, choose one of: [c c2]');
		expect(await logs(cluster, 'pair', {container: 'x'})).toBe('container x is not valid for pod pair');
	});

	it('of postgres without a password say what is missing', async () => {
		const cluster = createLab();
		run(cluster, 'pg', [{image: 'postgres:16'}]);
		cluster.advance(2500);
		expect(await logs(cluster, 'pg')).toMatch(
			/^Error: Database is uninitialized and superuser password is not specified\./,
		);
		expect(getPod(cluster, 'pg')!.status.containerStatuses![0]!.state.terminated?.exitCode).toBe(1);
	});
});

describe('containers of one Pod', () => {
	it('share the files of a volume', async () => {
		const cluster = createLab();
		const mount = (mountPath: string) => ({volumeMounts: [{name: 'shared', mountPath}]});
		run(
			cluster,
			'pair',
			[
				{image: 'nginx:1.27', ...mount('/usr/share/nginx/html')},
				{
					image: 'busybox:1.36',
					command: ['sh', '-c', 'while true; do date > /html/index.html; sleep 5; done'],
					...mount('/html'),
				},
			],
			{volumes: [{name: 'shared', emptyDir: {}}]},
		);
		cluster.advance(10_000);
		const page = await exec(cluster, 'pair', ['curl', '-s', 'localhost'], 'c');
		expect(page).toMatchObject({stdout: 'Mon Jun  1 09:00:06 UTC 2026\n', exitCode: 0});
	});
});

describe('a claim', () => {
	it('keeps what was written when its Pod is gone', async () => {
		const cluster = createLab();
		const claim = cluster.client.create<PersistentVolumeClaim>('persistentvolumeclaims', {
			apiVersion: 'v1',
			kind: 'PersistentVolumeClaim',
			metadata: {name: 'data', namespace: 'default'},
			spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}},
		} as unknown as PersistentVolumeClaim);
		cluster.advance(2000);
		const present = cluster.client.get<PersistentVolumeClaim>('persistentvolumeclaims', 'default', 'data') ?? claim;
		if (present.status.phase !== 'Bound') {
			cluster.client.updateStatus('persistentvolumeclaims', {...present, status: {phase: 'Bound'}});
		}
		const mounted = (script: string) => [
			{
				image: 'busybox:1.36',
				command: ['sh', '-c', `${script}; sleep 1000`],
				volumeMounts: [{name: 'v', mountPath: '/data'}],
			},
		];
		const spec = {
			nodeName: 'worker-1',
			terminationGracePeriodSeconds: 1,
			volumes: [{name: 'v', persistentVolumeClaim: {claimName: 'data'}}],
		};
		run(cluster, 'writer', mounted('echo kept > /data/note'), spec);
		cluster.advance(5000);
		cluster.client.delete('pods', 'default', 'writer');
		cluster.advance(5000);
		run(cluster, 'reader', mounted('cat /data/note'), spec);
		cluster.advance(5000);
		expect(await logs(cluster, 'reader')).toBe('kept\n');
	});
});

describe('commands in containers', () => {
	it('show what the container has', async () => {
		const cluster = createLab();
		run(cluster, 'web', [{image: 'nginx:1.27', env: [{name: 'COLOR', value: 'blue'}]}]);
		cluster.advance(3000);
		const outputs: [string[], string][] = [
			[['hostname'], 'web\n'],
			[['printenv', 'COLOR'], 'blue\n'],
			[['cat', '/etc/hostname'], 'web\n'],
			[['ls', '/var/run/secrets/kubernetes.io/serviceaccount'], 'ca.crt\nnamespace\ntoken\n'],
			[['cat', '/var/run/secrets/kubernetes.io/serviceaccount/namespace'], 'default'],
			[['sh', '-c', 'echo $((6*7)) | tr 4 5'], '52\n'],
			[['whoami'], 'root\n'],
		];
		for (const [command, stdout] of outputs) {
			expect(await exec(cluster, 'web', command), command.join(' ')).toMatchObject({stdout, exitCode: 0});
		}
		expect(await exec(cluster, 'web', ['nginx', '-v'])).toMatchObject({stderr: 'nginx version: nginx/1.27.5\n'});
		expect((await exec(cluster, 'web', ['curl', '-s', 'localhost'])).stdout).toContain('<h1>Welcome to nginx!</h1>');
	});

	it('change files for good', async () => {
		const cluster = createLab();
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		cluster.advance(3000);
		await exec(cluster, 'web', ['sh', '-c', 'echo hello > /usr/share/nginx/html/index.html']);
		cluster.advance(60_000);
		expect((await exec(cluster, 'web', ['curl', '-s', 'localhost'])).stdout).toBe('hello\n');
	});

	it('send process 1 signals, which it gets where it handles them', async () => {
		const cluster = createLab();
		const sleeper = {image: 'busybox:1.36', command: ['sleep', '1000']};
		const trapper = {
			image: 'busybox:1.36',
			command: ['sh', '-c', "trap 'echo bye; exit 7' TERM; while true; do sleep 1; done"],
		};
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		run(cluster, 'trap', [trapper]);
		run(cluster, 'deaf', [sleeper]);
		cluster.advance(4000);
		expect(await exec(cluster, 'web', ['sh', '-c', 'kill 1'])).toMatchObject({exitCode: 0});
		expect(await exec(cluster, 'trap', ['kill', '-TERM', '1'])).toMatchObject({exitCode: 0});
		expect(await exec(cluster, 'deaf', ['kill', '1'])).toMatchObject({exitCode: 0});
		expect(await exec(cluster, 'deaf', ['kill', '-9', '1'])).toMatchObject({exitCode: 0});
		cluster.advance(10_000);
		const ends = ['web', 'trap', 'deaf'].map(name => {
			const {restartCount, lastState} = getPod(cluster, name)!.status.containerStatuses![0]!;
			return [name, restartCount, lastState?.terminated?.exitCode];
		});
		expect(ends).toEqual([
			['web', 1, 0],
			['trap', 1, 7],
			['deaf', 0, undefined],
		]);
		expect(await logs(cluster, 'trap', {previous: 'true'})).toBe('bye\n');
	});

	it('let nginx tell the server of its container to stop', async () => {
		const cluster = createLab();
		run(cluster, 'web', [{name: 'nginx', image: 'nginx:1.27'}]);
		cluster.advance(4000);
		expect((await exec(cluster, 'web', ['nginx', '-s', 'stop'])).stderr).toContain('signal process started');
		expect(await exec(cluster, 'web', ['nginx', '-s', 'halt'])).toMatchObject({
			stderr: 'nginx: invalid option: "-s halt"\n',
			exitCode: 1,
		});
		cluster.advance(10_000);
		const {restartCount, lastState} = getPod(cluster, 'web')!.status.containerStatuses![0]!;
		expect([restartCount, lastState?.terminated?.reason]).toEqual([1, 'Completed']);
	});

	it.each([
		['busybox:1.36', ['kill', '99'], "kill: can't kill pid 99: No such process\n", 1],
		['busybox:1.36', ['sh', '-c', 'kill 99'], "sh: can't kill pid 99: No such process\n", 1],
		['nginx:1.27', ['sh', '-c', 'kill 99'], 'sh: 1: kill: No such process\n', 1],
		['nginx:1.27', ['bash', '-c', 'kill 99'], 'bash: line 1: kill: (99) - No such process\n', 1],
		['busybox:1.36', ['sh', '-c', 'kill -0 1'], '', 0],
		['busybox:1.36', ['sh', '-c', 'kill $$; echo no'], '', 143],
	])('%s: %j', async (image, command, stderr, exitCode) => {
		const cluster = createLab();
		run(cluster, 'web', [{image, command: ['sleep', '1000']}]);
		cluster.advance(3000);
		expect(await exec(cluster, 'web', command)).toEqual({stdout: '', stderr, exitCode});
	});

	it('that do not exist are refused as containerd refuses them', async () => {
		const cluster = createLab();
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		cluster.advance(3000);
		await expect(exec(cluster, 'web', ['ps'])).rejects.toThrow(StatusError);
		await expect(exec(cluster, 'web', ['ps'])).rejects.toThrow(/exec: "ps": executable file not found in \$PATH$/);
	});
});
