/** The Job controller: Pods that do some work, and end (pkg/controller/job/job_controller.go). */
import type {Job} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {finishedCondition, isManagedElsewhere, jobsResource} from '../../batch.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {unclaimed} from '../owners.ts';
import {busyUntil, paced, paceInstants} from '../pace.ts';
import {backoffInstants, forgetBackoff} from './backoff.ts';
import {batchPeriod} from './manage.ts';
import {jobOf, orphanKey, orphansKey, syncOrphans} from './orphans.ts';
import {isTracked} from './pods.ts';
import {syncJob} from './sync.ts';

export const jobs: Controller = {
	name: 'job-controller',
	manager: 'kube-controller-manager',
	instants: {values: {...paceInstants, backoff: backoffInstants}},
	retry: {first: 1000, longest: 60_000},
	watches: {
		[jobsResource]: jobWritten,
		pods: podWritten,
	},
	busyUntil,
	sync(key, context) {
		if (syncOrphans(key, context)) {
			return;
		}
		const job = context.api.get<Job>(jobsResource, ...splitKey(key));
		if (!job || finishedCondition(job)) {
			forgetBackoff(key, context);
		} else if (!isManagedElsewhere(job)) {
			paced(key, context, pacedContext => syncJob(job, pacedContext));
		}
	},
};

/** What somebody wants is seen to at once; writes of the status wait for others like them. */
function jobWritten({type, object, previous}: Change<Job>, context: ControllerContext): string[] {
	const key = objectKey(object);
	if (type === 'DELETED') {
		return [key, orphansKey(object)];
	}
	if (type === 'MODIFIED' && finishedCondition(object)) {
		return [orphansKey(object)];
	}
	if (type === 'MODIFIED' && previous?.metadata.generation === object.metadata.generation) {
		context.enqueueAfter(key, batchPeriod);
		return [];
	}
	return [key];
}

/** Whom a change of a Pod concerns: the Job that controls it, the one that did, or, when nobody does, those that would. */
function podWritten(change: Change<Pod>, context: ControllerContext): string[] {
	const {type, object, previous} = change;
	unclaimed('pods', context).note(change);
	const owner = controllerOf(object);
	const before = previous && controllerOf(previous);
	if (before?.kind === 'Job' && before.uid !== owner?.uid) {
		wake(jobOf(previous!, context.api), context);
	}
	if (owner) {
		return owner.kind === 'Job' ? ownedPodWritten(change, context) : [];
	}
	if (type === 'DELETED') {
		return [];
	}
	const news = !previous || before || previous.metadata.labels !== object.metadata.labels;
	if (news && !object.metadata.deletionTimestamp) {
		for (const job of context.api.list<Job>(jobsResource, object.metadata.namespace)) {
			if (labelTest(job.spec.selector)(object.metadata.labels)) {
				wake(job, context);
			}
		}
	}
	return isTracked(object) ? [orphanKey(object)] : [];
}

function ownedPodWritten({type, object}: Change<Pod>, context: ControllerContext): string[] {
	const job = jobOf(object, context.api);
	const ending = type === 'DELETED' || object.metadata.deletionTimestamp !== undefined;
	if (ending && (!job || finishedCondition(job))) {
		return type !== 'DELETED' && isTracked(object) ? [orphanKey(object)] : [];
	}
	wake(job, context);
	return [];
}

function wake(job: Job | undefined, context: ControllerContext): void {
	if (job) {
		context.enqueueAfter(objectKey(job), batchPeriod);
	}
}
