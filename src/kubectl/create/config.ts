/** `kubectl create configmap` and `kubectl create secret` (kubectl pkg/cmd/create). */
import type {Command, Invocation} from '../command.ts';
import {withHashedName} from './append-hash.ts';
import {dockerRegistry} from './docker-registry.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';
import {base64, readSources, sourceFlags} from './sources.ts';
import {tls} from './tls.ts';

export const createConfigMap: Command = {
	name: 'configmap',
	aliases: ['cm'],
	usage: 'configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
	short: 'Create a config map from a local file, directory or literal value',
	examples: [
		['From the line', 'kubectl create configmap settings --from-literal=mode=fast'],
		['From a file', 'kubectl create configmap page --from-file=index.html'],
	],
	flags: [...createFlags, ...sourceFlags],
	completes: 'none',
	async run(invocation: Invocation) {
		const name = nameFrom(invocation);
		const data = readSources(invocation, {kind: 'ConfigMap', name});
		const object = {
			kind: 'ConfigMap',
			apiVersion: 'v1',
			metadata: {name, ...namespaceOf(invocation)},
			...(Object.keys(data).length > 0 && {data}),
		};
		const named = invocation.flags.bool('append-hash') ? withHashedName(object) : object;
		return createFromFlags(invocation, named, 'failed to create configmap:');
	},
};

const generic: Command = {
	name: 'generic',
	usage:
		'generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
	short: 'Create a secret from a local file, directory, or literal value',
	examples: [['From the line', 'kubectl create secret generic db --from-literal=password=lab']],
	flags: [...createFlags, ...sourceFlags, {name: 'type', type: 'string', description: 'The type of the Secret.'}],
	completes: 'none',
	async run(invocation: Invocation) {
		const name = nameFrom(invocation);
		const type = invocation.flags.string('type');
		const values = Object.entries(readSources(invocation, {kind: 'Secret', name}));
		const data = Object.fromEntries(values.map(([key, value]) => [key, base64(value)]));
		const object = {
			kind: 'Secret',
			apiVersion: 'v1',
			metadata: {name, ...namespaceOf(invocation)},
			...(values.length > 0 && {data}),
			...(type !== '' && {type}),
		};
		const named = invocation.flags.bool('append-hash') ? withHashedName(object) : object;
		return createFromFlags(invocation, named, 'failed to create secret');
	},
};

export const createSecret: Command = {
	name: 'secret',
	usage: 'secret (docker-registry | generic | tls)',
	short: 'Create a secret using a specified subcommand',
	flags: [],
	subcommands: [dockerRegistry, generic, tls],
};
