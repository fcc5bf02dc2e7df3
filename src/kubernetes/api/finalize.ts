/** The `finalize` subresource of namespaces: the only way in which spec.finalizers change (pkg/registry/core/namespace). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Registry, WriteOptions} from './registry.ts';

interface NamespaceLike extends KubernetesObject {
	readonly spec?: {readonly finalizers?: readonly string[]};
}

/** Takes the finalizer `kubernetes` off: the namespace is empty, and goes once nothing else holds it. */
export function finalizeNamespace(registry: Registry, name: string): void {
	const namespace = registry.store.get('namespaces', '', name) as NamespaceLike | undefined;
	if (namespace) {
		const finalizers = (namespace.spec?.finalizers ?? []).filter(finalizer => finalizer !== 'kubernetes');
		replaceFinalizers(registry, name, finalizers);
	}
}

/** What a PUT to `finalize` does. */
export function replaceFinalizers(
	registry: Registry,
	name: string,
	finalizers: readonly string[],
	options: WriteOptions = {},
): KubernetesObject {
	const definition = registry.definition('namespaces');
	const stored = registry.get(definition, '', name) as NamespaceLike;
	const {finalizers: _, ...spec} = stored.spec ?? {};
	const next = {...stored, spec: {...spec, ...(finalizers.length > 0 && {finalizers})}} as NamespaceLike;
	const {deletionTimestamp, finalizers: others} = stored.metadata;
	if (options.dryRun) {
		return next;
	}
	if (deletionTimestamp && finalizers.length === 0 && !others?.length) {
		return registry.store.remove('namespaces', next);
	}
	return registry.store.put('namespaces', next);
}
