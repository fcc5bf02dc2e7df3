/**
 * Tells kubelets how long they may keep Secrets and ConfigMaps, by the size of the cluster
 * (pkg/controller/ttl/ttl_controller.go).
 */
import type {Node} from '../../api/core-v1/node.ts';
import type {Change} from '../api/store.ts';
import type {Controller} from '../controller.ts';

const annotation = 'node.alpha.kubernetes.io/ttl';

/** A step is left upwards above `most` nodes and downwards below `least`, so that it does not change back and forth. */
const steps = [
	{least: 0, most: 100, seconds: 0},
	{least: 90, most: 500, seconds: 15},
	{least: 450, most: 1000, seconds: 30},
	{least: 900, most: 2000, seconds: 60},
	{least: 1800, most: Number.POSITIVE_INFINITY, seconds: 300},
];

/** Seconds for a cluster of that many nodes. @param present what the node was told before */
export function timeToLive(nodes: number, present: string | undefined): number {
	let step = Math.max(
		0,
		steps.findIndex(({seconds}) => String(seconds) === present),
	);
	while (nodes > steps[step]!.most) {
		step++;
	}
	while (nodes < steps[step]!.least) {
		step--;
	}
	return steps[step]!.seconds;
}

export const nodeTtl: Controller = {
	name: 'ttl-controller',
	manager: 'kube-controller-manager',
	watches: {
		nodes: ({type, object}: Change<Node>) => (type === 'DELETED' ? [] : [object.metadata.name]),
	},
	sync(name, {api}) {
		const node = api.get<Node>('nodes', '', name);
		if (!node) {
			return;
		}
		const present = node.metadata.annotations?.[annotation];
		const wanted = String(timeToLive(api.list('nodes').length, present));
		if (present !== wanted) {
			const annotations = {...node.metadata.annotations, [annotation]: wanted};
			api.update('nodes', {...node, metadata: {...node.metadata, annotations}});
		}
	},
};
