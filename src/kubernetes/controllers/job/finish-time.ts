/** When a Pod ended (pkg/controller/job/backoff_utils.go getFinishedTime). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import {findCondition} from '../../conditions.ts';

/**
 * The end of its last container; where that is not known, since when it is not Ready, or when it was deleted, or at
 * worst when it was made. In milliseconds since 1970.
 */
export function finishTime(pod: Pod): number {
	return endOfContainers(pod) ?? notReadySince(pod) ?? deletedAt(pod) ?? parseTime(pod.metadata.creationTimestamp) ?? 0;
}

/** Sidecars end after the other containers. */
function endOfContainers({spec, status}: Pod): number | undefined {
	const sidecars = new Set(spec.initContainers?.filter(c => c.restartPolicy === 'Always').map(({name}) => name));
	const statuses = [
		...(status.containerStatuses ?? []),
		...(status.initContainerStatuses ?? []).filter(({name}) => sidecars.has(name)),
	];
	const ends = statuses.map(({state}) => parseTime(state?.terminated?.finishedAt));
	return ends.length > 0 && ends.every(end => end !== undefined) ? Math.max(...ends) : undefined;
}

function notReadySince({status}: Pod): number | undefined {
	const ready = findCondition(status.conditions, 'Ready');
	return ready?.status === 'False' ? parseTime(ready.lastTransitionTime) : undefined;
}

function deletedAt({metadata}: Pod): number | undefined {
	const end = parseTime(metadata.deletionTimestamp);
	return end === undefined ? undefined : end - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
