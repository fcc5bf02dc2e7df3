/** `kubectl create namespace|serviceaccount|priorityclass` (kubectl pkg/cmd/create). */
import type {Command, Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

export const createNamespace: Command = {
	name: 'namespace',
	aliases: ['ns'],
	usage: 'namespace NAME [--dry-run=server|client|none]',
	short: 'Create a namespace with the specified name',
	examples: [['A namespace', 'kubectl create namespace team-a']],
	flags: createFlags,
	completes: 'none',
	async run(invocation: Invocation) {
		const metadata = {name: nameFrom(invocation)};
		return createFromFlags(invocation, {kind: 'Namespace', apiVersion: 'v1', metadata, ...{spec: {}, status: {}}});
	},
};

export const createServiceAccount: Command = {
	name: 'serviceaccount',
	aliases: ['sa'],
	usage: 'serviceaccount NAME [--dry-run=server|client|none]',
	short: 'Create a service account with the specified name',
	examples: [['A service account', 'kubectl create serviceaccount builder']],
	flags: createFlags,
	completes: 'none',
	async run(invocation: Invocation) {
		const metadata = {name: nameFrom(invocation), ...namespaceOf(invocation)};
		const object = {kind: 'ServiceAccount', apiVersion: 'v1', metadata};
		return createFromFlags(invocation, object, 'failed to create serviceaccount:');
	},
};

export const createPriorityClass: Command = {
	name: 'priorityclass',
	aliases: ['pc'],
	usage: 'priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
	short: 'Create a priority class with the specified name',
	long: 'Makes a class of Pods by how much they matter: where there is no room, those of a higher value may take the place of others.',
	examples: [['A class that matters', 'kubectl create priorityclass high --value=1000 --description="high priority"']],
	flags: [
		...createFlags,
		{name: 'description', type: 'string', description: 'When this class is meant to be used.'},
		{
			name: 'global-default',
			type: 'bool',
			default: 'false',
			description: 'Whether Pods that name no class have this one.',
		},
		{
			name: 'preemption-policy',
			type: 'string',
			default: 'PreemptLowerPriority',
			description: 'PreemptLowerPriority or Never.',
		},
		{name: 'value', type: 'int', default: '0', description: 'How much it matters.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {flags} = invocation;
		const object = {
			kind: 'PriorityClass',
			apiVersion: 'scheduling.k8s.io/v1',
			metadata: {name: nameFrom(invocation)},
			value: flags.int('value'),
			...(flags.bool('global-default') && {globalDefault: true}),
			...(flags.string('description') !== '' && {description: flags.string('description')}),
			preemptionPolicy: flags.string('preemption-policy'),
		};
		return createFromFlags(invocation, object, 'failed to create priorityclass:');
	},
};
