/** Running a command in a container of a Pod (kubectl pkg/cmd/exec/exec.go ExecOptions.Run). */
import type {Pod} from '../api/core-v1/pod.ts';
import {hasReason, type Status, type StatusError} from '../apimachinery/status.ts';
import type {Client} from './client.ts';
import {CommandError} from './command.ts';
import {annotatedContainer, firstContainer, requireContainer} from './containers-of.ts';
import {typeInto} from './typed-stream.ts';
import {sayIfPaused} from './waiting.ts';

export interface Execution {
	/** '' leaves the choice to the Pod. */
	readonly container: string;
	readonly command: readonly string[];
	/** Whether nothing is said of which container was chosen. */
	readonly quiet?: boolean;
	readonly tty?: boolean;
	/** Whether somebody at the terminal may type, where nothing is piped in. */
	readonly typed?: boolean;
	/** All that the command can read; absent where it reads nothing. */
	readonly stdin?: string;
	/** Where its output goes; to the terminal where that is not said. */
	readonly out?: (text: string) => void;
	readonly err?: (text: string) => void;
}

/**
 * Runs a command to its end and gives its exit code.
 * @throws CommandError or StatusError where it never ran
 */
export async function executeIn(client: Client, pod: Pod, execution: Execution): Promise<number> {
	const {io} = client;
	const {container: given, command, quiet = false, tty = false, stdin} = execution;
	const out = execution.out ?? io.out.bind(io);
	const err = execution.err ?? io.err.bind(io);
	const {phase} = pod.status;
	if (phase === 'Succeeded' || phase === 'Failed') {
		throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
	}
	const named = given || annotatedContainer(pod);
	const container = named === '' ? firstContainer(pod, {...io, err}, quiet) : requireContainer(pod, named);
	const {name, namespace} = pod.metadata;
	const request = {
		method: 'POST' as const,
		path: `/api/v1/namespaces/${namespace}/pods/${name}/exec`,
		query: {container, stdout: 'true', stderr: 'true', ...(tty && {tty: 'true'})},
		body: {command, ...(stdin !== undefined && {stdin})},
	};
	sayIfPaused(io);
	try {
		if (execution.typed && stdin === undefined && io.ask) {
			const end = await typeInto({...io, ask: io.ask}, request, tty);
			return end === undefined ? 0 : finish(err, JSON.parse(end) as Status);
		}
		for await (const {channel, data} of io.connection.stream(request, io.signal)) {
			if (channel === 'stdout') {
				out(data);
			} else if (channel === 'stderr') {
				err(data);
			} else {
				return finish(err, JSON.parse(data) as Status);
			}
		}
	} catch (error) {
		// What the kubelet refuses comes when the stream is open already; kubectl shows its message alone.
		throw hasReason(error, 'InternalError') ? new CommandError((error as StatusError).message) : error;
	}
	return 0;
}

/** The command's exit code. @throws CommandError where it never ran */
function finish(err: (text: string) => void, status: Status): number {
	if (status.status === 'Success') {
		return 0;
	}
	const code = status.details?.causes?.find(({reason}) => reason === 'ExitCode')?.message;
	if (status.reason !== 'NonZeroExitCode' || code === undefined) {
		throw new CommandError(status.message ?? 'unknown error');
	}
	err(`command terminated with exit code ${code}\n`);
	return Number(code);
}
