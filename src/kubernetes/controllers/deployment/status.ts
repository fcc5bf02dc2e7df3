/** What a Deployment says of itself, from what its ReplicaSets say (pkg/controller/deployment/sync.go calculateStatus). */
import type {Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet} from '../../../api/apps-v1.ts';
import type {ControllerContext} from '../../controller.ts';
import {newCondition, type Stated, withCondition} from './conditions.ts';
import {maxUnavailable} from './limits.ts';
import {allOf, availableOf, type ReplicaSets, replicasOf} from './replica-sets.ts';

export const deploymentsResource = 'deployments.apps';

const minimumAvailable: Stated = {
	type: 'Available',
	status: 'True',
	reason: 'MinimumReplicasAvailable',
	message: 'Deployment has minimum availability.',
};
const minimumUnavailable: Stated = {
	type: 'Available',
	status: 'False',
	reason: 'MinimumReplicasUnavailable',
	message: 'Deployment does not have minimum availability.',
};

/** Counts that are 0 are left out, as Go leaves them out. @param now milliseconds since 1970 */
export function deploymentStatus(deployment: Deployment, replicaSets: ReplicaSets, now: number): DeploymentStatus {
	const {metadata, spec, status} = deployment;
	const all = allOf(replicaSets);
	const available = availableOf(all);
	const counts = {
		...(metadata.generation && {observedGeneration: metadata.generation}),
		...some('replicas', sum(all, 'replicas')),
		...some('updatedReplicas', replicaSets.newRS?.status.replicas ?? 0),
		...some('readyReplicas', sum(all, 'readyReplicas')),
		...some('availableReplicas', available),
		...some('unavailableReplicas', Math.max(0, replicasOf(all) - available)),
		...terminating(all),
		...(status.collisionCount !== undefined && {collisionCount: status.collisionCount}),
	};
	const enough = available >= spec.replicas - maxUnavailable(deployment);
	const stated = newCondition(enough ? minimumAvailable : minimumUnavailable, now);
	return {...counts, conditions: withCondition(status.conditions ?? [], stated)};
}

function sum(replicaSets: readonly ReplicaSet[], count: 'replicas' | 'readyReplicas'): number {
	return replicaSets.reduce((total, {status}) => total + (status[count] ?? 0), 0);
}

function some(name: keyof DeploymentStatus, count: number): DeploymentStatus {
	return count === 0 ? {} : {[name]: count};
}

/** Unknown as long as a ReplicaSet that was looked at does not say it. */
function terminating(replicaSets: readonly ReplicaSet[]): DeploymentStatus {
	let terminatingReplicas = 0;
	for (const {status} of replicaSets) {
		if (status.terminatingReplicas === undefined && status.observedGeneration) {
			return {};
		}
		terminatingReplicas += status.terminatingReplicas ?? 0;
	}
	return {terminatingReplicas};
}

/**
 * Writes the status. As upstream's, the Deployment that is given back keeps the version that it was read with: a second
 * write in the same sync is refused, and the sync is tried again.
 */
export function writeStatus(deployment: Deployment, status: DeploymentStatus, {api}: ControllerContext): Deployment {
	const next = {...deployment, status};
	api.updateStatus(deploymentsResource, next);
	return next;
}

/** The Deployment with one condition of its status replaced, not yet written. */
export function stating(deployment: Deployment, condition: DeploymentCondition): Deployment {
	const conditions = withCondition(deployment.status.conditions ?? [], condition);
	return {...deployment, status: {...deployment.status, conditions}};
}
