/** The kinds of workload that the ReplicaSet controller looks after, each seen as a ReplicaSet. */
import type {ReplicaSet, ReplicaSetStatus} from '../../../api/apps-v1.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {ResourceName} from '../../api/store.ts';

export interface ReplicaKind<T extends KubernetesObject = KubernetesObject> {
	readonly resource: ResourceName;
	readonly kind: string;
	/** The same with a ReplicaSet's fields; it keeps its own apiVersion and kind, by which Pods and Events name it. */
	asReplicaSet(object: T): ReplicaSet;
	/** The object with that status, in the form in which it is stored. */
	withStatus(object: T, status: ReplicaSetStatus): T;
}

export const replicaSetKind: ReplicaKind<ReplicaSet> = {
	resource: 'replicasets.apps',
	kind: 'ReplicaSet',
	asReplicaSet: replicaSet => replicaSet,
	withStatus: (replicaSet, status) => ({...replicaSet, status}),
};
