import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import type {ResourceQuota} from '../../../src/api/core-v1/resource-quota.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {StatusError} from '../../../src/apimachinery/status.ts';
import {type Cluster, createCluster} from '../../../src/kubernetes/cluster.ts';

const lab = createCluster({seed: 3});

function create(cluster: Cluster, resource: string, kind: string, name: string, rest: object): void {
	const apiVersion = resource.includes('.') ? `${resource.split('.').slice(1).join('.')}/v1` : 'v1';
	const object = {apiVersion, kind, metadata: {name, namespace: 'default'}, ...rest};
	cluster.client.create(resource, object as unknown as KubernetesObject);
}

function withQuota(hard: Record<string, string>, more: object = {}): Cluster {
	const cluster = lab.fork();
	create(cluster, 'resourcequotas', 'ResourceQuota', 'q', {spec: {hard, ...more}});
	cluster.advance(1000);
	return cluster;
}

function pod(cluster: Cluster, name: string, requests: Record<string, string> = {}, spec: object = {}): void {
	const containers = [{name: 'c', image: 'registry.k8s.io/pause:3.10', resources: {requests}}];
	create(cluster, 'pods', 'Pod', name, {spec: {containers, terminationGracePeriodSeconds: 1, ...spec}});
}

function refusal(act: () => void): string {
	try {
		act();
		return 'let through';
	} catch (error) {
		return error instanceof StatusError ? error.message : String(error);
	}
}

const used = (cluster: Cluster) => cluster.client.get<ResourceQuota>('resourcequotas', 'default', 'q')!.status.used;

