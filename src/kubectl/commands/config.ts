/** `kubectl config`: what the kubeconfig says (kubectl pkg/cmd/config). There is one context, and it cannot be left. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {outputFlags} from '../common-flags.ts';
import {throwAll, usageError} from '../errors.ts';
import {commandHelp} from '../help.ts';
import type {KubectlSettings} from '../io.ts';
import {formatOptionsOf, formatPrinter, objectFormats} from '../printers/formats.ts';
import {TabWriter} from '../printers/tab-writer.ts';

const noHeaders: Flag = {
	name: 'no-headers',
	type: 'bool',
	default: 'false',
	description: 'Leaves out the line of headers.',
};

/** In the order of Go's structs, as its JSON is written. */
function kubeconfig({context, cluster, user, server, namespace}: KubectlSettings) {
	return {
		kind: 'Config',
		apiVersion: 'v1',
		clusters: [{name: cluster, cluster: {server, 'certificate-authority-data': 'DATA+OMITTED'}}],
		users: [{name: user, user: {'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED'}}],
		contexts: [{name: context, context: {cluster, user, ...(namespace !== 'default' && {namespace})}}],
		'current-context': context,
	};
}

/** Shows the help, and says what is wrong with the words (config.go, helpErrorf). */
function wrongWords({io, args, command, path}: Invocation): CommandError {
	io.out(commandHelp(command, path));
	return new CommandError(`Unexpected args: [${args.join(' ')}]`);
}

const view: Command = {
	name: 'view',
	usage: 'config view [flags]',
	short: 'Display merged kubeconfig settings or a specified kubeconfig file',
	long: 'Shows the kubeconfig: which clusters, users and contexts kubectl knows.',
	examples: [
		['All of it', 'kubectl config view'],
		['What the current context says', 'kubectl config view --minify'],
	],
	flags: [
		...outputFlags.filter(({name}) => name !== 'output'),
		{name: 'flatten', type: 'bool', default: 'false', description: 'Puts the files it names into it.'},
		{name: 'merge', type: 'bool', default: 'true', valueWhenBare: 'true', description: 'Joins all files into one.'},
		{name: 'minify', type: 'bool', default: 'false', description: 'Only what the current context uses.'},
		{
			name: 'output',
			shorthand: 'o',
			type: 'string',
			default: 'yaml',
			description: `How to print: ${objectFormats.join(', ')}.`,
		},
		{name: 'raw', type: 'bool', default: 'false', description: 'Shows certificates and secrets too.'},
	],
	async run({io, flags, args, path}) {
		if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(' ')}]`);
		if (!flags.bool('merge')) throw new CommandError('if merge==false a precise file must be specified');
		for (const flag of ['raw', 'flatten']) {
			if (flags.bool(flag)) {
				throw new CommandError(`--${flag} is not available here: this cluster is reached without certificates`);
			}
		}
		const options = {...formatOptionsOf(flags), keys: 'as-given' as const};
		const output = flags.string('output') || 'yaml';
		io.out(formatPrinter(output, objectFormats, options, io)!(kubeconfig(io.settings) as unknown as KubernetesObject));
		return 0;
	},
};

const currentContext: Command = {
	name: 'current-context',
	usage: 'config current-context [flags]',
	short: 'Display the current-context',
	flags: [],
	async run({io}) {
		io.out(`${io.settings.context}\n`);
		return 0;
	},
};

const getContexts: Command = {
	name: 'get-contexts',
	usage: 'config get-contexts [(-o|--output=)name)]',
	short: 'Describe one or many contexts',
	long: 'Lists the contexts: a cluster, a user and a namespace that belong together. The star marks the current one.',
	flags: [noHeaders, {name: 'output', shorthand: 'o', type: 'string', description: 'How to print: name.'}],
	async run({io, flags, args}) {
		const output = flags.string('output');
		if (output !== '' && output !== 'name') {
			throw new CommandError(
				`--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
			);
		}
		const {context, cluster, user, namespace} = io.settings;
		const missing = args.filter(name => name !== context).map(name => new CommandError(`context ${name} not found`));
		const shown = args.length === 0 || args.includes(context);
		if (output === 'name') {
			if (shown) io.out(`${context}\n`);
		} else {
			const writer = new TabWriter();
			if (!flags.bool('no-headers')) writer.line(['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']);
			if (shown) writer.line(['*', context, cluster, user, namespace === 'default' ? '' : namespace]);
			io.out(writer.flush());
		}
		throwAll(missing);
		return 0;
	},
};

const named = (name: string, short: string, value: (settings: KubectlSettings) => string): Command => ({
	name,
	usage: `config ${name} [flags]`,
	short,
	flags: [],
	async run({io}) {
		io.out(`NAME\n${value(io.settings)}\n`);
		return 0;
	},
});

