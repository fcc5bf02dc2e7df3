import {describe, expect, test} from 'vitest';
import type {PodSpec} from '../../../../src/api/core-v1/pod.ts';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import {aNode, aPod, asking} from '../../objects.ts';
import {place, type World} from './run.ts';

const controlPlane = aNode('control-plane', {
	spec: {taints: [{key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule'}]},
});
const workers = ['worker-1', 'worker-2', 'worker-3'].map(name => aNode(name));
const lab: World = {nodes: [controlPlane, ...workers]};
const taint = '1 node(s) had untolerated taint(s)';

function spread(maxSkew: number): PodSpec['topologySpreadConstraints'] {
	return [
		{
			maxSkew,
			topologyKey: 'kubernetes.io/hostname',
			whenUnsatisfiable: 'DoNotSchedule',
			labelSelector: {matchLabels: {app: 'web'}},
		},
	];
}

function apart(): PodSpec['affinity'] {
	const term = {labelSelector: {matchLabels: {app: 'web'}}, topologyKey: 'kubernetes.io/hostname'};
	return {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [term]}};
}

describe('a Pod that fits no node says why, reason by reason', () => {
	const cases: [string, Partial<PodSpec>, World, string][] = [
		['too much cpu', asking({cpu: '64'}), lab, `${taint}, 3 Insufficient cpu.`],
		[
			'too much cpu and memory',
			asking({cpu: '64', memory: '1Ti'}),
			lab,
			`${taint}, 3 Insufficient cpu, 3 Insufficient memory.`,
		],
		['ephemeral storage', asking({'ephemeral-storage': '1Ti'}), lab, `${taint}, 3 Insufficient ephemeral-storage.`],
		['a device that no node has', asking({'example.com/gpu': '1'}), lab, `${taint}, 3 Insufficient example.com/gpu.`],
		[
			'a label that no node has',
			{nodeSelector: {gpu: 'true'}},
			lab,
			`${taint}, 3 node(s) didn't match Pod's node affinity/selector.`,
		],
		[
			'every worker cordoned',
			{},
			{nodes: [controlPlane, aNode('worker-1', {spec: {unschedulable: true}})]},
			`1 node(s) had untolerated taint(s), 1 node(s) were unschedulable.`,
		],
		[
			'all places taken',
			{},
			{nodes: [aNode('worker-1', {status: {allocatable: {pods: '1'}}})], pods: [aPod('a', {nodeName: 'worker-1'})]},
			'1 Too many pods.',
		],
		[
			'a claim that is for one Pod only, and has it',
			{volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'data'}}]} as Partial<PodSpec>,
			{
				nodes: workers,
				pods: [
					aPod('first', {
						nodeName: 'worker-1',
						volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'data'}}],
					} as Partial<PodSpec>),
				],
				others: {
					persistentvolumeclaims: [
						{
							metadata: {
								name: 'data',
								namespace: 'default',
								annotations: {'pv.kubernetes.io/bind-completed': 'yes'},
							},
							spec: {accessModes: ['ReadWriteOncePod'], volumeName: 'pv'},
							status: {phase: 'Bound'},
						} as object as KubernetesObject,
					],
				},
			},
			'3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode.',
		],
		[
			'a claim that does not exist',
			{volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'data'}}]} as Partial<PodSpec>,
			lab,
			'persistentvolumeclaim "data" not found.',
		],
		[
			'one node by name, which is too small',
			{
				...asking({cpu: '64'}),
				affinity: {
					nodeAffinity: {
						requiredDuringSchedulingIgnoredDuringExecution: {
							nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['worker-1']}]}],
						},
					},
				},
			},
			lab,
			"1 Insufficient cpu, 3 node(s) didn't satisfy plugin(s) [NodeAffinity].",
		],
		[
			'a host port that is taken',
			{containers: [{name: 'a', ports: [{hostPort: 80, containerPort: 80, protocol: 'TCP'}]}]} as unknown as PodSpec,
			{
				nodes: [aNode('worker-1')],
				pods: [
					aPod('other', {
						nodeName: 'worker-1',
						containers: [{name: 'b', ports: [{hostPort: 80, containerPort: 8080, protocol: 'TCP'}]}],
					} as unknown as PodSpec),
				],
			},
			"1 node(s) didn't have free ports for the requested pod ports.",
		],
		[
			'a spread that would be uneven',
			{topologySpreadConstraints: spread(1)},
			{
				nodes: [aNode('worker-1'), aNode('worker-2', {spec: {unschedulable: true}})],
				pods: [aPod('a', {nodeName: 'worker-1'}, {labels: {app: 'web'}})],
			},
			"1 node(s) didn't match pod topology spread constraints, 1 node(s) were unschedulable.",
		],
		[
			'away from its like, which is everywhere',
			{affinity: apart()},
			{nodes: [aNode('worker-1')], pods: [aPod('a', {nodeName: 'worker-1'}, {labels: {app: 'web'}})]},
			"1 node(s) didn't match pod anti-affinity rules.",
		],
		[
			'unwanted by the Pod that is there',
			{},
			{nodes: [aNode('worker-1')], pods: [aPod('a', {nodeName: 'worker-1', affinity: apart()})]},
			"1 node(s) didn't satisfy existing pods anti-affinity rules.",
		],
	];
	test.each(cases)('%s', (_name, spec, world, message) => {
		const pod = aPod('web', spec, {labels: {app: 'web'}});
		expect(place(pod, world)).toBe(`0/${world.nodes.length} nodes are available: ${message}`);
	});
});

