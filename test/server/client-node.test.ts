/** The cluster as programs see it that use the Kubernetes client for JavaScript. */
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {
	type ApiException,
	AppsV1Api,
	CoreV1Api,
	Exec,
	KubeConfig,
	KubernetesObjectApi,
	Log,
	makeInformer,
	PatchStrategy,
	setHeaderOptions,
	type V1Deployment,
	type V1Pod,
	type V1Status,
	Watch,
} from '@kubernetes/client-node';
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from 'vitest';
import {kubeconfig} from '../../src/server/kubeconfig.ts';
import {Served} from './served.ts';

const namespace = 'default';
const patience = {timeout: 20_000, interval: 20};

let served: Served;
let config: KubeConfig;
let core: CoreV1Api;
let apps: AppsV1Api;
let time: ReturnType<typeof setInterval>;
beforeAll(async () => {
	served = await Served.start();
	config = new KubeConfig();
	config.loadFromString(kubeconfig({url: served.api.url, credentials: served.credentials}));
	core = config.makeApiClient(CoreV1Api);
	apps = config.makeApiClient(AppsV1Api);
	time = setInterval(() => served.cluster.advance(100), 5);
});
afterEach(async () => {
	await apps.deleteCollectionNamespacedDeployment({namespace});
	await core.deleteCollectionNamespacedPod({namespace, gracePeriodSeconds: 0});
});
afterAll(async () => {
	clearInterval(time);
	await served.api.close();
});

function deployment(name: string, replicas: number): V1Deployment {
	const labels = {app: name};
	return {
		metadata: {name, labels},
		spec: {
			replicas,
			selector: {matchLabels: labels},
			template: {metadata: {labels}, spec: {containers: [{name: 'nginx', image: 'nginx:1.27'}]}},
		},
	};
}

function pod(name: string, script: string): V1Pod {
	return {
		metadata: {name},
		spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'busybox:1.36', command: ['sh', '-c', script]}]},
	};
}

async function running(name: string): Promise<void> {
	await vi.waitFor(async () => {
		expect((await core.readNamespacedPod({name, namespace})).status?.phase).toBe('Running');
	}, patience);
}

/** What a request was refused with. */
async function refusal(request: Promise<unknown>): Promise<{readonly code: number; readonly status: V1Status}> {
	const {code, body} = await request.then(
		() => expect.fail('it was not refused'),
		(error: ApiException<string>) => error,
	);
	return {code, status: JSON.parse(body) as V1Status};
}

