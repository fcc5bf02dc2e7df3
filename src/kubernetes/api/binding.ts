/** The `binding` subresource: a Pod is put on a node (pkg/registry/core/pod/storage/storage.go BindingREST). */
import {extended, type KubernetesObject, type ObjectMeta} from '../../apimachinery/object.ts';
import {conflict} from '../../apimachinery/status.ts';
import {formatTime} from '../../apimachinery/time.ts';
import {preconditionFailed} from './errors.ts';
import type {Registry} from './registry.ts';

interface Condition {
	readonly type: string;
	readonly status: string;
	readonly lastProbeTime?: string | null;
	readonly lastTransitionTime?: string;
}

interface PodLike extends KubernetesObject {
	readonly spec: {readonly nodeName?: string; readonly schedulingGates?: readonly unknown[]};
	readonly status?: {readonly conditions?: readonly Condition[]; readonly nominatedNodeName?: string};
}

export interface Binding {
	readonly node: string;
	readonly uid?: string;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly labels?: Readonly<Record<string, string>>;
	readonly dryRun?: boolean;
}

/** Throws NotFound, and Conflict where the Pod has a node, is ending or is held back. */
export function bindPod(registry: Registry, namespace: string, name: string, binding: Binding): void {
	const definition = registry.definition('pods');
	const pod = registry.get(definition, namespace, name) as PodLike;
	const of = {group: '', resource: 'pods/binding'};
	if (binding.uid && binding.uid !== pod.metadata.uid) {
		throw preconditionFailed(definition, pod, 'UID', binding.uid);
	}
	if (pod.metadata.deletionTimestamp) {
		throw conflict(of, name, `pod ${name} is being deleted, cannot be assigned to a host`);
	}
	if (pod.spec.nodeName) {
		throw conflict(of, name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
	}
	if (pod.spec.schedulingGates?.length) {
		throw conflict(of, name, `pod ${name} has non-empty .spec.schedulingGates`);
	}
	if (binding.dryRun) {
		return;
	}
	const status = withoutNomination(pod.status ?? {});
	registry.store.put('pods', {
		...pod,
		metadata: withBindingsOwn(pod.metadata, binding),
		spec: extended(pod.spec, {nodeName: binding.node}),
		status: extended(status, {conditions: scheduled(status.conditions ?? [], registry.clock.now)}),
	} as PodLike);
}

function withoutNomination(status: NonNullable<PodLike['status']>): NonNullable<PodLike['status']> {
	if (status.nominatedNodeName === undefined) {
		return status;
	}
	const {nominatedNodeName: _, ...rest} = status;
	return rest;
}

/** The metadata with the annotations and labels that the binding brings along. */
function withBindingsOwn(meta: ObjectMeta, {annotations, labels}: Binding): ObjectMeta {
	if (!annotations && !labels) {
		return meta;
	}
	return {
		...meta,
		...merged('annotations', meta.annotations, annotations),
		...merged('labels', meta.labels, labels),
	};
}

function merged(
	key: 'annotations' | 'labels',
	present: Readonly<Record<string, string>> | undefined,
	added: Readonly<Record<string, string>> | undefined,
) {
	return added && Object.keys(added).length > 0 ? {[key]: {...present, ...added}} : {};
}

function scheduled(conditions: readonly Condition[], now: number): readonly Condition[] {
	const others = conditions.filter(condition => condition.type !== 'PodScheduled');
	return [...others, {type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: formatTime(now)}];
}
