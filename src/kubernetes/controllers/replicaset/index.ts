/** The ReplicaSet controller: as many Pods as there should be (pkg/controller/replicaset/replica_set.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {controllerOf, type KubernetesObject} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {isPodAvailable, isPodReady} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {claim, unclaimed} from '../owners.ts';
import {busyUntil, type PacedContext, paced, writeTime} from '../pace.ts';
import {waitsUntil} from '../request-limit.ts';
import {type ReplicaKind, replicaSetKind} from './kind.ts';
import {forgetSlowStart, manageReplicas} from './manage.ts';
import {isControlledBy, isPodActive, isPodTerminating, readySince} from './pods.ts';
import {activeOf, replicaSetStatus, untilNextAvailable} from './status.ts';
import {podGroups, tally} from './tally.ts';

export const replicaSets = replicaController(replicaSetKind, {name: 'replicaset-controller'});

/** The control loop of a kind of workload that keeps a number of Pods. */
export function replicaController<T extends KubernetesObject>(
	of: ReplicaKind<T>,
	named: Pick<Controller, 'name' | 'eventSource'>,
): Controller {
	return {
		...named,
		manager: 'kube-controller-manager',
		latency: 2,
		watches: {
			[of.resource]: ({object}: Change<T>) => [objectKey(object)],
			pods: (change: Change<Pod>, context) => podWritten(of, change, context),
		},
		busyUntil: (key, context) => Math.max(busyUntil(key, context) ?? 0, waitsUntil(key, context) ?? 0),
		sync(key, context) {
			paced(key, context, pacedContext => {
				const stored = context.api.get<T>(of.resource, ...splitKey(key));
				if (stored) {
					syncReplicas(of, stored, pacedContext);
				} else {
					forgetSlowStart(key, context);
				}
			});
		},
	};
}

/** Whom a change of a Pod concerns: who controls it, who did, and, when nobody does, who would. */
function podWritten<T extends KubernetesObject>(
	of: ReplicaKind<T>,
	change: Change<Pod>,
	context: ControllerContext,
): string[] {
	const {type, object, previous} = change;
	unclaimed('pods', context).note(change);
	if (type === 'MODIFIED' && previous && !matters(previous, object)) {
		return [];
	}
	tally(of.kind, change, context);
	const keys = ownersKey(of, object, context);
	const before = previous && controllerOf(previous);
	if (before && before.uid !== controllerOf(object)?.uid) {
		keys.push(...ownersKey(of, previous, context));
	}
	if (type !== 'DELETED' && !controllerOf(object)) {
		for (const stored of context.api.list<T>(of.resource, object.metadata.namespace)) {
			if (labelTest(of.asReplicaSet(stored).spec.selector)(object.metadata.labels)) {
				keys.push(objectKey(stored));
			}
		}
	}
	return keys;
}

/** Whether a sync could see the difference. Most writes of a Pod's status are none to its ReplicaSet. */
function matters(before: Pod, after: Pod): boolean {
	return (
		isPodActive(before) !== isPodActive(after) ||
		isPodTerminating(before) !== isPodTerminating(after) ||
		isPodReady(before) !== isPodReady(after) ||
		readySince(before) !== readySince(after) ||
		!jsonEqual(before.metadata.labels, after.metadata.labels) ||
		!jsonEqual(before.metadata.ownerReferences, after.metadata.ownerReferences)
	);
}

/** The key of the workload of that kind that controls a Pod. */
function ownersKey<T extends KubernetesObject>(of: ReplicaKind<T>, pod: Pod, {api}: ControllerContext): string[] {
	const owner = controllerOf(pod);
	if (owner?.kind !== of.kind) {
		return [];
	}
	const namespace = pod.metadata.namespace!;
	const found = api.get(of.resource, namespace, owner.name);
	return found?.metadata.uid === owner.uid ? [`${namespace}/${owner.name}`] : [];
}

function syncReplicas<T extends KubernetesObject>(of: ReplicaKind<T>, stored: T, context: PacedContext): void {
	const {api, now} = context;
	const replicaSet = of.asReplicaSet(stored);
	const {metadata, spec} = replicaSet;
	const matches = labelTest(spec.selector);
	const pods = () => api.byIndex<Pod>('pods', 'owner', metadata.uid!).filter(isPodActive);
	const free = unclaimed('pods', context).list<Pod>(metadata.namespace!).filter(isPodActive);
	const owned = podGroups(metadata.uid!, context);
	if (free.some(pod => matches(pod.metadata.labels)) || owned.some(({labels}) => !matches(labels))) {
		claim('pods', replicaSet, matches, free, api, pods());
	}
	const groups = podGroups(metadata.uid!, context).filter(({labels}) => matches(labels));
	const active = () => pods().filter(pod => isControlledBy(pod, replicaSet) && matches(pod.metadata.labels));

	const replicas = activeOf(groups);
	const minReadySeconds = spec.minReadySeconds ?? 0;
	const before = minReadySeconds > 0 ? active() : undefined;
	const {failure, unfinished} = metadata.deletionTimestamp ? {} : manageReplicas(replicaSet, replicas, active, context);
	if (unfinished) {
		context.enqueueAfter(objectKey(replicaSet), writeTime);
		return;
	}
	const available = before?.filter(pod => isPodAvailable(pod, minReadySeconds, now)).length;
	const status = replicaSetStatus(replicaSet, {groups, available, failure: failure?.message}, now);
	api.updateStatus(of.resource, of.withStatus(stored, status));
	if (failure) {
		throw failure.error;
	}
	if (before && status.readyReplicas !== status.availableReplicas) {
		const wait = untilNextAvailable(before, minReadySeconds, now) ?? minReadySeconds * 1000;
		context.enqueueAfter(objectKey(replicaSet), wait);
	}
}
