/** The subresources that change one part of a Pod: `ephemeralcontainers` and `resize`. */
import {beforeAll, describe, expect, it} from 'vitest';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import type {ApiRequest} from '../../../../src/apimachinery/connection.ts';
import type {ManagedFieldsEntry} from '../../../../src/apimachinery/object.ts';
import type {Status} from '../../../../src/apimachinery/status.ts';
import {type Cluster, createCluster} from '../../../../src/kubernetes/cluster.ts';

const path = '/api/v1/namespaces/default/pods/web';

let cluster: Cluster;

async function ask(method: ApiRequest['method'], at: string, body?: unknown): Promise<{status: number; body: unknown}> {
	const contentType = method === 'PATCH' ? {contentType: 'application/strategic-merge-patch+json'} : {};
	const request = {method, path: at, userAgent: 'kubectl/v1.36.2', ...(body !== undefined && {body}), ...contentType};
	return cluster.runUntil(cluster.connect().request(request));
}

/** The message of a refusal, or of what is wrong with each field. */
async function refused(answer: Promise<{status: number; body: unknown}>): Promise<string[]> {
	const {status, body} = await answer;
	expect(status).toBeGreaterThanOrEqual(400);
	const {details, message} = body as Status;
	return details?.causes?.some(({field}) => field)
		? details.causes.map(({field, message: why}) => `${field}: ${why}`)
		: [message ?? ''];
}

async function accepted(answer: Promise<{status: number; body: unknown}>): Promise<Pod> {
	const {status, body} = await answer;
	expect(status, JSON.stringify(body)).toBe(200);
	return body as Pod;
}

const resources = {requests: {cpu: '500m', memory: '64Mi'}, limits: {cpu: '1', memory: '128Mi'}};

/** A new cluster, with a Pod that runs. */
async function makePod(): Promise<void> {
	cluster = createCluster();
	const pod = {
		metadata: {name: 'web', labels: {app: 'web'}},
		spec: {containers: [{name: 'nginx', image: 'nginx:1.27', resources}]},
	};
	expect((await ask('POST', '/api/v1/namespaces/default/pods', pod)).status).toBe(201);
	cluster.advance(3000);
}

