/** Requests to what a Pod serves, from outside of it. */
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {PodReply, PodRequest} from '../api/node-api.ts';
import type {ControllerContext} from '../controller.ts';
import {nodeAddress, simulatePod} from './pod-simulation.ts';
import {draftOf, nodeState} from './state.ts';

/** So many requests are remembered of a Pod, whose servers write a line for each; a later one leaves no line. */
const mostRemembered = 500;

/** A server answers as it is at the present instant, and its log has the line that it writes of it. */
export function ask(context: ControllerContext, pod: Pod, request: PodRequest): PodReply {
	const state = nodeState(context);
	const record = state.pods.get(pod.metadata.uid!);
	if (!record || !state.nodes.get(record.node)?.up) {
		return 'timeout';
	}
	const controlPlane = context.api
		.list<Node>('nodes')
		.find(({metadata}) => metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined);
	const asked = {...request, at: context.now, from: nodeAddress(controlPlane)};
	const simulation = simulatePod(pod, record, context);
	simulation.advanceTo(context.now);
	const reply = simulation.request(asked);
	if (typeof reply !== 'string') {
		if (record.requests.length < mostRemembered) {
			state.pods.set(record.uid, {...draftOf(record), requests: [...record.requests, asked]});
		}
		return reply;
	}
	return reply === 'not-http' || reply === 'refused' ? reply : 'timeout';
}
