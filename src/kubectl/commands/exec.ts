/** `kubectl exec` (kubectl pkg/cmd/exec/exec.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {podRunningTimeoutFlag, quietFlag} from '../common-flags.ts';
import {usageError} from '../errors.ts';
import {attachablePod} from '../pods-of.ts';
import {executeIn} from '../remote-exec.ts';

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
		podRunningTimeoutFlag('1m0s'),
		quietFlag('the command'),
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
	return executeIn(client, pod, {
		container: flags.string('container'),
		command,
		quiet: flags.bool('quiet'),
		tty: flags.bool('tty'),
		typed: flags.bool('stdin'),
		...(flags.bool('stdin') && io.stdin !== undefined && {stdin: io.stdin}),
	});
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
	return attachablePod(client, infos[0]!.object!, namespace, flags.duration('pod-running-timeout'));
}
