/**
 * Which Pods wait to be scheduled, in tables (pkg/scheduler/backend/queue): active ones are tried at the next chance,
 * unschedulable ones when something has changed that may help. Errors are tried again after a back-off.
 */
import type {ControllerContext} from '../../controller.ts';
import {fields, type Instants, instant} from '../../instants.ts';

const initialBackoff = 1000;
const maxBackoff = 10_000;
/** After this long a Pod is tried again even where nothing has changed. */
export const maxInUnschedulable = 300_000;
export const flushInterval = 30_000;

interface ActivePod {
	readonly priority: number;
	/** When it came into the queue, in milliseconds since 1970, and its turn among those of the same instant. */
	readonly since: number;
	readonly turn: number;
}

export interface UnschedulablePod {
	readonly plugins: readonly string[];
	/** How often it could not be scheduled, and when last. */
	readonly attempts: number;
	readonly at: number;
	/** Whether something has changed that may help, so that only the back-off holds it. */
	readonly backingOff: boolean;
}

export const queueInstants: NonNullable<Instants['values']> = {
	active: fields<ActivePod>({since: instant}),
	unschedulable: fields<UnschedulablePod>({at: instant}),
};

/** 1 s after the first attempt, doubling to 10 s. */
export function backoffDuration(attempts: number): number {
	return attempts === 0 ? 0 : Math.min(maxBackoff, initialBackoff * 2 ** (attempts - 1));
}

/**
 * The work queue's keys: everything active, the end of a Pod's back-off, a Pod that waits for its volumes, and the
 * regular look at forgotten Pods.
 */
export const workKeys = {
	schedule: 'schedule',
	flush: 'flush',
	volumesOf: (pod: string): string => `volumes:${pod}`,
	podOfVolumes: (key: string): string | undefined =>
		key.startsWith('volumes:') ? key.slice('volumes:'.length) : undefined,
	backoffOf: (pod: string): string => `backoff:${pod}`,
	podOfBackoff: (key: string): string | undefined =>
		key.startsWith('backoff:') ? key.slice('backoff:'.length) : undefined,
} as const;

function createQueue(context: ControllerContext) {
	const active = context.table<ActivePod>('active');
	const unschedulable = context.table<UnschedulablePod>('unschedulable');
	const turns = context.table<number>('turns');

	return {
		/** Lets a Pod be tried at the next chance. */
		activate(key: string, priority: number): void {
			if (active.get(key)) {
				return;
			}
			const turn = (turns.get('last') ?? 0) + 1;
			turns.set('last', turn);
			active.set(key, {priority, since: context.now, turn});
		},

		/** Takes out all active Pods: by priority, then in the order in which they came (plugins/queuesort). */
		takeActive(): string[] {
			const entries = active.entries();
			for (const [key] of entries) {
				active.delete(key);
			}
			return entries
				.sort(([, a], [, b]) => b.priority - a.priority || a.since - b.since || a.turn - b.turn)
				.map(([key]) => key);
		},

		/** Remembers that a Pod could not be scheduled, and what was in its way. */
		reject(key: string, plugins: Iterable<string>, retry: boolean): void {
			const attempts = (unschedulable.get(key)?.attempts ?? 0) + 1;
			unschedulable.set(key, {plugins: [...plugins], attempts, at: context.now, backingOff: retry});
			if (retry) {
				context.enqueueAfter(workKeys.backoffOf(key), backoffDuration(attempts));
			}
			context.enqueueAfter(workKeys.flush, flushInterval);
		},

		get(key: string): UnschedulablePod | undefined {
			return unschedulable.get(key);
		},

		waiting(): [key: string, pod: UnschedulablePod][] {
			return unschedulable.entries();
		},

		/**
		 * Something has changed that may help: tries again. A Pod in back-off is taken as soon as no other one is active
		 * (SchedulerPopFromBackoffQ), and all active ones are taken at once here, so the back-off holds nobody up.
		 */
		requeue(key: string, pod: UnschedulablePod): void {
			if (!pod.backingOff) {
				unschedulable.set(key, {...pod, backingOff: true});
				context.enqueueAfter(workKeys.backoffOf(key), 0);
			}
		},

		/** The Pod is gone, or has a node. */
		forget(key: string): void {
			active.delete(key);
			unschedulable.delete(key);
		},
	};
}

export type SchedulingQueue = ReturnType<typeof createQueue>;

const queues = new WeakMap<ControllerContext, SchedulingQueue>();

/** The queue of a scheduler, which is asked for at every change of a Pod. */
export function queueOf(context: ControllerContext): SchedulingQueue {
	let queue = queues.get(context);
	if (!queue) {
		queue = createQueue(context);
		queues.set(context, queue);
	}
	return queue;
}
