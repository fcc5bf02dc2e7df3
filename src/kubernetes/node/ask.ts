/** Requests to what Pods serve, from outside of them and from each other. */
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {PodReply, PodRequest} from '../api/node-api.ts';
import type {ControllerContext} from '../controller.ts';
import {serverAt} from './cluster-network.ts';
import {nodeAddress, podFacts, simulatePod} from './pod-simulation.ts';
import type {RunningMachine, SentRequest} from './process/machine.ts';
import type {RequestInput} from './process/simulation.ts';
import {draftOf, nodeState, type PodRecord} from './state.ts';

/** So many requests are remembered of a Pod, whose servers write a line for each; a later one leaves no line. */
const mostRemembered = 500;
/** How many servers may ask the next one in answering one request. */
const mostHops = 4;

/** A server answers as it is at the present instant, and its log has the line that it writes of it. */
export function ask(context: ControllerContext, pod: Pod, request: PodRequest, hops = 0): PodReply {
	const state = nodeState(context);
	const record = state.pods.get(pod.metadata.uid!);
	if (!record || !state.nodes.get(record.node)?.up) {
		return 'timeout';
	}
	const controlPlane = context.api
		.list<Node>('nodes')
		.find(({metadata}) => metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined);
	const asked = {from: nodeAddress(controlPlane), ...request, at: context.now};
	const simulation = simulatePod(pod, record, context);
	simulation.advanceTo(context.now);
	const reply = simulation.request(asked);
	if (typeof reply !== 'string') {
		const draft = draftOf(record);
		if (remember(draft, asked)) {
			keepAnswers(context, pod, draft, simulation.machines, hops + 1);
			state.pods.set(record.uid, draft);
		}
		return reply;
	}
	return reply === 'not-http' || reply === 'refused' ? reply : 'timeout';
}

/** Whether there was room for it. */
function remember(draft: PodRecord, request: RequestInput): boolean {
	if (draft.requests.length >= mostRemembered) {
		return false;
	}
	draft.requests = [...draft.requests, request];
	return true;
}

/**
 * Keeps what the cluster answered to processes of a Pod, so that it is not asked again, and has the servers that they
 * asked take note of it.
 * @param draft the Pod's record, which is changed and not stored
 */
export function keepAnswers(
	context: ControllerContext,
	pod: Pod,
	draft: PodRecord,
	machines: readonly RunningMachine[],
	hops = 0,
): void {
	for (const {input, answers, sent} of machines) {
		const run = Object.values(draft.containers)
			.flatMap(({runs}) => runs)
			.find(({id}) => id === input.id);
		if (run && answers.length > 0) {
			run.answers = [...run.answers, ...answers];
			for (const request of sent) {
				deliver(context, pod, draft, request, hops);
			}
		}
	}
}

function deliver(
	context: ControllerContext,
	pod: Pod,
	draft: PodRecord,
	{host, port, path, agent}: SentRequest,
	hops: number,
): void {
	const server = serverAt(host, port, pod.metadata.namespace!, context);
	if (!server || hops > mostHops) {
		return;
	}
	const [target, targetPort] = server;
	const from = podFacts(pod, draft, context).podIP;
	const request = {port: targetPort, path, host: port === 80 ? host : `${host}:${port}`, agent, from};
	if (target.metadata.uid === draft.uid) {
		remember(draft, {...request, at: context.now});
	} else {
		ask(context, target, request, hops);
	}
}
