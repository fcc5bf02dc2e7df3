/** The ReplicaSet controller: as many Pods as there should be (pkg/controller/replicaset/replica_set.go). */
import type {ReplicaSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {isPodAvailable, isPodReady} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {claim, unclaimed} from '../owners.ts';
import {busyUntil, type PacedContext, paced, writeTime} from '../pace.ts';
import {forgetSlowStart, manageReplicas} from './manage.ts';
import {isControlledBy, isPodActive, isPodTerminating, readySince} from './pods.ts';
import {activeOf, replicaSetStatus, untilNextAvailable} from './status.ts';
import {podGroups, tally} from './tally.ts';

const resource = 'replicasets.apps';

export const replicaSets: Controller = {
	name: 'replicaset-controller',
	manager: 'kube-controller-manager',
	latency: 2,
	watches: {
		[resource]: ({object}: Change<ReplicaSet>) => [objectKey(object)],
		pods: (change: Change<Pod>, context) => podWritten(change, context),
	},
	busyUntil,
	sync(key, context) {
		paced(key, context, pacedContext => {
			const replicaSet = context.api.get<ReplicaSet>(resource, ...splitKey(key));
			if (replicaSet) {
				syncReplicaSet(replicaSet, pacedContext);
			} else {
				forgetSlowStart(key, context);
			}
		});
	},
};

/** Whom a change of a Pod concerns: who controls it, who did, and, when nobody does, who would. */
function podWritten(change: Change<Pod>, context: ControllerContext): Iterable<string> {
	const {type, object, previous} = change;
	unclaimed('pods', context).note(change);
	if (type === 'MODIFIED' && previous && !matters(previous, object)) {
		return [];
	}
	tally(change, context);
	const keys = new Set(ownersKey(object, context));
	const before = previous && controllerOf(previous);
	if (before && before.uid !== controllerOf(object)?.uid) {
		for (const key of ownersKey(previous, context)) {
			keys.add(key);
		}
	}
	if (type !== 'DELETED' && !controllerOf(object)) {
		for (const replicaSet of context.api.list<ReplicaSet>(resource, object.metadata.namespace)) {
			if (labelTest(replicaSet.spec.selector)(object.metadata.labels)) {
				keys.add(objectKey(replicaSet));
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

/** The key of the ReplicaSet that controls a Pod. */
function ownersKey(pod: Pod, {api}: ControllerContext): string[] {
	const owner = controllerOf(pod);
	if (owner?.kind !== 'ReplicaSet') {
		return [];
	}
	const namespace = pod.metadata.namespace!;
	const found = api.get(resource, namespace, owner.name);
	return found?.metadata.uid === owner.uid ? [`${namespace}/${owner.name}`] : [];
}

function syncReplicaSet(replicaSet: ReplicaSet, context: PacedContext): void {
	const {api, now} = context;
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
	api.updateStatus(resource, {...replicaSet, status});
	if (failure) {
		throw failure.error;
	}
	if (before && status.readyReplicas !== status.availableReplicas) {
		const wait = untilNextAvailable(before, minReadySeconds, now) ?? minReadySeconds * 1000;
		context.enqueueAfter(objectKey(replicaSet), wait);
	}
}
