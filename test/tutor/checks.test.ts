import {describe, expect, it} from 'vitest';
import type {ApiRequest} from '../../src/apimachinery/connection.ts';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {type Deeds, evaluate} from '../../src/tutor/checks/evaluate.ts';
import {readField} from '../../src/tutor/checks/field-path.ts';
import {type Look, lookOf} from '../../src/tutor/checks/look.ts';
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
	it("says a field of a container with the container's name", () => {
		const fields = {'spec.containers[name=nginx].image': 'nginx:1.28'};
		const image = (tag: string) =>
			judge({exists: {kind: 'Pod', name: 'web'}, fields}, [pod('web', {image: `nginx:${tag}`})]);
		expect(image('1.27').missing).toEqual(['image of container nginx is nginx:1.27; the goal is nginx:1.28']);
		expect(image('1.28').why).toEqual(['Pod web: image of container nginx is nginx:1.28']);
	});

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

	it('says of which object a field is not so, where none was named', () => {
		const check: Check = {exists: {kind: 'Pod', labels: {app: 'x'}}, fields: {'spec.nodeName': 'worker-2'}};
		const {missing} = judge(check, [pod('web', {labels: {app: 'x'}})]);
		expect(missing).toEqual(['Pod web: spec.nodeName is worker-1; the goal is worker-2']);
	});

	it('says what a count of the status counts, and knows that 0 is left out', () => {
		const fields = {'status.updatedReplicas': 2, 'status.availableReplicas': 0};
		const web = {kind: 'Deployment', metadata: {name: 'web', namespace: 'default'}, status: {updatedReplicas: 1}};
		expect(judge({exists: {kind: 'Deployment', name: 'web'}, fields}, [web as never]).missing).toEqual([
			'the number of its Pods made from the present template is 1; the goal is 2',
		]);
	});

	it('does not trust a status that was written for an earlier spec', () => {
		const check: Check = {exists: {kind: 'Deployment', name: 'web'}, fields: {'status.updatedReplicas': 4}};
		const deployment = (generation: number) =>
			({
				kind: 'Deployment',
				metadata: {name: 'web', generation},
				status: {observedGeneration: 1, updatedReplicas: 4},
			}) as unknown as KubernetesObject;
		expect(judge(check, [deployment(1)]).passed).toBe(true);
		expect(judge(check, [deployment(2)]).missing).toEqual([
			'Deployment web has been changed, and its controller has not acted on that yet',
		]);
	});

	it('takes a number that is not set for 0', () => {
		const check: Check = {exists: {kind: 'Pod', name: 'web'}, fields: {'status.unavailable': {atMost: 0}}};
		expect(judge(check, [pod('web')]).passed).toBe(true);
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
		expect(judge(ready, objects).missing).toEqual(['1 Pod of Deployment/web is Ready; the goal is 2']);
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
		const look = get('/api/v1/namespaces/default/pods/web', command);
		expect(judge({looked: {at: 'pods'}}, [], {looks: look ? [look] : [], read: []}).passed).toBe(false);
	});

	it('by a field selector is at the one that it names', () => {
		const fieldSelector = 'metadata.name=web';
		const look = lookOf({method: 'GET', path: '/api/v1/pods', query: {fieldSelector}, command: 'kubectl get'});
		expect(look).toMatchObject({at: 'pods', name: 'web'});
	});

	it('may have to be in one namespace; a list of all of them serves', () => {
		const wanted = {looked: {at: 'daemonsets', namespace: 'kube-system'}};
		const look = (path: string) => judge(wanted, [], {looks: [get(path, 'kubectl get')!], read: []});
		expect(look('/apis/apps/v1/namespaces/kube-system/daemonsets').passed).toBe(true);
		expect(look('/apis/apps/v1/daemonsets').passed).toBe(true);
		expect(look('/apis/apps/v1/namespaces/default/daemonsets').missing).toEqual([
			'a look at the list of daemonsets in namespace kube-system',
		]);
	});

	it('is in the default namespace where no other is asked for', () => {
		const look = get('/api/v1/namespaces/kube-system/pods', 'kubectl get')!;
		expect(judge({looked: {at: 'pods'}}, [], {looks: [look], read: []}).passed).toBe(false);
	});

	it('at events may have to be at those of one kind', () => {
		const events = (kind: string) =>
			lookOf({
				method: 'GET',
				path: '/api/v1/namespaces/default/events',
				query: {fieldSelector: `involvedObject.name=web,involvedObject.kind=${kind}`},
				command: 'kubectl describe',
			})!;
		const outcome = (look: Look) => judge({looked: {at: 'events', of: 'Pod'}}, [], {looks: [look], read: []});
		expect(outcome(events('Pod')).passed).toBe(true);
		expect(outcome(get('/api/v1/namespaces/default/events', 'kubectl events')!).passed).toBe(true);
		expect(outcome(events('Deployment')).missing).toEqual(['a look at the events of a Pod']);
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

describe('a manifest', () => {
	const web = '/apis/apps/v1/namespaces/default/deployments/web';
	const applied = (request: ApiRequest) => {
		const look = lookOf(request);
		return judge({applied: {at: 'deployments', name: 'web'}}, [], {looks: look ? [look] : [], read: []});
	};

	it.each<[string, ApiRequest]>([
		['is applied where nothing was new in it', {method: 'GET', path: web, command: 'kubectl apply'}],
		['is applied on the server', {method: 'PATCH', path: web, command: 'kubectl apply'}],
		['replaces what was there', {method: 'PUT', path: web, command: 'kubectl replace'}],
		[
			'makes what was not there',
			{
				method: 'POST',
				path: web.replace('/web', ''),
				body: {metadata: {name: 'web'}},
				command: 'kubectl apply',
			},
		],
	])('%s', (_, request) => {
		expect(applied(request)).toMatchObject({passed: true, why: ['you applied a manifest of Deployment web']});
	});

	it.each<[string, ApiRequest]>([
		['scaling', {method: 'PATCH', path: `${web}/scale`, command: 'kubectl scale'}],
		['a patch', {method: 'PATCH', path: web, command: 'kubectl patch'}],
		['that of another', {method: 'PATCH', path: web.replace('/web', '/api'), command: 'kubectl apply'}],
		['a look', {method: 'GET', path: web, command: 'kubectl get'}],
	])('is not applied by %s', (_, request) => {
		expect(applied(request).missing).toEqual(['a manifest of Deployment web, applied in this step']);
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