describe('pods/ephemeralcontainers', () => {
	const add = (...containers: object[]) =>
		ask('PATCH', `${path}/ephemeralcontainers`, {spec: {ephemeralContainers: containers}});

	beforeAll(makePod);

	it('is no part of a new Pod', async () => {
		const spec = {
			containers: [{name: 'c', image: 'nginx:1.27'}],
			ephemeralContainers: [{name: 'd', image: 'busybox:1.36'}],
		};
		const answer = ask('POST', '/api/v1/namespaces/default/pods', {metadata: {name: 'new'}, spec});
		expect(await refused(answer)).toEqual(['spec.ephemeralContainers: Forbidden: cannot be set on create']);
	});

	it('adds containers, counts a generation, and fills in what containers have by default', async () => {
		const pod = await accepted(add({name: 'debugger', image: 'busybox', targetContainerName: 'nginx'}));
		expect(pod.metadata.generation).toBe(2);
		expect(pod.spec.ephemeralContainers).toEqual([
			{
				name: 'debugger',
				image: 'busybox',
				imagePullPolicy: 'Always',
				resources: {},
				targetContainerName: 'nginx',
				terminationMessagePath: '/dev/termination-log',
				terminationMessagePolicy: 'File',
			},
		]);
		const second = await accepted(add({name: 'other', image: 'busybox:1.36'}));
		expect(second.spec.ephemeralContainers?.map(({name}) => name).sort()).toEqual(['debugger', 'other']);
	});

	it.each([
		[
			'has what only other containers have',
			{name: 'd', image: 'busybox', ports: [{containerPort: 80}], readinessProbe: {tcpSocket: {port: 80}}},
			[
				'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
				'spec.ephemeralContainers[0].readinessProbe: Forbidden: cannot be set for an Ephemeral Container',
			],
		],
		[
			'asks for resources',
			{name: 'd', image: 'busybox', resources},
			['spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container'],
		],
		[
			'targets a container that is not there',
			{name: 'd', image: 'busybox', targetContainerName: 'nope'},
			['spec.ephemeralContainers[0].targetContainerName: Not found: "nope"'],
		],
		[
			'is called like another',
			{name: 'nginx', image: 'busybox'},
			['spec.ephemeralContainers[0].name: Duplicate value: "nginx"'],
		],
		['has no image', {name: 'd'}, ['spec.ephemeralContainers[0].image: Required value']],
	])('refuses one that %s', async (_what, container, errors) => {
		expect(await refused(add(container))).toEqual(errors);
	});

	it('neither changes nor removes what is there', async () => {
		await makePod();
		const pod = await accepted(add({name: 'debugger', image: 'busybox:1.36'}));
		expect((await refused(add({name: 'debugger', image: 'busybox:1.37'})))[0]).toMatch(
			/^spec\.ephemeralContainers: Forbidden: existing ephemeral containers "debugger" may not be changed\n@@ [\s\S]*-\s*"Image": "busybox:1\.36"/,
		);
		const {ephemeralContainers: _, ...spec} = pod.spec;
		const without = {...pod, metadata: {...pod.metadata, resourceVersion: ''}, spec};
		expect(await refused(ask('PUT', `${path}/ephemeralcontainers`, without))).toEqual([
			'spec.ephemeralContainers: Forbidden: existing ephemeral containers "debugger" may not be removed\n',
		]);
	});

	it('leaves everything else as it is, and the others leave the ephemeral containers', async () => {
		await makePod();
		const body = {
			metadata: {labels: {app: 'other'}},
			spec: {
				containers: [{name: 'nginx', image: 'nginx:1.28'}],
				ephemeralContainers: [{name: 'debugger', image: 'busybox:1.36'}],
			},
		};
		const pod = await accepted(ask('PATCH', `${path}/ephemeralcontainers`, body));
		expect([pod.metadata.labels, pod.spec.containers[0]!.image]).toEqual([{app: 'web'}, 'nginx:1.27']);
		const [message] = await refused(
			ask('PATCH', path, {spec: {ephemeralContainers: [{name: 'again', image: 'busybox:1.36'}]}}),
		);
		expect(message).toMatch(/^spec: Forbidden: pod updates may not change fields other than /);
	});

	it('makes its writer the owner of what it adds', async () => {
		await makePod();
		await accepted(add({name: 'debugger', image: 'busybox:1.36'}));
		const {managedFields} = (await accepted(ask('GET', path))).metadata;
		const entry = (managedFields as ManagedFieldsEntry[]).find(
			({subresource}) => subresource === 'ephemeralcontainers',
		);
		expect(entry).toMatchObject({manager: 'kubectl', operation: 'Update'});
		expect(Object.keys(entry!.fieldsV1 as object)).toEqual(['f:spec']);
	});
});