describe('a Pod goes', () => {
	const web = (name: string, nodeName: string) => aPod(name, {nodeName}, {labels: {app: 'web'}});

	test('only where its tolerations let it', () => {
		const tolerations = [{key: 'node-role.kubernetes.io/control-plane', operator: 'Exists'}];
		expect(place(aPod('web', {tolerations}), {nodes: [controlPlane]})).toBe('control-plane');
	});

	test('where its node selector says', () => {
		const nodes = [...workers, aNode('worker-4', {labels: {gpu: 'true'}})];
		expect(place(aPod('web', {nodeSelector: {gpu: 'true'}}), {nodes})).toBe('worker-4');
	});

	test('where there is most room', () => {
		const pods = ['worker-1', 'worker-3'].map(nodeName => aPod(nodeName, {nodeName, ...asking({cpu: '3'})}));
		expect(place(aPod('web', asking({cpu: '500m'})), {nodes: workers, pods})).toBe('worker-2');
	});

	test('near the first of its kind, when it is the first', () => {
		const term = {labelSelector: {matchLabels: {app: 'web'}}, topologyKey: 'kubernetes.io/hostname'};
		const affinity = {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [term]}};
		const labels = {app: 'web'};
		expect(place(aPod('web', {affinity}, {labels}), lab)).toMatch(/^worker-/);
		const pods = [web('first', 'worker-3')];
		expect(place(aPod('web', {affinity}, {labels}), {...lab, pods})).toBe('worker-3');
	});

	test('to a node without replicas of its ReplicaSet', () => {
		const ownerReferences = [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true}];
		const replicaSet = {
			apiVersion: 'apps/v1',
			kind: 'ReplicaSet',
			metadata: {name: 'web', namespace: 'default', uid: 'rs'},
			spec: {selector: {matchLabels: {app: 'web'}}},
		};
		const world = {
			nodes: workers,
			pods: [web('a', 'worker-1'), web('b', 'worker-3')],
			others: {'replicasets.apps': [replicaSet]},
		};
		for (const name of ['c', 'd', 'e', 'f', 'g']) {
			expect(place(aPod(name, {}, {labels: {app: 'web'}, ownerReferences}), world)).toBe('worker-2');
		}
	});

	test('to one of equals by lot: the uids of the nodes and the name of the Pod decide', () => {
		const nodes = workers.map(node => ({...node, metadata: {...node.metadata, uid: `uid-of-${node.metadata.name}`}}));
		const found = new Set(Array.from({length: 30}, (_, i) => place(aPod(`web-${i}`), {nodes})));
		expect([...found].sort()).toEqual(['worker-1', 'worker-2', 'worker-3']);
		expect(place(aPod('web'), {nodes})).toBe(place(aPod('web'), {nodes}));
	});
});
