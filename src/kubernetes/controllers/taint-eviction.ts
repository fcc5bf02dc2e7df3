/**
 * The taint eviction controller: deletes Pods from nodes with NoExecute taints, those that tolerate the taints for a
 * while when that is over (pkg/controller/tainteviction).
 */
import type {Toleration} from '../../api/core-v1/affinity.ts';
import type {Node, Taint} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import type {Change} from '../api/store.ts';
import {withPodCondition} from '../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';
import {fields, instant} from '../instants.ts';
import {toleratesTaint} from '../tolerations.ts';

interface Eviction {
	/** When the taints began to count, and when the Pod goes; in milliseconds since 1970. */
	readonly created: number;
	readonly due: number;
	/** Whether it has happened. */
	readonly done: boolean;
}

const nodeKey = 'node:';
const podKey = 'pod:';
const evictKey = 'evict:';

function noExecuteTaints(node: Node | undefined): Taint[] {
	return node?.spec.taints?.filter(({effect}) => effect === 'NoExecute') ?? [];
}

export const taintEviction: Controller = {
	name: 'taint-eviction-controller',
	manager: 'kube-controller-manager',
	instants: {values: {evictions: fields<Eviction>({created: instant, due: instant})}},
	watches: {
		nodes: ({object, previous, type}: Change<Node>) => {
			const same = semanticEqual(noExecuteTaints(type === 'DELETED' ? undefined : object), noExecuteTaints(previous));
			return same ? [] : [nodeKey + object.metadata.name];
		},
		pods: (change: Change<Pod>, context) => podWritten(change, context),
	},
	sync(key, context) {
		if (key.startsWith(nodeKey)) {
			const name = key.slice(nodeKey.length);
			const node = context.api.get<Node>('nodes', '', name);
			if (node) {
				const taints = noExecuteTaints(node);
				for (const pod of context.api.byIndex<Pod>('pods', 'node', name)) {
					processPod(pod, taints, context);
				}
			}
		} else if (key.startsWith(podKey)) {
			const pod = podOf(key.slice(podKey.length), context);
			const taints = pod ? noExecuteTaints(context.api.get<Node>('nodes', '', pod.spec.nodeName ?? '')) : [];
			if (!pod) {
				cancel(key.slice(podKey.length), context);
			} else if (taints.length > 0) {
				processPod(pod, taints, context);
			}
		} else {
			evictWhenDue(key.slice(evictKey.length), context);
		}
	},
};

function podOf(key: string, {api}: ControllerContext): Pod | undefined {
	const [namespace, name] = splitKey(key);
	return api.get<Pod>('pods', namespace, name);
}

/** Only Pods on tainted nodes, and those with an eviction ahead of them, are of interest. */
function podWritten({type, object, previous}: Change<Pod>, context: ControllerContext): string[] {
	const key = objectKey(object);
	if (type === 'DELETED') {
		return context.table('evictions').get(key) ? [podKey + key] : [];
	}
	const {nodeName, tolerations} = object.spec;
	const changed =
		!previous ||
		previous.spec.nodeName !== nodeName ||
		(previous.spec.tolerations !== tolerations && !semanticEqual(previous.spec.tolerations, tolerations));
	const concerned =
		changed && nodeName !== undefined && noExecuteTaints(context.api.get<Node>('nodes', '', nodeName)).length > 0;
	return concerned ? [podKey + key] : [];
}

function processPod(pod: Pod, taints: readonly Taint[], context: ControllerContext): void {
	const key = objectKey(pod);
	if (taints.length === 0) {
		cancel(key, context);
		return;
	}
	const used = usedTolerations(taints, pod.spec.tolerations ?? []);
	if (!used) {
		cancel(key, context);
		schedule(key, context.now, context.now, context);
		return;
	}
	const seconds = shortestToleration(used);
	if (seconds === undefined) {
		cancel(key, context);
		return;
	}
	const scheduled = context.table<Eviction>('evictions').get(key);
	let created = context.now;
	if (scheduled && !scheduled.done) {
		created = scheduled.created;
		// What was decided first counts: further taints do not prolong it.
		if (created + seconds * 1000 < context.now + seconds * 1000) {
			return;
		}
		cancel(key, context);
	}
	schedule(key, created, context.now + seconds * 1000, context);
}

/** The first toleration for each taint; nothing where a taint is not tolerated. */
function usedTolerations(taints: readonly Taint[], tolerations: readonly Toleration[]): Toleration[] | undefined {
	const used: Toleration[] = [];
	for (const taint of taints) {
		const toleration = tolerations.find(candidate => toleratesTaint(candidate, taint));
		if (!toleration) {
			return undefined;
		}
		used.push(toleration);
	}
	return used;
}

/** The least of the tolerationSeconds; nothing where they all hold for ever. */
function shortestToleration(tolerations: readonly Toleration[]): number | undefined {
	const limited = tolerations.map(({tolerationSeconds}) => tolerationSeconds).filter(seconds => seconds !== undefined);
	return limited.length === 0 ? undefined : Math.max(0, Math.min(...limited));
}

function schedule(key: string, created: number, due: number, context: ControllerContext): void {
	const evictions = context.table<Eviction>('evictions');
	if (evictions.get(key)) {
		return;
	}
	evictions.set(key, {created, due, done: false});
	context.enqueueAfter(evictKey + key, due - context.now);
}

function cancel(key: string, context: ControllerContext): void {
	const evictions = context.table<Eviction>('evictions');
	const eviction = evictions.get(key);
	if (!eviction) {
		return;
	}
	evictions.delete(key);
	if (!eviction.done) {
		tell(key, `Cancelling deletion of Pod ${key}`, context);
	}
}

function evictWhenDue(key: string, context: ControllerContext): void {
	const evictions = context.table<Eviction>('evictions');
	const eviction = evictions.get(key);
	if (!eviction || eviction.done) {
		return;
	}
	if (eviction.due > context.now) {
		context.enqueueAfter(evictKey + key, eviction.due - context.now);
		return;
	}
	evictions.set(key, {...eviction, done: true});
	tell(key, `Marking for deletion Pod ${key}`, context);
	const pod = podOf(key, context);
	if (!pod) {
		return;
	}
	const stated = {
		type: 'DisruptionTarget',
		status: 'True',
		reason: 'DeletionByTaintManager',
		message: 'Taint manager: deleting due to NoExecute taint',
	};
	const updated = withPodCondition(pod, stated, context.now);
	if (updated !== pod) {
		context.api.updateStatus('pods', updated);
	}
	context.api.delete('pods', pod.metadata.namespace!, pod.metadata.name);
}

/** The Event names the Pod without its uid, as upstream's does. */
function tell(key: string, message: string, {events}: ControllerContext): void {
	const [namespace, name] = splitKey(key);
	events.event({apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace}}, 'Normal', 'TaintManagerEviction', message);
}
