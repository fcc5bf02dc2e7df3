/**
 * Events last an hour from when they were written last: kube-apiserver's `--event-ttl`, a lease in etcd. Leases are
 * shared by what is written within a minute, so Events go in batches, up to a minute late.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {parseTime} from '../../apimachinery/time.ts';
import type {Change} from '../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';

interface TimedEvent extends KubernetesObject {
	readonly lastTimestamp?: string | null;
	readonly eventTime?: string | null;
	readonly series?: {readonly lastObservedTime?: string | null};
}

const timeToLive = 3_600_000;
const batchLength = 60_000;

/** The batch in which an Event goes, as text that sorts by time. */
function batchOf(written: number): string {
	return String(Math.floor(written / batchLength) + 1).padStart(10, '0');
}

/**
 * A batch so much later. Where its bounds are then no whole minutes, it goes with the next one: nothing in it is thrown
 * away too early.
 */
function shiftBatch(batch: string, by: number): string {
	return String(Math.ceil((Number(batch) * batchLength + by) / batchLength)).padStart(10, '0');
}

/** Milliseconds since 1970. */
function lastWritten({metadata, lastTimestamp, eventTime, series}: TimedEvent): number {
	const times = [metadata.creationTimestamp, lastTimestamp, eventTime, series?.lastObservedTime];
	return Math.max(...times.map(time => parseTime(time) ?? 0));
}

/** @param written milliseconds since 1970 */
function register(event: TimedEvent, written: number, context: ControllerContext): void {
	const batch = batchOf(written);
	context.table<true>('batches').set(`${batch}/${objectKey(event)}`, true);
	context.enqueueAfter(batch, Number(batch) * batchLength + timeToLive - context.now);
}

export const eventExpiry: Controller = {
	name: 'event-expiry',
	instants: {
		keys: {batches: (key, by) => shiftBatch(key.slice(0, key.indexOf('/')), by) + key.slice(key.indexOf('/'))},
		queue: shiftBatch,
	},
	watches: {
		events: (change: Change<never>, context) => {
			if (change.type === 'ADDED') {
				register(change.object, context.now, context);
			}
			return [];
		},
	},
	sync(batch, context) {
		const batches = context.table<true>('batches');
		for (const [entry] of batches.entries(`${batch}/`)) {
			batches.delete(entry);
			const [namespace, name] = splitKey(entry.slice(batch.length + 1));
			const event = context.api.get<TimedEvent>('events', namespace, name);
			if (!event) {
				continue;
			}
			const written = lastWritten(event);
			if (batchOf(written) > batch) {
				register(event, written, context);
			} else {
				context.api.delete('events', namespace, name);
			}
		}
	},
};
