/** Attaches to what runs in a container already: its output from now on, and its input (pkg/kubelet AttachContainer). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {internalError} from '../api/errors.ts';
import type {ExecRequest, OpenStream, StreamSink} from '../api/node-api.ts';
import type {ControllerContext} from '../controller.ts';
import type {Alarm} from './alarm.ts';
import {runningContainer} from './exec.ts';
import {LivePod} from './live-pod.ts';
import type {RunningMachine} from './process/machine.ts';
import {type ChangeInput, typing} from './typing.ts';

const channels = ['stdout', 'stderr'] as const;

/** Throws a StatusError where there is no such container, or it does not run. */
export function startAttach(
	context: ControllerContext,
	alarm: Alarm,
	pod: Pod,
	request: ExecRequest,
	sink: StreamSink,
): OpenStream {
	const container = runningContainer(context, pod, 'attach', request);
	const live = new LivePod(context, pod, container);
	const attached = live.machine()!;
	if (!attached.running) {
		return endedAlready(sink);
	}
	const reader = new OutputReader(attached, container.tty ?? false);
	let open = true;
	let forget = () => {};
	const look = () => {
		forget();
		if (!open) {
			return;
		}
		const machine = live.machine();
		if (machine) {
			for (const {channel, data} of reader.read(machine)) {
				sink.write({channel, data});
			}
		}
		if (machine?.running) {
			forget = alarm(live.next, look);
		} else {
			open = false;
			sink.end();
		}
	};
	const typeable = request.typed === true && container.stdin === true;
	const changeInput: ChangeInput = how => {
		if (!open || !typeable) {
			return;
		}
		live.change(run => {
			run.typed = how(run.typed ?? {pieces: []}, context.now - (run.startedAt ?? context.now));
		});
		look();
	};
	const input = typing(changeInput);
	const endInput = () => {
		// Else the input stays open for the next who is attached.
		if (container.stdinOnce) {
			input.endInput();
		}
	};
	look();
	return {
		type: input.type,
		endInput,
		stop() {
			endInput();
			open = false;
			forget();
		},
	};
}

/** What the runtime says while the kubelet does not know yet that process 1 has ended. */
function endedAlready(sink: StreamSink): OpenStream {
	const {status} = internalError('error attaching to container: container is in CONTAINER_EXITED state');
	sink.write({channel: 'error', data: JSON.stringify(status)});
	sink.end();
	return {type() {}, endInput() {}, stop() {}};
}

/** Reads on in what process 1 has written, to the last character. */
class OutputReader {
	#lines: number;
	/** How much of a line that has no end yet was read. */
	readonly #begun = {stdout: 0, stderr: 0};

	/** @param tty whether a line that is there already, such as a prompt, is drawn anew for who comes */
	constructor(machine: RunningMachine, tty: boolean) {
		this.#lines = machine.lines.length;
		for (const channel of tty ? [] : channels) {
			this.#begun[channel] = openLine(machine, channel).length;
		}
	}

	read(machine: RunningMachine): {channel: 'stdout' | 'stderr'; data: string}[] {
		const pieces = machine.lines.slice(this.#lines).map(({stream, text}) => {
			const data = `${text}\n`.slice(this.#begun[stream]);
			this.#begun[stream] = 0;
			return {channel: stream, data};
		});
		this.#lines = machine.lines.length;
		for (const channel of channels) {
			const line = openLine(machine, channel);
			pieces.push({channel, data: line.slice(this.#begun[channel])});
			this.#begun[channel] = line.length;
		}
		return pieces.filter(({data}) => data !== '');
	}
}

function openLine(machine: RunningMachine, channel: 'stdout' | 'stderr'): string {
	return machine.entries().find(({partial, stream}) => partial === true && stream === channel)?.text ?? '';
}
