/** Slows down the replacement of Pods that fail again and again on a node (client-go util/flowcontrol/backoff.go). */
import type {ControllerContext} from '../../controller.ts';
import {objectKey} from '../../controller.ts';
import {fields, type Instants, instant} from '../../instants.ts';
import type {DaemonState} from './state.ts';

const initial = 1_000;
const longest = 900_000;

interface Backoff {
	readonly delay: number;
	/** Milliseconds since 1970. */
	readonly updated: number;
}

export const backoffInstants: Instants = {values: {backoff: fields<Backoff>({updated: instant})}};

/**
 * Whether to wait with deleting a failed Pod on that node; then the DaemonSet is looked at again after the wait. If not,
 * the next wait is twice as long, from 1 second to 15 minutes.
 */
export function inBackoff({daemonSet, context}: DaemonState, nodeName: string): boolean {
	const backoffs = context.table<Backoff>('backoff');
	const {uid} = daemonSet.metadata;
	const key = `${objectKey(daemonSet)}/${uid}/${daemonSet.status.observedGeneration ?? 0}/${nodeName}`;
	const last = backoffs.get(key);
	const since = last ? context.now - last.updated : Number.POSITIVE_INFINITY;
	if (last && since < last.delay) {
		context.enqueueAfter(objectKey(daemonSet), last.delay);
		return true;
	}
	const delay = last && since <= 2 * longest ? Math.min(longest, last.delay * 2) : initial;
	backoffs.set(key, {delay, updated: context.now});
	return false;
}

export function forgetBackoff(daemonSetKey: string, context: ControllerContext): void {
	const backoffs = context.table<Backoff>('backoff');
	for (const [key] of backoffs.entries(`${daemonSetKey}/`)) {
		backoffs.delete(key);
	}
}
