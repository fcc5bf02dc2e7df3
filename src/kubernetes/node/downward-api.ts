/** Fields of a Pod that its containers can be given (pkg/fieldpath, pkg/api/v1/resource/helpers.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {metadataField} from '../../apimachinery/metadata-field.ts';
import {parseQuantity, quantityAsFloat} from '../../apimachinery/quantity.ts';
import type {PodFacts} from './environment.ts';

export function podFieldValue(pod: Pod, path: string, facts: Pick<PodFacts, 'podIP' | 'hostIP'>): string {
	switch (path) {
		case 'spec.nodeName':
			return pod.spec.nodeName ?? '';
		case 'spec.serviceAccountName':
			return pod.spec.serviceAccountName ?? '';
		case 'status.hostIP':
		case 'status.hostIPs':
			return facts.hostIP;
		case 'status.podIP':
		case 'status.podIPs':
			return facts.podIP;
		default:
			return metadataField(pod.metadata, path) ?? '';
	}
}

interface ResourceField {
	readonly containerName?: string;
	readonly resource: string;
	readonly divisor?: string;
}

/** A request or limit, divided and rounded up; what has no limit has that of the node. */
export function containerResourceValue(
	pod: Pod,
	own: Container | undefined,
	{containerName, resource, divisor}: ResourceField,
	allocatable: Readonly<Record<string, string>>,
): string {
	const container = containerName ? pod.spec.containers.find(({name}) => name === containerName) : own;
	const [kind = '', ...rest] = resource.split('.');
	const name = rest.join('.');
	const {limits, requests} = container?.resources ?? {};
	const amount = kind === 'limits' ? (limits?.[name] ?? allocatable[name]) : (requests?.[name] ?? limits?.[name]);
	const by = divisor && divisor !== '0' ? quantityAsFloat(parseQuantity(divisor)) : 1;
	return String(Math.ceil(quantityAsFloat(parseQuantity(amount ?? '0')) / by));
}
