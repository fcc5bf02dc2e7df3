import {describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {type Deeds, evaluate} from '../../src/tutor/checks/evaluate.ts';
import {readField} from '../../src/tutor/checks/field-path.ts';
import {lookOf} from '../../src/tutor/checks/look.ts';
import type {Check} from '../../src/tutor/missions/mission.ts';

function pod(
	name: string,
	more: {
		namespace?: string;
		labels?: Record<string, string>;
		image?: string;
		ready?: boolean;
		deleting?: boolean;
		owner?: string;
	} = {},
) {
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {
			name,
			namespace: more.namespace ?? 'default',
			uid: name,
			labels: more.labels ?? {},
			...(more.deleting && {deletionTimestamp: '2026-01-01T00:00:00Z'}),
			...(more.owner && {
				ownerReferences: [
					{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: more.owner, uid: more.owner, controller: true},
				],
			}),
		},
		spec: {nodeName: 'worker-1', containers: [{name: 'nginx', image: more.image ?? 'nginx:1.27'}]},
		status: {
			phase: more.ready === false ? 'Pending' : 'Running',
			conditions: [{type: 'Ready', status: more.ready === false ? 'False' : 'True'}],
		},
	} as unknown as KubernetesObject;
}

const nothingDone: Deeds = {looks: [], read: []};
const judge = (check: Check, objects: KubernetesObject[], deeds = nothingDone) =>
	evaluate([check], viewOf(objects), deeds);

