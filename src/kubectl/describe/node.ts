/** kubectl pkg/describe/describe.go describeNode. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {type Status, StatusError} from '../../apimachinery/status.ts';
import {compare, longTime, orNone, writeAnnotations, writeLabels, writeMultiline, writeQuantities} from './common.ts';
import {describerOf} from './describer.ts';
import {writeNodeResources} from './node-resources.ts';
import type {Lease, Node, Pod} from './types.ts';
import {listObjects} from './workload.ts';
import type {DescriptionWriter} from './writer.ts';

interface Facts {
	readonly pods: readonly Pod[] | undefined;
	/** The node's lease, or why there is none. */
	readonly lease: Lease | string;
}

const rolePrefix = 'node-role.kubernetes.io/';

export const describeNode = describerOf<Node, Facts>({
	// The kubelet's events carry the node's name as the uid.
	otherUids: node => [node.metadata.name],
	async gather(node, {connection}) {
		const {name} = node.metadata;
		const terms = [`spec.nodeName=${name}`, 'status.phase!=Succeeded', 'status.phase!=Failed'];
		const pods = await listObjects<Pod>(connection, '/api/v1/pods', {fieldSelector: terms.join(',')}).catch(error => {
			if (error instanceof StatusError && error.reason === 'Forbidden') {
				return undefined;
			}
			throw error;
		});
		const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`;
		const answer = await connection.request({method: 'GET', path});
		const lease = answer.status < 400 ? (answer.body as Lease) : ((answer.body as Status).message ?? '');
		return {pods, lease};
	},
	write(w, node, {pods, lease}, {now}) {
		const {metadata, spec, status} = node;
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Roles:\t${orNone(rolesOf(node).join(','))}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
		writeMultiline(w, 'Taints', taintTexts(node));
		w.line(0, `Unschedulable:\t${spec?.unschedulable ?? false}`);
		writeLease(w, lease);
		writeConditions(w, node);
		w.line(0, 'Addresses:');
		for (const {type, address} of status?.addresses ?? []) {
			w.line(1, `${type}:\t${address}`);
		}
		for (const [title, list] of [
			['Capacity', status?.capacity],
			['Allocatable', status?.allocatable],
		] as const) {
			if (list && Object.keys(list).length > 0) {
				w.line(0, `${title}:`);
				writeQuantities(w, 1, list);
			}
		}
		writeSystem(w, node);
		if (pods) {
			writeNodeResources(w, node, pods, now);
		} else {
			w.line(0, 'Pods:\tnot authorized');
		}
	},
});

function rolesOf({metadata}: KubernetesObject): string[] {
	const roles = new Set<string>();
	for (const [key, value] of Object.entries(metadata.labels ?? {})) {
		if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) {
			roles.add(key.slice(rolePrefix.length));
		} else if (key === 'kubernetes.io/role' && value !== '') {
			roles.add(value);
		}
	}
	return [...roles].sort(compare);
}

function taintTexts(node: Node): string[] {
	return [...(node.spec?.taints ?? [])]
		.sort((a, b) => compare(`${a.effect},${a.key}`, `${b.effect},${b.key}`))
		.map(({key, value, effect}) => `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`);
}

function writeLease(w: DescriptionWriter, lease: Lease | string): void {
	if (typeof lease === 'string') {
		w.line(0, `Lease:\tFailed to get lease: ${lease}`);
		return;
	}
	const time = (text: string | undefined | null) => (text ? longTime(text) : '<unset>');
	w.line(0, 'Lease:');
	w.line(1, `HolderIdentity:\t${lease.spec?.holderIdentity ?? '<unset>'}`);
	w.line(1, `AcquireTime:\t${time(lease.spec?.acquireTime)}`);
	w.line(1, `RenewTime:\t${time(lease.spec?.renewTime)}`);
}

function writeConditions(w: DescriptionWriter, {status}: Node): void {
	if (!status?.conditions || status.conditions.length === 0) {
		return;
	}
	w.line(0, 'Conditions:');
	w.line(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
	w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
	for (const condition of status.conditions) {
		const times = `${longTime(condition.lastHeartbeatTime)} \t${longTime(condition.lastTransitionTime)}`;
		const why = `${condition.reason ?? ''} \t${condition.message ?? ''}`;
		w.line(1, `${condition.type} \t${condition.status} \t${times} \t${why}`);
	}
}

function writeSystem(w: DescriptionWriter, {spec, status}: Node): void {
	const info = status?.nodeInfo;
	w.line(0, 'System Info:');
	for (const [title, value] of [
		['Machine ID', info?.machineID],
		['System UUID', info?.systemUUID],
		['Boot ID', info?.bootID],
		['Kernel Version', info?.kernelVersion],
		['OS Image', info?.osImage],
		['Operating System', info?.operatingSystem],
		['Architecture', info?.architecture],
		['Container Runtime Version', info?.containerRuntimeVersion],
		['Kubelet Version', info?.kubeletVersion],
	]) {
		w.line(1, `${title}:\t${value ?? ''}`);
	}
	for (const [title, value] of [
		['PodCIDR', spec?.podCIDR],
		['PodCIDRs', spec?.podCIDRs?.join(',')],
		['ProviderID', spec?.providerID],
	]) {
		if (value) {
			w.line(0, `${title}:\t${value}`);
		}
	}
}
