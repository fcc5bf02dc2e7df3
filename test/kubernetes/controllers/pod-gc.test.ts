import {expect, test} from 'vitest';
import {podGarbageCollector} from '../../../src/kubernetes/controllers/pod-gc.ts';
import {aPod} from '../objects.ts';
import {controlPlane} from './fixture.ts';

test('the Pods of a node that no longer exists go after a minute at most', () => {
	const c = controlPlane([podGarbageCollector], ['worker-1', 'worker-2']);
	c.make('pods', aPod('a', {nodeName: 'worker-1'}));
	c.make('pods', aPod('b', {nodeName: 'worker-2'}));
	c.pass(5);
	c.client.delete('nodes', '', 'worker-1');
	c.pass(39);
	expect(c.pods()).toHaveLength(2);
	c.pass(25);
	expect(c.pods().map(({metadata}) => metadata.name)).toEqual(['b']);
});

test('a Pod that is bound to a node that never was goes too', () => {
	const c = controlPlane([podGarbageCollector], ['worker-1']);
	c.make('pods', aPod('lost', {nodeName: 'nowhere'}));
	c.pass(70);
	expect(c.pods()).toEqual([]);
});

test('Terminating Pods of a lost node go once somebody says that it is out of service', () => {
	const c = controlPlane([podGarbageCollector], ['worker-1']);
	c.make('pods', aPod('a', {nodeName: 'worker-1'}));
	c.pass(1);
	c.down('worker-1');
	c.client.updateStatus('nodes', {
		...c.node('worker-1'),
		status: {...c.node('worker-1').status, conditions: [{type: 'Ready', status: 'Unknown'}]},
	} as never);
	c.client.delete('pods', 'default', 'a');
	c.pass(100);
	expect(c.pods()).toHaveLength(1);
	const taints = [{key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute'}];
	c.updateNode('worker-1', node => ({...node, spec: {...node.spec, taints}}));
	c.pass(25);
	expect(c.pods()).toEqual([]);
});
