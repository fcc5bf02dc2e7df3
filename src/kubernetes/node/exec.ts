/** Runs commands in containers (pkg/kubelet/kubelet_pods.go RunInContainer, and what containerd answers). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {badRequest, failure, type StatusError} from '../../apimachinery/status.ts';
import type {ExecRequest, OpenStream, StreamSink} from '../api/node-api.ts';
import type {ControllerContext} from '../controller.ts';
import type {Alarm} from './alarm.ts';
import {LivePod} from './live-pod.ts';
import {chosenContainer, noRoute} from './logs.ts';
import {isRunning, nodeState} from './state.ts';
import {type ChangeInput, typing} from './typing.ts';

/**
 * The container that a request to run something, or to be attached, means. Throws a StatusError where there is none, or
 * it does not run.
 */
export function runningContainer(
	context: ControllerContext,
	pod: Pod,
	what: 'exec' | 'attach',
	request: ExecRequest,
): Container {
	const state = nodeState(context);
	const container = chosenContainer(pod, request.container ?? '');
	if (!pod.spec.nodeName) {
		throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
	}
	if (!state.nodes.get(pod.spec.nodeName)?.up) {
		throw cannotReach(context, pod, container, what, request);
	}
	const {phase} = pod.status;
	if (phase === 'Succeeded' || phase === 'Failed') {
		throw failure(
			500,
			'InternalError',
			`cannot ${what} into a container in a completed pod; current phase is ${phase}`,
		);
	}
	const stored = state.pods.get(pod.metadata.uid!);
	if (!stored || !isRunning(stored.containers[container.name])) {
		throw failure(
			500,
			'InternalError',
			`Internal error occurred: unable to upgrade connection: container not found ("${container.name}")`,
		);
	}
	return container;
}

/** How a command ends that was killed with its container. */
const killed = 137;

/**
 * Runs a command in a container from the present instant on. What it does to files stays. Throws a StatusError where
 * there is no such container, or no such command in it.
 */
export function startExec(
	context: ControllerContext,
	alarm: Alarm,
	pod: Pod,
	request: ExecRequest,
	sink: StreamSink,
): OpenStream {
	const {command, stdin, typed = false, tty} = request;
	const live = new LivePod(context, pod, runningContainer(context, pod, 'exec', request));
	const began = context.now;
	let index = 0;
	live.change(
		run => {
			index = run.execs.length;
			const input = typed ? {typed: {pieces: []}} : stdin !== undefined ? {stdin} : {};
			run.execs = [...run.execs, {at: began, argv: command, ...input, ...(tty && {tty})}];
		},
		machine => {
			if (machine.execs[index]?.failure) {
				throw cannotStart(command[0] ?? '', machine.input.id);
			}
		},
	);
	const told = {stdout: 0, stderr: 0};
	let open = true;
	let forget = () => {};
	const look = () => {
		forget();
		if (!open) {
			return;
		}
		const machine = live.machine();
		const slot = machine?.execs[index];
		for (const channel of ['stdout', 'stderr'] as const) {
			const text = slot?.output[channel].text.slice(told[channel]) ?? '';
			if (text !== '') {
				told[channel] += text.length;
				sink.write({channel, data: text});
			}
		}
		const exitCode = machine?.running && slot?.thread ? (slot.thread.done ? slot.thread.exitCode : undefined) : killed;
		if (exitCode === undefined) {
			forget = alarm(live.next, look);
			return;
		}
		open = false;
		if (exitCode !== 0) {
			sink.write({channel: 'error', data: JSON.stringify(exitStatus(exitCode))});
		}
		sink.end();
		if (context.now > began) {
			// What it did since is there for probes to see.
			live.change(() => {});
		}
	};
	const changeInput: ChangeInput = how => {
		if (!open || !typed) {
			return;
		}
		live.change(run => {
			run.execs = run.execs.map((exec, at) =>
				at === index && exec.typed ? {...exec, typed: how(exec.typed, context.now - began)} : exec,
			);
		});
		look();
	};
	const {type, endInput} = typing(changeInput);
	look();
	return {
		type,
		endInput,
		stop() {
			// The command goes on; it has nobody to read from any more.
			endInput();
			open = false;
			forget();
		},
	};
}

/** How a command's failure is told at the end of its stream (apiserver pkg/util/remotecommand). */
function exitStatus(exitCode: number): object {
	return {
		metadata: {},
		status: 'Failure',
		message: `command terminated with non-zero exit code: exit status ${exitCode}`,
		reason: 'NonZeroExitCode',
		details: {causes: [{reason: 'ExitCode', message: String(exitCode)}]},
	};
}

/** What the API server says where it cannot send the request on (client-go transport/spdy). */
function cannotReach(
	context: ControllerContext,
	pod: Pod,
	container: Container,
	what: 'exec' | 'attach',
	{command, stdin, typed}: ExecRequest,
): StatusError {
	const input = stdin !== undefined || typed;
	const query = new URLSearchParams({error: '1', ...(input && {input: '1'}), output: '1'});
	const words = new URLSearchParams(command.map((word): [string, string] => ['command', word]));
	const all = command.length > 0 ? `${words}&${query}` : query;
	const why = noRoute(context, pod, 'Post', what, container, `?${all}`);
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
