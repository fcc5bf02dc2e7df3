/** Containers that are added to a running Pod to look into it. */
import {beforeEach, describe, expect, it} from 'vitest';
import type {EphemeralContainer} from '../../../src/api/core-v1/container.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, eventsOf, getPod, logs, run, stateOf} from './lab.ts';

let cluster: Cluster;

beforeEach(() => {
	cluster = createLab();
});

async function debug(name: string, container: Partial<EphemeralContainer>): Promise<void> {
	const path = `/api/v1/namespaces/default/pods/${name}/ephemeralcontainers`;
	const body = {spec: {ephemeralContainers: [{name: 'debugger', image: 'busybox:1.36', ...container}]}};
	const contentType = 'application/strategic-merge-patch+json';
	const answer = await cluster.runUntil(cluster.connect().request({method: 'PATCH', path, body, contentType}));
	expect(answer.status).toBe(200);
}

function statusOf(pod: Pod | undefined) {
	return pod?.status.ephemeralContainerStatuses?.[0];
}

describe('an ephemeral container', () => {
	it('is pulled and started beside what runs, and is never ready', async () => {
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		cluster.advance(3000);
		await debug('web', {command: ['sh', '-c', 'echo hello; sleep 5']});
		cluster.advance(3000);
		const pod = getPod(cluster, 'web')!;
		const {containerID, imageID, state, ...status} = statusOf(pod)!;
		expect(status).toEqual({
			image: 'busybox:1.36',
			lastState: {},
			name: 'debugger',
			ready: false,
			resources: {},
			restartCount: 0,
			user: {linux: {gid: 0, supplementalGroups: [0], uid: 0}},
		});
		expect(state.running).toBeDefined();
		expect([containerID, imageID]).not.toContain('');
		expect(pod.status.containerStatuses![0]!.restartCount).toBe(0);
		expect(await logs(cluster, 'web', {container: 'debugger'})).toBe('hello\n');
		const own = cluster.client
			.list('events', 'default')
			.map(event => event as unknown as {involvedObject: {fieldPath?: string}; reason: string})
			.filter(({involvedObject}) => involvedObject.fieldPath === 'spec.ephemeralContainers{debugger}');
		expect(own.map(({reason}) => reason).sort()).toEqual(['Created', 'Pulled', 'Pulling', 'Started']);
	});

	it.each(['0', '3'])('ends with exit code %s and does not start again; the Pod goes on', async code => {
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		cluster.advance(3000);
		await debug('web', {command: ['sh', '-c', `exit ${code}`]});
		cluster.advance(60_000);
		const pod = getPod(cluster, 'web')!;
		expect(statusOf(pod)).toMatchObject({restartCount: 0, state: {terminated: {exitCode: Number(code)}}});
		expect([pod.status.phase, stateOf(cluster, 'web')]).toEqual(['Running', 'Running']);
		expect(pod.status.conditions?.find(({type}) => type === 'Ready')?.status).toBe('True');
	});

	it('waits for an image that cannot be pulled without holding up anything', async () => {
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		cluster.advance(3000);
		await debug('web', {image: 'nope:1'});
		cluster.advance(5000);
		expect(statusOf(getPod(cluster, 'web'))?.state.waiting?.reason).toBe('ImagePullBackOff');
		expect(stateOf(cluster, 'web')).toBe('Running');
	});

	it('starts while the Pod still initializes', async () => {
		run(cluster, 'web', [{image: 'nginx:1.27'}], {
			initContainers: [{name: 'wait', image: 'busybox:1.36', command: ['sleep', '600']}],
		});
		cluster.advance(3000);
		await debug('web', {command: ['sleep', '100']});
		cluster.advance(3000);
		expect(statusOf(getPod(cluster, 'web'))?.state.running).toBeDefined();
		expect(stateOf(cluster, 'web')).toBe('PodInitializing');
	});

	it('sees the processes and the files of the container that it targets, and of no other', async () => {
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		cluster.advance(3000);
		const look = ['sh', '-c', 'ps; ls /proc/1/root/usr/share/nginx; sleep 600'];
		await debug('web', {command: look, targetContainerName: 'c'});
		await debug('web', {name: 'apart', command: look});
		cluster.advance(3000);
		const inside = await logs(cluster, 'web', {container: 'debugger'});
		expect(inside).toMatch(/^ +1 root .* nginx -g daemon off;$/m);
		expect(inside).toMatch(/nginx: worker process\n/);
		expect(inside).toMatch(/\nhtml\n$/);
		const outside = await logs(cluster, 'web', {container: 'apart'});
		expect(outside).toMatch(/^ +1 root +0:00 sh -c /m);
		expect(outside).not.toMatch(/nginx: worker/);
	});

	it('ends with the Pod: when it is deleted, and when its own containers are done', async () => {
		run(cluster, 'web', [{image: 'nginx:1.27'}]);
		run(cluster, 'once', [{image: 'busybox:1.36', command: ['sleep', '10']}], {restartPolicy: 'Never'});
		cluster.advance(3000);
		await debug('web', {command: ['sleep', '1000']});
		await debug('once', {command: ['sleep', '1000']});
		cluster.advance(3000);
		cluster.client.delete('pods', 'default', 'web', {gracePeriodSeconds: 5});
		cluster.advance(40_000);
		expect(getPod(cluster, 'web')).toBeUndefined();
		expect(eventsOf(cluster, 'web')).toContain('Killing Stopping container debugger');
		const once = getPod(cluster, 'once')!;
		expect(once.status.phase).toBe('Succeeded');
		expect(statusOf(once)?.state.terminated?.exitCode).toBe(137);
	});
});
