/** `kubectl delete` (kubectl pkg/cmd/delete/delete.go). */
import {find, type Info} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Flags, type Invocation} from '../command.ts';
import {
	allFlag,
	allNamespacesFlag,
	fieldSelectorFlag,
	filenameFlags,
	fromFiles,
	selectorFlag,
} from '../common-flags.ts';
import {cascadeFlag, cascadeOf, type Deletion, DeletionRun} from '../deletion.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {objectName} from '../object-printer.ts';
import {apiVersionOf} from '../resources.ts';

export const deleteCommand: Command = {
	name: 'delete',
	usage: 'delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
	short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
	long: 'Deletes objects. Some end gracefully: a Pod has a grace period, and the command waits until it is gone. --now shortens it to a second; --force does not wait for the node to confirm that a Pod has ended, which may leave it running there.',
	examples: [
		['What a file names', 'kubectl delete -f pod.yaml'],
		['A Pod', 'kubectl delete pod web'],
		['Pods and Services with a label', 'kubectl delete pods,services -l app=web'],
		['Every Pod', 'kubectl delete pods --all'],
		['A Pod on a dead node', 'kubectl delete pod web --force'],
	],
	flags: [
		allFlag,
		allNamespacesFlag,
		cascadeFlag,
		dryRunFlag,
		fieldSelectorFlag,
		...filenameFlags('containing the resource to delete'),
		{
			name: 'force',
			type: 'bool',
			default: 'false',
			description: 'Takes objects out of the API at once, without a grace period.',
		},
		{
			name: 'grace-period',
			type: 'int',
			default: '-1',
			description: 'How many seconds there are to end gracefully; negative is what the object says, 1 is at once.',
		},
		{
			name: 'ignore-not-found',
			type: 'bool',
			default: 'false',
			description: 'Does not mind what is not there. On with --all, -l and --field-selector.',
		},
		{
			name: 'interactive',
			shorthand: 'i',
			type: 'bool',
			default: 'false',
			description: 'Asks before anything is deleted.',
		},
		{name: 'now', type: 'bool', default: 'false', description: 'The same as --grace-period=1.'},
		{name: 'output', shorthand: 'o', type: 'string', description: '-o name prints names alone.'},
		{name: 'raw', type: 'string', description: 'A path of the API to send DELETE to.'},
		selectorFlag,
		{
			name: 'timeout',
			type: 'duration',
			default: '0s',
			description: 'How long to wait for the objects to go; zero is as long as it takes.',
		},
		{name: 'wait', type: 'bool', default: 'true', description: 'Waits until the objects are gone.'},
	],
	completes: 'resources',
	run: deleteResources,
};

/** The grace period, or -1. @throws CommandError */
function gracePeriodOf(flags: Flags): number {
	const given = flags.int('grace-period');
	const force = flags.bool('force');
	if (flags.bool('now')) {
		if (given !== -1) {
			throw new CommandError('--now and --grace-period cannot be specified together');
		}
		return 1;
	}
	// Zero without --force once lost data by accident, so it means one second.
	if (given === 0 && !force) {
		return 1;
	}
	return force && given < 0 ? 0 : given;
}

function validate(flags: Flags, gracePeriod: number, client: Client): void {
	const output = flags.string('output');
	if (output !== '' && output !== 'name') {
		throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
	}
	if (flags.bool('all') && flags.string('selector') !== '') {
		throw new CommandError('cannot set --all and --selector at the same time');
	}
	if (flags.bool('all') && flags.string('field-selector') !== '') {
		throw new CommandError('cannot set --all and --field-selector at the same time');
	}
	if (flags.bool('force') && gracePeriod === 0) {
		client.warn(
			'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
		);
	}
	if (flags.bool('force') && gracePeriod > 0) {
		throw new CommandError('--force and --grace-period greater than 0 cannot be specified together');
	}
}

async function deleteResources(invocation: Invocation): Promise<number> {
	const {io, args, flags, namespaceGiven} = invocation;
	const client = new Client(io);
	const gracePeriod = gracePeriodOf(flags);
	const dryRun = dryRunOf(invocation);
	const allNamespaces = flags.bool('all-namespaces');
	if (flags.string('raw') !== '') {
		io.out(`${JSON.stringify(await client.request('DELETE', flags.string('raw')))}\n`);
		return 0;
	}
	const selects = flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== '';
	const ignoreNotFound = flags.has('ignore-not-found') ? flags.bool('ignore-not-found') : selects;
	const result = await find(client, {
		...fromFiles(invocation),
		args,
		allNamespaces,
		selector: flags.string('selector'),
		fieldSelector: flags.string('field-selector'),
		all: flags.bool('all'),
		continueOnError: true,
		requireObject: false,
		flatten: true,
	});
	validate(flags, gracePeriod, client);
	const deletion: Deletion = {
		dryRun,
		gracePeriod,
		ignoreNotFound,
		warnOfClusterScope: namespaceGiven && !allNamespaces,
		namesOnly: flags.string('output') === 'name',
		wait: flags.bool('wait'),
		timeout: flags.duration('timeout'),
		...cascadeOf(flags, io.err),
	};
	if (flags.bool('interactive')) {
		const preview = await result.collect();
		if (!(await confirmed(invocation, preview.infos))) {
			io.out('deletion is cancelled\n');
			return 0;
		}
	}
	await new DeletionRun(client, deletion).run(result);
	return 0;
}

function isYes(answer: string | undefined): boolean {
	return answer?.trim().toLowerCase() === 'y';
}

async function confirmed({io}: Invocation, infos: readonly Info[]): Promise<boolean> {
	io.out(`You are about to delete the following ${infos.length} resource(s):\n`);
	for (const {mapping, name} of infos) {
		const named = {apiVersion: apiVersionOf(mapping!), kind: mapping!.kind, metadata: {name}};
		io.out(`${objectName(named)}\n`);
	}
	const question = 'Do you want to continue? (y/N): ';
	if (io.ask && io.stdin === undefined) {
		return isYes(await io.ask(question));
	}
	io.out(question);
	return isYes(io.stdin?.split('\n')[0]);
}