describe('objects', () => {
	test('are created with defaults, read as they are typed, and listed by label and in portions', async () => {
		const created = await apps.createNamespacedDeployment({namespace, body: deployment('web', 2)});
		expect(created.metadata?.creationTimestamp).toBeInstanceOf(Date);
		expect(created.spec?.strategy?.rollingUpdate).toEqual({maxSurge: '25%', maxUnavailable: '25%'});
		await vi.waitFor(async () => {
			const {status} = await apps.readNamespacedDeployment({name: 'web', namespace});
			expect(status).toMatchObject({readyReplicas: 2, availableReplicas: 2});
		}, patience);
		expect((await core.listNamespacedPod({namespace, labelSelector: 'app=web'})).items).toHaveLength(2);
		expect((await core.listNamespacedPod({namespace, labelSelector: 'app!=web'})).items).toEqual([]);
		const first = await core.listNode({limit: 3});
		const rest = await core.listNode({limit: 3, _continue: first.metadata!._continue!});
		expect([...first.items, ...rest.items].map(({metadata}) => metadata?.name)).toEqual([
			'control-plane',
			'worker-1',
			'worker-2',
			'worker-3',
		]);
	});

	test('are refused with a Status that says why', async () => {
		const body = deployment('web', 1);
		await apps.createNamespacedDeployment({namespace, body});
		expect(await refusal(apps.createNamespacedDeployment({namespace, body}))).toMatchObject({
			code: 409,
			status: {reason: 'AlreadyExists', message: 'deployments.apps "web" already exists'},
		});
		expect(await refusal(apps.readNamespacedDeployment({name: 'nope', namespace}))).toMatchObject({
			code: 404,
			status: {reason: 'NotFound', details: {name: 'nope', group: 'apps', kind: 'deployments'}},
		});
		const invalid = {...body, metadata: {name: 'other'}, spec: {...body.spec!, replicas: -1}};
		expect(await refusal(apps.createNamespacedDeployment({namespace, body: invalid}))).toMatchObject({
			code: 422,
			status: {reason: 'Invalid', details: {causes: [{field: 'spec.replicas'}]}},
		});
	});

	test('are replaced only by who has seen the latest', async () => {
		const seen = await core.createNamespacedConfigMap({namespace, body: {metadata: {name: 'm'}, data: {a: '1'}}});
		const theirs = await core.replaceNamespacedConfigMap({name: 'm', namespace, body: {...seen, data: {a: '2'}}});
		const mine = core.replaceNamespacedConfigMap({name: 'm', namespace, body: {...seen, data: {a: '3'}}});
		expect(await refusal(mine)).toMatchObject({code: 409, status: {reason: 'Conflict'}});
		const again = {...theirs, data: {a: '3'}};
		expect((await core.replaceNamespacedConfigMap({name: 'm', namespace, body: again})).data).toEqual({a: '3'});
	});

	test('are patched in each of the four ways, and scaled', async () => {
		await apps.createNamespacedDeployment({namespace, body: deployment('web', 1)});
		const patch = (strategy: string, body: object, more: object = {}) =>
			apps.patchNamespacedDeployment(
				{name: 'web', namespace, body, ...more},
				setHeaderOptions('Content-Type', strategy),
			);
		const byJson = await patch(PatchStrategy.JsonPatch, [{op: 'replace', path: '/spec/replicas', value: 2}]);
		expect(byJson.spec?.replicas).toBe(2);
		const merged = await patch(PatchStrategy.MergePatch, {metadata: {labels: {tier: 'front', app: null}}});
		expect(merged.metadata?.labels).toEqual({tier: 'front'});
		const template = {spec: {containers: [{name: 'nginx', image: 'nginx:1.28'}]}};
		const strategic = await patch(PatchStrategy.StrategicMergePatch, {spec: {template}});
		expect(strategic.spec?.template.spec?.containers).toMatchObject([
			{name: 'nginx', image: 'nginx:1.28', imagePullPolicy: 'IfNotPresent'},
		]);
		const applied = await patch(
			PatchStrategy.ServerSideApply,
			{apiVersion: 'apps/v1', kind: 'Deployment', metadata: {annotations: {note: 'mine'}}},
			{fieldManager: 'program'},
		);
		expect(applied.metadata?.managedFields).toContainEqual(
			expect.objectContaining({manager: 'program', operation: 'Apply'}),
		);
		// Controllers write, too; who comes too late reads again.
		await vi.waitFor(async () => {
			const scale = await apps.readNamespacedDeploymentScale({name: 'web', namespace});
			scale.spec!.replicas = 3;
			const {spec} = await apps.replaceNamespacedDeploymentScale({name: 'web', namespace, body: scale});
			expect(spec?.replicas).toBe(3);
		}, patience);
	});

	test('of any kind are handled by a client that finds their addresses by discovery', async () => {
		const objects = KubernetesObjectApi.makeApiClient(config);
		const spec = {...deployment('agent', 0).spec!, replicas: undefined};
		const agent = {apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: {name: 'agent', namespace}, spec};
		await objects.create(agent);
		await vi.waitFor(async () => {
			expect(await objects.read(agent)).toMatchObject({status: {numberReady: 3}});
		}, patience);
		await objects.delete(agent);
		expect(await refusal(objects.read(agent))).toMatchObject({code: 404});
	});

	test.each([
		['Background', true],
		['Foreground', true],
		['Orphan', false],
	])('deleted with the policy %s take their Pods along: %s', async (propagationPolicy, takesPods) => {
		const body = deployment('web', 2);
		await apps.createNamespacedDeployment({namespace, body});
		const pods = async () => (await core.listNamespacedPod({namespace, labelSelector: 'app=web'})).items;
		await vi.waitFor(async () => expect(await pods()).toHaveLength(2), patience);
		await apps.deleteNamespacedDeployment({name: 'web', namespace, propagationPolicy});
		await vi.waitFor(async () => {
			expect(await refusal(apps.readNamespacedDeployment({name: 'web', namespace}))).toMatchObject({code: 404});
		}, patience);
		if (takesPods) {
			await vi.waitFor(async () => expect(await pods()).toEqual([]), patience);
			return;
		}
		served.cluster.advance(60_000);
		expect(await pods()).toHaveLength(2);
		const [replicaSet] = (await apps.listNamespacedReplicaSet({namespace, labelSelector: 'app=web'})).items;
		expect(replicaSet?.metadata?.ownerReferences).toBeUndefined();
		await apps.deleteNamespacedReplicaSet({name: replicaSet!.metadata!.name!, namespace});
	});
});

