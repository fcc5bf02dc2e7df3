/** Resizing Pods in place. */
import {beforeEach, describe, expect, it} from 'vitest';
import type {Container} from '../../../src/api/core-v1/container.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, eventsOf, getPod, run} from './lab.ts';

let cluster: Cluster;

beforeEach(() => {
	cluster = createLab();
});

async function resize(name: string, resources: Partial<Container['resources']>): Promise<void> {
	const path = `/api/v1/namespaces/default/pods/${name}/resize`;
	const contentType = 'application/strategic-merge-patch+json';
	const body = {spec: {containers: [{name: 'c', resources}]}};
	const answer = await cluster.runUntil(cluster.connect().request({method: 'PATCH', path, body, contentType}));
	expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

function runOn(node: string, name: string, cpu: string, more: Partial<Container> = {}): void {
	const resources = {requests: {cpu, memory: '64Mi'}};
	run(cluster, name, [{image: 'nginx:1.27', resources, ...more}], {nodeName: node});
}

/** The conditions that tell of a resize, and what the container has set aside and runs with. */
function stateOf(name: string) {
	const {status} = getPod(cluster, name) as Pod;
	const [container] = status.containerStatuses!;
	return {
		conditions: (status.conditions ?? [])
			.filter(({type}) => type.startsWith('PodResize'))
			.map(({type, reason, message, observedGeneration}) =>
				[type, reason, message, observedGeneration].filter(part => part !== undefined).join(' '),
			),
		allocated: container?.allocatedResources?.cpu,
		actual: container?.resources?.requests?.cpu,
		restarts: container?.restartCount,
	};
}

const resizeEvents = (name: string) => eventsOf(cluster, name).filter(text => text.startsWith('Resize'));

describe('a resize', () => {
	it('is set aside at once and in force soon after, without a restart', async () => {
		runOn('worker-1', 'web', '500m');
		cluster.advance(3000);
		await resize('web', {requests: {cpu: '700m'}});
		cluster.advance(200);
		expect(stateOf('web')).toEqual({
			conditions: ['PodResizeInProgress 2'],
			allocated: '700m',
			actual: '500m',
			restarts: 0,
		});
		cluster.advance(2000);
		expect(stateOf('web')).toEqual({conditions: [], allocated: '700m', actual: '700m', restarts: 0});
		const said = '{"containers":[{"name":"c","resources":{"requests":{"cpu":"700m","memory":"64Mi"}}}],"generation":2}';
		expect(resizeEvents('web')).toEqual([
			`ResizeStarted Pod resize started: ${said}`,
			`ResizeCompleted Pod resize completed: ${said}`,
		]);
	});

	it.each(['Always', 'OnFailure'])('restarts a container whose policy says so (restartPolicy %s)', async policy => {
		const resizePolicy = [
			{resourceName: 'cpu', restartPolicy: 'NotRequired'},
			{resourceName: 'memory', restartPolicy: 'RestartContainer'},
		];
		const resources = {requests: {cpu: '500m', memory: '64Mi'}};
		run(cluster, 'web', [{image: 'nginx:1.27', resources, resizePolicy}], {restartPolicy: policy});
		cluster.advance(3000);
		await resize('web', {requests: {cpu: '600m'}});
		cluster.advance(5000);
		expect(stateOf('web')).toMatchObject({actual: '600m', restarts: 0});
		await resize('web', {requests: {memory: '96Mi'}});
		cluster.advance(10_000);
		expect(stateOf('web')).toMatchObject({conditions: [], actual: '600m', restarts: 1});
		expect(getPod(cluster, 'web')!.status.containerStatuses![0]!.resources?.requests?.memory).toBe('96Mi');
		expect(eventsOf(cluster, 'web')).toContain('Killing Container c resize requires restart');
	});

	it('waits for room on the node, and is let in when another Pod shrinks or goes', async () => {
		runOn('worker-1', 'large', '2');
		runOn('worker-1', 'web', '1');
		cluster.advance(3000);
		await resize('web', {requests: {cpu: '3'}});
		cluster.advance(60_000);
		const lacks = (requested: number, used: number) =>
			`Node didn't have enough resource: cpu, requested: ${requested}, used: ${used}, capacity: 4000`;
		expect(stateOf('web')).toMatchObject({
			conditions: [`PodResizePending Deferred ${lacks(3000, 2000)} 2`],
			allocated: '1',
			actual: '1',
		});
		await resize('large', {requests: {cpu: '1'}});
		cluster.advance(5000);
		expect(stateOf('web')).toMatchObject({conditions: [], allocated: '3', actual: '3'});
		await resize('web', {requests: {cpu: '3500m'}});
		cluster.advance(5000);
		expect(stateOf('web').conditions).toEqual([`PodResizePending Deferred ${lacks(3500, 1000)} 3`]);
		cluster.client.delete('pods', 'default', 'large', {gracePeriodSeconds: 0});
		cluster.advance(5000);
		expect(stateOf('web')).toMatchObject({conditions: [], actual: '3500m'});
		expect(resizeEvents('web').map(text => text.split(' ', 1)[0])).toEqual([
			'ResizeDeferred',
			'ResizeStarted',
			'ResizeCompleted',
			'ResizeDeferred',
			'ResizeStarted',
			'ResizeCompleted',
		]);
	});

	it('is forgotten when it is taken back before there was room', async () => {
		runOn('worker-1', 'large', '3');
		runOn('worker-1', 'web', '500m');
		cluster.advance(3000);
		await resize('web', {requests: {cpu: '2'}});
		cluster.advance(1000);
		expect(stateOf('web').conditions).toHaveLength(1);
		await resize('web', {requests: {cpu: '500m'}});
		cluster.advance(1000);
		expect(stateOf('web')).toMatchObject({conditions: [], actual: '500m'});
	});

	it('counts for the scheduler: what is asked for at once, what is given back when it is', async () => {
		runOn('worker-1', 'a', '1');
		runOn('worker-2', 'b', '1');
		runOn('worker-3', 'c', '1');
		cluster.advance(3000);
		for (const name of ['a', 'b', 'c']) {
			await resize(name, {requests: {cpu: '3'}});
		}
		cluster.advance(3000);
		run(cluster, 'late', [{image: 'nginx:1.27', resources: {requests: {cpu: '2'}}}]);
		cluster.advance(3000);
		expect(getPod(cluster, 'late')!.spec.nodeName).toBeUndefined();
		await resize('b', {requests: {cpu: '1'}});
		cluster.advance(5000);
		expect(getPod(cluster, 'late')!.spec.nodeName).toBe('worker-2');
	});
});
