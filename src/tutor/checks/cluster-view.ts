/** The cluster as the checks see it: plain objects, collected from watches. */
import type {KubernetesObject} from '../../apimachinery/object.ts';

export interface ClusterView {
	/** Milliseconds since 1970, where the cluster is. */
	readonly now: number;
	/** All objects of a kind. Kinds that nobody watches are empty. */
	list(kind: string): readonly KubernetesObject[];
}

/** A view of objects given as a list, for tests and for questions about one moment. */
export function viewOf(objects: readonly KubernetesObject[], now = 0): ClusterView {
	return {now, list: kind => objects.filter(object => object.kind === kind)};
}