describe('pods/resize', () => {
	const resize = (container: object) =>
		ask('PATCH', `${path}/resize`, {spec: {containers: [{name: 'nginx', ...container}]}});

	beforeAll(makePod);

	it.each([
		[
			'makes it Guaranteed',
			{resources: {requests: {cpu: '1', memory: '128Mi'}}},
			['spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing'],
		],
		[
			'takes a limit away',
			{resources: {limits: {cpu: null}}},
			['spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed'],
		],
		[
			'takes a request away',
			{resources: {requests: {memory: null}, limits: {memory: null}}},
			[
				'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
				'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed',
			],
		],
		[
			'asks for other things',
			{resources: {requests: {'ephemeral-storage': '1Gi'}}},
			['spec: Forbidden: only cpu and memory resources are mutable'],
		],
		[
			'asks for more than the limit',
			{resources: {requests: {cpu: '2'}}},
			['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
		],
		[
			'changes what happens when it is resized',
			{resizePolicy: [{resourceName: 'cpu', restartPolicy: 'NotRequired'}]},
			['spec: Forbidden: only cpu and memory resources are mutable'],
		],
		[
			'adds a container',
			{name: 'more', image: 'nginx:1.27'},
			['spec.containers: Forbidden: containers may not be added or removed on resize'],
		],
		[
			'asks for more than the node has',
			{resources: {limits: {cpu: '64', memory: '100Gi'}, requests: {cpu: '64', memory: '10Gi'}}},
			[
				`pods "web" is forbidden: node didn't have enough allocatable resources: cpu, requested: 64000, allocatable: 4000; memory, requested: 10737418240, allocatable: 8127123456`,
			],
		],
	])('refuses what %s', async (_what, container, errors) => {
		expect(await refused(resize(container))).toEqual(errors);
	});

	it('is the only way to other resources', async () => {
		const body = {spec: {containers: [{name: 'nginx', resources: {requests: {cpu: '700m'}}}]}};
		expect((await refused(ask('PATCH', path, body)))[0]).toMatch(
			/^spec: Forbidden: pod updates may not change fields other than [\s\S]*\+\s*"cpu": "700m"/,
		);
	});

	it('changes cpu and memory, and nothing else', async () => {
		await makePod();
		const pod = await accepted(resize({image: 'nginx:1.28', resources: {requests: {cpu: '700m'}}}));
		expect(pod.metadata.generation).toBe(2);
		expect(pod.spec.containers[0]).toMatchObject({
			image: 'nginx:1.27',
			resources: {...resources, requests: {cpu: '700m', memory: '64Mi'}},
		});
	});

	it('keeps init containers that run once from restarting', async () => {
		const resizePolicy = [{resourceName: 'cpu', restartPolicy: 'RestartContainer'}];
		const spec = {
			containers: [{name: 'c', image: 'nginx:1.27'}],
			initContainers: [{name: 'i', image: 'busybox:1.36', resizePolicy}],
		};
		const answer = ask('POST', '/api/v1/namespaces/default/pods', {metadata: {name: 'new'}, spec});
		expect(await refused(answer)).toEqual([
			`spec.initContainers[0].resizePolicy[0].restartPolicy: Invalid value: "RestartContainer": must not be set to 'RestartContainer' for non-sidecar initContainers`,
		]);
	});

	it('is held to the limits and the quota of the namespace', async () => {
		await makePod();
		await ask('POST', '/api/v1/namespaces/default/limitranges', {
			metadata: {name: 'most'},
			spec: {limits: [{type: 'Container', max: {cpu: '2'}}]},
		});
		await ask('POST', '/api/v1/namespaces/default/resourcequotas', {
			metadata: {name: 'all'},
			spec: {hard: {'requests.cpu': '1'}},
		});
		cluster.advance(1000);
		expect(await refused(resize({resources: {limits: {cpu: '3'}}}))).toEqual([
			'pods "web" is forbidden: maximum cpu usage per Container is 2, but limit is 3',
		]);
		expect(await refused(resize({resources: {requests: {cpu: '1500m'}, limits: {cpu: '2'}}}))).toEqual([
			'pods "web" is forbidden: exceeded quota: all, requested: requests.cpu=1, used: requests.cpu=500m, limited: requests.cpu=1',
		]);
		await accepted(resize({resources: {requests: {cpu: '900m'}}}));
		const used = async () => {
			const {body} = await ask('GET', '/api/v1/namespaces/default/resourcequotas/all');
			return (body as {status: {used: Record<string, string>}}).status.used['requests.cpu'];
		};
		expect(await used()).toBe('900m');
		await accepted(resize({resources: {requests: {cpu: '100m'}}}));
		cluster.advance(10_000);
		expect(await used()).toBe('100m');
	});
});
