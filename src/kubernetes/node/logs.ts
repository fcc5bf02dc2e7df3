/** What containers have written (pkg/registry/core/pod/strategy.go LogLocation, pkg/kubelet/kubelet_pods.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ContainerStatus} from '../../api/core-v1/pod-status.ts';
import {badRequest, failure, type StatusError} from '../../apimachinery/status.ts';
import type {ControllerContext} from '../controller.ts';
import {formatLog, type LogOptions} from './log-query.ts';
import {allContainers, podFacts, simulatePod} from './pod-simulation.ts';
import {probeRequest} from './probe-check.ts';
import {probeOf} from './prober.ts';
import type {LogEntry} from './process/machine.ts';
import type {RequestInput} from './process/simulation.ts';
import {type ContainerRun, nodeState, type ProbeKind} from './state.ts';

export type LogContext = Pick<ControllerContext, 'api' | 'now' | 'table'>;

/** How many requests of probes are counted at most, so that old containers do not cost more and more. */
const mostProbes = 20_000;

/** The container that a request means; throws where it does not say, or where there is none of that name. */
export function chosenContainer(pod: Pod, name: string): Container {
	const containers = allContainers(pod);
	if (name !== '') {
		const found = containers.find(container => container.name === name);
		if (!found) {
			throw badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
		}
		return found;
	}
	if (pod.spec.containers.length === 1) {
		return pod.spec.containers[0]!;
	}
	const names = containers.map(container => container.name).join(' ');
	throw badRequest(`a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names}]`);
}

/** The text of a log. Throws a StatusError. */
export function readLog(context: LogContext, pod: Pod, options: LogOptions): string {
	return formatLog(logEntries(context, pod, options), options);
}

/** What the container has written so far. Throws a StatusError where it has never run. */
export function logEntries(
	context: LogContext,
	pod: Pod,
	options: Pick<LogOptions, 'container' | 'previous'>,
): LogEntry[] {
	const container = chosenContainer(pod, options.container);
	const run = loggedRun(context, pod, container, options.previous);
	return run ? entriesOf(context, pod, run) : [];
}

/** The lines of one run of a container. */
export function entriesOf(context: LogContext, pod: Pod, run: ContainerRun): LogEntry[] {
	const record = nodeState(context).pods.get(pod.metadata.uid!);
	if (!record) {
		return [];
	}
	const simulation = simulatePod(pod, record, context, probeRequests(context, pod));
	simulation.advanceTo(context.now);
	const machine = simulation.machines.find(({input}) => input.id === run.id);
	return machine?.entries() ?? [];
}

/** The run whose log is meant; undefined where the Pod is on no node yet. */
export function loggedRun(
	context: LogContext,
	pod: Pod,
	container: Container,
	previous: boolean,
): ContainerRun | undefined {
	if (!pod.spec.nodeName) {
		return undefined;
	}
	const state = nodeState(context);
	if (!state.nodes.get(pod.spec.nodeName)?.up) {
		throw unreachable(context, pod, container);
	}
	const {containerStatuses, initContainerStatuses, ephemeralContainerStatuses} = pod.status;
	const statuses = [containerStatuses, initContainerStatuses, ephemeralContainerStatuses].flatMap(list => list ?? []);
	const status = statuses.find(({name}) => name === container.name);
	const id = containerIdOf(pod, container.name, status, previous);
	const record = state.pods.get(pod.metadata.uid!);
	return record?.containers[container.name]?.runs.find(run => `containerd://${run.id}` === id);
}

function containerIdOf(pod: Pod, name: string, status: ContainerStatus | undefined, previous: boolean): string {
	const subject = `container "${name}" in pod "${pod.metadata.name}"`;
	if (!status) {
		throw badRequest(`${subject} is not available`);
	}
	const {state, lastState} = status;
	const last = lastState.terminated?.containerID;
	if (previous) {
		if (!last) {
			throw badRequest(`previous terminated ${subject} not found`);
		}
		return last;
	}
	const id = state.running ? status.containerID : (state.terminated?.containerID ?? last);
	if (id) {
		return id;
	}
	const reason = state.waiting?.reason;
	const why =
		reason === 'ErrImagePull'
			? "image can't be pulled"
			: reason === 'ImagePullBackOff'
				? 'trying and failing to pull image'
				: (reason ?? 'no logs yet');
	throw badRequest(`${subject} is waiting to start: ${why}`);
}

/** What the API server says when a kubelet does not answer it: Go's own words, for which no reason is known. */
function unreachable(context: LogContext, pod: Pod, container: Container): StatusError {
	return failure(500, '', noRoute(context, pod, 'Get', 'containerLogs', container));
}

/** How Go tells that a kubelet cannot be reached. */
export function noRoute(
	context: LogContext,
	pod: Pod,
	method: 'Get' | 'Post',
	what: string,
	container: Container,
	query = '',
): string {
	const {namespace, name} = pod.metadata;
	const host = podFacts(pod, {node: pod.spec.nodeName ?? '', ip: ''} as never, context).hostIP;
	const url = `https://${host}:10250/${what}/${namespace}/${name}/${container.name}${query}`;
	return `${method} "${url}": dial tcp ${host}:10250: connect: no route to host`;
}

/** The requests that probes have made, for servers that write a line for each. */
function probeRequests(context: LogContext, pod: Pod): RequestInput[] {
	const record = nodeState(context).pods.get(pod.metadata.uid!);
	if (!record) {
		return [];
	}
	const facts = podFacts(pod, record, context);
	const requests: RequestInput[] = [];
	for (const container of allContainers(pod)) {
		for (const kind of ['startup', 'readiness', 'liveness'] satisfies ProbeKind[]) {
			const probe = probeOf(container, kind);
			for (const run of probe?.httpGet ? (record.containers[container.name]?.runs ?? []) : []) {
				const state = run.probes[kind];
				const end = Math.min(state?.held ?? context.now, run.finished?.at ?? context.now, context.now);
				const period = probe!.periodSeconds * 1000;
				const first = state?.first ?? Number.POSITIVE_INFINITY;
				const skipped = Math.max(0, Math.floor((end - first) / period) - mostProbes);
				for (let at = first + skipped * period; at <= end; at += period) {
					const request = probeRequest(container, probe!, facts.podIP, facts.hostIP, at);
					if (request) {
						requests.push(request);
					}
				}
			}
		}
	}
	return requests;
}
