/** Deletes Jobs some time after their end, where they ask for it (pkg/controller/ttlafterfinished). */
import type {Job} from '../../api/batch-v1.ts';
import {parseTime} from '../../apimachinery/time.ts';
import type {Change} from '../api/store.ts';
import {finishedCondition, jobsResource} from '../batch.ts';
import {type Controller, objectKey, splitKey} from '../controller.ts';

export const ttlAfterFinished: Controller = {
	name: 'ttl-after-finished-controller',
	watches: {
		[jobsResource]: ({type, object}: Change<Job>) =>
			type !== 'DELETED' && expiry(object) !== undefined ? [objectKey(object)] : [],
	},
	sync(key, {api, now, enqueueAfter}) {
		const job = api.get<Job>(jobsResource, ...splitKey(key));
		const at = job && expiry(job);
		if (at === undefined) {
			return;
		}
		if (at > now) {
			enqueueAfter(key, at - now);
			return;
		}
		const {namespace, name, uid} = job!.metadata;
		api.delete(jobsResource, namespace!, name, {
			propagationPolicy: 'Foreground',
			...(uid && {preconditions: {uid}}),
		});
	},
};

/** When the Job is to go, in milliseconds since 1970; undefined while it has not ended, or where it may stay. */
function expiry(job: Job): number | undefined {
	const ended = parseTime(finishedCondition(job)?.lastTransitionTime);
	const {ttlSecondsAfterFinished: ttl} = job.spec;
	if (job.metadata.deletionTimestamp || ended === undefined || ttl === undefined) {
		return undefined;
	}
	return ended + ttl * 1000;
}
