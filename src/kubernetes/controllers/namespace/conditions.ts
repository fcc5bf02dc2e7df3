/** What a namespace says of its own ending (pkg/controller/namespace/deletion/status_condition_utils.go). */
import type {NamespaceCondition} from '../../../api/core-v1/namespace.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {findCondition} from '../../conditions.ts';

/** The conditions in their order, with what they say while all is well. */
const wellConditions: readonly (readonly [type: string, reason: string, message: string])[] = [
	['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
	['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
	[
		'NamespaceDeletionContentFailure',
		'ContentDeleted',
		'All content successfully deleted, may be waiting on finalization',
	],
	['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
	['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
];

/** What is left in a namespace: how many objects by resource (`pods.`, `deployments.apps`) and by finalizer. */
export interface Remaining {
	readonly resources: ReadonlyMap<string, number>;
	readonly finalizers: ReadonlyMap<string, number>;
	/** What could not be deleted, and why. */
	readonly errors: readonly string[];
}

export const nothingRemains: Remaining = {resources: new Map(), finalizers: new Map(), errors: []};

function listed(counts: ReadonlyMap<string, number>, words: (name: string, count: number) => string): string {
	return [...counts]
		.map(([name, count]) => words(name, count))
		.sort()
		.join(', ');
}

function troubles({resources, finalizers, errors}: Remaining): Map<string, readonly [reason: string, message: string]> {
	const found = new Map<string, readonly [string, string]>();
	if (errors.length > 0) {
		const message = `Failed to delete all resource types, ${errors.length} remaining: ${[...errors].sort().join(', ')}`;
		found.set('NamespaceDeletionContentFailure', ['ContentDeletionFailed', message]);
	}
	if (resources.size > 0) {
		const list = listed(resources, (name, count) => `${name} has ${count} resource instances`);
		const message = `Some resources are remaining: ${list}`;
		found.set('NamespaceContentRemaining', ['SomeResourcesRemain', message]);
	}
	if (finalizers.size > 0) {
		const list = listed(finalizers, (name, count) => `${name} in ${count} resource instances`);
		const message = `Some content in the namespace has finalizers remaining: ${list}`;
		found.set('NamespaceFinalizersRemaining', ['SomeFinalizersRemain', message]);
	}
	return found;
}

/** @param now milliseconds since 1970 */
export function namespaceConditions(
	present: readonly NamespaceCondition[] | undefined,
	remaining: Remaining,
	now: number,
): NamespaceCondition[] {
	const wrong = troubles(remaining);
	const kept = (present ?? []).filter(({type}) => !wellConditions.some(([known]) => known === type));
	const ours = wellConditions.map(([type, wellReason, wellMessage]) => {
		const trouble = wrong.get(type);
		const [reason, message] = trouble ?? [wellReason, wellMessage];
		const status = trouble ? 'True' : 'False';
		const old = findCondition(present, type);
		const lastTransitionTime = old?.status === status ? old.lastTransitionTime : formatTime(now);
		return {type, status, lastTransitionTime, reason, message};
	});
	return [...kept, ...ours];
}
