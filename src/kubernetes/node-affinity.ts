/** Which nodes a Pod may and would rather be on (component-helpers scheduling/corev1/nodeaffinity). */
import type {NodeSelector, NodeSelectorTerm} from '../api/core-v1/affinity.ts';
import type {Node} from '../api/core-v1/node.ts';
import type {PodSpec} from '../api/core-v1/pod.ts';

/** A term without any condition matches no node. */
export function matchesNodeSelectorTerm(term: NodeSelectorTerm, node: Node): boolean {
	const expressions = term.matchExpressions ?? [];
	const fields = term.matchFields ?? [];
	if (expressions.length === 0 && fields.length === 0) {
		return false;
	}
	return (
		expressions.every(({key, operator, values}) => expressionHolds(node.metadata.labels?.[key], operator, values)) &&
		fields.every(
			({key, operator, values}) => key === 'metadata.name' && expressionHolds(node.metadata.name, operator, values),
		)
	);
}

/** Whether one of the terms matches. */
export function matchesNodeSelector(selector: NodeSelector, node: Node): boolean {
	return selector.nodeSelectorTerms.some(term => matchesNodeSelectorTerm(term, node));
}

/** Whether the node has all of `spec.nodeSelector` and what the Pod's node affinity requires. */
export function matchesRequiredNodeAffinity(spec: PodSpec, node: Node): boolean {
	for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) {
		if (node.metadata.labels?.[key] !== value) {
			return false;
		}
	}
	const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
	return !required || matchesNodeSelector(required, node);
}

const integer = /^[-+]?\d+$/;

/** One condition on one value; `NotIn` holds where there is no value. */
function expressionHolds(value: string | undefined, operator: string, values: readonly string[] = []): boolean {
	const numbers = (): boolean => value !== undefined && integer.test(value) && integer.test(values[0] ?? '');
	switch (operator) {
		case 'In':
			return value !== undefined && values.includes(value);
		case 'NotIn':
			return value === undefined || !values.includes(value);
		case 'Exists':
			return value !== undefined;
		case 'DoesNotExist':
			return value === undefined;
		case 'Gt':
			return numbers() && Number(value) > Number(values[0]);
		case 'Lt':
			return numbers() && Number(value) < Number(values[0]);
		default:
			return false;
	}
}
