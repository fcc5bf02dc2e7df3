/** `kubectl replace` (kubectl pkg/cmd/replace/replace.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find, getObject, type Info} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {
	fieldManagerFlag,
	filenameFlags,
	fromFiles,
	noFiles,
	outputFlags,
	saveConfigFlag,
	validateFlag,
	validationOf,
} from '../common-flags.ts';
import {cascadeFlag, cascadeOf, DeletionRun, waitUntilGone} from '../deletion.ts';
import {type DryRun, dryRunFlag, dryRunOf} from '../dry-run.ts';
import {addSource} from '../errors.ts';
import {withLastApplied} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {createObject, replaceObject, type WriteOptions} from '../writes.ts';

/** How long --force waits until the old object is gone. */
const goneTimeout = 5 * 60_000;

export const replace: Command = {
	name: 'replace',
	usage: 'replace -f FILENAME',
	short: 'Replace a resource by file name or stdin',
	long: 'Puts what a file says in the place of the whole object; what the file does not say goes. --force deletes the object and creates it again.',
	examples: [
		['What a file says', 'kubectl replace -f web.yaml'],
		['Delete and create again', 'kubectl replace --force -f web.yaml'],
	],
	flags: [
		...outputFlags,
		cascadeFlag,
		dryRunFlag,
		fieldManagerFlag('kubectl-replace'),
		...filenameFlags('to use to replace the resource'),
		{name: 'force', type: 'bool', default: 'false', description: 'Deletes the object and creates it again.'},
		{name: 'grace-period', type: 'int', default: '-1', description: 'With --force: how many seconds there are to end.'},
		saveConfigFlag,
		{name: 'subresource', type: 'string', description: 'The part of the object that is replaced: status or scale.'},
		{
			name: 'timeout',
			type: 'duration',
			default: '0s',
			description: 'With --force: how long to wait until the object is gone.',
		},
		validateFlag,
		{name: 'wait', type: 'bool', default: 'false', description: 'With --force: waits until the object is gone.'},
	],
	completes: 'none',
	run: replaceFiles,
};

function check({flags}: Invocation, dryRun: DryRun): void {
	const force = flags.bool('force');
	if (flags.int('grace-period') >= 0 && !force) {
		throw new CommandError('--grace-period must have --force specified');
	}
	if (flags.duration('timeout') !== 0 && !force) {
		throw new CommandError('--timeout must have --force specified');
	}
	if (force && dryRun !== 'none') {
		throw new CommandError('--dry-run can not be used when --force is set');
	}
}

async function replaceFiles(invocation: Invocation): Promise<number> {
	const {io, args, flags} = invocation;
	const fieldValidation = validationOf(invocation);
	const dryRun = dryRunOf(invocation);
	const print = printerFor(invocation, 'replaced', dryRun);
	if (noFiles(invocation)) {
		throw new CommandError('must specify one of -f and -k');
	}
	check(invocation, dryRun);
	const client = new Client(io);
	const subresource = flags.string('subresource');
	const options: WriteOptions = {
		dryRun,
		fieldManager: flags.string('field-manager'),
		fieldValidation,
		...(subresource !== '' && {subresource}),
	};
	if (flags.bool('force')) {
		await deleteFirst(client, invocation);
	}
	const result = await find(client, {
		...fromFiles(invocation),
		args: flags.bool('force') ? [] : args,
		validation: fieldValidation,
		continueOnError: true,
		flatten: true,
	});
	let count = 0;
	await result.visit(async info => {
		count++;
		const object = flags.bool('save-config') ? withLastApplied(info.object!) : info.object!;
		if (dryRun === 'client') {
			print(object);
		} else if (flags.bool('force')) {
			const {resourceVersion: _version, ...metadata} = object.metadata;
			const target = {mapping: info.mapping!, namespace: info.namespace};
			print(await createObject(client, target, {...object, metadata}, options));
		} else {
			print(await overwrite(client, info, object, options));
		}
	});
	if (count === 0) {
		throw new CommandError('no objects passed to replace');
	}
	return 0;
}

/** A file that names no version replaces whatever version there is. */
async function overwrite(client: Client, info: Info, object: KubernetesObject, options: WriteOptions) {
	let whole = object;
	if (!object.metadata.resourceVersion) {
		const live = await getObject(client, info).catch(() => undefined);
		const resourceVersion = live?.metadata.resourceVersion;
		whole = resourceVersion ? {...object, metadata: {...object.metadata, resourceVersion}} : object;
	}
	try {
		return await replaceObject(client, {...info, mapping: info.mapping!}, whole, options);
	} catch (error) {
		throw addSource('replacing', info.source, error);
	}
}

async function deleteFirst(client: Client, invocation: Invocation): Promise<void> {
	const {flags} = invocation;
	const given = flags.int('grace-period');
	// Unlike delete, replace does not take --force for a grace period of 0 (replace.go).
	const gracePeriod = given === 0 ? 1 : given;
	const timeout = flags.duration('timeout');
	const search = () =>
		find(client, {...fromFiles(invocation), continueOnError: true, flatten: true, requireObject: false});
	await new DeletionRun(client, {
		dryRun: 'none',
		gracePeriod,
		ignoreNotFound: true,
		namesOnly: flags.string('output') === 'name',
		wait: given === 0 || flags.bool('wait'),
		timeout,
		...cascadeOf(flags, invocation.io.err),
	}).run(await search());
	await (await search()).visit(info => waitUntilGone(client, info, {timeout: timeout || goneTimeout}));
}
