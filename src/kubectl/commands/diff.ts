/** `kubectl diff` (kubectl pkg/cmd/diff/diff.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason, StatusError} from '../../apimachinery/status.ts';
import {toYaml} from '../../apimachinery/yaml/write.ts';
import {patchOnServer} from '../apply/patcher.ts';
import {serverSideManager} from '../apply/server-side.ts';
import {find, getObject, type Info} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {fieldManagerFlag, filenameFlags, fromFiles, noFiles, selectorFlag} from '../common-flags.ts';
import {maskSecret} from '../diff/mask.ts';
import {unifiedHunks} from '../diff/unified.ts';
import {Aggregate, describeFailure, usageError} from '../errors.ts';
import {configurationOf} from '../last-applied.ts';
import {createObject, patchObject} from '../writes.ts';

/** Found differences are exit code 1; what goes wrong is more than that. */
const failed = 2;

export const diff: Command = {
	name: 'diff',
	usage: 'diff -f FILENAME',
	short: 'Diff the live version against a would-be applied version',
	long: 'Shows what apply would change, line by line. Exit code 0: nothing; 1: something; more: it went wrong.',
	examples: [['What a file would change', 'kubectl diff -f web.yaml']],
	flags: [
		{name: 'concurrency', type: 'int', default: '1', description: 'How many objects are looked at at once.'},
		fieldManagerFlag('kubectl-client-side-apply'),
		...filenameFlags('that contains the configuration to diff'),
		{
			name: 'force-conflicts',
			type: 'bool',
			default: 'false',
			description: 'With --server-side: takes fields that others own.',
		},
		{
			name: 'prune',
			type: 'bool',
			default: 'false',
			description: 'Also shows what --prune would delete. Not available here.',
		},
		{name: 'prune-allowlist', type: 'stringArray', default: '[]', description: 'The kinds that --prune deletes.'},
		selectorFlag,
		{name: 'server-side', type: 'bool', default: 'false', description: 'As apply --server-side would do it.'},
		{name: 'show-managed-fields', type: 'bool', default: 'false', description: 'Also shows managedFields.'},
		{name: 'show-secrets', type: 'bool', default: 'false', description: 'Shows the values of Secrets.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		try {
			return await diffFiles(invocation);
		} catch (error) {
			if (error instanceof CommandError && error.exitCode === 1) {
				throw new CommandError(error.message, {exitCode: failed, bare: error.bare});
			}
			throw error instanceof StatusError || error instanceof Aggregate
				? new CommandError(describeFailure(error).trimEnd(), {exitCode: failed, bare: true})
				: error;
		}
	},
};

async function diffFiles(invocation: Invocation): Promise<number> {
	const {io, args, flags, path} = invocation;
	if (args.length > 0) {
		throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
	}
	if (noFiles(invocation)) {
		throw new CommandError('must specify one of -f and -k');
	}
	if (flags.bool('force-conflicts') && !flags.bool('server-side')) {
		throw new CommandError('--force-conflicts only works with --server-side');
	}
	if (flags.bool('prune')) {
		throw new CommandError('--prune is not available here');
	}
	const client = new Client(io);
	const result = await find(client, {...fromFiles(invocation), selector: flags.string('selector'), flatten: true});
	const pages: {readonly name: string; readonly text: string}[] = [];
	const now = io.connection.clock.now();
	await result.visit(async info => {
		const live = await getObject(client, info).catch(error => {
			if (hasReason(error, 'NotFound')) {
				return undefined;
			}
			throw error;
		});
		const merged = await mergedObject(client, invocation, info, live);
		if (live?.metadata.deletionTimestamp) {
			io.err(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`);
		}
		const name = fileName(info);
		const hunks = unifiedHunks(...textsOf(live, merged, invocation));
		if (hunks !== '') {
			pages.push({name, text: page(name, hunks, now)});
		}
	});
	io.out(
		pages
			.sort((a, b) => (a.name < b.name ? -1 : 1))
			.map(({text}) => text)
			.join(''),
	);
	return pages.length === 0 ? 0 : 1;
}

/** What there would be after an apply, which the server works out without keeping it. */
async function mergedObject(
	client: Client,
	{flags}: Invocation,
	info: Info,
	live: KubernetesObject | undefined,
): Promise<KubernetesObject> {
	const serverSide = flags.bool('server-side');
	const fieldManager = serverSide && !flags.has('field-manager') ? serverSideManager : flags.string('field-manager');
	const target = {mapping: info.mapping!, namespace: info.namespace, name: info.name};
	const options = {dryRun: 'server', fieldManager} as const;
	if (serverSide) {
		const force = flags.bool('force-conflicts');
		return patchObject(client, target, 'apply', info.object, {...options, force});
	}
	if (!live) {
		return createObject(client, target, info.object, options);
	}
	const modified = JSON.parse(configurationOf(info.object!)) as KubernetesObject;
	const current: Info = {...info, object: live};
	return (await patchOnServer(client, current, modified, options)).object;
}

function fileName({mapping, namespace, name}: Info): string {
	const {group, version, kind} = mapping!;
	return `${group === '' ? '' : `${group}.`}${version}.${kind}.${namespace}.${name}`;
}

function textsOf(
	live: KubernetesObject | undefined,
	merged: KubernetesObject,
	{flags}: Invocation,
): [before: string, after: string] {
	const shown = (object: KubernetesObject): KubernetesObject => {
		const {managedFields: _, ...metadata} = object.metadata;
		return flags.bool('show-managed-fields') ? object : {...object, metadata};
	};
	let [before, after] = [live && shown(live), shown(merged)];
	if (merged.kind === 'Secret' && merged.apiVersion === 'v1' && !flags.bool('show-secrets')) {
		[before, after] = maskSecret(before, after);
	}
	return [before ? toYaml(before) : '', toYaml(after)];
}

/** One file's part of what `diff -u -N LIVE MERGED` prints for two folders. */
function page(name: string, hunks: string, now: number): string {
	const id = String(now).slice(-9);
	const [live, merged] = [`/tmp/LIVE-${id}/${name}`, `/tmp/MERGED-${id}/${name}`];
	const time = `${new Date(now).toISOString().slice(0, 23).replace('T', ' ')}000000 +0000`;
	return `diff -u -N ${live} ${merged}\n--- ${live}\t${time}\n+++ ${merged}\t${time}\n${hunks}`;
}
