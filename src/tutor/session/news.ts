/** What has become of the Pods and the nodes: what `wait` waits for, and says when it ends. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {ClusterView} from '../checks/cluster-view.ts';
import {stateOf} from '../checks/object-state.ts';

/** How each node and each Pod stands, such as "Pod web": "Pending"; the Pods of the system come last. */
export type Standing = ReadonlyMap<string, string>;

export function standing(view: ClusterView): Standing {
	const pods = view.list('Pod');
	const isSystem = ({metadata}: KubernetesObject) => metadata.namespace === 'kube-system';
	const inOrder = [...view.list('Node'), ...pods.filter(pod => !isSystem(pod)), ...pods.filter(isSystem)];
	return new Map(inOrder.map(object => [`${object.kind} ${object.metadata.name}`, stateOf(object)]));
}

/** What is otherwise now, in words: "Pod web is now Terminating"; undefined where nothing is. */
export function newsBetween(before: Standing, after: Standing): string | undefined {
	const gone = [...before.keys()].filter(name => !after.has(name)).map(name => `${name} is gone`);
	const others = [...after]
		.filter(([name, state]) => before.get(name) !== state)
		.map(([name, state]) => (before.has(name) ? `${name} is now ${state}` : `${name} is new, and ${state}`));
	const [first, second, ...rest] = [...others, ...gone];
	if (first === undefined || second === undefined) {
		return first;
	}
	return rest.length === 0 ? `${first}, and ${second}` : `${first}, ${second}, and ${rest.length} more`;
}
