/** What admission looks at for every resource: whether the namespace is there, and whether it is ending. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {failure, forbidden, notFound} from '../../apimachinery/status.ts';
import {groupResource} from './errors.ts';
import type {Registry} from './registry.ts';
import type {ResourceDefinition} from './resource.ts';

/** Namespaces that no one may delete. */
const immortal = new Set(['default', 'kube-system', 'kube-public']);
/** And the classes (pkg/registry/scheduling/priorityclass/storage/storage.go). */
const systemPriorityClasses = new Set(['system-node-critical', 'system-cluster-critical']);
const namespaces = {group: '', resource: 'namespaces'};

/** Refuses new content in a namespace that is missing or ending (plugin/namespace/lifecycle/admission.go). */
export function checkNamespace(registry: Registry, definition: ResourceDefinition, object: KubernetesObject): void {
	const {namespace} = object.metadata;
	if (!namespace || !registry.has('namespaces')) {
		return;
	}
	const found = registry.store.get('namespaces', '', namespace) as NamespaceLike | undefined;
	if (!found) {
		throw notFound(namespaces, namespace);
	}
	if (found.status?.phase !== 'Terminating') {
		return;
	}
	const of = groupResource(definition);
	const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
	const name = object.metadata.name || object.metadata.generateName || 'Unknown';
	const {status} = forbidden(of, name, why);
	throw failure(403, 'Forbidden', status.message!, {
		...status.details,
		causes: [
			{
				reason: 'NamespaceTerminating',
				message: `namespace ${namespace} is being terminated`,
				field: 'metadata.namespace',
			},
		],
	});
}

/** Refuses the deletion of what the cluster itself lives in: its namespaces and priority classes. */
export function checkDeletion(definition: ResourceDefinition, name: string): void {
	if (definition.group === '' && definition.plural === 'namespaces' && immortal.has(name)) {
		throw forbidden(namespaces, name, 'this namespace may not be deleted');
	}
	if (definition.plural === 'priorityclasses' && systemPriorityClasses.has(name)) {
		throw forbidden(groupResource(definition), name, 'this is a system priority class and cannot be deleted');
	}
}

interface NamespaceLike extends KubernetesObject {
	readonly status?: {readonly phase?: string};
}
