/** The values that a container's environment takes from its own Pod (kubectl pkg/util/fieldpath, pkg/util/resource). */
import {parseQuantity} from '../../apimachinery/quantity.ts';
import {byKey, type Labels} from './common.ts';
import type {Container, Pod} from './types.ts';

/** The value of a `fieldRef`; '' for a path that is not known. */
export function podField(pod: Pod, path: string): string {
	const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
	if (subscript) {
		return pod.metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2]!] ?? '';
	}
	switch (path) {
		case 'metadata.name':
			return pod.metadata.name;
		case 'metadata.namespace':
			return pod.metadata.namespace ?? '';
		case 'metadata.uid':
			return pod.metadata.uid ?? '';
		case 'metadata.labels':
			return mapText(pod.metadata.labels);
		case 'metadata.annotations':
			return mapText(pod.metadata.annotations);
		default:
			// The values that only the kubelet knows have no path in a description.
			return '';
	}
}

function mapText(map: Labels | undefined): string {
	return Object.entries(map ?? {})
		.sort(byKey)
		.map(([key, value]) => `${key}=${JSON.stringify(value)}`)
		.join('\n');
}

/** The value of a `resourceFieldRef`, in units of its divisor, rounded up. */
export function containerResource(
	container: Container,
	ref: {readonly resource: string; readonly divisor?: string | undefined},
): string {
	const [list, name] = ref.resource.split('.', 2) as ['limits' | 'requests', string];
	const quantity = container.resources?.[list]?.[name] ?? '0';
	const divisor = parseQuantity(ref.divisor || '1').nanos || parseQuantity('1').nanos;
	const value = (parseQuantity(quantity).nanos + divisor - 1n) / divisor;
	const unlimited = value === 0n && (ref.resource === 'limits.cpu' || ref.resource === 'limits.memory');
	return unlimited ? 'node allocatable' : String(value);
}
