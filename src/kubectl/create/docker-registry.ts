/** `kubectl create secret docker-registry` (kubectl pkg/cmd/create/create_secret_docker.go). */
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {withHashedName} from './append-hash.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';
import {base64, readSources, sourceFlags} from './sources.ts';

const dockerFlags: readonly Flag[] = [
	{name: 'docker-email', type: 'string', description: 'The email address at the registry.'},
	{name: 'docker-password', type: 'string', description: 'The password at the registry.'},
	{
		name: 'docker-server',
		type: 'string',
		default: 'https://index.docker.io/v1/',
		description: 'Where the registry is.',
	},
	{name: 'docker-username', type: 'string', description: 'The user name at the registry.'},
];

/** Only these of the flags that name sources. */
const fileFlags = sourceFlags.filter(({name}) => name === 'from-file' || name === 'append-hash');

export const dockerRegistry: Command = {
	name: 'docker-registry',
	usage:
		'docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
	short: 'Create a secret for use with a Docker registry',
	long: 'Keeps what a private registry asks for, so that Pods can pull from it: name the Secret in their imagePullSecrets.',
	examples: [
		[
			'A login',
			'kubectl create secret docker-registry login --docker-server=registry.example.com --docker-username=ann --docker-password=lab',
		],
	],
	flags: [...createFlags, ...dockerFlags, ...fileFlags],
	completes: 'none',
	async run(invocation: Invocation) {
		const name = nameFrom(invocation);
		const object = {
			kind: 'Secret',
			apiVersion: 'v1',
			metadata: {name, ...namespaceOf(invocation)},
			data: Object.fromEntries(Object.entries(contentOf(invocation, name)).map(([key, value]) => [key, base64(value)])),
			type: 'kubernetes.io/dockerconfigjson',
		};
		const named = invocation.flags.bool('append-hash') ? withHashedName(object) : object;
		return createFromFlags(invocation, named, 'failed to create secret');
	},
};

/** @throws CommandError */
function contentOf(invocation: Invocation, name: string): Readonly<Record<string, string>> {
	const {flags} = invocation;
	if (flags.strings('from-file').length > 0) {
		return readSources(invocation, {kind: 'Secret', name, fileKey: '.dockerconfigjson'});
	}
	const username = flags.string('docker-username');
	const password = flags.string('docker-password');
	const email = flags.string('docker-email');
	const server = flags.string('docker-server');
	if (username === '' || password === '' || server === '') {
		throw new CommandError(
			'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
		);
	}
	const login = {username, password, ...(email !== '' && {email}), auth: base64(`${username}:${password}`)};
	return {'.dockerconfigjson': JSON.stringify({auths: {[server]: login}})};
}
