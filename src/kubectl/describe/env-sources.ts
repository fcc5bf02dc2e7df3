/** The values that a container's environment takes from its own Pod (kubectl pkg/util/fieldpath, pkg/util/resource). */
import {parseQuantity} from '../../apimachinery/quantity.ts';
import type {Container, Pod} from './types.ts';

/**
 * The value of a `fieldRef`: kubectl's own scheme knows no field of a Pod but its name and namespace, so it shows
 * nothing for labels, the UID, and what only the kubelet can tell.
 */
export function podField(pod: Pod, path: string): string {
	switch (path) {
		case 'metadata.name':
			return pod.metadata.name;
		case 'metadata.namespace':
			return pod.metadata.namespace ?? '';
		default:
			return '';
	}
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
