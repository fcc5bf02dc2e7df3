/** The kubelet's care for its own Node: registration, heartbeats and the lease. */
import type {Lease} from '../../api/coordination-v1.ts';
import type {Node} from '../../api/core-v1/node.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {formatMicroTime} from '../../apimachinery/time.ts';
import {findCondition} from '../conditions.ts';
import type {ControllerContext} from '../controller.ts';
import {createEventRecorder} from '../events/recorder.ts';
import {conditionsAt, healthyConditions, type NodeRegistration, newNode} from './node-object.ts';
import {nodeState} from './state.ts';

/** `nodeStatusReportFrequency`: how often the status is written although nothing in it has changed. */
const reportPeriod = 300_000;
/** How often the kubelet renews its lease: a quarter of `nodeLeaseDurationSeconds`. */
export const leasePeriod = 10_000;
const leaseDuration = 40;
const leases = 'leases.coordination.k8s.io';
const leaseNamespace = 'kube-node-lease';

/** Brings a node into the cluster: its kubelet starts and registers it. */
export function registerNode(context: ControllerContext, registration: NodeRegistration): void {
	const {api, now, random} = context;
	const node = newNode(registration, now, random);
	try {
		const {status} = node;
		const created = api.create<Node>('nodes', node);
		api.updateStatus<Node>('nodes', {...created, status});
	} catch (error) {
		if (!hasReason(error, 'AlreadyExists')) {
			throw error;
		}
	}
	nodeState(context).machines.set(registration.name, registration);
	nodeState(context).nodes.set(registration.name, {up: true, reportedAt: now});
	tellOfStart(context, registration.name);
	renewLease(context, registration.name);
	context.enqueueAfter(leaseKey(registration.name), leasePeriod);
}

/** The events of a kubelet that starts, with every condition becoming what it should be. */
export function tellOfStart(context: ControllerContext, name: string): void {
	tellOfNode(context, name, 'Starting', 'Starting kubelet.');
	for (const {event} of healthyConditions.filter(({type}) => type !== 'Ready')) {
		tellOfNode(context, name, event, `Node ${name} status is now: ${event}`);
	}
	tellOfNode(context, name, 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
	tellOfNode(context, name, 'NodeReady', `Node ${name} status is now: NodeReady`);
}

function tellOfNode(context: ControllerContext, name: string, reason: string, message: string): void {
	// The kubelet names itself by its node's name where others give the uid (kubelet.go, nodeRef).
	const about = {apiVersion: 'v1', kind: 'Node', metadata: {name, uid: name}};
	createEventRecorder(context, context.api, {component: 'kubelet', host: name}).event(about, 'Normal', reason, message);
}

const leasePrefix = 'node/';

/** The key of a node's care for itself in the kubelets' queue. */
export function leaseKey(name: string): string {
	return leasePrefix + name;
}

/** The node whose care for itself a key is; undefined where it is that of a Pod. */
export function nodeOfLeaseKey(key: string): string | undefined {
	return key.startsWith(leasePrefix) ? key.slice(leasePrefix.length) : undefined;
}

/** What a kubelet that runs does every ten seconds. Gives how long until the next time; undefined where it is gone. */
export function beat(context: ControllerContext, name: string): number | undefined {
	const state = nodeState(context);
	const record = state.nodes.get(name);
	if (!record?.up) {
		return undefined;
	}
	const node = context.api.get<Node>('nodes', '', name);
	if (!node) {
		state.nodes.delete(name);
		return undefined;
	}
	renewLease(context, name);
	if (context.now - (record.reportedAt ?? 0) >= reportPeriod || !saysHealthy(node)) {
		reportNode(context, node);
	}
	return leasePeriod;
}

function saysHealthy({status: {conditions}}: Node): boolean {
	for (const {type, status} of healthyConditions) {
		if (findCondition(conditions, type)?.status !== status) {
			return false;
		}
	}
	return true;
}

/** Writes the node's status. */
export function reportNode(context: ControllerContext, node: Node): void {
	const {api, now} = context;
	const conditions = conditionsAt(node.status.conditions ?? [], now);
	api.updateStatus<Node>('nodes', {...node, status: {...node.status, conditions}});
	nodeState(context).nodes.set(node.metadata.name, {up: true, reportedAt: now});
}

export function renewLease({api, now}: ControllerContext, name: string): void {
	const renewTime = formatMicroTime(now);
	if (api.renewLease(leaseNamespace, name, renewTime)) {
		return;
	}
	const node = api.get<Node>('nodes', '', name);
	const uid = node?.metadata.uid;
	api.create<Lease>(leases, {
		apiVersion: 'coordination.k8s.io/v1',
		kind: 'Lease',
		metadata: {
			name,
			namespace: leaseNamespace,
			...(uid !== undefined && {ownerReferences: [{apiVersion: 'v1', kind: 'Node', name, uid}]}),
		},
		spec: {holderIdentity: name, leaseDurationSeconds: leaseDuration, renewTime},
	});
}
