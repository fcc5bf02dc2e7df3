/** `kubectl create deployment` (kubectl pkg/cmd/create/create_deployment.go). */
import {type Command, CommandError, type Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

export const createDeployment: Command = {
	name: 'deployment',
	aliases: ['deploy'],
	usage: 'deployment NAME --image=image -- [COMMAND] [args...]',
	short: 'Create a deployment with the specified name',
	long: 'Makes a Deployment whose Pods run the given images; the label app=NAME holds them together.',
	examples: [
		['One Pod of nginx', 'kubectl create deployment web --image=nginx:1.27'],
		['Three, with a port', 'kubectl create deployment web --image=nginx:1.27 --replicas=3 --port=80'],
		[
			'With a command',
			'kubectl create deployment clock --image=busybox:1.36 -- sh -c "while true; do date; sleep 5; done"',
		],
	],
	flags: [
		...createFlags,
		{
			name: 'image',
			type: 'strings',
			default: '[]',
			description: 'The images to run; a Pod gets a container for each.',
			required: true,
		},
		{name: 'port', type: 'int', default: '-1', description: 'The port that the container serves on.'},
		{name: 'replicas', shorthand: 'r', type: 'int', default: '1', description: 'How many Pods there shall be.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {args, flags} = invocation;
		const name = nameFrom(invocation);
		const command = args.slice(1);
		const images = flags.strings('image');
		if (images.length > 1 && command.length > 0) {
			throw new CommandError('cannot specify multiple --image options and command');
		}
		const port = flags.int('port');
		const suffix = () => String(invocation.io.connection.clock.now()).slice(-5);
		const containers = images.map((image, i) => ({
			name: containerName(image, suffix),
			image,
			...(command.length > 0 && {command}),
			...(i === 0 && port >= 0 && {ports: [{containerPort: port}]}),
			resources: {},
		}));
		const labels = {app: name};
		const object = {
			kind: 'Deployment',
			apiVersion: 'apps/v1',
			metadata: {name, ...namespaceOf(invocation), labels},
			spec: {
				replicas: flags.int('replicas'),
				selector: {matchLabels: labels},
				template: {metadata: {labels}, spec: {containers}},
				strategy: {},
			},
			status: {},
		};
		return createFromFlags(invocation, object, 'failed to create deployment:');
	},
};

/** The image's own name; one with signs that names may not have gets a suffix, so that two do not collide. */
function containerName(image: string, suffix: () => string): string {
	const name = image.split('/').at(-1)!.split(':')[0]!.split('@')[0]!;
	return /[_.]/.test(name) ? `${name.replace(/[_.]/g, '-')}-${suffix()}` : name;
}
