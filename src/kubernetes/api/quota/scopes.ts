/** To which Pods a quota applies (pkg/quota/v1/evaluator/core/pods.go podMatchesScopeFunc). */
import type {PodAffinityTerm} from '../../../api/core-v1/affinity.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ResourceQuotaSpec, ScopedResourceSelectorRequirement} from '../../../api/core-v1/resource-quota.ts';
import {podQos} from '../resources/pod-qos.ts';

/** A quota's scopes in both forms as one list. */
export function scopesOf({
	scopes = [],
	scopeSelector,
}: ResourceQuotaSpec): readonly ScopedResourceSelectorRequirement[] {
	return [...scopes.map(scopeName => ({scopeName, operator: 'Exists'})), ...(scopeSelector?.matchExpressions ?? [])];
}

export function podMatchesScope(
	pod: Pod,
	{scopeName, operator, values = []}: ScopedResourceSelectorRequirement,
): boolean {
	switch (scopeName) {
		case 'Terminating':
			return hasDeadline(pod);
		case 'NotTerminating':
			return !hasDeadline(pod);
		case 'BestEffort':
			return podQos(pod.spec) === 'BestEffort';
		case 'NotBestEffort':
			return podQos(pod.spec) !== 'BestEffort';
		case 'PriorityClass':
			return selects(operator, values, pod.spec.priorityClassName);
		case 'CrossNamespacePodAffinity':
			return affinityTerms(pod).some(({namespaces, namespaceSelector}) => namespaces?.length || namespaceSelector);
		default:
			return false;
	}
}

/** Whether the Pod is one that ends by itself after a time. */
export function hasDeadline({spec}: Pod): boolean {
	return (spec.activeDeadlineSeconds ?? -1) >= 0;
}

/** As a label selector would decide; an empty name is none. */
function selects(operator: string, values: readonly string[], value: string | undefined): boolean {
	const named = Boolean(value);
	switch (operator) {
		case 'In':
			return named && values.includes(value!);
		case 'NotIn':
			return !named || !values.includes(value!);
		case 'Exists':
			return named;
		case 'DoesNotExist':
			return !named;
		default:
			return false;
	}
}

function affinityTerms({spec: {affinity}}: Pod): readonly PodAffinityTerm[] {
	return [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap(part => [
		...(part?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
		...(part?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({podAffinityTerm}) => podAffinityTerm),
	]);
}
