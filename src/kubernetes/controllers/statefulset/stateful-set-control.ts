/**
 * Decides what a StatefulSet does next (pkg/controller/statefulset/stateful_set_control.go).
 *
 * In order (`OrderedReady`), each Pod is made when all before it are available, and the highest goes first; a step that
 * has to wait ends the round. `Parallel` does not wait, except in updates.
 */
import type {StatefulSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {StatusError} from '../../../apimachinery/status.ts';
import type {ControllerContext} from '../../controller.ts';
import {slowStart} from '../pod-control.ts';
import {applyRevision, type Revisions} from './revisions.ts';
import type {StatefulPodControl} from './stateful-pod-control.ts';
import {countReplicas, type ReplicaCounts, type RevisionNames} from './stateful-set-status.ts';
import {
	identityMatches,
	inOrdinalRange,
	isCreated,
	isCurrentRevisionsTurn,
	isRunningAndReady,
	isTerminating,
	isUnavailable,
	newStatefulSetPod,
	ordinalOf,
	podRevision,
	startOrdinal,
	storageMatches,
} from './stateful-set-utils.ts';

/** Whether a round ends with this Pod. */
type Verdict = 'stop' | 'go on';

export class StatefulSetControl {
	readonly #set: StatefulSet;
	readonly #updateSet: StatefulSet;
	readonly #names: RevisionNames;
	readonly #monotonic: boolean;
	readonly #now: number;
	readonly #control: StatefulPodControl;
	/** The Pods that should be there, in order, those that are still to be made among them. */
	readonly #replicas: readonly Pod[];
	/** The Pods that should not be there, the highest first. */
	readonly #condemned: readonly Pod[];
	readonly #pods: readonly Pod[];

	constructor(
		set: StatefulSet,
		{current, update}: Revisions,
		pods: readonly Pod[],
		control: StatefulPodControl,
		{now}: Pick<ControllerContext, 'now'>,
	) {
		this.#set = set;
		this.#updateSet = applyRevision(set, update);
		this.#names = {current: current.metadata.name, update: update.metadata.name};
		this.#monotonic = set.spec.podManagementPolicy !== 'Parallel';
		this.#now = now;
		this.#control = control;
		this.#pods = pods;

		const present = new Map(pods.filter(pod => inOrdinalRange(pod, set)).map(pod => [ordinalOf(pod), pod]));
		const currentSet = applyRevision(set, current);
		this.#replicas = Array.from({length: set.spec.replicas}, (_, index) => {
			const ordinal = startOrdinal(set) + index;
			const ofCurrent = isCurrentRevisionsTurn(set, ordinal);
			return (
				present.get(ordinal) ??
				(ofCurrent
					? newStatefulSetPod(currentSet, ordinal, this.#names.current)
					: newStatefulSetPod(this.#updateSet, ordinal, this.#names.update))
			);
		});
		this.#condemned = pods
			.filter(pod => !inOrdinalRange(pod, set) && ordinalOf(pod) >= 0)
			.sort((a, b) => ordinalOf(b) - ordinalOf(a));
	}

	/** Takes the next step. The counts are what the status says, even where something was refused. */
	update(): {readonly counts: ReplicaCounts; readonly failed?: StatusError} {
		if (this.#set.metadata.deletionTimestamp) {
			return {counts: this.#count(this.#pods)};
		}
		const done = this.#reachInvariants();
		const counts = this.#count([...this.#replicas, ...this.#condemned]);
		if (done !== 'go on') {
			return done === 'stop' ? {counts} : {counts, failed: done};
		}
		return this.#set.spec.updateStrategy.type === 'OnDelete' ? {counts} : this.#rollOn(counts);
	}

	#count(pods: readonly Pod[]): ReplicaCounts {
		return countReplicas(pods, this.#set.spec.minReadySeconds ?? 0, this.#names, this.#now);
	}

	#isUnavailable(pod: Pod): boolean {
		return isUnavailable(pod, this.#set, this.#now);
	}

	/** Makes what is missing, then deletes what is too much. */
	#reachInvariants(): Verdict | StatusError {
		const lowestCondemned = [...this.#condemned].reverse();
		const firstUnavailable = [...this.#replicas, ...lowestCondemned].find(pod => this.#isUnavailable(pod));
		const steps: readonly (readonly [readonly Pod[], (pod: Pod, index: number) => Verdict])[] = [
			[this.#replicas, (pod, index) => this.#processReplica(pod, index)],
			[this.#condemned, pod => this.#fixClaims(pod)],
			[this.#condemned, pod => this.#processCondemned(pod, firstUnavailable)],
		];
		for (const [pods, act] of steps) {
			const verdict = this.#forAll(pods, act);
			if (verdict !== 'go on') {
				return verdict;
			}
		}
		return 'go on';
	}

	/** One after the other until one says stop, or all at once. */
	#forAll(pods: readonly Pod[], act: (pod: Pod, index: number) => Verdict): Verdict | StatusError {
		if (!this.#monotonic) {
			return slowStart(pods.length, index => act(pods[index]!, index)) ?? 'go on';
		}
		try {
			return pods.some((pod, index) => act(pod, index) === 'stop') ? 'stop' : 'go on';
		} catch (error) {
			if (error instanceof StatusError) {
				return error;
			}
			throw error;
		}
	}

	#processReplica(pod: Pod, index: number): Verdict {
		const {phase} = pod.status;
		if (phase === 'Failed' || phase === 'Succeeded') {
			// Another one is made when this one is gone.
			if (!isTerminating(pod)) {
				this.#control.deleteStatefulPod(this.#set, pod);
			}
			return 'stop';
		}
		if (!isCreated(pod)) {
			if (this.#control.isPodClaimStale(this.#set, pod)) {
				return 'stop';
			}
			this.#control.createStatefulPod(this.#set, pod, !isBinderAhead(index, this.#monotonic));
			if (this.#monotonic) {
				return 'stop';
			}
		}
		if (phase === 'Pending') {
			this.#control.createMissingClaims(this.#set, pod);
		}
		if (this.#monotonic && (!isRunningAndReady(pod) || this.#isUnavailable(pod))) {
			return 'stop';
		}
		const matches =
			identityMatches(this.#set, pod) &&
			storageMatches(this.#set, pod) &&
			this.#control.claimsMatchRetentionPolicy(this.#updateSet, pod);
		if (!matches) {
			this.#control.updateStatefulPod(this.#updateSet, pod);
		}
		return 'go on';
	}

	#fixClaims(pod: Pod): Verdict {
		if (!this.#control.claimsMatchRetentionPolicy(this.#updateSet, pod)) {
			this.#control.updateClaimsForRetentionPolicy(this.#updateSet, pod);
		}
		return 'go on';
	}

	#processCondemned(pod: Pod, firstUnavailable: Pod | undefined): Verdict {
		if (isTerminating(pod)) {
			return this.#monotonic ? 'stop' : 'go on';
		}
		const unfit = !isRunningAndReady(pod) || this.#isUnavailable(pod);
		if (this.#monotonic && unfit && pod !== firstUnavailable) {
			return 'stop';
		}
		this.#control.deleteStatefulPod(this.#set, pod);
		return 'stop';
	}

	/** Deletes the highest Pod that is not of the new revision, when those above it are available. */
	#rollOn(counts: ReplicaCounts): {readonly counts: ReplicaCounts; readonly failed?: StatusError} {
		const lowest = this.#set.spec.updateStrategy.rollingUpdate?.partition ?? 0;
		for (let target = this.#replicas.length - 1; target >= lowest; target--) {
			const pod = this.#replicas[target]!;
			if (podRevision(pod) !== this.#names.update && !isTerminating(pod)) {
				const failed = slowStart(1, () => this.#control.deleteStatefulPod(this.#set, pod));
				return failed ? {counts, failed} : {counts: {...counts, currentReplicas: counts.currentReplicas - 1}};
			}
			if (this.#isUnavailable(pod)) {
				break;
			}
		}
		return {counts};
	}
}

/**
 * Whether the volume binder has written to a Pod's new claims before the set gives them their owner, which it does right
 * after making the Pod. On a real cluster the two write at about the same moment, and the set, whose view of the claim
 * is a little old, mostly comes off worst and tries again. Where it makes several Pods at once, in batches of 1, 2, 4, …,
 * the binder, which takes one claim after the other, is done with the first of the batch by then.
 */
function isBinderAhead(index: number, monotonic: boolean): boolean {
	return !monotonic && index > 0 && Number.isInteger(Math.log2(index + 1));
}
