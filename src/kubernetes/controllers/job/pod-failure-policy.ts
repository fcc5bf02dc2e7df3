/** What the policy of a Job makes of a Pod that failed (pkg/controller/job/pod_failure_policy.go). */
import type {
	Job,
	PodFailurePolicyOnExitCodesRequirement,
	PodFailurePolicyOnPodConditionsPattern,
} from '../../../api/batch-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ContainerStatus, PodCondition} from '../../../api/core-v1/pod-status.ts';
import {isPodFailed} from './pods.ts';

export interface FailureVerdict {
	/** Whether the failure counts towards the limits of the Job. */
	readonly counts: boolean;
	/** What the rule that fits says; absent where none does. */
	readonly action?: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count';
	/** Why the Job fails, where it does. */
	readonly message?: string;
}

/** The first rule that fits decides. */
export function judgeFailure({spec}: Job, pod: Pod): FailureVerdict {
	const {namespace, name} = pod.metadata;
	for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
		const container = rule.onExitCodes && failedContainer(pod, rule.onExitCodes);
		const condition = rule.onExitCodes ? undefined : matchingCondition(pod, rule.onPodConditions ?? []);
		if (!container && !condition) {
			continue;
		}
		const action = rule.action as FailureVerdict['action'] & string;
		if (action !== 'FailJob') {
			return {counts: action !== 'Ignore', action};
		}
		const why = container
			? `Container ${container.name} for pod ${namespace}/${name} failed with exit code ${container.state?.terminated?.exitCode}`
			: `Pod ${namespace}/${name} has condition ${condition!.type}`;
		return {counts: true, action, message: `${why} matching FailJob rule at index ${index}`};
	}
	return {counts: true};
}

/** Why the Job fails at once, where one of its Pods failed in such a way. */
export function failJobMessage(job: Job, pods: readonly Pod[]): string | undefined {
	if (!job.spec.podFailurePolicy) {
		return undefined;
	}
	for (const pod of pods) {
		const message = isPodFailed(pod, job) ? judgeFailure(job, pod).message : undefined;
		if (message !== undefined) {
			return message;
		}
	}
	return undefined;
}

/** The first container whose exit code is meant; one that ended well never is. */
function failedContainer(
	{status}: Pod,
	{containerName, operator, values = []}: PodFailurePolicyOnExitCodesRequirement,
): ContainerStatus | undefined {
	const fits = ({name, state}: ContainerStatus) => {
		const exitCode = state?.terminated?.exitCode;
		if (exitCode === undefined || exitCode === 0 || (containerName !== undefined && name !== containerName)) {
			return false;
		}
		return operator === 'In' ? values.includes(exitCode) : operator === 'NotIn' && !values.includes(exitCode);
	};
	return status.containerStatuses?.find(fits) ?? status.initContainerStatuses?.find(fits);
}

function matchingCondition(
	{status}: Pod,
	patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
): PodCondition | undefined {
	return status.conditions?.find(condition =>
		patterns.some(({type, status: wanted}) => type === condition.type && wanted === condition.status),
	);
}
