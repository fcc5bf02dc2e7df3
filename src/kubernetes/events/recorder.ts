/** Writes core/v1 Events as most components do (client-go tools/record/event.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import {formatTime} from '../../apimachinery/time.ts';
import type {ApiClient} from '../api/client.ts';
import type {EventRecorder} from '../controller.ts';
import {type CorrelatorRow, correlate, forgetAfter} from './correlator.ts';
import {type EventState, eventName} from './names.ts';
import {type EventReference, eventNamespace, referenceTo} from './reference.ts';

/** Who says it: a component such as `replicaset-controller`, or `kubelet` and its node. */
export interface EventSource {
	readonly component: string;
	readonly host?: string;
}

/** An Event as this recorder writes it. */
interface RecordedEvent extends KubernetesObject {
	readonly involvedObject: EventReference;
	readonly reason: string;
	readonly message: string;
	readonly source: EventSource;
	readonly firstTimestamp: string;
	readonly lastTimestamp: string;
	readonly count: number;
	readonly type: string;
	readonly reportingComponent: string;
	readonly reportingInstance: string;
	readonly eventTime: null;
}

/** How often rows of objects that are long gone are thrown away. */
const sweepInterval = 3_600_000;

/**
 * A recorder whose working state is in tables of `state`, so that it is part of every snapshot.
 * @param state the cluster's `VirtualClock`, or a controller's context
 */
export function createEventRecorder(state: EventState, api: ApiClient, source: EventSource): EventRecorder {
	return {
		event(about, type, reason, message, fieldPath) {
			const involvedObject = referenceTo(about, fieldPath);
			const timestamp = formatTime(state.now);
			const rows = state.table<CorrelatorRow>('event-correlator');
			const key = [source.component, source.host ?? '', about.kind, objectId(involvedObject), type].join('|');
			const {row, event} = correlate(
				rows.get(key),
				{reason, message, fieldPath: fieldPath ?? '', timestamp, name: eventName(state, involvedObject.name)},
				state.now,
			);
			rows.set(key, row);
			forgetOldRows(state);
			if (!event) {
				return;
			}
			write(api, {
				apiVersion: 'v1',
				kind: 'Event',
				metadata: {name: event.name, namespace: eventNamespace(involvedObject)},
				involvedObject,
				reason,
				message: event.message,
				source,
				firstTimestamp: event.firstTimestamp,
				lastTimestamp: timestamp,
				count: event.count,
				type,
				reportingComponent: event.combined ? '' : source.component,
				reportingInstance: event.combined ? '' : (source.host ?? ''),
				eventTime: null,
			});
		},
	};
}

function objectId({namespace, name, uid, apiVersion}: EventReference): string {
	return `${apiVersion}|${namespace ?? ''}/${name}|${uid ?? ''}`;
}

/** Writes a new Event, or the count and message of one that is there. What the server refuses is dropped. */
function write(api: ApiClient, event: RecordedEvent): void {
	const namespace = event.metadata.namespace!;
	try {
		const existing = event.count > 1 ? api.get<RecordedEvent>('events', namespace, event.metadata.name) : undefined;
		if (existing) {
			const {count, message, lastTimestamp} = event;
			api.update('events', {...existing, count, message, lastTimestamp});
		} else {
			api.create('events', event);
		}
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
	}
}

function forgetOldRows(state: EventState): void {
	const sweeps = state.table<number>('event-correlator-sweep');
	const last = sweeps.get('last');
	if (last !== undefined && state.now - last < sweepInterval) {
		return;
	}
	sweeps.set('last', state.now);
	const rows = state.table<CorrelatorRow>('event-correlator');
	for (const [key, row] of rows.entries()) {
		if (state.now - row.at > forgetAfter) {
			rows.delete(key);
		}
	}
}
