/** What a Pod is as an endpoint of a Service (endpointslice/utils.go, endpointslice/util/controller_utils.go). */

import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Service, ServicePort} from '../../../api/core-v1/service.ts';
import type {Endpoint, EndpointPort} from '../../../api/discovery-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {isPodReady, isTerminal} from '../../conditions.ts';

export type AddressType = 'IPv4' | 'IPv6';

const zoneLabel = 'topology.kubernetes.io/zone';

/** The Pod's addresses: of each family one. */
export function addressesOf({status}: Pod): string[] {
	const {podIPs, podIP} = status;
	return podIPs?.flatMap(({ip}) => (ip ? [ip] : [])) ?? (podIP ? [podIP] : []);
}

/** Pods count from when they have an address until they have ended; those that are ending still do. */
export function isEndpoint(pod: Pod): boolean {
	return !isTerminal(pod) && addressesOf(pod).length > 0;
}

/** Nothing is returned for a Pod without an address of that type. */
export function endpointOf(
	pod: Pod,
	node: Node | undefined,
	{metadata, spec}: Service,
	type: AddressType,
): Endpoint | undefined {
	const addresses = addressesOf(pod).filter(ip => ip.includes(':') === (type === 'IPv6'));
	if (addresses.length === 0) {
		return undefined;
	}
	const serving = isPodReady(pod);
	const terminating = pod.metadata.deletionTimestamp !== undefined;
	const {hostname, subdomain, nodeName} = pod.spec;
	const zone = node?.metadata.labels?.[zoneLabel];
	return {
		addresses,
		conditions: {ready: spec.publishNotReadyAddresses === true || (serving && !terminating), serving, terminating},
		...(hostname && subdomain === metadata.name && {hostname}),
		targetRef: {
			kind: 'Pod',
			namespace: pod.metadata.namespace!,
			name: pod.metadata.name,
			uid: pod.metadata.uid!,
		},
		...(nodeName && {nodeName}),
		...(zone && {zone}),
	};
}

/** Tells endpoints apart: two that are the same in this are states of one. */
export function endpointIdentity({addresses, hostname, targetRef}: Endpoint): string {
	return JSON.stringify([[...addresses].sort(), hostname ?? '', targetRef?.namespace, targetRef?.name, targetRef?.uid]);
}

/** The ports of the Service as they are on that Pod. A port whose name the Pod does not have is left out. */
export function endpointPorts({spec}: Service, pod: Pod): EndpointPort[] {
	return (spec.ports ?? []).flatMap(servicePort => {
		const port = findPort(pod, servicePort);
		const {name = '', protocol, appProtocol} = servicePort;
		return port === undefined ? [] : [{name, protocol, port, ...(appProtocol && {appProtocol})}];
	});
}

/** The number behind `targetPort`: itself, or that of the container port of that name and protocol. */
export function findPort(pod: Pod, {targetPort, port, protocol}: ServicePort): number | undefined {
	if (typeof targetPort !== 'string') {
		return targetPort ?? port;
	}
	const sidecars = (pod.spec.initContainers ?? []).filter(({restartPolicy}) => restartPolicy === 'Always');
	for (const container of [...pod.spec.containers, ...sidecars]) {
		const found = container.ports?.find(each => each.name === targetPort && (each.protocol ?? 'TCP') === protocol);
		if (found) {
			return found.containerPort;
		}
	}
	return undefined;
}

/** Whether a change of a Pod may be one of its endpoints or of the Services that it belongs to. */
export function endpointChanged(pod: Pod, before: Pod): boolean {
	return (
		!jsonEqual(pod.metadata.labels, before.metadata.labels) ||
		pod.spec.hostname !== before.spec.hostname ||
		pod.spec.subdomain !== before.spec.subdomain ||
		pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp ||
		isPodReady(pod) !== isPodReady(before) ||
		isTerminal(pod) !== isTerminal(before) ||
		!jsonEqual(addressesOf(pod), addressesOf(before))
	);
}
