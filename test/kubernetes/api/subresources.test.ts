import {beforeEach, describe, expect, test} from 'vitest';
import type {ApiRequest} from '../../../src/apimachinery/connection.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {Status} from '../../../src/apimachinery/status.ts';
import {InProcessClient} from '../../../src/kubernetes/api/in-process-client.ts';
import {Registry} from '../../../src/kubernetes/api/registry.ts';
import {allResources} from '../../../src/kubernetes/api/resources/index.ts';
import {ApiServer} from '../../../src/kubernetes/api/server.ts';
import {Store} from '../../../src/kubernetes/api/store.ts';
import {VirtualClock} from '../../../src/kubernetes/clock.ts';
import {refusal, startOfTests} from './server-fixture.ts';

const pods = '/api/v1/namespaces/default/pods';
const deployments = '/apis/apps/v1/namespaces/default/deployments';

let client: InProcessClient;
let server: ApiServer;

function ask(method: ApiRequest['method'], path: string, body?: unknown, contentType?: string) {
	return server.handle({method, path, ...(body !== undefined && {body}), ...(contentType && {contentType})});
}

beforeEach(() => {
	const registry = new Registry({
		store: new Store(),
		clock: new VirtualClock({start: startOfTests, seed: 5}),
		definitions: allResources,
	});
	server = new ApiServer(registry);
	client = new InProcessClient(registry);
	ask('POST', '/api/v1/namespaces', {metadata: {name: 'default'}});
	ask('POST', '/api/v1/namespaces/default/serviceaccounts', {metadata: {name: 'default'}});
});

function makePod(name: string, ready = true): void {
	const spec = {containers: [{name: 'c', image: 'nginx:1.27'}]};
	const created = ask('POST', pods, {metadata: {name, labels: {app: 'web'}}, spec}).body as KubernetesObject;
	client.bind('default', name, 'worker-1');
	const pod = client.get<KubernetesObject>('pods', 'default', name)!;
	const conditions = [
		{type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: created.metadata.creationTimestamp},
	];
	client.updateStatus('pods', {...pod, status: {phase: 'Running', conditions}} as KubernetesObject);
}

describe('binding', () => {
	test('puts a Pod on a node once', () => {
		makePod('a');
		expect(client.get('pods', 'default', 'a')).toMatchObject({spec: {nodeName: 'worker-1'}});
		expect(client.byIndex('pods', 'node', 'worker-1')).toHaveLength(1);
		const binding = {metadata: {name: 'a'}, target: {kind: 'Node', name: 'worker-2'}};
		expect(refusal(ask('POST', `${pods}/a/binding`, binding))).toBe(
			'409 Operation cannot be fulfilled on pods/binding "a": pod a is already assigned to node "worker-1"',
		);
	});
});

describe('eviction', () => {
	const evict = (name: string, version = 'v1') =>
		ask('POST', `${pods}/${name}/eviction`, {apiVersion: `policy/${version}`, kind: 'Eviction', metadata: {name}});
	const budget = (status: object, spec: object = {}) => {
		const created = ask('POST', '/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
			metadata: {name: 'web'},
			spec: {minAvailable: 1, selector: {matchLabels: {app: 'web'}}, ...spec},
		}).body as KubernetesObject;
		client.updateStatus('poddisruptionbudgets.policy', {
			...created,
			status: {
				observedGeneration: 1,
				expectedPods: 1,
				currentHealthy: 1,
				desiredHealthy: 1,
				disruptionsAllowed: 0,
				...status,
			},
		} as KubernetesObject);
	};

	test('is understood in the older version, too, and in no other', () => {
		makePod('a');
		expect(evict('a', 'v1beta2').status).toBe(400);
		expect(evict('a', 'v1beta1').status).toBe(201);
	});

	test('has the Pod end, and says why on it', () => {
		makePod('a');
		const {status, body} = evict('a');
		expect(status).toBe(201);
		expect(body).toEqual({kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201});
		const pod = client.get<KubernetesObject>('pods', 'default', 'a')!;
		expect(pod).toMatchObject({
			metadata: {deletionGracePeriodSeconds: 30},
			status: {
				conditions: [{type: 'Ready'}, {type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI'}],
			},
		});
	});

	test('is refused where a disruption budget forbids it', () => {
		makePod('a');
		budget({});
		const refused = evict('a');
		expect(refusal(refused)).toBe("429 Cannot evict pod as it would violate the pod's disruption budget.");
		expect((refused.body as Status).details?.causes).toEqual([
			{reason: 'DisruptionBudget', message: 'The disruption budget web needs 1 healthy pods and has 1 currently'},
		]);
	});

	test('is refused while the budget is not worked out', () => {
		makePod('a');
		budget({observedGeneration: 0});
		expect((evict('a').body as Status).details).toMatchObject({
			causes: [{message: 'The disruption budget web is still being processed by the server.'}],
			retryAfterSeconds: 10,
		});
	});

	test('takes one disruption from the budget', () => {
		makePod('a');
		makePod('b');
		budget({disruptionsAllowed: 1, currentHealthy: 2});
		expect(evict('a').status).toBe(201);
		expect(client.get('poddisruptionbudgets.policy', 'default', 'web')).toMatchObject({
			status: {disruptionsAllowed: 0, disruptedPods: {a: '2026-06-01T09:00:00Z'}},
		});
		expect(evict('b').status).toBe(429);
	});

	test.each([
		['that is not ready while enough others are', {currentHealthy: 1, desiredHealthy: 1}, {}, 201],
		['that is not ready while too few others are', {currentHealthy: 0, desiredHealthy: 1}, {}, 429],
		[
			'that is not ready where the budget lets those go',
			{currentHealthy: 0},
			{unhealthyPodEvictionPolicy: 'AlwaysAllow'},
			201,
		],
	])('of a Pod %s', (_what, status, spec, code) => {
		makePod('a', false);
		budget(status, spec);
		expect(evict('a').status).toBe(code);
	});
});

describe('scale', () => {
	const scale = `${deployments}/web/scale`;
	beforeEach(() => {
		ask('POST', deployments, {
			metadata: {name: 'web'},
			spec: {
				replicas: 3,
				selector: {matchLabels: {app: 'web'}},
				template: {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'c', image: 'nginx:1.27'}]}},
			},
		});
	});

	test('shows the replicas, wanted and present', () => {
		expect(ask('GET', scale).body).toMatchObject({
			kind: 'Scale',
			apiVersion: 'autoscaling/v1',
			metadata: {name: 'web', namespace: 'default'},
			spec: {replicas: 3},
			status: {replicas: 0, selector: 'app=web'},
		});
	});

	test('changes them', () => {
		const patched = ask('PATCH', scale, {spec: {replicas: 5}}, 'application/merge-patch+json');
		expect(patched).toMatchObject({status: 200, body: {kind: 'Scale', spec: {replicas: 5}}});
		expect(client.get('deployments.apps', 'default', 'web')).toMatchObject({
			metadata: {generation: 2},
			spec: {replicas: 5},
		});
	});

	test('refuses what cannot be', () => {
		expect(refusal(ask('PATCH', scale, {spec: {replicas: -1}}, 'application/merge-patch+json'))).toBe(
			'422 Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
		);
		const old = {metadata: {name: 'web', resourceVersion: '1'}, spec: {replicas: 1}};
		expect(refusal(ask('PUT', scale, old))).toContain('the object has been modified');
	});
});
