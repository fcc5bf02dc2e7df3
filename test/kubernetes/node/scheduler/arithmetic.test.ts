import {expect, test} from 'vitest';
import {addPod, noUsage, portsConflict, removePod} from '../../../../src/kubernetes/node/scheduler/node-usage.ts';
import {backoffDuration} from '../../../../src/kubernetes/node/scheduler/queue.ts';
import {nodesToFind} from '../../../../src/kubernetes/node/scheduler/schedule-pod.ts';
import {podRequests} from '../../../../src/kubernetes/pod-resources.ts';
import {aPod, asking} from '../../objects.ts';

test.each([
	[0, 0],
	[1, 1000],
	[2, 2000],
	[4, 8000],
	[5, 10_000],
	[500, 10_000],
])('after %i failed attempts a Pod waits %i ms', (attempts, wait) => {
	expect(backoffDuration(attempts)).toBe(wait);
});

test.each([
	[4, 4],
	[99, 99],
	[100, 100],
	[300, 144],
	[1000, 420],
	[10_000, 500],
])('of %i nodes %i that fit are enough', (nodes, enough) => {
	expect(nodesToFind(nodes)).toBe(enough);
});

test.each([
	['0.0.0.0/TCP/80', '0.0.0.0/TCP/80', true],
	['0.0.0.0/TCP/80', '10.0.0.1/TCP/80', true],
	['10.0.0.2/TCP/80', '10.0.0.1/TCP/80', false],
	['0.0.0.0/UDP/80', '0.0.0.0/TCP/80', false],
	['0.0.0.0/TCP/81', '0.0.0.0/TCP/80', false],
])('%s and %s on one node: conflict is %s', (a, b, conflict) => {
	expect(portsConflict(a, b)).toBe(conflict);
});

test('init containers count by the most that one takes, sidecars beside all', () => {
	const container = (cpu: string, restartPolicy?: string) => ({
		name: cpu,
		image: 'x',
		resources: {requests: {cpu}},
		...(restartPolicy && {restartPolicy}),
	});
	const spec = (init: object[], main: object[]) => aPod('p', {initContainers: init, containers: main} as never).spec;
	expect(podRequests(spec([container('2'), container('1')], [container('1'), container('500m')])).cpu).toBe(2000);
	expect(podRequests(spec([container('100m', 'Always'), container('2')], [container('1')])).cpu).toBe(2100);
	expect(podRequests(spec([container('100m', 'Always')], [container('1')])).cpu).toBe(1100);
});

test('a Pod that leaves takes along what it brought', () => {
	const pod = aPod('a', {nodeName: 'n', ...asking({cpu: '1', memory: '1Gi'})}, {labels: {app: 'web'}});
	const other = aPod('b', {nodeName: 'n', ...asking({cpu: '250m'})}, {labels: {app: 'db'}});
	const before = addPod(noUsage, other);
	expect(removePod(addPod(before, pod), pod)).toEqual({...before, requested: {...before.requested, memory: 0}});
});
