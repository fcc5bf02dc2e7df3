/** The StatefulSet controller: numbered Pods that keep their names and claims (pkg/controller/statefulset/stateful_set.go). */
import type {StatefulSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {isPodReady} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {revisionsResource} from '../history.ts';
import {claim, unclaimed, withoutOwners} from '../owners.ts';
import {listRevisions, statefulSetRevisions, truncateHistory} from './revisions.ts';
import {StatefulPodControl} from './stateful-pod-control.ts';
import {StatefulSetControl} from './stateful-set-control.ts';
import {isStatusInconsistent, nextAvailabilityCheck, statefulSetStatus} from './stateful-set-status.ts';
import {isMemberOf} from './stateful-set-utils.ts';

const resource = 'statefulsets.apps';
/** A look at the time when a Pod becomes available; a key of its own, since a look before it would take its timer away. */
const availableKey = 'available:';

export const statefulSets: Controller = {
	name: 'statefulset-controller',
	manager: 'kube-controller-manager',
	watches: {
		[resource]: ({object}: Change<StatefulSet>) => [objectKey(object)],
		[revisionsResource]: (change: Change<never>, context) => {
			unclaimed(revisionsResource, context).note(change);
			return [];
		},
		pods: (change: Change<Pod>, context) => podWritten(change, context),
	},
	sync(key, context) {
		const name = key.startsWith(availableKey) ? key.slice(availableKey.length) : key;
		const set = context.api.get<StatefulSet>(resource, ...splitKey(name));
		if (set) {
			syncStatefulSet(set, context);
		}
	},
};

/** The StatefulSet that controls a Pod. */
function ownerOf(pod: Pod, {api}: ControllerContext): StatefulSet | undefined {
	const owner = controllerOf(pod);
	if (owner?.kind !== 'StatefulSet') {
		return undefined;
	}
	const set = api.get<StatefulSet>(resource, pod.metadata.namespace!, owner.name);
	return set?.metadata.uid === owner.uid ? set : undefined;
}

function podWritten(change: Change<Pod>, context: ControllerContext): string[] {
	const {type, object, previous} = change;
	unclaimed('pods', context).note(change);
	const keys: string[] = [];
	const before = previous && controllerOf(previous);
	const owner = controllerOf(object);
	if (before && before.uid !== owner?.uid) {
		const former = ownerOf(previous, context);
		keys.push(...(former ? [objectKey(former)] : []));
	}
	if (owner) {
		const set = ownerOf(object, context);
		const {minReadySeconds = 0} = set?.spec ?? {};
		if (set && minReadySeconds > 0 && isPodReady(object) && !(previous && isPodReady(previous))) {
			context.enqueueAfter(availableKey + objectKey(set), minReadySeconds * 1000);
		}
		return set ? [...keys, objectKey(set)] : keys;
	}
	if (type === 'DELETED' || (previous && !before && previous.metadata.labels === object.metadata.labels)) {
		return keys;
	}
	const takers = context.api
		.list<StatefulSet>(resource, object.metadata.namespace)
		.filter(({spec}) => labelTest(spec.selector)(object.metadata.labels));
	return [...keys, ...takers.map(objectKey)];
}

/** The Pods that belong to the set. A Pod whose name is none of the set's is let go. */
function claimPods(set: StatefulSet, context: ControllerContext): Pod[] {
	const {api} = context;
	const {uid, namespace, deletionTimestamp} = set.metadata;
	const owned = api.byIndex<Pod>('pods', 'owner', uid!);
	if (!deletionTimestamp) {
		for (const pod of owned.filter(each => controllerOf(each)?.uid === uid && !isMemberOf(set, each))) {
			api.update('pods', withoutOwners(pod, [uid!]));
		}
	}
	const members = owned.filter(pod => isMemberOf(set, pod));
	const free = unclaimed('pods', context)
		.list<Pod>(namespace!)
		.filter(pod => isMemberOf(set, pod));
	return claim('pods', set, labelTest(set.spec.selector), free, api, members);
}

function syncStatefulSet(set: StatefulSet, context: ControllerContext): void {
	const {api, now} = context;
	const revisions = listRevisions(set, context);
	const pods = claimPods(set, context);
	const chosen = statefulSetRevisions(set, revisions, context);
	const control = new StatefulSetControl(set, chosen, pods, new StatefulPodControl(context), context);
	const {counts, failed} = control.update();
	const names = {current: chosen.current.metadata.name, update: chosen.update.metadata.name};
	const status = statefulSetStatus(set, names, counts, chosen.collisionCount);
	if (isStatusInconsistent(set, status)) {
		api.updateStatus(resource, {...set, status});
	}
	truncateHistory(set, pods, revisions, chosen, context);
	if (failed) {
		throw failed;
	}
	const {minReadySeconds = 0} = set.spec;
	if (minReadySeconds > 0 && (status.readyReplicas ?? 0) !== status.availableReplicas) {
		const wait = nextAvailabilityCheck(pods, minReadySeconds, now) ?? minReadySeconds * 1000;
		context.enqueueAfter(availableKey + objectKey(set), wait);
	}
}
