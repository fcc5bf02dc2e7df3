/** The DaemonSet controller: one Pod on each node that should have one (pkg/controller/daemon/daemon_controller.go). */
import type {DaemonSet} from '../../../api/apps-v1.ts';
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {StatusError} from '../../../apimachinery/status.ts';
import type {Change} from '../../api/store.ts';
import {isPodReady} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {revisionsResource} from '../history.ts';
import {claim, unclaimed} from '../owners.ts';
import {createPod, deletePod, namespaceIsEnding, slowStart} from '../pod-control.ts';
import {backoffInstants, forgetBackoff} from './backoff.ts';
import {type Changes, manage} from './manage.ts';
import {placementOn, templateForNode} from './pods.ts';
import {cleanUpHistory, constructHistory, hashOf} from './revisions.ts';
import {rollingUpdate} from './rolling-update.ts';
import {type DaemonState, podsByNode} from './state.ts';
import {updateStatus} from './status.ts';

const resource = 'daemonsets.apps';
const nodeKey = 'node:';
/** A look at the time when a Pod becomes available; a key of its own, since a look before it would take its timer away. */
const availableKey = 'available:';
/** No more Pods than this are made, or deleted, at once. */
const burstReplicas = 250;

export const daemonSets: Controller = {
	name: 'daemonset-controller',
	instants: backoffInstants,
	/** Quick as upstream's informers: what a client does next must not come before the sync of what it did last. */
	latency: 3,
	manager: 'kube-controller-manager',
	watches: {
		[resource]: ({object}: Change<DaemonSet>) => [objectKey(object)],
		[revisionsResource]: (change: Change, context) => revisionWritten(change, context),
		nodes: (change: Change<Node>) => nodeWritten(change),
		pods: (change: Change<Pod>, context) => podWritten(change, context),
	},
	sync(key, context) {
		if (key.startsWith(nodeKey)) {
			syncNode(key.slice(nodeKey.length), context);
			return;
		}
		const name = key.startsWith(availableKey) ? key.slice(availableKey.length) : key;
		const daemonSet = context.api.get<DaemonSet>(resource, ...splitKey(name));
		if (daemonSet) {
			syncDaemonSet(daemonSet, context);
		} else {
			forgetBackoff(name, context);
		}
	},
};

/** The key of the DaemonSet that controls an object. */
function ownersKey(object: Change['object'], {api}: ControllerContext): string[] {
	const owner = controllerOf(object);
	if (owner?.kind !== 'DaemonSet') {
		return [];
	}
	const namespace = object.metadata.namespace ?? '';
	const found = api.get(resource, namespace, owner.name);
	return found?.metadata.uid === owner.uid ? [`${namespace}/${owner.name}`] : [];
}

/** That a node is gone is not looked at; its Pods will be, when they are cleaned up (daemon_controller.go has no handler for it). */
function nodeWritten({type, object, previous}: Change<Node>): string[] {
	if (type === 'DELETED') {
		return [];
	}
	const same =
		type === 'MODIFIED' &&
		previous !== undefined &&
		previous.metadata.labels === object.metadata.labels &&
		previous.spec.taints === object.spec.taints;
	return same ? [] : [nodeKey + object.metadata.name];
}

/** A revision that is new and belongs to a DaemonSet changes nothing for it (daemon_controller.go addHistory). */
function revisionWritten({type, object, previous}: Change, context: ControllerContext): string[] {
	const keys = new Set(type === 'ADDED' ? [] : ownersKey(object, context));
	addFormerOwner(keys, object, previous, context);
	if (type !== 'DELETED') {
		addPossibleOwners(keys, object, previous, context);
	}
	return [...keys];
}

function podWritten(change: Change<Pod>, context: ControllerContext): string[] {
	const {object, previous} = change;
	unclaimed('pods', context).note(change);
	const keys = new Set(ownersKey(object, context));
	for (const key of keys) {
		const minReadySeconds = context.api.get<DaemonSet>(resource, ...splitKey(key))?.spec.minReadySeconds ?? 0;
		if (minReadySeconds > 0 && isPodReady(object) && !(previous && isPodReady(previous))) {
			context.enqueueAfter(availableKey + key, minReadySeconds * 1000 + 1000);
		}
	}
	addFormerOwner(keys, object, previous, context);
	addPossibleOwners(keys, object, previous, context);
	return [...keys];
}

