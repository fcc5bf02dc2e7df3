import {describe, expect, it} from 'vitest';
import type {HorizontalPodAutoscaler} from '../../../../src/api/autoscaling-v2.ts';
import {acceptTable} from '../../../../src/apimachinery/connection.ts';
import type {Status} from '../../../../src/apimachinery/status.ts';
import type {Table} from '../../../../src/kubernetes/api/table.ts';
import {ControlPlane} from '../managed-fields-fixture.ts';

const v1 = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
const v2 = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';
const scaleTargetRef = {kind: 'Deployment', name: 'web', apiVersion: 'apps/v1'};
const named = (spec: object, annotations?: Record<string, string>) => ({
	metadata: {name: 'web', ...(annotations && {annotations})},
	spec: {scaleTargetRef, maxReplicas: 5, ...spec},
});

function clusterWith(path: string, body: object): ControlPlane {
	const cluster = new ControlPlane();
	expect(cluster.handle('POST', path, body).status).toBe(201);
	return cluster;
}

const memory = {type: 'Resource', resource: {name: 'memory', target: {type: 'AverageValue', averageValue: '1Gi'}}};
const requests = {
	type: 'Object',
	object: {
		describedObject: {kind: 'Ingress', name: 'front'},
		metric: {name: 'requests', selector: {matchLabels: {verb: 'GET'}}},
		target: {type: 'Value', value: '10k'},
	},
};

describe('an autoscaler', () => {
	it('aims at 80 percent of the requested cpu where nothing else is said', () => {
		const {spec} = clusterWith(v2, named({})).read<HorizontalPodAutoscaler>(`${v2}/web`);
		const target = {type: 'Utilization', averageUtilization: 80};
		expect(spec).toMatchObject({minReplicas: 1, metrics: [{type: 'Resource', resource: {name: 'cpu', target}}]});
	});

	it('fills in the rules of a behaviour that is given in part', () => {
		const behavior = {scaleDown: {stabilizationWindowSeconds: 60}};
		const {spec} = clusterWith(v2, named({behavior})).read<HorizontalPodAutoscaler>(`${v2}/web`);
		expect(spec.behavior!.scaleDown).toEqual({
			selectPolicy: 'Max',
			policies: [{type: 'Percent', value: 100, periodSeconds: 15}],
			stabilizationWindowSeconds: 60,
		});
		expect(spec.behavior!.scaleUp!.policies).toHaveLength(2);
	});

	it('knows of no measurements, as without a metrics server', () => {
		const cluster = clusterWith(v2, named({metrics: [memory, requests, memory]}));
		const table = cluster.handle('GET', v2, undefined, {accept: acceptTable}).body as Table;
		expect(table.rows[0]!.cells.slice(0, 6)).toEqual([
			'web',
			'Deployment/web',
			'memory: <unknown>/1Gi, <unknown>/10k + 1 more...',
			'1',
			5,
			0,
		]);
	});

	it.each<[object, string]>([
		[{minReplicas: 6}, 'spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`'],
		[{minReplicas: 0}, 'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1'],
		[{scaleTargetRef: {kind: 'Deployment', name: ''}}, 'spec.scaleTargetRef.name: Required value'],
		[
			{metrics: [{type: 'Pods', resource: memory.resource}]},
			'spec.metrics[0].pods: Required value: must populate information for the given metric source',
		],
		[
			{behavior: {scaleUp: {stabilizationWindowSeconds: 3601}}},
			'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
		],
	])('is refused with %j', (spec, why) => {
		const {status, body} = new ControlPlane().handle('POST', v2, named(spec));
		expect([status, (body as Status).message]).toEqual([422, expect.stringContaining(why)]);
	});
});

describe('in version 1', () => {
	it('an autoscaler of cpu alone has a field for it', () => {
		const cluster = clusterWith(v1, named({targetCPUUtilizationPercentage: 50}));
		const target = {type: 'Utilization', averageUtilization: 50};
		const {spec} = cluster.read<HorizontalPodAutoscaler>(`${v2}/web`);
		expect(spec.metrics).toEqual([{type: 'Resource', resource: {name: 'cpu', target}}]);
		expect(cluster.read(`${v1}/web`)).toMatchObject({
			apiVersion: 'autoscaling/v1',
			spec: {targetCPUUtilizationPercentage: 50},
			status: {currentReplicas: 0, desiredReplicas: 0},
		});
	});

	it('what it has no fields for stands in annotations, and is not lost by a write', () => {
		const behavior = {scaleDown: {selectPolicy: 'Disabled'}};
		const cluster = clusterWith(v2, named({metrics: [memory, requests], behavior}));
		const before = cluster.read<HorizontalPodAutoscaler>(`${v2}/web`);
		const shown = cluster.read(`${v1}/web`);
		expect(JSON.parse(shown.metadata.annotations!['autoscaling.alpha.kubernetes.io/metrics']!)).toEqual([
			{type: 'Resource', resource: {name: 'memory', targetAverageValue: '1Gi'}},
			{
				type: 'Object',
				object: {
					target: {kind: 'Ingress', name: 'front'},
					metricName: 'requests',
					targetValue: '10k',
					selector: {matchLabels: {verb: 'GET'}},
				},
			},
		]);
		cluster.handle('PUT', `${v1}/web`, {...shown, spec: {...(shown as HorizontalPodAutoscaler).spec, maxReplicas: 9}});
		const after = cluster.read<HorizontalPodAutoscaler>(`${v2}/web`);
		expect(after.spec).toEqual({...before.spec, maxReplicas: 9});
		expect(after.metadata.annotations).toBeUndefined();
	});
});
