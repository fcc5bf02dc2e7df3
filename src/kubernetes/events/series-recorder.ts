/**
 * Writes Events as components on events.k8s.io/v1 do, the scheduler among them (client-go tools/events): no counts and
 * no timestamps but `eventTime`; what comes again becomes a series.
 */
import type {Event} from '../../api/core-v1/event.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import {formatMicroTime} from '../../apimachinery/time.ts';
import type {ApiClient} from '../api/client.ts';
import {type EventState, eventName} from './names.ts';
import {eventNamespace, referenceTo} from './reference.ts';

/** After 6 minutes without another one a series is over; while it goes on it is written every 30 minutes. */
const finishTime = 360_000;
const refreshTime = 1_800_000;

export interface CachedEvent {
	readonly event: Event;
	/** How often it was seen, and when last, in milliseconds since 1970. */
	readonly count: number;
	readonly last: number;
	/** When the series was written last. */
	readonly written: number;
}

export interface NewEvent {
	readonly about: KubernetesObject;
	readonly related?: KubernetesObject;
	readonly type: 'Normal' | 'Warning';
	readonly reason: string;
	/** What was done or not done, such as `Binding`. */
	readonly action: string;
	readonly note: string;
}

/** @param instance which of several replicas of the component it is, such as `default-scheduler-control-plane` */
export function recordSeriesEvent(
	state: EventState,
	api: ApiClient,
	component: string,
	instance: string,
	{about, related, type, reason, action, note}: NewEvent,
): void {
	const involvedObject = referenceTo(about);
	const relatedObject = related && referenceTo(related);
	const cache = state.table<CachedEvent>('event-series');
	const key = JSON.stringify([type, action, reason, involvedObject, relatedObject]);
	const known = cache.get(key);
	if (known) {
		const next = {...known, count: known.count + 1, last: state.now};
		// The second one makes it a series and is written; further ones are written from time to time.
		cache.set(key, known.count === 1 ? writeSeries(state, api, next) : next);
		return;
	}
	const event: Event = {
		apiVersion: 'v1',
		kind: 'Event',
		metadata: {name: eventName(state, involvedObject.name), namespace: eventNamespace(involvedObject)},
		involvedObject,
		...(relatedObject && {related: relatedObject}),
		reason,
		action,
		message: note,
		source: {},
		firstTimestamp: null,
		lastTimestamp: null,
		eventTime: formatMicroTime(state.now),
		type,
		reportingComponent: component,
		reportingInstance: instance,
	};
	cache.set(key, {event, count: 1, last: state.now, written: state.now});
	refusable(() => api.create('events', event));
}

/**
 * Ends series that are over and writes those that go on; to be called every `finishTime` or so.
 * @returns whether any Event is still remembered
 */
export function maintainSeries(state: EventState, api: ApiClient): boolean {
	const cache = state.table<CachedEvent>('event-series');
	let left = false;
	for (const [key, cached] of cache.entries()) {
		if (cached.last < state.now - finishTime) {
			if (cached.count > 1) {
				writeSeries(state, api, cached);
			}
			cache.delete(key);
			continue;
		}
		left = true;
		if (cached.count > 1 && state.now - cached.written >= refreshTime) {
			cache.set(key, writeSeries(state, api, cached));
		}
	}
	return left;
}

export const seriesMaintenanceInterval = finishTime;

function writeSeries(state: EventState, api: ApiClient, cached: CachedEvent): CachedEvent {
	const {event, count, last} = cached;
	const series = {count, lastObservedTime: formatMicroTime(last)};
	refusable(() => {
		const existing = api.get<Event>('events', event.metadata.namespace!, event.metadata.name);
		if (existing) {
			api.update('events', {...existing, series});
		} else {
			api.create('events', {...event, series});
		}
	});
	return {...cached, written: state.now};
}

/** Events that the server refuses, as in a namespace that is being deleted, are dropped. */
function refusable(write: () => void): void {
	try {
		write();
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
	}
}