describe('a goal', () => {
	it('says field by field what is missing', () => {
		const check: Check = {
			exists: {kind: 'Pod', name: 'web', state: 'Ready'},
			fields: {'spec.containers[0].image': 'nginx:1.28', 'spec.nodeName': {oneOf: ['worker-2', 'worker-3']}},
		};
		expect(judge(check, [pod('web', {ready: false})]).missing).toEqual([
			'spec.containers[0].image is nginx:1.27; the goal is nginx:1.28',
			'spec.nodeName is worker-1; the goal is worker-2 or worker-3',
			'Pod web is Pending; the goal is Ready',
		]);
	});

	it('says why it holds', () => {
		const outcome = judge({exists: {kind: 'Pod', name: 'web', state: 'Ready'}, fields: {'spec.nodeName': 'worker-1'}}, [
			pod('web'),
		]);
		expect(outcome).toEqual({passed: true, why: ['Pod web is Ready, spec.nodeName is worker-1'], missing: []});
	});

	it('points at the same name in another namespace', () => {
		const {missing} = judge({exists: {kind: 'Pod', name: 'web'}}, [pod('web', {namespace: 'kube-system'})]);
		expect(missing).toEqual(['Pod web is in namespace kube-system; the goal is namespace default']);
	});

	it('is not blocked by other objects', () => {
		const objects = [pod('old', {ready: false}), pod('web'), pod('web', {namespace: 'other', ready: false})];
		expect(judge({exists: {kind: 'Pod', name: 'web', state: 'Ready'}}, objects).passed).toBe(true);
		expect(judge({absent: {kind: 'Pod', name: 'gone'}}, objects).passed).toBe(true);
	});

	it('does not take an object that is being deleted for one that is there', () => {
		expect(judge({exists: {kind: 'Pod', name: 'web', state: 'Ready'}}, [pod('web', {deleting: true})]).passed).toBe(
			false,
		);
		expect(judge({absent: {kind: 'Pod', name: 'web'}}, [pod('web', {deleting: true})]).missing).toEqual([
			'Pod web is still there (Terminating)',
		]);
	});

	it('counts by owner, through the owner of the owner', () => {
		const set = {
			apiVersion: 'apps/v1',
			kind: 'ReplicaSet',
			metadata: {
				name: 'web-5d',
				namespace: 'default',
				uid: 'web-5d',
				ownerReferences: [{apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd', controller: true}],
			},
		} as KubernetesObject;
		const objects = [set, pod('a', {owner: 'web-5d'}), pod('b', {owner: 'web-5d', ready: false}), pod('c')];
		const ready: Check = {count: {kind: 'Pod', owner: 'Deployment/web', state: 'Ready'}, is: 2};
		expect(judge(ready, objects).missing).toEqual([
			'the number of Pods of Deployment/web that are Ready is 1; the goal is 2',
		]);
		expect(judge({count: {kind: 'Pod', owner: 'Deployment/web'}, is: 2}, objects).passed).toBe(true);
	});

	it.each([
		[{atLeast: 2}, 3, true],
		[{atLeast: 4}, 3, false],
		[{atMost: 2}, 3, false],
		[{present: true}, 3, true],
		[{matches: '^3$'}, 3, true],
	])('compares %j with %j', (expected, value, passed) => {
		const object = {
			apiVersion: 'v1',
			kind: 'Thing',
			metadata: {name: 'x'},
			spec: {value},
		} as unknown as KubernetesObject;
		expect(judge({exists: {kind: 'Thing', name: 'x'}, fields: {'spec.value': expected}}, [object]).passed).toBe(passed);
	});

	it('never holds when there is nothing to hold', () => {
		expect(evaluate([], viewOf([]), nothingDone).passed).toBe(false);
	});
});

describe('a look', () => {
	const get = (path: string, command?: string) => lookOf({method: 'GET', path, ...(command && {command})});

	it.each([
		['/api/v1/namespaces/default/pods', 'kubectl get', {at: 'pods', by: 'get', namespace: 'default'}],
		['/api/v1/pods', 'kubectl get', {at: 'pods', by: 'get'}],
		['/api/v1/namespaces/default/pods/web', undefined, {at: 'pods', by: 'get', name: 'web', namespace: 'default'}],
		[
			'/api/v1/namespaces/default/pods/web',
			'kubectl describe',
			{at: 'pods', by: 'describe', name: 'web', namespace: 'default'},
		],
		['/api/v1/namespaces/default/pods/web/log', undefined, {at: 'pods', by: 'logs', name: 'web', namespace: 'default'}],
		[
			'/apis/apps/v1/namespaces/default/deployments',
			'kubectl get',
			{at: 'deployments', by: 'get', namespace: 'default'},
		],
		['/api/v1/nodes/worker-1', 'kubectl get', {at: 'nodes', by: 'get', name: 'worker-1'}],
		['/api/v1/namespaces/default', 'kubectl get', {at: 'namespaces', by: 'get', name: 'default'}],
	])('%s by %s', (path, command, look) => {
		expect(get(path, command)).toEqual(look);
	});

	it.each(['kubectl apply', 'kubectl delete', 'kubectl completion'])('is not what %s reads for itself', command => {
		expect(get('/api/v1/namespaces/default/pods/web', command)).toBeUndefined();
	});

	it('is not discovery', () => {
		expect(get('/api/v1')).toBeUndefined();
		expect(get('/apis/apps/v1')).toBeUndefined();
	});

	it('at a list serves for one that is in it, but a log is of one Pod', () => {
		const looks = [{at: 'pods', by: 'get' as const}];
		expect(judge({looked: {at: 'pods', name: 'web'}}, [], {looks, read: []}).passed).toBe(true);
		expect(judge({looked: {at: 'pods', name: 'web', by: 'describe'}}, [], {looks, read: []}).passed).toBe(false);
		expect(judge({looked: {at: 'nodes'}}, [], {looks, read: []}).passed).toBe(false);
	});

	it('may be one of several', () => {
		const looked = [{at: 'nodes'}, {at: 'pods', by: 'get' as const}];
		expect(judge({looked}, [], {looks: [{at: 'pods', by: 'get'}], read: []}).passed).toBe(true);
		expect(judge({looked}, [], {looks: [], read: []}).missing).toEqual([
			'a look at the list of nodes or the list of pods',
		]);
	});

	it('at the events is a description, too, which shows those of what it describes', () => {
		const look = get('/api/v1/namespaces/default/events', 'kubectl describe');
		expect(judge({looked: {at: 'events'}}, [], {looks: [look!], read: []}).passed).toBe(true);
		expect(judge({looked: {at: 'events', by: 'events'}}, [], {looks: [look!], read: []}).passed).toBe(false);
	});
});

describe('a field path', () => {
	it.each([
		['a.b', 1],
		['list[1].x', 2],
		['list[name=two].x', 2],
		['labels["app.kubernetes.io/name"]', 'web'],
		['a.none.b', undefined],
	])('%s', (path, value) => {
		const object = {
			a: {b: 1},
			list: [
				{name: 'one', x: 1},
				{name: 'two', x: 2},
			],
			labels: {'app.kubernetes.io/name': 'web'},
		};
		expect(readField(object, path)).toBe(value);
	});
});