type Before = Change['object'] | undefined;

function addFormerOwner(keys: Set<string>, object: Change['object'], previous: Before, context: ControllerContext) {
	const before = previous && controllerOf(previous);
	if (before && before.uid !== controllerOf(object)?.uid) {
		for (const key of ownersKey(previous, context)) {
			keys.add(key);
		}
	}
}

/** The DaemonSets that may want an object which nobody controls, where it has newly become so or changed its labels. */
function addPossibleOwners(keys: Set<string>, object: Change['object'], previous: Before, {api}: ControllerContext) {
	const free = controllerOf(object) === undefined;
	const released = previous !== undefined && controllerOf(previous) !== undefined;
	if (free && (!previous || released || previous.metadata.labels !== object.metadata.labels)) {
		for (const daemonSet of api.list<DaemonSet>(resource, object.metadata.namespace)) {
			if (labelTest(daemonSet.spec.selector)(object.metadata.labels)) {
				keys.add(objectKey(daemonSet));
			}
		}
	}
}

/** Finds the DaemonSets for which a node has come or changed. */
function syncNode(name: string, context: ControllerContext): void {
	const node = context.api.get<Node>('nodes', '', name);
	if (!node) {
		return;
	}
	const pods = context.api.byIndex<Pod>('pods', 'node', name);
	for (const daemonSet of context.api.list<DaemonSet>(resource)) {
		const {run, stay} = placementOn(node, daemonSet);
		const scheduled = pods.some(pod => controllerOf(pod)?.uid === daemonSet.metadata.uid);
		const misscheduled = (daemonSet.status.numberMisscheduled ?? 0) > 0;
		if ((run && !scheduled) || (!stay && scheduled) || (scheduled && misscheduled)) {
			context.enqueueAfter(objectKey(daemonSet), 0);
		}
	}
}

function syncDaemonSet(daemonSet: DaemonSet, context: ControllerContext): void {
	const {api, events} = context;
	const {selector} = daemonSet.spec;
	if (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0) {
		const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
		events.event(daemonSet, 'Warning', 'SelectingAll', message);
		return;
	}
	if (daemonSet.metadata.deletionTimestamp) {
		return;
	}
	const namespace = daemonSet.metadata.namespace!;
	const matches = labelTest(selector);
	const pods = (): Pod[] => claim('pods', daemonSet, matches, unclaimed('pods', context).list<Pod>(namespace), api);
	const history = constructHistory(daemonSet, pods(), context);
	const state: DaemonState = {daemonSet, hash: hashOf(history.current), nodes: api.list<Node>('nodes'), context};

	const changes = manage(state, podsByNode(pods()));
	let failed = syncNodes(changes, state);
	const settled = changes.create.length === 0 && changes.remove.length === 0;
	// An update goes on when everything that was asked for has come about.
	if (!failed && settled && daemonSet.spec.updateStrategy.type === 'RollingUpdate') {
		failed = syncNodes(rollingUpdate(state, podsByNode(pods())), state);
	}
	const present = pods();
	if (!failed) {
		cleanUpHistory(daemonSet, history.old, present, context);
	}
	const latest = api.get<DaemonSet>(resource, namespace, daemonSet.metadata.name);
	if (latest) {
		updateStatus({...state, daemonSet: latest}, podsByNode(present));
	}
	if (failed && !namespaceIsEnding(failed)) {
		throw failed;
	}
}

/** Makes Pods for nodes and deletes Pods. @returns what was refused, if anything */
function syncNodes({create, remove}: Changes, {daemonSet, hash, context}: DaemonState): StatusError | undefined {
	const created = slowStart(Math.min(burstReplicas, create.length), i => {
		createPod(templateForNode(daemonSet, create[i]!, hash), daemonSet, context);
	});
	const deleted = slowStart(Math.min(burstReplicas, remove.length), i => {
		deletePod(remove[i]!, daemonSet, context);
	});
	return created ?? deleted;
}
