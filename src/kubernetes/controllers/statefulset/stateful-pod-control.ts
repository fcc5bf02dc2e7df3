/**
 * Makes, mends and deletes a StatefulSet's Pods and their claims, and says so in Events
 * (pkg/controller/statefulset/stateful_pod_control.go).
 */
import type {StatefulSet} from '../../../api/apps-v1.ts';
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {failure, hasReason, StatusError} from '../../../apimachinery/status.ts';
import {outdated} from '../../api/errors.ts';
import type {ControllerContext} from '../../controller.ts';
import {hasStaleOwner, hasUnexpectedController, isClaimOwnerUpToDate, withWantedOwner} from './claim-owners.ts';
import {claimsOf, identityMatches, storageMatches, withIdentity, withStorage} from './stateful-set-utils.ts';

const claimsResource = 'persistentvolumeclaims';

type Verb = 'create' | 'update' | 'delete';

export class StatefulPodControl {
	readonly #context: ControllerContext;

	constructor(context: ControllerContext) {
		this.#context = context;
	}

	/**
	 * Makes the Pod's claims, then the Pod. Throws a StatusError.
	 * @param contended whether the volume binder writes to a new claim at the same moment, so that giving it its owner
	 * is refused at first
	 */
	createStatefulPod(set: StatefulSet, pod: Pod, contended: boolean): void {
		let made: readonly string[] = [];
		this.#recorded('create', set, pod, () => {
			made = this.#createClaims(set, pod);
		});
		let created = pod;
		let refused: unknown;
		try {
			created = this.#context.api.create('pods', pod);
		} catch (error) {
			if (hasReason(error, 'AlreadyExists') || !(error instanceof StatusError)) {
				throw error;
			}
			refused = error;
		}
		this.#recorded('update', set, pod, () =>
			this.updateClaimsForRetentionPolicy(set, created, contended ? made : undefined),
		);
		this.#recordPodEvent('create', set, pod, refused);
		if (refused) {
			throw refused;
		}
	}

	/** Gives the Pod its labels, volumes and claims back. Throws a StatusError. */
	updateStatefulPod(set: StatefulSet, pod: Pod): void {
		let next = identityMatches(set, pod) ? pod : withIdentity(set, pod);
		let consistent = next === pod;
		if (!storageMatches(set, next)) {
			next = withStorage(set, next);
			consistent = false;
			this.#recorded('update', set, pod, () => this.#createClaims(set, next));
		}
		if (!this.claimsMatchRetentionPolicy(set, pod)) {
			this.#recorded('update', set, pod, () => this.updateClaimsForRetentionPolicy(set, pod));
			consistent = false;
		}
		if (!consistent) {
			this.#recorded('update', set, pod, () => this.#context.api.update('pods', next));
			this.#recordPodEvent('update', set, pod);
		}
	}

	/** A Pod that is gone already is as good as deleted. Throws a StatusError. */
	deleteStatefulPod(set: StatefulSet, pod: Pod): void {
		const {namespace, name} = pod.metadata;
		this.#recorded('delete', set, pod, () => this.#context.api.delete('pods', namespace!, name));
		this.#recordPodEvent('delete', set, pod);
	}

	/** For a Pod that waits: its claims may have been deleted before it got them. Throws a StatusError. */
	createMissingClaims(set: StatefulSet, pod: Pod): void {
		this.#createClaims(set, pod);
		this.#recorded('update', set, pod, () => this.updateClaimsForRetentionPolicy(set, pod));
	}

	claimsMatchRetentionPolicy(set: StatefulSet, pod: Pod): boolean {
		return this.#existingClaims(set, pod).every(claim => isClaimOwnerUpToDate(claim, set, pod));
	}

	/** @param contended names of claims that somebody else is writing to right now */
	updateClaimsForRetentionPolicy(set: StatefulSet, pod: Pod, contended: readonly string[] = []): void {
		const {api, events} = this.#context;
		for (const claim of this.#existingClaims(set, pod)) {
			const {name} = claim.metadata;
			if (hasUnexpectedController(claim, set, pod)) {
				const message = `PersistentVolumeClaim ${name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
				events.event(set, 'Warning', 'ConflictingController', message);
			}
			if (!isClaimOwnerUpToDate(claim, set, pod)) {
				try {
					if (contended.includes(name)) {
						throw outdated({group: '', resource: claimsResource}, name);
					}
					api.update(claimsResource, withWantedOwner(claim, set, pod));
				} catch (error) {
					throw wrapped(`could not update claim ${name} for delete policy ownerRefs`, error);
				}
			}
		}
	}

	/** Whether a claim still belongs to an earlier Pod of that name and will go with it: the new Pod has to wait. */
	isPodClaimStale(set: StatefulSet, pod: Pod): boolean {
		return (
			set.spec.persistentVolumeClaimRetentionPolicy.whenScaled !== 'Retain' &&
			this.#existingClaims(set, pod).some(claim => hasStaleOwner(claim, pod))
		);
	}

	#existingClaims(set: StatefulSet, pod: Pod): PersistentVolumeClaim[] {
		return claimsOf(set, pod).flatMap(({metadata: {namespace, name}}) => {
			const claim = this.#context.api.get<PersistentVolumeClaim>(claimsResource, namespace!, name);
			return claim ? [claim] : [];
		});
	}

	/** @returns the names of those that were made */
	#createClaims(set: StatefulSet, pod: Pod): readonly string[] {
		const {api} = this.#context;
		const made: string[] = [];
		const problems: string[] = [];
		for (const claim of claimsOf(set, pod)) {
			const {namespace, name} = claim.metadata;
			const existing = api.get(claimsResource, namespace!, name);
			if (existing) {
				if (existing.metadata.deletionTimestamp) {
					problems.push(`pvc ${name} is being deleted`);
				}
				continue;
			}
			try {
				api.create(claimsResource, claim);
				made.push(name);
				this.#recordClaimEvent(set, pod, name);
			} catch (error) {
				if (!(error instanceof StatusError)) {
					throw error;
				}
				problems.push(`failed to create PVC ${name}: ${error.message}`);
				this.#recordClaimEvent(set, pod, name, error);
			}
		}
		if (problems.length > 0) {
			throw failure(500, '', problems.length === 1 ? problems[0]! : `[${problems.join(', ')}]`);
		}
		return made;
	}

	/** Tells of a failure, and passes it on. */
	#recorded(verb: Verb, set: StatefulSet, pod: Pod, act: () => void): void {
		try {
			act();
		} catch (error) {
			this.#recordPodEvent(verb, set, pod, error);
			throw error;
		}
	}

	#recordPodEvent(verb: Verb, set: StatefulSet, pod: Pod, error?: unknown): void {
		const title = titled(verb);
		const what = `${title} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
		this.#record(set, title, error, `${what} successful`, `${what} failed`);
	}

	#recordClaimEvent(set: StatefulSet, pod: Pod, claim: string, error?: StatusError): void {
		const where = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
		this.#record(
			set,
			'Create',
			error,
			`Create Claim ${claim} ${where} success`,
			`Create Claim ${claim} for ${where} failed`,
		);
	}

	#record(set: StatefulSet, title: string, error: unknown, success: string, failed: string): void {
		const {events} = this.#context;
		if (error === undefined) {
			events.event(set, 'Normal', `Successful${title}`, success);
		} else {
			events.event(set, 'Warning', `Failed${title}`, `${failed} error: ${(error as Error).message}`);
		}
	}
}

function titled(verb: Verb): string {
	return verb[0]!.toUpperCase() + verb.slice(1);
}

/** The same refusal, with what was attempted before its message. */
function wrapped(attempt: string, error: unknown): unknown {
	return error instanceof StatusError
		? new StatusError({...error.status, message: `${attempt}: ${error.message}`})
		: error;
}
