/** `kubectl describe` (kubectl pkg/cmd/describe/describe.go). */
import type {Connection} from '../../apimachinery/connection.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {type BuilderOptions, find, getObject, type Info} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {allNamespacesFlag, filenameFlags, fromFiles, selectorFlag} from '../common-flags.ts';
import {describerFor} from '../describe/index.ts';
import {Aggregate, messageFor, throwTogether} from '../errors.ts';

const chunkSize = 500;

export const describe: Command = {
	name: 'describe',
	usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
	short: 'Show details of a specific resource or group of resources',
	long: 'Shows what is known of objects, related objects such as events and Pods among it. Where no object has the exact name, every object whose name begins with it is described.',
	examples: [
		['A node', 'kubectl describe nodes worker-1'],
		['A Pod', 'kubectl describe pods/web'],
		['What a file names', 'kubectl describe -f pod.yaml'],
		['Every Pod with a label', 'kubectl describe pods -l app=web'],
		['Every Pod whose name begins with web', 'kubectl describe pods web'],
	],
	flags: [
		...filenameFlags('containing the resource to describe'),
		selectorFlag,
		allNamespacesFlag,
		{
			name: 'chunk-size',
			type: 'int64',
			default: '500',
			description: 'How many objects one answer of the server holds.',
		},
		{name: 'show-events', type: 'bool', default: 'true', description: 'Shows the events of the described object.'},
	],
	completes: 'resources',
	run: describeResources,
};

async function describeResources(invocation: Invocation): Promise<number> {
	const {io, args, flags, namespace} = invocation;
	if (args.length === 0 && flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
		throw new CommandError(
			'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
		);
	}
	const client = new Client(io);
	const options: BuilderOptions = {
		...fromFiles(invocation),
		args,
		allowEmptySelector: true,
		allNamespaces: flags.bool('all-namespaces'),
		selector: flags.string('selector'),
		continueOnError: true,
		flatten: true,
		chunkSize,
	};
	const {infos, errors} = await (await find(client, options)).collect();
	const several = errors.length > 0 || infos.length > 1;
	const showEvents = several && !flags.has('show-events') ? false : flags.bool('show-events');
	const error = errors.length === 1 ? errors[0] : errors.length > 1 ? new Aggregate(errors) : undefined;
	if (hasReason(error, 'NotFound') && args.length === 2) {
		await describeByPrefix(client, options, args[0]!, args[1]!, showEvents, error);
		return 0;
	}
	const failures = [...errors];
	const said = new Set<string>();
	let first = true;
	for (const info of infos) {
		try {
			const text = await describeOne(client, info, showEvents);
			io.out(first ? text : `\n\n${text}`);
			first = false;
		} catch (failure) {
			const message = messageFor(failure);
			if (!said.has(message)) {
				said.add(message);
				failures.push(failure);
			}
		}
	}
	if (infos.length === 0 && failures.length === 0) {
		io.err(options.allNamespaces ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
	}
	throwTogether(failures);
	return 0;
}

/** The requests for what belongs to an object, such as its events, name the command as those for the object do. */
function namingCommand({connection, command}: Client['io']): Connection {
	return {
		clock: connection.clock,
		request: request => connection.request({...(command && {command}), ...request}),
		watch: (request, signal) => connection.watch(request, signal),
		stream: (request, signal) => connection.stream(request, signal),
	};
}

async function describeOne(client: Client, info: Info, showEvents: boolean): Promise<string> {
	const mapping = info.mapping!;
	const object = await getObject(client, info);
	const connection = namingCommand(client.io);
	const context = {connection, now: connection.clock.now(), showEvents};
	return describerFor(mapping.group, mapping.kind)(object as never, context);
}

/** Describes everything whose name begins with `prefix`. */
async function describeByPrefix(
	client: Client,
	options: BuilderOptions,
	type: string,
	prefix: string,
	showEvents: boolean,
	notFound: unknown,
): Promise<void> {
	const {namespace} = options;
	const found = await find(client, {
		namespace,
		args: [type],
		allowEmptySelector: true,
		singleResourceType: true,
		flatten: true,
		chunkSize,
	});
	const matching = (await found.infos()).filter(({name}) => name.startsWith(prefix));
	for (const info of matching) {
		client.io.out(`${await describeOne(client, info, showEvents)}\n`);
	}
	if (matching.length === 0) {
		throw notFound;
	}
}
