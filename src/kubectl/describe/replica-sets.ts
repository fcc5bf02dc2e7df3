/** Which ReplicaSets belong to a Deployment, and which of them is the new one (kubectl pkg/util/deployment). */
import type {Connection} from '../../apimachinery/connection.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import {controllerOf} from '../../apimachinery/object.ts';
import {compare} from './common.ts';
import {selectorQuery} from './selector.ts';
import type {Deployment, PodTemplateSpec, ReplicaSet} from './types.ts';
import {listObjects} from './workload.ts';

export interface ReplicaSets {
	/** All but the new one, oldest first. */
	readonly old: readonly ReplicaSet[];
	/** The one with the Deployment's template, if it is there already. */
	readonly current?: ReplicaSet;
}

export const templateHashLabel = 'pod-template-hash';

export async function replicaSetsOf(deployment: Deployment, connection: Connection): Promise<ReplicaSets> {
	const path = `/apis/apps/v1/namespaces/${deployment.metadata.namespace}/replicasets`;
	const listed = await listObjects<ReplicaSet>(connection, path, {
		labelSelector: selectorQuery(deployment.spec.selector),
	});
	const owned = listed
		.filter(set => controllerOf(set)?.uid === deployment.metadata.uid)
		.sort(
			(a, b) =>
				compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
				compare(a.metadata.name, b.metadata.name),
		);
	const wanted = withoutHash(deployment.spec.template);
	const current = owned.find(set => semanticEqual(withoutHash(set.spec.template!), wanted));
	return {old: owned.filter(set => set !== current), ...(current && {current})};
}

/** The template as the Deployment has it. */
export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
	const {[templateHashLabel]: _hash, ...labels} = template.metadata?.labels ?? {};
	return {...template, metadata: {...template.metadata, labels}} as PodTemplateSpec;
}
