/**
 * Tells kubelets how long they may keep Secrets and ConfigMaps, by the size of the cluster
 * (pkg/controller/ttl/ttl_controller.go).
 */
import type {Node} from '../../api/core-v1/node.ts';
import type {Change} from '../api/store.ts';
import type {Controller} from '../controller.ts';

const annotation = 'node.alpha.kubernetes.io/ttl';

/** Seconds by the most nodes that have them; a bigger cluster goes back a step when it is clearly smaller. */
const steps = [
	{most: 100, seconds: 0},
	{most: 500, seconds: 15},
	{most: 1000, seconds: 30},
	{most: 2000, seconds: 60},
	{most: Number.POSITIVE_INFINITY, seconds: 300},
];

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
		const count = present === undefined ? api.list('nodes').length : 0;
		if (present === undefined) {
			const value = String(steps.find(({most}) => count <= most)!.seconds);
			const annotations = {...node.metadata.annotations, [annotation]: value};
			api.update('nodes', {...node, metadata: {...node.metadata, annotations}});
		}
	},
};
