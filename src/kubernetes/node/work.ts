/** One look of a kubelet at one Pod: what it knows, as a draft, and how it tells of what it does. */
import type {Container} from '../../api/core-v1/container.ts';
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext, EventRecorder} from '../controller.ts';
import {createEventRecorder} from '../events/recorder.ts';
import {isEphemeral} from './restart-policy.ts';
import {type ContainerRecord, type NodeState, nodeState, type PodRecord} from './state.ts';

export interface Work {
	readonly context: ControllerContext;
	readonly state: NodeState;
	readonly pod: Pod;
	readonly node: Node;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Changed freely; stored when the work is done. */
	readonly record: PodRecord;
	readonly events: EventRecorder;
}

export function createWork(context: ControllerContext, pod: Pod, node: Node, record: PodRecord): Work {
	return {
		context,
		state: nodeState(context),
		pod,
		node,
		now: context.now,
		record,
		events: createEventRecorder(context, context.api, {component: 'kubelet', host: node.metadata.name}),
	};
}

/** An event about one container of the Pod. */
export function tell(
	{pod, events}: Work,
	container: Container,
	type: 'Normal' | 'Warning',
	reason: string,
	message: string,
): void {
	events.event(pod, type, reason, message, `spec.${listOf(container, pod)}{${container.name}}`);
}

function listOf(container: Container, {spec}: Pod): string {
	if (spec.initContainers?.includes(container)) {
		return 'initContainers';
	}
	return isEphemeral(container, spec) ? 'ephemeralContainers' : 'containers';
}

export function recordOf({record}: Work, container: Container): ContainerRecord {
	record.containers[container.name] ??= {stage: 'idle', runs: []};
	return record.containers[container.name]!;
}

/** A Pod as the kubelet names it in messages: `web_default(uid)`. */
export function fullPodName({metadata}: Pod): string {
	return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}
