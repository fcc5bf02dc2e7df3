/**
 * How many Pods each ReplicaSet has, kept as Pods are written: an index that can be asked without looking at every Pod,
 * so that the loss of one among ten thousand costs what the loss of one costs.
 */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {isPodReady} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import type {Labels} from '../../label-selector.ts';
import {isPodActive, isPodTerminating} from './pods.ts';

/** Pods of one ReplicaSet that have the same labels and are alike in what counts. Pods that have ended are in none. */
export interface PodGroup {
	readonly state: 'active' | 'ready' | 'terminating';
	readonly labels: Labels;
	readonly count: number;
}

function groupsTable(context: ControllerContext) {
	return context.table<PodGroup>('pod-groups');
}

/** The groups of the ReplicaSet with that uid; there are few, for its Pods are made alike. */
export function podGroups(uid: string, context: ControllerContext): PodGroup[] {
	return groupsTable(context)
		.entries(`${uid}/`)
		.map(([, group]) => group);
}

/**
 * To be told of every change of a Pod in which something that counts has changed.
 * @param kind the owners for which Pods are counted
 */
export function tally(kind: string, {type, object, previous}: Change<Pod>, context: ControllerContext): void {
	if (previous) {
		add(kind, previous, -1, context);
	}
	if (type !== 'DELETED') {
		add(kind, object, 1, context);
	}
}

function stateOf(pod: Pod): PodGroup['state'] | undefined {
	if (isPodActive(pod)) {
		return isPodReady(pod) ? 'ready' : 'active';
	}
	return isPodTerminating(pod) ? 'terminating' : undefined;
}

function add(kind: string, pod: Pod, difference: 1 | -1, context: ControllerContext): void {
	const owner = controllerOf(pod);
	const state = stateOf(pod);
	if (owner?.kind !== kind || !state) {
		return;
	}
	const groups = groupsTable(context);
	const labels = pod.metadata.labels ?? {};
	const key = `${owner.uid}/${state}/${textOf(labels)}`;
	const count = (groups.get(key)?.count ?? 0) + difference;
	if (count > 0) {
		groups.set(key, {state, labels, count});
	} else {
		groups.delete(key);
	}
}

/** Pods of one template share their labels, so that these are written out once. */
const texts = new WeakMap<Labels, string>();

function textOf(labels: Labels): string {
	let text = texts.get(labels);
	if (text === undefined) {
		text = JSON.stringify(labels);
		texts.set(labels, text);
	}
	return text;
}
