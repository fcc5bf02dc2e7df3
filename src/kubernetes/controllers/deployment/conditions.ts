/** The conditions of a Deployment (pkg/controller/deployment/util/deployment_util.go). */
import type {DeploymentCondition, ReplicaSet} from '../../../api/apps-v1.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {findCondition} from '../../conditions.ts';

type Conditions = readonly DeploymentCondition[];

/** What one sync says of a condition; the times are filled in. */
export interface Stated {
	readonly type: 'Available' | 'Progressing' | 'ReplicaFailure';
	readonly status: 'True' | 'False' | 'Unknown';
	readonly reason: string;
	readonly message: string;
}

/** The reasons of Progressing that later syncs ask for. */
export const reasons = {
	available: 'NewReplicaSetAvailable',
	timedOut: 'ProgressDeadlineExceeded',
	paused: 'DeploymentPaused',
	resumed: 'DeploymentResumed',
} as const;

/** @param now milliseconds since 1970 */
export function newCondition({type, status, reason, message}: Stated, now: number): DeploymentCondition {
	const time = formatTime(now);
	return {type, status, reason, message, lastUpdateTime: time, lastTransitionTime: time};
}

/**
 * Puts a condition in; one with the same status and reason stays as it is, its message too. The transition time moves
 * on only when the status does.
 */
export function withCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
	const present = findCondition(conditions, condition.type);
	if (!present) {
		return [...conditions, condition];
	}
	if (present.status !== condition.status) {
		return [...withoutCondition(conditions, condition.type), condition];
	}
	if (present.reason === condition.reason) {
		return conditions;
	}
	const {lastTransitionTime} = present;
	return [...withoutCondition(conditions, condition.type), {...condition, lastTransitionTime}];
}

export function withoutCondition(conditions: Conditions, type: string): Conditions {
	return conditions.some(condition => condition.type === type)
		? conditions.filter(condition => condition.type !== type)
		: conditions;
}

/** The failure of the new ReplicaSet to make its Pods, or else of another one, as the Deployment tells of it. */
export function replicaFailure(
	newRS: ReplicaSet | undefined,
	all: readonly ReplicaSet[],
): DeploymentCondition | undefined {
	for (const replicaSet of newRS ? [newRS, ...all] : all) {
		const failure = findCondition(replicaSet.status.conditions, 'ReplicaFailure');
		if (failure) {
			return {...failure, lastUpdateTime: failure.lastTransitionTime};
		}
	}
	return undefined;
}
