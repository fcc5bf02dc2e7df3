/** When the change came about that a slice shows (endpointslice/util/trigger_time_tracker.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Service} from '../../../api/core-v1/service.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {findCondition} from '../../conditions.ts';

const annotation = 'endpoints.kubernetes.io/last-change-trigger-time';

/** The times seen at the last look, as the API writes them. */
export interface TriggerState {
	readonly pods: Readonly<Record<string, string>>;
}

export function triggerState(pods: readonly Pod[]): TriggerState {
	const times = pods.flatMap(pod => {
		const time = findCondition(pod.status.conditions, 'Ready')?.lastTransitionTime;
		return time ? [[pod.metadata.name, time] as const] : [];
	});
	return {pods: Object.fromEntries(times)};
}

/**
 * The earliest time that is new since the last look; of a Service not seen before, that of its creation. Nothing where
 * nothing that has a time has changed.
 */
export function triggerTime(service: Service, now: TriggerState, before: TriggerState | undefined): string | undefined {
	if (!before) {
		return service.metadata.creationTimestamp;
	}
	const changed = Object.entries(now.pods).filter(([name, time]) => time > (before.pods[name] ?? ''));
	return changed.map(([, time]) => time).sort()[0];
}

/** The object with that time in its annotation, or without the annotation. */
export function withTriggerTime<T extends KubernetesObject>(object: T, time: string | undefined): T {
	const {annotations, ...metadata} = object.metadata;
	const {[annotation]: _, ...others} = annotations ?? {};
	const next = time === undefined ? others : {...others, [annotation]: time};
	return {...object, metadata: Object.keys(next).length > 0 ? {...metadata, annotations: next} : metadata};
}
