import {expect, test} from 'vitest';
import {aNode, aPod, asking} from '../../objects.ts';
import {preempt} from './run.ts';

const running = {phase: 'Running', startTime: '2026-06-01T09:00:00Z'};
const low = (name: string, cpu: string, priority = 0, nodeName = 'worker-1') =>
	aPod(name, {...asking({cpu}), priority, nodeName}, {}, running);
const urgent = (cpu: string) => aPod('urgent', {...asking({cpu}), priority: 1000});

test('ends as few and as unimportant Pods as will do', () => {
	const pods = [low('a', '1', 10), low('b', '2', 5), low('c', '1', 1)];
	expect(preempt(urgent('1'), {nodes: [aNode('worker-1')], pods})).toBe('worker-1: c');
	expect(preempt(urgent('2'), {nodes: [aNode('worker-1')], pods})).toBe('worker-1: b');
	expect(preempt(urgent('4'), {nodes: [aNode('worker-1')], pods})).toBe('worker-1: a b c');
});

test('prefers the node whose victims matter least', () => {
	const nodes = [aNode('worker-1'), aNode('worker-2')];
	const pods = [low('a', '4', 100), low('b', '4', 10, 'worker-2')];
	expect(preempt(urgent('1'), {nodes, pods})).toBe('worker-2: b');
});

test('leaves the room that was made for another Pod to that Pod', () => {
	const nodes = [aNode('worker-1'), aNode('worker-2')];
	const full = (node: string) => ['a', 'b'].map(name => low(`${name}-${node}`, '2', 10, node));
	const pods = [...full('worker-1'), ...full('worker-2')];
	const first = aPod('first', {...asking({cpu: '2'}), priority: 1000});
	expect(preempt(urgent('2'), {nodes, pods})).toBe('worker-1: b-worker-1');
	expect(preempt(urgent('2'), {nodes, pods, nominated: {'worker-1': first}})).toBe('worker-2: b-worker-2');
});

test('says how it does not help', () => {
	const helpless = '0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
	expect(preempt(urgent('64'), {nodes: [aNode('worker-1')]})).toBe(helpless);
	const equals = [low('a', '4', 1000)];
	const noVictims = '0/1 nodes are available: 1 No preemption victims found for incoming pod.';
	expect(preempt(urgent('1'), {nodes: [aNode('worker-1')], pods: equals})).toBe(noVictims);
	const never = aPod('polite', {...asking({cpu: '1'}), priority: 1000, preemptionPolicy: 'Never'});
	const pods = [low('a', '4')];
	expect(preempt(never, {nodes: [aNode('worker-1')], pods})).toBe('not eligible due to preemptionPolicy=Never.');
});