const setContext: Command = {
	name: 'set-context',
	usage: 'config set-context [NAME | --current] [--namespace=namespace] [flags]',
	short: 'Set a context entry in kubeconfig',
	long: 'Changes a context. The namespace of the current one is what commands without -n look at.',
	examples: [['Look at another namespace from now on', 'kubectl config set-context --current --namespace=kube-system']],
	flags: [
		{name: 'cluster', type: 'string', description: 'The cluster of the context.'},
		{name: 'current', type: 'bool', default: 'false', description: 'Changes the current context.'},
		{name: 'user', type: 'string', description: 'The user of the context.'},
	],
	async run(invocation) {
		const {io, flags, args} = invocation;
		if (args.length > 1) throw wrongWords(invocation);
		const [name = ''] = args;
		if (name === '' && !flags.bool('current')) {
			throw new CommandError('you must specify a non-empty context name or --current');
		}
		if (name !== '' && flags.bool('current')) {
			throw new CommandError('you cannot specify both a context name and --current');
		}
		const {context, cluster, user} = io.settings;
		if (name !== '' && name !== context) {
			throw new CommandError(`contexts cannot be added here: there is one cluster, and its context is ${context}`);
		}
		for (const [flag, only] of [
			['cluster', cluster],
			['user', user],
		] as const) {
			if (flags.has(flag) && flags.string(flag) !== only) {
				throw new CommandError(`the ${flag} of a context cannot be changed here: there is only ${only}`);
			}
		}
		if (flags.has('namespace')) io.settings.namespace = flags.string('namespace') || 'default';
		io.out(`Context ${JSON.stringify(context)} modified.\n`);
		return 0;
	},
};

const useContext: Command = {
	name: 'use-context',
	aliases: ['use'],
	usage: 'config use-context CONTEXT_NAME',
	short: 'Set the current-context in a kubeconfig file',
	flags: [],
	async run(invocation) {
		const {io, args} = invocation;
		if (args.length !== 1) throw wrongWords(invocation);
		if (args[0] !== io.settings.context) {
			throw new CommandError(`no context exists with the name: ${JSON.stringify(args[0])}`);
		}
		io.out(`Switched to context ${JSON.stringify(args[0])}.\n`);
		return 0;
	},
};

/** `set` and `unset`: of all that a kubeconfig holds, the namespace of the context can be changed here. */
function property(name: 'set' | 'unset', words: number, short: string): Command {
	return {
		name,
		usage: `config ${name} PROPERTY_NAME${words === 2 ? ' PROPERTY_VALUE' : ''}`,
		short,
		flags:
			name === 'set'
				? [{name: 'set-raw-bytes', type: 'bool', default: 'false', description: 'The value is not base64.'}]
				: [],
		async run(invocation) {
			const {io, args} = invocation;
			if (args.length !== words) throw wrongWords(invocation);
			const [path = '', value = ''] = args;
			if (path !== `contexts.${io.settings.context}.namespace`) throw unavailable(name);
			io.settings.namespace = value || 'default';
			io.out(`Property ${JSON.stringify(path)} ${name}.\n`);
			return 0;
		},
	};
}

function unavailable(name: string): CommandError {
	return new CommandError(
		`"kubectl config ${name}" is a real kubectl command, but it is not available here: there is one context, and only its namespace can be changed`,
	);
}

/** How many words what is not here takes, at least and at most; and what its one word names. */
const refused: readonly {readonly name: string; readonly words: number; readonly removes?: string}[] = [
	{name: 'delete-cluster', words: 1, removes: 'cluster'},
	{name: 'delete-context', words: 1, removes: 'context'},
	{name: 'delete-user', words: 1, removes: 'user'},
	{name: 'rename-context', words: 2},
	{name: 'set-cluster', words: 1},
	{name: 'set-credentials', words: 1},
];

/** What the flags of `set-cluster` and `set-credentials` are, so that they are not the error. */
const refusedFlags: readonly Flag[] = ['embed-certs', 'proxy-url', 'exec-command', 'auth-provider'].map(name => ({
	name,
	type: 'string',
	valueWhenBare: 'true',
	description: 'Not available here.',
	hidden: true,
}));

function refusal({name, words, removes}: (typeof refused)[number]): Command {
	return {
		name,
		usage: `config ${name} NAME${words === 2 ? ' NEW_NAME' : ''}`,
		short: 'Not available here',
		flags: name.startsWith('set-') ? refusedFlags : [],
		async run(invocation) {
			const {io, args} = invocation;
			const {settings} = io;
			if (removes && args.length !== 1) {
				io.out(commandHelp(invocation.command, invocation.path));
				return 0;
			}
			if (args.length !== words) throw wrongWords(invocation);
			const known = removes === 'user' ? settings.user : removes === 'cluster' ? settings.cluster : settings.context;
			if (removes && args[0] !== known) {
				throw new CommandError(`cannot delete ${removes} ${args[0]}, not in ~/.kube/config`);
			}
			if (name === 'rename-context' && args[0] !== known) {
				throw new CommandError(`cannot rename the context ${JSON.stringify(args[0])}, it's not in ~/.kube/config`);
			}
			throw unavailable(name);
		},
	};
}

export const config: Command = {
	name: 'config',
	usage: 'config SUBCOMMAND',
	short: 'Modify kubeconfig files',
	long: 'Shows and changes the kubeconfig, which says which cluster kubectl talks to, as whom, and in which namespace.',
	flags: [],
	subcommands: [
		view,
		currentContext,
		getContexts,
		named('get-clusters', 'Display clusters defined in the kubeconfig', settings => settings.cluster),
		named('get-users', 'Display users defined in the kubeconfig', settings => settings.user),
		setContext,
		useContext,
		property('set', 2, 'Set an individual value in a kubeconfig file'),
		property('unset', 1, 'Unset an individual value in a kubeconfig file'),
		...refused.map(refusal),
	],
};
