import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {plain} from '../../src/ui/text/line.ts';
import {textWidth} from '../../src/ui/text/width.ts';
import {clusterMap, mapStrip, mapView} from '../../src/ui/views/map.ts';
import {nodeState, podState} from '../../src/ui/views/pod-state.ts';
import {labNodes, node, pod} from './support/cluster.ts';

describe('the state of a Pod', () => {
	it.each([
		['running and ready', pod('p', {node: 'n'}), 'Running', '1/1', 'ok'],
		['running, not ready', pod('p', {node: 'n', ready: false}), 'Running', '0/1', 'busy'],
		['without a node', pod('p'), 'Pending', '0/1', 'busy'],
		[
			'being created',
			pod('p', {node: 'n', phase: 'Pending', waiting: 'ContainerCreating'}),
			'ContainerCreating',
			'0/1',
			'busy',
		],
		['crashing', pod('p', {node: 'n', waiting: 'CrashLoopBackOff'}), 'CrashLoopBackOff', '0/1', 'bad'],
		[
			'without its image',
			pod('p', {node: 'n', phase: 'Pending', waiting: 'ImagePullBackOff'}),
			'ImagePullBackOff',
			'0/1',
			'bad',
		],
		['being deleted', pod('p', {node: 'n', deleted: true}), 'Terminating', '1/1', 'busy'],
		['done', pod('p', {node: 'n', phase: 'Succeeded'}), 'Succeeded', '0/1', 'idle'],
	] as const)('%s', (_what, object, status, ready, tone) => {
		expect(podState(object)).toMatchObject({status, ready, tone});
	});

	it('names what an init container waits for', () => {
		const base = pod('p', {node: 'n', phase: 'Pending'});
		const initialising = {
			...base,
			spec: {...base.spec, initContainers: [{name: 'a'}, {name: 'b'}]},
			status: {
				...base.status,
				initContainerStatuses: [
					{name: 'a', state: {terminated: {exitCode: 0}}},
					{name: 'b', state: {running: {}}},
				],
			},
		};
		expect(podState(initialising)).toMatchObject({status: 'Init:1/2', tone: 'busy'});
	});
});

describe('the state of a node', () => {
	it.each([
		[node('n'), 'Ready', 'ok'],
		[node('n', {ready: 'Unknown'}), 'NotReady', 'bad'],
		[node('n', {cordoned: true}), 'Ready,SchedulingDisabled', 'busy'],
	] as const)('%#', (object, status, tone) => {
		expect(nodeState(object)).toMatchObject({status, tone});
	});
});

const pods = [
	pod('web', {node: 'worker-2'}),
	pod('db-0'),
	pod('api-6d5f7c9b8d-abcde', {node: 'worker-1', waiting: 'CrashLoopBackOff'}),
	pod('cache', {node: 'worker-1', namespace: 'shop', created: '2026-01-05T10:00:05Z'}),
	pod('calico-node-x', {node: 'worker-1', namespace: 'kube-system'}),
];
const draw = (width: number, height: number, on = labNodes) =>
	mapView(clusterMap(on, pods), width, height).map(plain).join('\n');

describe('the map', () => {
	it('has the nodes with their Pods, the control plane last, and those without a node apart', () => {
		const map = clusterMap(labNodes, pods);
		expect(map.nodes.map(({name, chips}) => [name, chips.map(chip => chip.name)])).toEqual([
			['worker-1', ['api-6d5f7c9b8d-abcde', 'shop/cache']],
			['worker-2', ['web']],
			['worker-3', []],
			['control-plane', []],
		]);
		expect(map.pending.map(chip => chip.name)).toEqual(['db-0']);
	});

	it('keeps a Pod in sight whose node is gone', () => {
		expect(clusterMap([], [pod('web', {node: 'worker-9'})]).pending.map(chip => chip.name)).toEqual(['web']);
	});

	it('draws boxes, and says every state in words', () => {
		const map = draw(100, 20);
		expect(map).toContain('╭─ worker-1 ');
		expect(map).toMatch(/● web Running 1\/1/);
		expect(map).toMatch(/CrashLoopBackOff 0\/1/);
		expect(map).toContain('no node yet ◐ db-0 Pending 0/1');
	});

	it('says that a node is not ready, or cordoned', () => {
		const nodes = [node('worker-1', {ready: 'Unknown'}), node('worker-2', {cordoned: true})];
		expect(draw(100, 20, nodes)).toContain('worker-1, NotReady');
		expect(draw(60, 20, nodes)).toContain('Ready,SchedulingDisabled');
	});

	it('leaves out detail where there is little room, but no Pod', () => {
		const small = draw(56, 6);
		expect(small).not.toContain('╭');
		expect(small).toContain('worker-2      │ ● web');
		expect(small).toMatch(/✗ api-6d.*CrashLoopBackOff/);
	});

	it('counts where there is room for a line only', () => {
		const map = clusterMap(labNodes, pods);
		expect(plain(mapStrip(map, 40))).toBe('◐ 1 Pending  ✗ 1 CrashLoopBackOff  ● 2 …'.slice(0, 40));
		expect(plain(mapStrip(clusterMap(labNodes, []), 40))).toBe('no Pods');
	});

	it('counts the Pods of kube-system, wherever they are, and shows none of them among the others', () => {
		const system = ['worker-1', undefined, 'gone'].map((node, index) =>
			pod(`system-${index}`, {namespace: 'kube-system', ...(node && {node})}),
		);
		const map = clusterMap(labNodes, [...system, pod('web', {node: 'worker-2'})]);
		expect(plain(mapStrip(map, 60))).toBe('● web Running 1/1  3 system Pods');
		expect(plain(mapStrip(map, 20))).toBe('● web Running 1/1');
		expect(plain(mapStrip(clusterMap(labNodes, system), 60))).toBe('3 system Pods');
		for (const height of [1, 3, 5, 20]) {
			expect(mapView(map, 76, height).map(plain).join('\n')).not.toContain('system-');
		}
	});

	it('is never wider than its place', () => {
		const many = fc.array(
			fc.tuple(
				fc.nat(4),
				fc.integer({min: 1, max: 40}),
				fc.constantFrom(undefined, 'CrashLoopBackOff', 'ImagePullBackOff'),
			),
			{maxLength: 30},
		);
		fc.assert(
			fc.property(many, fc.integer({min: 50, max: 160}), fc.integer({min: 1, max: 40}), (list, width, height) => {
				const objects = list.map(([on, length, waiting], index) =>
					pod(`${'n'.repeat(length)}${index}`, {
						...(on < 4 && {node: labNodes[on]!.metadata.name}),
						...(waiting && {waiting}),
					}),
				);
				const map = clusterMap(labNodes, objects);
				const drawn = mapView(map, width, height);
				expect(drawn.map(row => textWidth(plain(row))).filter(taken => taken > width)).toEqual([]);
				expect(textWidth(plain(mapStrip(map, width)))).toBeLessThanOrEqual(width);
			}),
			{numRuns: 60},
		);
	});
});