describe('a ResourceQuota', () => {
	it('counts what is there already', () => {
		expect(used(withQuota({services: '3', 'count/deployments.apps': '1', 'requests.memory': '1Gi'}))).toEqual({
			services: '1',
			'count/deployments.apps': '0',
			'requests.memory': '0',
		});
	});

	it('refuses what would exceed it, and gives back what is deleted', () => {
		const cluster = withQuota({pods: '1', 'requests.cpu': '500m'});
		expect(refusal(() => pod(cluster, 'a'))).toBe(
			'pods "a" is forbidden: failed quota: q: must specify requests.cpu for: c',
		);
		expect(refusal(() => pod(cluster, 'a', {cpu: '600m'}))).toBe(
			'pods "a" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=0, limited: requests.cpu=500m',
		);
		pod(cluster, 'a', {cpu: '300m'});
		expect(used(cluster)).toEqual({pods: '1', 'requests.cpu': '300m'});
		expect(refusal(() => pod(cluster, 'b', {cpu: '300m'}))).toBe(
			'pods "b" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=300m, used: pods=1,requests.cpu=300m, limited: pods=1,requests.cpu=500m',
		);
		cluster.advance(3000);
		cluster.client.delete('pods', 'default', 'a');
		cluster.advance(5000);
		expect(used(cluster)).toEqual({pods: '0', 'requests.cpu': '0'});
	});

	it('charges a Service for node ports when its type changes', () => {
		const cluster = withQuota({'services.nodeports': '1'});
		const ports = [80, 81].map(port => ({name: `p${port}`, port}));
		create(cluster, 'services', 'Service', 'web', {spec: {ports, selector: {app: 'web'}}});
		const service = cluster.client.get<KubernetesObject & {readonly spec: object}>('services', 'default', 'web')!;
		const open = () => cluster.client.update('services', {...service, spec: {...service.spec, type: 'NodePort'}});
		expect(refusal(open)).toBe(
			'services "web" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1',
		);
	});

	it.each([
		[['BestEffort'], {}, {}, '1'],
		[['BestEffort'], {cpu: '1m'}, {}, '0'],
		[['NotBestEffort'], {cpu: '1m'}, {}, '1'],
		[['Terminating'], {}, {activeDeadlineSeconds: 5}, '1'],
		[['NotTerminating'], {}, {activeDeadlineSeconds: 5}, '0'],
		[['NotTerminating', 'BestEffort'], {}, {}, '1'],
	])('with the scopes %j counts a Pod with %j and %j as %s', (scopes, requests, spec, count) => {
		const cluster = withQuota({pods: '5'}, {scopes});
		pod(cluster, 'a', requests, spec);
		expect(used(cluster)).toEqual({pods: count});
	});

	it('counts Pods of a priority class alone where its selector names one', () => {
		const matchExpressions = [{scopeName: 'PriorityClass', operator: 'In', values: ['high']}];
		const cluster = withQuota({pods: '5'}, {scopeSelector: {matchExpressions}});
		create(cluster, 'priorityclasses.scheduling.k8s.io', 'PriorityClass', 'high', {value: 5});
		pod(cluster, 'a');
		pod(cluster, 'b', {}, {priorityClassName: 'high'});
		expect(used(cluster)).toEqual({pods: '1'});
	});

	it.each([
		[{hard: {storage: '1'}}, 'spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
		[{hard: {pods: '-1'}}, 'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0'],
		[{hard: {pods: '500m'}}, 'spec.hard[pods]: Invalid value: "500m": must be an integer'],
		[
			{hard: {cpu: '1'}, scopes: ['BestEffort']},
			'spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource',
		],
		[
			{scopes: ['Terminating', 'NotTerminating']},
			'spec.scopes: Invalid value: ["Terminating","NotTerminating"]: conflicting scopes',
		],
	])('cannot be %j', (spec, why) => {
		const message = refusal(() => create(lab.fork(), 'resourcequotas', 'ResourceQuota', 'q', {spec}));
		expect(message).toBe(`ResourceQuota "q" is invalid: ${why}`);
	});

	it('is never exceeded, and comes to what there is, whatever happens', () => {
		const move = fc.record({
			name: fc.constantFrom('a', 'b', 'c', 'd'),
			cpu: fc.integer({min: 1, max: 6}),
			do: fc.constantFrom('create', 'create', 'delete', 'fail', 'wait'),
		});
		fc.assert(
			fc.property(fc.array(move, {maxLength: 15}), moves => {
				const cluster = withQuota({pods: '3', 'requests.cpu': '1'});
				const get = (name: string) => cluster.client.get<Pod>('pods', 'default', name);
				for (const {name, cpu, do: what} of moves) {
					const present = get(name);
					if (what === 'create' && !present) {
						refusal(() => pod(cluster, name, {cpu: `${cpu}00m`}));
					} else if (what === 'delete') {
						cluster.client.delete('pods', 'default', name);
					} else if (what === 'fail' && present) {
						cluster.client.updateStatus('pods', {...present, status: {...present.status, phase: 'Failed'}});
					}
					cluster.advance(what === 'wait' ? 1500 : 20);
					expect(Number(used(cluster)!.pods)).toBeLessThanOrEqual(3);
				}
				cluster.advance(60_000);
				const charged = cluster.client.list<Pod>('pods', 'default').filter(({status}) => status.phase !== 'Failed');
				const cpus = charged.map(({spec}) => Number.parseInt(spec.containers[0]!.resources!.requests!.cpu!, 10));
				const {pods, 'requests.cpu': cpu} = used(cluster)!;
				expect(pods).toBe(String(charged.length));
				expect(cpu === '1' ? 1000 : Number.parseInt(cpu!, 10)).toBe(cpus.reduce((sum, each) => sum + each, 0));
			}),
			{seed: 5, numRuns: 15},
		);
	});
});

describe('a LimitRange', () => {
	const limited = (limits: readonly object[]) => {
		const cluster = lab.fork();
		create(cluster, 'limitranges', 'LimitRange', 'l', {spec: {limits}});
		return cluster;
	};

	it('gives its defaults to containers that name none, and says so', () => {
		const cluster = limited([{type: 'Container', max: {memory: '1Gi'}, default: {cpu: '500m'}, min: {memory: '10Mi'}}]);
		pod(cluster, 'a', {cpu: '100m'});
		const stored = cluster.client.get<Pod>('pods', 'default', 'a')!;
		expect(stored.spec.containers[0]!.resources).toEqual({
			limits: {cpu: '500m', memory: '1Gi'},
			requests: {cpu: '100m', memory: '1Gi'},
		});
		expect(stored.metadata.annotations!['kubernetes.io/limit-ranger']).toBe(
			'LimitRanger plugin set: memory request for container c; cpu, memory limit for container c',
		);
	});

	it.each([
		[{type: 'Pod', max: {cpu: '1'}}, {cpu: '1'}, 'maximum cpu usage per Pod is 1.  No limit is specified'],
		[{type: 'Pod', min: {cpu: '1'}}, {cpu: '900m'}, 'minimum cpu usage per Pod is 1, but request is 900m'],
		[{type: 'Container', min: {cpu: '1'}}, {cpu: '900m'}, 'minimum cpu usage per Container is 1, but request is 900m'],
		[
			{type: 'Container', default: {cpu: '4'}, maxLimitRequestRatio: {cpu: '2'}},
			{cpu: '1'},
			'cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000',
		],
	])('of %j refuses a container that asks for %j', (limit, requests, why) => {
		const cluster = limited([limit]);
		expect(refusal(() => pod(cluster, 'a', requests))).toBe(`pods "a" is forbidden: ${why}`);
	});

	it.each([
		[{type: 'Pod', default: {cpu: '1'}}, "default: Forbidden: may not be specified when `type` is 'Pod'"],
		[
			{type: 'Container', min: {cpu: '2'}, max: {cpu: '1'}, default: {cpu: '1'}, defaultRequest: {cpu: '1'}},
			'min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
		],
		[{type: 'House'}, 'type: Invalid value: "House": must be a standard limit type or fully qualified'],
	])('cannot be %j', (limit, why) => {
		expect(refusal(() => limited([limit]))).toContain(`spec.limits[0].${why}`);
	});
});
