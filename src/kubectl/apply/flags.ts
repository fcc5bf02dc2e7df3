/** The flags of `kubectl apply`, and which of them do not go together (kubectl pkg/cmd/apply/apply.go Validate). */
import {CommandError, type Flag, type Flags} from '../command.ts';
import {allFlag, fieldManagerFlag, filenameFlags, outputFlags, selectorFlag, validateFlag} from '../common-flags.ts';
import {cascadeFlag} from '../deletion.ts';
import {type DryRun, dryRunFlag} from '../dry-run.ts';

export const applyFlags: readonly Flag[] = [
	{...allFlag, description: 'With --prune: everything in the namespace.'},
	...outputFlags,
	cascadeFlag,
	dryRunFlag,
	{...fieldManagerFlag('kubectl-client-side-apply')},
	...filenameFlags('that contains the configuration to apply'),
	{
		name: 'force',
		type: 'bool',
		default: 'false',
		description: 'Deletes and creates what cannot be changed. This may lose data.',
	},
	{
		name: 'force-conflicts',
		type: 'bool',
		default: 'false',
		description: 'With --server-side: takes fields that others own.',
	},
	{
		name: 'grace-period',
		type: 'int',
		default: '-1',
		description: 'With --force: how many seconds there are to end; negative is what the object says.',
	},
	{
		name: 'openapi-patch',
		type: 'bool',
		default: 'true',
		description: 'Works out changes with the schema that the server publishes.',
	},
	{
		name: 'overwrite',
		type: 'bool',
		default: 'true',
		description: 'What the file says wins over what others changed meanwhile.',
	},
	{
		name: 'prune',
		type: 'bool',
		default: 'false',
		description: 'Deletes what was applied before and is in no file now. Not available here.',
	},
	{name: 'prune-allowlist', type: 'stringArray', default: '[]', description: 'The kinds that --prune deletes.'},
	selectorFlag,
	{
		name: 'server-side',
		type: 'bool',
		default: 'false',
		description: 'Lets the server merge, which knows the owner of each field.',
	},
	{name: 'subresource', type: 'string', description: 'With --server-side: the part of the object that is applied.'},
	{
		name: 'timeout',
		type: 'duration',
		default: '0s',
		description: 'With --force: how long to wait until the old object is gone.',
	},
	validateFlag,
	{name: 'wait', type: 'bool', default: 'false', description: 'With --force: waits until the old object is gone.'},
];

/** @throws CommandError */
export function checkApplyFlags(flags: Flags, dryRun: DryRun): void {
	const serverSide = flags.bool('server-side');
	const force = flags.bool('force');
	if (flags.bool('force-conflicts') && !serverSide) {
		throw new CommandError('--force-conflicts only works with --server-side');
	}
	if (dryRun === 'client' && serverSide) {
		throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
	}
	if (serverSide && force) {
		throw new CommandError('--force cannot be used with --server-side');
	}
	if (dryRun === 'server' && force) {
		throw new CommandError('--dry-run=server cannot be used with --force');
	}
	if (flags.bool('all') && flags.string('selector') !== '') {
		throw new CommandError('cannot set --all and --selector at the same time');
	}
	if (flags.bool('prune')) {
		throw new CommandError('--prune is not available here: delete what is no longer wanted with "kubectl delete"');
	}
	if (flags.string('subresource') !== '' && !serverSide) {
		throw new CommandError('--subresource can only be specified for --server-side');
	}
}