describe('watches', () => {
	const path = `/api/v1/namespaces/${namespace}/pods`;

	test('keep an informer up to date, also when what it knew has become too old', async () => {
		const informer = makeInformer<V1Pod>(config, path, () => core.listNamespacedPod({namespace}));
		const seen = {add: [] as string[], update: [] as string[], delete: [] as string[]};
		for (const verb of ['add', 'update', 'delete'] as const) {
			informer.on(verb, ({metadata}: V1Pod) => seen[verb].push(metadata!.name!));
		}
		// As programs do: when a watch has failed, begin again.
		const failures: unknown[] = [];
		informer.on('error', error => {
			failures.push(error);
			void informer.start();
		});
		await informer.start();
		try {
			await core.createNamespacedPod({namespace, body: pod('one', 'sleep 100000')});
			await vi.waitFor(() => expect(informer.get('one', namespace)?.status?.phase).toBe('Running'), patience);
			expect(seen.add).toEqual(['one']);
			expect(seen.update).toContain('one');

			served.cluster.rewind(served.cluster.snapshot());
			await core.createNamespacedPod({namespace, body: pod('two', 'sleep 100000')});
			await vi.waitFor(() => expect(informer.list(namespace)).toHaveLength(2), patience);
			await core.deleteNamespacedPod({name: 'one', namespace, gracePeriodSeconds: 0});
			await vi.waitFor(() => expect(seen.delete).toEqual(['one']), patience);
			expect(informer.list().map(({metadata}) => metadata?.name)).toEqual(['two']);
		} finally {
			await informer.stop();
		}
	});

	test('from a version that is too old say 410, and go on from a new list', async () => {
		const old = (await core.listNamespacedPod({namespace})).metadata!.resourceVersion!;
		served.cluster.rewind(served.cluster.snapshot());
		const watch = new Watch(config);
		const first = await new Promise<{readonly type: string; readonly code: number; readonly reason: string}>(
			(resolve, reject) => {
				void watch.watch(
					path,
					{resourceVersion: old},
					(type, {code, reason}) => resolve({type, code, reason}),
					error => reject(error ?? new Error('it ended without a word')),
				);
			},
		);
		expect(first).toEqual({type: 'ERROR', code: 410, reason: 'Expired'});

		const {metadata, items} = await core.listNamespacedPod({namespace});
		expect(items).toEqual([]);
		const events: string[] = [];
		const stop = await watch.watch(
			path,
			{resourceVersion: metadata!.resourceVersion!, fieldSelector: 'metadata.name=late'},
			(type, object: V1Pod) => events.push(`${type} ${object.metadata?.name}`),
			() => {},
		);
		await core.createNamespacedPod({namespace, body: pod('early', 'exit 0')});
		await core.createNamespacedPod({namespace, body: pod('late', 'exit 0')});
		await vi.waitFor(() => expect(events[0]).toBe('ADDED late'), patience);
		stop.abort();
	});
});

describe('containers', () => {
	test('log what they wrote, and what they write from now on', async () => {
		await core.createNamespacedPod({namespace, body: pod('clock', 'for i in 1 2 3; do echo tick $i; sleep 5; done')});
		await running('clock');
		const followed = new PassThrough();
		await new Log(config).log(namespace, 'clock', 'c', followed, {follow: true});
		expect(await text(followed)).toBe('tick 1\ntick 2\ntick 3\n');
		expect(await core.readNamespacedPodLog({name: 'clock', namespace, tailLines: 1})).toBe('tick 3\n');
	});

	test('run commands, which read, write and end as they do', async () => {
		await core.createNamespacedPod({namespace, body: pod('box', 'sleep 100000')});
		await running('box');
		const exec = new Exec(config);
		const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
		const written = Promise.all([text(stdout), text(stderr)]);
		const status = new Promise<V1Status>((resolve, reject) => {
			const command = ['sh', '-c', 'read name; echo "hello $name"; echo oh >&2; exit 3'];
			exec.exec(namespace, 'box', 'c', command, stdout, stderr, stdin, false, resolve).catch(reject);
		});
		stdin.write('world\n');
		expect(await status).toMatchObject({
			status: 'Failure',
			reason: 'NonZeroExitCode',
			details: {causes: [{reason: 'ExitCode', message: '3'}]},
		});
		stdout.end();
		stderr.end();
		expect(await written).toEqual(['hello world\n', 'oh\n']);
	});
});
