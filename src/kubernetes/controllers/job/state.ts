/** What a sync of a Job has seen, and what it makes of it (pkg/controller/job/job_controller.go syncJobCtx). */
import type {Job, JobCondition, JobStatus} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {PacedContext} from '../pace.ts';
import type {BackoffRecord} from './backoff.ts';
import type {IndexState} from './indexed.ts';

export interface JobState {
	readonly job: Job;
	/** The Job's key in the work queue. */
	readonly key: string;
	/** All of its Pods, as they were when the sync began. */
	readonly pods: readonly Pod[];
	/** Those that have neither ended nor been told to. */
	readonly active: readonly Pod[];
	/** How many Pods succeeded, or indexes in an Indexed Job, counted or not. */
	readonly succeeded: number;
	/** How many Pods failed, counted or not, but for those that are ignored. */
	readonly failed: number;
	/** Of an Indexed Job. */
	readonly indexes?: IndexState;
	readonly backoff: BackoffRecord;
	readonly context: PacedContext;
}

/** The numbers of Pods as they are when all that was asked for has come about. */
export interface PodCounts {
	readonly active: number;
	readonly ready: number;
	readonly terminating: number;
}

/** What a step did to the Pods. */
export interface Managed {
	readonly counts: PodCounts;
	/** The first refusal, which is thrown when the status has been written. */
	readonly error?: Error;
}

/** What the sync wants to say. */
export interface Outcome {
	readonly status: JobStatus;
	/** How the Job ends, if it does. */
	readonly finished?: JobCondition;
	/** Whether the status must be written even if no Pod is counted. */
	readonly changed: boolean;
}
