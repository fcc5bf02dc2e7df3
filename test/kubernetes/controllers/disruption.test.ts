import {describe, expect, test} from 'vitest';
import type {PodDisruptionBudget} from '../../../src/api/policy-v1.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {
	countHealthy,
	disruptedPods,
	disruptionsAllowed,
	healthyPods,
} from '../../../src/kubernetes/controllers/disruption-budget.ts';
import {aPod} from '../objects.ts';
import {freshLab, makeSet, podNames, said} from './statefulset/lab-sets.ts';

test.each([
	[{minAvailable: 2}, 3, 3, 2],
	[{minAvailable: '50%'}, 7, 7, 4],
	[{maxUnavailable: 1}, 3, 3, 2],
	[{maxUnavailable: '50%'}, 7, 7, 3],
	[{maxUnavailable: 5}, 3, 3, 0],
	[{}, 3, 0, 0],
])('%j of %i Pods: %i expected, %i wanted', (spec, scale, expected, desired) => {
	expect(healthyPods(spec, scale)).toEqual({expected, desired});
});

test.each([
	[3, 2, 3, 1],
	[2, 2, 3, 0],
	[1, 2, 3, 0],
	[1, 0, 0, 0],
])('with %i healthy, %i wanted and %i expected, %i may go', (healthy, desired, expected, allowed) => {
	expect(disruptionsAllowed(healthy, desired, expected)).toBe(allowed);
});

test('a Pod whose eviction was granted does not count, for two minutes', () => {
	const ready = {conditions: [{type: 'Ready', status: 'True', lastTransitionTime: null}]};
	const [a, b] = [aPod('a', {}, {}, ready), aPod('b', {}, {}, ready)];
	const granted = {a: '1970-01-01T00:01:00Z'};
	expect(disruptedPods([a, b], granted, 100_000)).toEqual({expected: granted, overdue: []});
	expect(countHealthy([a, b], granted, 100_000)).toBe(1);
	expect(disruptedPods([a, b], granted, 181_000)).toEqual({expected: {}, overdue: [a]});
	expect(countHealthy([a, b], {}, 181_000)).toBe(2);
});

describe('a budget in a lab', () => {
	const budget = (c: Cluster) => c.client.get<PodDisruptionBudget>('poddisruptionbudgets.policy', 'default', 'db')!;
	function protect(c: Cluster, spec: object): void {
		const object = {
			apiVersion: 'policy/v1',
			kind: 'PodDisruptionBudget',
			metadata: {name: 'db', namespace: 'default'},
			spec: {selector: {matchLabels: {app: 'db'}}, ...spec},
		};
		c.client.create('poddisruptionbudgets.policy', object as unknown as KubernetesObject);
	}

	test('lets one Pod go at a time', () => {
		const c = freshLab();
		makeSet(c, {replicas: 3});
		c.advance(15_000);
		protect(c, {maxUnavailable: 1});
		c.advance(100);
		expect(budget(c).status).toMatchObject({
			currentHealthy: 3,
			desiredHealthy: 2,
			expectedPods: 3,
			disruptionsAllowed: 1,
			observedGeneration: 1,
			conditions: [{type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods'}],
		});
		c.client.evict('default', 'db-2');
		expect(() => c.client.evict('default', 'db-1')).toThrow(
			"Cannot evict pod as it would violate the pod's disruption budget.",
		);
		c.advance(100);
		expect(budget(c).status).toMatchObject({
			disruptionsAllowed: 0,
			conditions: [{status: 'False', reason: 'InsufficientPods'}],
		});
		c.advance(15_000);
		expect(podNames(c)).toEqual(['db-0', 'db-1', 'db-2']);
		expect(budget(c).status).toMatchObject({disruptionsAllowed: 1, currentHealthy: 3});
		expect(budget(c).status.disruptedPods).toBeUndefined();
	});

	test('says when it has nothing to protect, and when a share of nothing is asked for', () => {
		const c = freshLab();
		protect(c, {minAvailable: '50%'});
		c.advance(100);
		expect(budget(c).status).toMatchObject({expectedPods: 0, disruptionsAllowed: 0});
		expect(said(c, 'controllermanager')).toEqual(['NoPods: No matching pods found']);
		const containers = [{name: 'main', image: 'redis:7'}];
		const pod = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'bare', namespace: 'default', labels: {app: 'db'}}};
		c.client.create('pods', {...pod, spec: {containers}} as unknown as KubernetesObject);
		c.advance(5000);
		expect(said(c, 'controllermanager').at(-1)).toContain(
			'UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: db,},MatchExpressions:[]LabelSelectorRequirement{},})',
		);
	});
});
