import {describe, expect, it} from 'vitest';
import {leases} from '../../../../src/kubernetes/api/resources/leases.ts';
import {namespaces} from '../../../../src/kubernetes/api/resources/namespaces.ts';
import {nodes} from '../../../../src/kubernetes/api/resources/nodes.ts';
import {priorityClasses} from '../../../../src/kubernetes/api/resources/priority-classes.ts';
import {refusal, registryWith} from './fixture.ts';

describe('nodes', () => {
	const ready = {type: 'Ready', status: 'True', lastHeartbeatTime: null, lastTransitionTime: null};

	it('are listed with status, roles and addresses', () => {
		const {create, row} = registryWith(nodes);
		const node = create(nodes, {
			metadata: {name: 'control-plane', labels: {'node-role.kubernetes.io/control-plane': ''}},
			spec: {unschedulable: true},
			status: {
				conditions: [ready],
				addresses: [{type: 'InternalIP', address: '10.100.100.7'}],
				nodeInfo: {kubeletVersion: 'v1.36.2', kernelVersion: '6.1', architecture: 'amd64'},
			},
		});
		expect(row(nodes, node)).toEqual({
			Name: 'control-plane',
			Status: 'Ready,SchedulingDisabled',
			Roles: 'control-plane',
			Age: '0s',
			Version: 'v1.36.2',
			'Internal-IP': '10.100.100.7',
			'External-IP': '<none>',
			'OS-Image': '<unknown>',
			'Kernel-Version': '6.1 (amd64)',
			'Container-Runtime': '<unknown>',
		});
	});

	it.each([
		[[], 'Unknown'],
		[[{...ready, status: 'Unknown'}], 'NotReady'],
		[[{...ready, status: 'False'}], 'NotReady'],
	])('with conditions %j are %s', (conditions, status) => {
		const {create, row} = registryWith(nodes);
		expect(row(nodes, create(nodes, {status: {conditions}})).Status).toBe(status);
	});

	it('can have all of their capacity used where they do not say', () => {
		const {create} = registryWith(nodes);
		const capacity = {cpu: '4', pods: '110'};
		expect(create(nodes, {status: {capacity}}).status.allocatable).toEqual(capacity);
	});

	it.each([
		[[{key: 'a', effect: 'NoRun'}], 'metadata.taints[0].effect: Unsupported value: "NoRun"'],
		[[{key: 'a'}], 'metadata.taints[0].effect: Required value'],
		[
			[
				{key: 'a', effect: 'NoSchedule'},
				{key: 'a', value: 'b', effect: 'NoSchedule'},
			],
			'taints must be unique by key and effect pair',
		],
	])('refuse the taints %j', (taints, message) => {
		const {create} = registryWith(nodes);
		expect(refusal(() => create(nodes, {spec: {taints}}))).toContain(message);
	});

	it('keep their status when their spec is changed, and their spec when their status is', () => {
		const {create, update} = registryWith(nodes);
		create(nodes, {status: {conditions: [ready]}});
		const cordoned = update(nodes, 'it', old => ({...old, spec: {unschedulable: true}, status: {} as never}));
		expect(cordoned.status.conditions).toHaveLength(1);
		const reported = update(nodes, 'it', old => ({...old, spec: {}}), 'status');
		expect(reported.spec.unschedulable).toBe(true);
	});
});

describe('namespaces', () => {
	it('start Active, held by a finalizer, labelled with their name', () => {
		const {create} = registryWith(namespaces);
		const space = create(namespaces, {metadata: {name: 'lab'}, status: {phase: 'Terminating'}});
		expect(space.metadata.labels).toEqual({'kubernetes.io/metadata.name': 'lab'});
		expect(space.spec.finalizers).toEqual(['kubernetes']);
		expect(space.status).toEqual({phase: 'Active'});
	});

	it('have names that can stand in DNS', () => {
		const {create} = registryWith(namespaces);
		expect(refusal(() => create(namespaces, {metadata: {name: 'my.lab'}}))).toContain('must not contain dots');
	});
});

describe('priority classes', () => {
	it('leave high values and names to the system', () => {
		const {create} = registryWith(priorityClasses);
		expect(refusal(() => create(priorityClasses, {value: 1_000_000_001}))).toContain(
			'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
		);
		expect(refusal(() => create(priorityClasses, {metadata: {name: 'system-mine'}}))).toContain(
			'error: system-mine is not a known system priority class',
		);
		const critical = {metadata: {name: 'system-node-critical'}, value: 2_000_001_000};
		expect(create(priorityClasses, critical).preemptionPolicy).toBe('PreemptLowerPriority');
	});

	it('have one default at most', () => {
		const {create} = registryWith(priorityClasses);
		create(priorityClasses, {value: 1, globalDefault: true});
		const second = {metadata: {name: 'second'}, value: 2, globalDefault: true};
		expect(refusal(() => create(priorityClasses, second))).toBe(
			'priorityclasses.scheduling.k8s.io "second" is forbidden: PriorityClass it is already marked as default. Only one default can exist',
		);
	});
});

describe('leases', () => {
	it('must be updated from the version that was read', () => {
		const {create, update} = registryWith(leases);
		create(leases, {spec: {holderIdentity: 'a', leaseDurationSeconds: 40}});
		const blind = () =>
			update(leases, 'it', ({metadata: {resourceVersion: _, ...metadata}, ...old}) => ({...old, metadata}));
		expect(refusal(blind)).toContain('metadata.resourceVersion');
	});
});
