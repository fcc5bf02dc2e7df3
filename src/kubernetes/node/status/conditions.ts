/** The conditions that a kubelet sets on its Pods, in its order (pkg/kubelet/status/generate.go). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {ContainerStatus, PodCondition} from '../../../api/core-v1/pod-status.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {isSidecar} from '../restart-policy.ts';
import type {ResizeRecord} from '../state.ts';
import type {Phase} from './phase.ts';

/** What a condition says, before it is compared with what it said. */
interface Verdict {
	readonly type: string;
	readonly status: 'True' | 'False';
	readonly reason?: string;
	readonly message?: string;
}

export interface ConditionInput {
	readonly pod: Pod;
	readonly phase: Phase;
	readonly sandboxReady: boolean;
	/** Those of the init containers first. */
	readonly statuses: readonly ContainerStatus[];
	/** Where the Pod was resized. */
	readonly resize?: ResizeRecord;
	/** An RFC 3339 text. */
	readonly now: string;
}

const own = new Set([
	'PodReadyToStartContainers',
	'Initialized',
	'Ready',
	'ContainersReady',
	'PodScheduled',
	'PodResizePending',
	'PodResizeInProgress',
]);

export function podConditions(input: ConditionInput): PodCondition[] {
	const {pod, now, sandboxReady} = input;
	const old = pod.status.conditions ?? [];
	const kept = old.filter(({type}) => !own.has(type));
	const verdicts: Verdict[] = [
		{type: 'PodReadyToStartContainers', status: sandboxReady ? 'True' : 'False'},
		initialized(input),
		ready(input, kept),
		{type: 'ContainersReady', ...containersReady(input)},
		{type: 'PodScheduled', status: 'True'},
	];
	const observedGeneration = pod.metadata.generation;
	return [
		...kept,
		...resizeConditions(input.resize),
		...verdicts.map(({type, status, reason, message}): PodCondition => {
			const before = old.find(condition => condition.type === type);
			return {
				type,
				...(observedGeneration !== undefined && {observedGeneration}),
				status,
				lastProbeTime: null,
				lastTransitionTime: before?.status === status ? before.lastTransitionTime : now,
				...(reason !== undefined && {reason}),
				...(message !== undefined && {message}),
			};
		}),
	];
}

/** How far a resize has come (pkg/kubelet/status/status_manager.go). */
function resizeConditions({pending, progress}: ResizeRecord = {}): PodCondition[] {
	const condition = (type: string, {generation, since}: {generation: number; since: number}): PodCondition => ({
		type,
		observedGeneration: generation,
		status: 'True',
		lastProbeTime: formatTime(since),
		lastTransitionTime: formatTime(since),
	});
	return [
		...(pending ? [{...condition('PodResizePending', pending), reason: 'Deferred', message: pending.message}] : []),
		...(progress ? [condition('PodResizeInProgress', progress)] : []),
	];
}

/** A list of names as Go prints it. */
function goList(names: readonly string[]): string {
	return `[${names.join(' ')}]`;
}

function initialized({pod, phase, statuses}: ConditionInput): Verdict {
	const type = 'Initialized';
	const byName = new Map(statuses.map(status => [status.name, status]));
	if (phase === 'Succeeded') {
		return {type, status: 'True', reason: 'PodCompleted'};
	}
	const startedAny = pod.spec.containers.some(({name}) => {
		const status = byName.get(name);
		return (
			status?.state.running !== undefined ||
			status?.state.terminated !== undefined ||
			status?.lastState.terminated !== undefined
		);
	});
	const incomplete = (pod.spec.initContainers ?? []).filter(container => {
		const status = byName.get(container.name);
		return isSidecar(container) ? status?.started !== true : status?.ready !== true;
	});
	if (startedAny || incomplete.length === 0) {
		return {type, status: 'True'};
	}
	const names = incomplete.map(({name}) => name);
	return {
		type,
		status: 'False',
		reason: 'ContainersNotInitialized',
		message: `containers with incomplete status: ${goList(names)}`,
	};
}

function containersReady({pod, phase, statuses}: ConditionInput): Omit<Verdict, 'type'> {
	if (phase === 'Succeeded') {
		return {status: 'False', reason: 'PodCompleted'};
	}
	if (phase === 'Failed') {
		return {status: 'False', reason: 'PodFailed'};
	}
	const ready = new Set(statuses.filter(status => status.ready).map(({name}) => name));
	const counted = [...(pod.spec.initContainers ?? []).filter(isSidecar), ...pod.spec.containers];
	const unready = counted.map(({name}) => name).filter(name => !ready.has(name));
	if (unready.length === 0) {
		return {status: 'True'};
	}
	const message = `containers with unready status: ${goList(unready)}`;
	return {status: 'False', reason: 'ContainersNotReady', message};
}

function ready(input: ConditionInput, others: readonly PodCondition[]): Verdict {
	const type = 'Ready';
	const containers = containersReady(input);
	if (containers.status !== 'True') {
		return {type, ...containers};
	}
	const missing = (input.pod.spec.readinessGates ?? []).flatMap(({conditionType}) => {
		const condition = others.find(each => each.type === conditionType);
		if (!condition) {
			return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
		}
		const {status} = condition;
		return status === 'True'
			? []
			: [`the status of pod readiness gate "${conditionType}" is not "True", but ${status}`];
	});
	if (missing.length > 0) {
		return {type, status: 'False', reason: 'ReadinessGatesNotReady', message: missing.join(', ')};
	}
	return {type, status: 'True'};
}
