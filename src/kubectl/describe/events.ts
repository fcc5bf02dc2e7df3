/** The events below a description (kubectl pkg/describe/describe.go DescribeEvents). */
import type {Connection} from '../../apimachinery/connection.ts';
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import {goSorted} from '../go-sort.ts';
import {since} from './common.ts';
import type {DescriptionWriter} from './writer.ts';

/** What of an Event is shown. */
export interface DescribedEvent {
	readonly type?: string;
	readonly reason?: string;
	readonly message?: string;
	readonly count?: number;
	readonly firstTimestamp?: string | null;
	readonly lastTimestamp?: string | null;
	readonly eventTime?: string | null;
	readonly series?: {readonly count?: number; readonly lastObservedTime?: string};
	readonly source?: {readonly component?: string};
	readonly reportingComponent?: string;
	readonly involvedObject: {readonly fieldPath?: string};
}

/**
 * The events about an object; none where the cluster will not say.
 * @param uid the uid to search for, where it is not the object's own
 */
export async function findEvents(
	connection: Connection,
	object: KubernetesObject,
	withKind: boolean,
	uid = object.metadata.uid,
): Promise<readonly DescribedEvent[]> {
	const {name, namespace} = object.metadata;
	const terms = [
		['involvedObject.name', name],
		['involvedObject.namespace', namespace ?? ''],
		...(withKind ? [['involvedObject.kind', object.kind]] : []),
		...(uid ? [['involvedObject.uid', uid]] : []),
	];
	const answer = await connection.request({
		method: 'GET',
		path: namespace ? `/api/v1/namespaces/${namespace}/events` : '/api/v1/events',
		query: {fieldSelector: terms.map(([key, value]) => `${key}=${value}`).join(','), limit: '500'},
	});
	if (answer.status >= 400) {
		return [];
	}
	return (answer.body as KubernetesList<KubernetesObject & DescribedEvent>).items;
}

export function writeEvents(w: DescriptionWriter, events: readonly DescribedEvent[], now: number): void {
	if (events.length === 0) {
		w.line(0, 'Events:\t<none>');
		return;
	}
	const time = (event: DescribedEvent) => (event.lastTimestamp ? Date.parse(event.lastTimestamp) : 0);
	w.line(0, 'Events:');
	w.line(1, 'Type\tReason\tAge\tFrom\tMessage');
	w.line(1, '----\t------\t----\t----\t-------');
	for (const event of goSorted(events, (a, b) => time(a) < time(b))) {
		const from = event.source?.component || event.reportingComponent || '';
		const path = event.involvedObject.fieldPath ? `${event.involvedObject.fieldPath}: ` : '';
		const message = path + (event.message ?? '').trim();
		w.line(1, [event.type ?? '', event.reason ?? '', eventAge(event, now), from, message].join('\t'));
	}
}

/** Such as `5s`, or `5s (x3 over 2m)`. */
export function eventAge(event: DescribedEvent, now: number): string {
	const first = since(event.eventTime ? event.eventTime : event.firstTimestamp, now);
	if (event.series) {
		return `${since(event.series.lastObservedTime, now)} (x${event.series.count ?? 0} over ${first})`;
	}
	return (event.count ?? 0) > 1 ? `${since(event.lastTimestamp, now)} (x${event.count} over ${first})` : first;
}
