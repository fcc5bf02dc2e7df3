/** `kubectl config`: what the kubeconfig says (kubectl pkg/cmd/config). There is one context, and it cannot be left. */
import {goJson} from '../../apimachinery/json.ts';
import {toYaml} from '../../apimachinery/yaml/write.ts';
import {type Command, CommandError, type Flag} from '../command.ts';
import {throwAll, usageError} from '../errors.ts';
import type {KubectlSettings} from '../io.ts';
import {jsonPathPrinter} from '../printers/jsonpath.ts';
import {TabWriter} from '../printers/tab-writer.ts';

const noHeaders: Flag = {
	name: 'no-headers',
	type: 'bool',
	default: 'false',
	description: 'Leaves out the line of headers.',
};

function kubeconfig(settings: KubectlSettings) {
	const {context, cluster, user, server, namespace} = settings;
	return {
		apiVersion: 'v1',
		clusters: [{cluster: {'certificate-authority-data': 'DATA+OMITTED', server}, name: cluster}],
		contexts: [{context: {cluster, ...(namespace !== 'default' && {namespace}), user}, name: context}],
		'current-context': context,
		kind: 'Config',
		users: [{name: user, user: {'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED'}}],
	};
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
		{name: 'flatten', type: 'bool', default: 'false', description: 'Puts the files it names into it.'},
		{name: 'minify', type: 'bool', default: 'false', description: 'Only what the current context uses.'},
		{
			name: 'output',
			shorthand: 'o',
			type: 'string',
			default: 'yaml',
			description: 'How to print: yaml, json or jsonpath=….',
		},
		{name: 'raw', type: 'bool', default: 'false', description: 'Shows certificates and secrets too.'},
	],
	async run({io, flags}) {
		const config = kubeconfig(io.settings);
		const output = flags.string('output');
		if (output === 'yaml' || output === '') io.out(toYaml(config));
		else if (output === 'json') io.out(`${goJson(config, {indent: '    '})}\n`);
		else if (output.startsWith('jsonpath=')) {
			io.out(jsonPathPrinter(output.slice('jsonpath='.length), {allowMissingKeys: true, asJson: false})(config));
		} else
			throw new CommandError(`-o ${output} is not available for "kubectl config view"; use yaml, json or jsonpath`);
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
	flags: [{name: 'current', type: 'bool', default: 'false', description: 'Changes the current context.'}],
	async run({io, flags, args, path}) {
		if (args.length > 1) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
		const [name = ''] = args;
		if (name === '' && !flags.bool('current')) {
			throw new CommandError('you must specify a non-empty context name or --current');
		}
		if (name !== '' && flags.bool('current')) {
			throw new CommandError('you cannot specify both a context name and --current');
		}
		const {context} = io.settings;
		if (name !== '' && name !== context) {
			throw new CommandError(`contexts cannot be added here: there is one cluster, and its context is ${context}`);
		}
		if (flags.has('namespace')) io.settings.namespace = flags.string('namespace') || 'default';
		io.out(`Context ${JSON.stringify(context)} modified.\n`);
		return 0;
	},
};

const useContext: Command = {
	name: 'use-context',
	aliases: ['use'],
	usage: 'config use-context CONTEXT_NAME [flags]',
	short: 'Set the current-context in a kubeconfig file',
	flags: [],
	async run({io, args, path}) {
		if (args.length !== 1) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
		if (args[0] !== io.settings.context) {
			throw new CommandError(`no context exists with the name: ${JSON.stringify(args[0])}`);
		}
		io.out(`Switched to context ${JSON.stringify(args[0])}.\n`);
		return 0;
	},
};

const refused = [
	'delete-cluster',
	'delete-context',
	'delete-user',
	'rename-context',
	'set',
	'set-cluster',
	'set-credentials',
	'unset',
];

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
		...refused.map(
			(name): Command => ({
				name,
				usage: `config ${name}`,
				short: 'Not available here',
				flags: [],
				async run() {
					throw new CommandError(
						`"kubectl config ${name}" is a real kubectl command, but it is not available here: there is one context, and only its namespace can be changed`,
					);
				},
			}),
		),
	],
};
