/** `kubectl exec` (kubectl pkg/cmd/exec/exec.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {hasReason, type Status, type StatusError} from '../../apimachinery/status.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {annotatedContainer, firstContainer, requireContainer} from '../containers-of.ts';
import {usageError} from '../errors.ts';
import {byUse, goType, podQueryOf, waitForPods} from '../pods-of.ts';
import {sayIfPaused} from '../waiting.ts';

export const exec: Command = {
	name: 'exec',
	usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
	short: 'Execute a command in a container',
	long: 'Runs a command in a container that runs, and prints what it prints. Its exit code becomes the exit code.',
	examples: [
		['What time it is there', 'kubectl exec web -- date'],
		['In one container of a Pod', 'kubectl exec web -c nginx -- ls /usr/share/nginx/html'],
		['In a Pod of a Deployment', 'kubectl exec deploy/web -- env'],
	],
	flags: [
		{name: 'container', shorthand: 'c', type: 'string', description: 'The container to run it in.'},
		{name: 'filename', shorthand: 'f', type: 'strings', default: '[]', description: 'The file that names the Pod.'},
		{
			name: 'pod-running-timeout',
			type: 'duration',
			default: '1m0s',
			description: 'How long to wait until there is a Pod.',
		},
		{
			name: 'quiet',
			shorthand: 'q',
			type: 'bool',
			default: 'false',
			description: 'Prints only what the command prints.',
		},
		{name: 'stdin', shorthand: 'i', type: 'bool', default: 'false', description: 'Passes on what is piped in.'},
		{name: 'tty', shorthand: 't', type: 'bool', default: 'false', description: 'Gives the command a terminal.'},
	],
	completes: 'pods',
	run: runInContainer,
};

interface Words {
	readonly resource: string;
	readonly command: readonly string[];
}

function readWords({args, argsBeforeDash, flags, path}: Invocation): Words {
	const resource = argsBeforeDash === 0 ? '' : (args[0] ?? '');
	const files = flags.strings('filename').length;
	if (argsBeforeDash < 0 && (args.length > 1 || (args.length > 0 && files > 0))) {
		throw usageError(path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
	}
	const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
	if (resource === '' && files === 0) {
		throw new CommandError('pod, type/name or --filename must be specified');
	}
	if (command.length === 0) {
		throw new CommandError('you must specify at least one command for the container');
	}
	return {resource, command};
}

async function runInContainer(invocation: Invocation): Promise<number> {
	const {io, flags} = invocation;
	const {resource, command} = readWords(invocation);
	const client = new Client(io);
	const pod = await chosenPod(client, invocation, resource);
	const {phase} = pod.status;
	if (phase === 'Succeeded' || phase === 'Failed') {
		throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
	}
	const named = flags.string('container') || annotatedContainer(pod);
	const container = named === '' ? firstContainer(pod, io, flags.bool('quiet')) : requireContainer(pod, named);
	const stdin = flags.bool('stdin') ? io.stdin : undefined;
	const {name, namespace} = pod.metadata;
	const request = {
		method: 'POST' as const,
		path: `/api/v1/namespaces/${namespace}/pods/${name}/exec`,
		query: {container, stdout: 'true', stderr: 'true', ...(flags.bool('tty') && {tty: 'true'})},
		body: {command, ...(stdin !== undefined && {stdin})},
	};
	sayIfPaused(io);
	try {
		for await (const {channel, data} of io.connection.stream(request, io.signal)) {
			if (channel === 'stdout') {
				io.out(data);
			} else if (channel === 'stderr') {
				io.err(data);
			} else {
				return finish(io.err.bind(io), JSON.parse(data) as Status);
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

async function chosenPod(
	client: Client,
	{flags, namespace, namespaceGiven}: Invocation,
	resource: string,
): Promise<Pod> {
	const found = await find(client, {
		namespace,
		enforceNamespace: namespaceGiven,
		filenames: flags.strings('filename'),
		...(resource !== '' && {names: {type: 'pods', names: [resource]}}),
		latest: true,
		singleResourceType: true,
	});
	const infos = await found.infos();
	if (infos.length > 1) {
		throw new CommandError('cannot exec into multiple objects at a time');
	}
	const object = infos[0]!.object!;
	if (object.kind === 'Pod') {
		return object as Pod;
	}
	let selector: string;
	try {
		selector = podQueryOf(object);
	} catch (error) {
		throw new CommandError(
			`cannot attach to ${goType(object)}: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
	const pods = await waitForPods(client, namespace, selector, flags.duration('pod-running-timeout'), byUse);
	return pods[0]!;
}
