/** Runs commands in containers (pkg/kubelet/kubelet_pods.go RunInContainer, and what containerd answers). */

import type {Container} from '../../api/core-v1/container.ts';
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {badRequest, failure, type StatusError} from '../../apimachinery/status.ts';
import type {ControllerContext} from '../controller.ts';
import {podKey} from './kubelet.ts';
import {chosenContainer, noRoute} from './logs.ts';
import {lookAhead} from './look-ahead.ts';
import {simulatePod} from './pod-simulation.ts';
import {wakeProbes} from './prober.ts';
import {currentRun, draftOf, isRunning, nodeState} from './state.ts';
import {createWork} from './work.ts';

export interface ExecInput {
	readonly container: string | undefined;
	readonly command: readonly string[];
	readonly stdin?: string;
}

export interface ExecResult {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
	/** How long the command takes, in milliseconds of virtual time; Infinity where it does not end. */
	readonly takes: number;
}

/** The longest that a command is waited for. */
const patience = 3_600_000;

/**
 * Runs a command in a container at the present instant. What it does to files stays. Throws a StatusError where there
 * is no such container, or no such command in it.
 */
export function execInContainer(context: ControllerContext, pod: Pod, input: ExecInput): ExecResult {
	const state = nodeState(context);
	const container = chosenContainer(pod, input.container ?? '');
	if (!pod.spec.nodeName) {
		throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
	}
	if (!state.nodes.get(pod.spec.nodeName)?.up) {
		throw cannotReach(context, pod, container, input);
	}
	const {phase} = pod.status;
	if (phase === 'Succeeded' || phase === 'Failed') {
		throw failure(500, 'InternalError', `cannot exec into a container in a completed pod; current phase is ${phase}`);
	}
	const stored = state.pods.get(pod.metadata.uid!);
	if (!stored || !isRunning(stored.containers[container.name])) {
		throw failure(
			500,
			'InternalError',
			`Internal error occurred: unable to upgrade connection: container not found ("${container.name}")`,
		);
	}
	const record = draftOf(stored);
	const run = currentRun(record.containers[container.name])!;
	const {command, stdin} = input;
	run.execs = [...run.execs, {at: context.now, argv: command, ...(stdin !== undefined && {stdin})}];
	const simulation = simulatePod(pod, record, context);
	const machine = simulation.machines.find(each => each.input.id === run.id)!;
	simulation.advanceTo(context.now);
	const slot = machine.execs.at(-1)!;
	if (slot.failure) {
		throw cannotStart(command[0] ?? '', run.id);
	}
	const {thread, output} = slot;
	for (let second = 1; thread && !thread.done && second * 1000 <= patience; second++) {
		simulation.advanceTo(context.now + second * 1000);
	}
	run.answers = [...run.answers, ...machine.answers];
	const node = context.api.get<Node>('nodes', '', record.node);
	if (node) {
		wakeProbes(run, container, context.now);
		lookAhead(createWork(context, pod, node, record));
	}
	state.pods.set(record.uid, record);
	context.enqueueAfter(podKey(pod), 0);
	return {
		stdout: output.stdout.text,
		stderr: output.stderr.text,
		exitCode: thread?.done ? thread.exitCode : 137,
		takes: thread?.done ? Math.max(0, thread.doneAt - context.now) : Number.POSITIVE_INFINITY,
	};
}

/** What the API server says where it cannot send the request on (client-go transport/spdy). */
function cannotReach(
	context: ControllerContext,
	pod: Pod,
	container: Container,
	{command, stdin}: ExecInput,
): StatusError {
	const query = new URLSearchParams({error: '1', ...(stdin !== undefined && {input: '1'}), output: '1'});
	const words = new URLSearchParams(command.map((word): [string, string] => ['command', word]));
	const why = noRoute(context, pod, 'Post', 'exec', container, `?${words}&${query}`);
	return failure(500, 'InternalError', `Internal error occurred: error sending request: ${why}`);
}

/** What runc says of a command that is not there, by way of containerd, the kubelet and the API server. */
function cannotStart(name: string, id: string): StatusError {
	const where = name.startsWith('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH';
	return failure(
		500,
		'InternalError',
		`Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": ${where}`,
	);
}
