/** The PodResizeValidator admission plugin: no Pod grows beyond its node (plugin/pkg/admission/podresize/admission.go). */
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {forbidden, StatusError} from '../../../apimachinery/status.ts';
import {amountsOf, podRequests} from '../../pod-resources.ts';
import type {StrategyContext} from '../resource.ts';

const pods = {group: '', resource: 'pods'};

/** Throws Forbidden where the Pod's node could not hold it even alone. */
export function checkResize(pod: Pod, old: Pod, context: StrategyContext): void {
	const {nodeName} = pod.spec;
	if (!nodeName || pod.metadata.generation === old.metadata.generation) {
		return;
	}
	const node = context.get('nodes', '', nodeName) as Node | undefined;
	if (!node) {
		throw forbidden(pods, pod.metadata.name, `node ${JSON.stringify(nodeName)} not found`);
	}
	const system = node.metadata.labels?.['kubernetes.io/os'] ?? 'linux';
	if (system !== 'linux') {
		const why = `pod resize is only supported on linux nodes, node ${JSON.stringify(nodeName)} is ${JSON.stringify(system)}`;
		throw withCause(pod, why, 'UnsupportedPlatform');
	}
	const requests = podRequests(pod.spec);
	const allocatable = amountsOf(node.status.allocatable);
	const lacking = ['cpu', 'memory'].flatMap(resource => {
		const [wanted, most] = [requests[resource] ?? 0, allocatable[resource] ?? 0];
		return wanted > most ? [`${resource}, requested: ${wanted}, allocatable: ${most}`] : [];
	});
	if (lacking.length > 0) {
		throw withCause(pod, `node didn't have enough allocatable resources: ${lacking.join('; ')}`, 'NodeCapacity');
	}
}

function withCause({metadata}: Pod, why: string, reason: string): StatusError {
	const {status} = forbidden(pods, metadata.name, why);
	return new StatusError({...status, details: {...status.details, causes: [{reason}]}});
}
