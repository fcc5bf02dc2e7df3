/** What `label` and `annotate` have in common: their flags, and changing a map of an object's metadata. */
import {createMergePatch} from '../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {JsonMap} from '../apimachinery/patch-error.ts';
import {find, type Info, type Result} from './builder.ts';
import type {Client} from './client.ts';
import {CommandError, type Flag, type Invocation} from './command.ts';
import {
	allFlag,
	allNamespacesFlag,
	fieldManagerFlag,
	fieldSelectorFlag,
	filenameFlags,
	fromFiles,
	localFlag,
	noFiles,
	outputFlags,
	selectorFlag,
} from './common-flags.ts';
import {type DryRun, dryRunFlag} from './dry-run.ts';
import {patchObject} from './writes.ts';

/** @param noun `label` or `annotation` */
export function metadataFlags(noun: string, fieldManager: string): readonly Flag[] {
	return [
		allFlag,
		allNamespacesFlag,
		...outputFlags,
		dryRunFlag,
		fieldManagerFlag(fieldManager),
		fieldSelectorFlag,
		...filenameFlags(`naming the resource whose ${noun}s to change`),
		{name: 'list', type: 'bool', default: 'false', description: `Prints the ${noun}s of the resource.`},
		localFlag,
		{name: 'overwrite', type: 'bool', default: 'false', description: `Also changes ${noun}s that are there already.`},
		{
			name: 'resource-version',
			type: 'string',
			description: 'Changes the one resource only if this is still its version.',
		},
		selectorFlag,
	];
}

/** @throws CommandError for flags that do not go together */
export function checkMetadataFlags(
	invocation: Invocation,
	resources: readonly string[],
	dryRun: DryRun,
	file: 'pod' | 'rsrc',
): void {
	const {flags} = invocation;
	if (flags.bool('list') && flags.string('output') !== '') {
		throw new CommandError('--list and --output may not be specified together');
	}
	if (flags.bool('all') && flags.string('selector') !== '') {
		throw new CommandError('cannot set --all and --selector at the same time');
	}
	if (flags.bool('all') && flags.string('field-selector') !== '') {
		throw new CommandError('cannot set --all and --field-selector at the same time');
	}
	if (!flags.bool('local')) {
		if (resources.length === 0 && noFiles(invocation)) {
			throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
		}
		return;
	}
	if (dryRun === 'server') {
		throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
	}
	const forms = `-f ${file}.yaml or --filename=${file}.json`;
	if (resources.length > 0) {
		throw new CommandError(`can only use local files by ${forms} when --local=true is set`);
	}
	if (noFiles(invocation)) {
		throw new CommandError(`one or more files must be specified as ${forms}`);
	}
}

/** The objects that a call is about. @throws CommandError */
export async function findForMetadata(
	client: Client,
	invocation: Invocation,
	resources: readonly string[],
): Promise<Result> {
	const {flags} = invocation;
	const local = flags.bool('local');
	const result = await find(client, {
		...fromFiles(invocation),
		local,
		continueOnError: true,
		flatten: true,
		latest: !local,
		...(!local && {
			args: resources,
			selector: flags.string('selector'),
			fieldSelector: flags.string('field-selector'),
			allNamespaces: flags.bool('all-namespaces'),
			allowEmptySelector: flags.bool('all'),
		}),
	});
	if (!result.singleItemImplied && flags.string('resource-version') !== '') {
		throw new CommandError('--resource-version may only be used with a single resource');
	}
	return result;
}

/** The object with another map of labels or annotations. */
export function withMap(
	object: KubernetesObject,
	field: 'labels' | 'annotations',
	map: Readonly<Record<string, string>>,
	resourceVersion: string,
): KubernetesObject {
	const {[field]: _before, ...rest} = object.metadata;
	const metadata = {
		...rest,
		...(Object.keys(map).length > 0 && {[field]: map}),
		...(resourceVersion !== '' && {resourceVersion}),
	};
	return {...object, metadata} as KubernetesObject;
}

/** Sends the difference between an object and what it is to be. */
export function sendChange(
	client: Client,
	info: Info,
	changed: KubernetesObject,
	options: {readonly dryRun: DryRun; readonly fieldManager: string; readonly resourceVersion: string},
): Promise<KubernetesObject> {
	// The version is sent, too, where the call names one.
	const {resourceVersion: _version, ...unversioned} = info.object!.metadata;
	const before = options.resourceVersion === '' ? info.object! : {...info.object!, metadata: unversioned};
	const patch = createMergePatch(before as unknown as JsonMap, changed as unknown as JsonMap);
	return patchObject(client, {...info, mapping: info.mapping!}, 'merge', patch, options);
}

/** `app=web` on a line each, under a heading where there may be several objects. */
export function listingOf(
	info: Info,
	noun: string,
	map: Readonly<Record<string, string>> | undefined,
	single: boolean,
): string {
	const {apiVersion, kind} = info.object!;
	const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
	const heading = single ? '' : `Listing ${noun}s for ${kind}.${group}/${info.name}:\n`;
	const indent = single ? '' : ' ';
	const lines = Object.entries(map ?? {}).map(([key, value]) => `${indent}${key}=${value}\n`);
	return heading + lines.join('');
}
