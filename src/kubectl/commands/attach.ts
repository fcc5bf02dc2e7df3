/** `kubectl attach` (kubectl pkg/cmd/attach/attach.go). */
import {attachContainer} from '../attach-container.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {podRunningTimeoutFlag, quietFlag} from '../common-flags.ts';
import {annotatedContainer, firstContainer} from '../containers-of.ts';
import {attachablePod} from '../pods-of.ts';

export const attach: Command = {
	name: 'attach',
	usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
	short: 'Attach to a running container',
	long: 'Prints what a container prints from now on, until it ends. With -i what is typed or piped in reaches its first process.',
	examples: [
		['What a Pod prints', 'kubectl attach web'],
		['One of its containers', 'kubectl attach web -c nginx'],
		['The first Pod of a Deployment', 'kubectl attach deploy/web'],
	],
	flags: [
		{name: 'container', shorthand: 'c', type: 'string', description: 'The container to attach to.'},
		{
			name: 'detach-keys',
			type: 'string',
			default: 'ctrl-p,ctrl-q',
			description: 'The keys that leave the container.',
			hidden: true,
		},
		podRunningTimeoutFlag('1m0s'),
		quietFlag('the container'),
		{name: 'stdin', shorthand: 'i', type: 'bool', default: 'false', description: 'Passes on what is typed.'},
		{name: 'tty', shorthand: 't', type: 'bool', default: 'false', description: 'Standard input is a terminal.'},
	],
	completes: 'pods',
	run: runAttach,
};

async function runAttach({io, args, flags, namespace}: Invocation): Promise<number> {
	const timeout = flags.duration('pod-running-timeout');
	if (args.length === 0) {
		throw new CommandError('at least 1 argument is required for attach');
	}
	if (args.length > 2) {
		throw new CommandError(
			`expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
		);
	}
	if (timeout <= 0) {
		throw new CommandError('--pod-running-timeout must be higher than zero');
	}
	const client = new Client(io);
	const [first = '', ...rest] = args;
	const names = rest.length > 0 ? {type: first, names: rest} : {type: 'pods', names: [first]};
	const [found] = await (await find(client, {namespace, names})).infos();
	const pod = await attachablePod(client, found!.object!, namespace, timeout);
	const {phase} = pod.status;
	if (phase === 'Succeeded' || phase === 'Failed') {
		throw new CommandError(`cannot attach a container in a completed pod; current phase is ${phase}`);
	}
	const quiet = flags.bool('quiet');
	await attachContainer(client, pod, {
		container: flags.string('container') || annotatedContainer(pod) || firstContainer(pod, io, quiet),
		stdin: flags.bool('stdin'),
		tty: flags.bool('tty'),
		quiet,
		commandName: 'kubectl attach',
	});
	return 0;
}
