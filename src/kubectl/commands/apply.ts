/** `kubectl apply` (kubectl pkg/cmd/apply/apply.go). */
import type {Json, KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {applyFlags, checkApplyFlags} from '../apply/flags.ts';
import {editLastApplied, setLastApplied, viewLastApplied} from '../apply/last-applied-commands.ts';
import {type PatcherOptions, patchLocally, patchOnServer} from '../apply/patcher.ts';
import {applyOnServer, serverSideManager} from '../apply/server-side.ts';
import {find, getObject, type Info} from '../builder.ts';
import {recorded, recordFlag} from '../change-cause.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {fromFiles, noFiles, validationOf} from '../common-flags.ts';
import {cascadeOf} from '../deletion.ts';
import {type DryRun, dryRunOf} from '../dry-run.ts';
import {Aggregate, addSource, throwAll, usageError} from '../errors.ts';
import {lastAppliedAnnotation, lastAppliedOf, withLastApplied} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {createObject, type WriteOptions} from '../writes.ts';

export const apply: Command = {
	name: 'apply',
	usage: 'apply (-f FILENAME | -k DIRECTORY)',
	short: 'Apply a configuration to a resource by file name or stdin',
	long: 'Makes the cluster be as manifests say: creates what is not there, changes what differs, and takes away what an earlier apply had and the manifest no longer has. What others set beside it stays.',
	examples: [
		['What a file says', 'kubectl apply -f web.yaml'],
		['What is piped in', 'cat web.yaml | kubectl apply -f -'],
		['Every manifest of a folder', 'kubectl apply -f manifests/'],
		['Only say what would happen', 'kubectl apply -f web.yaml --dry-run=server'],
	],
	flags: [...applyFlags, recordFlag],
	subcommands: [editLastApplied, setLastApplied, viewLastApplied],
	completes: 'none',
	run: applyFiles,
};

interface Plan extends WriteOptions {
	readonly dryRun: DryRun;
	readonly fieldManager: string;
	readonly serverSide: boolean;
	/** Whether the whole objects are printed at the end, as with `-o yaml`. */
	readonly printsObjects: boolean;
	readonly recreate: PatcherOptions['recreate'];
}

function planOf(invocation: Invocation): Plan {
	const {flags} = invocation;
	const dryRun = dryRunOf(invocation);
	const serverSide = flags.bool('server-side');
	const gracePeriod = flags.int('grace-period');
	const output = flags.string('output');
	const subresource = flags.string('subresource');
	return {
		dryRun,
		serverSide,
		fieldManager: !flags.has('field-manager') && serverSide ? serverSideManager : flags.string('field-manager'),
		fieldValidation: validationOf(invocation),
		printsObjects: (output !== '' && output !== 'name') || flags.string('template') !== '',
		...(serverSide && {force: flags.bool('force-conflicts')}),
		...(subresource !== '' && {subresource}),
		recreate: flags.bool('force')
			? {
					...cascadeOf(flags, invocation.io.err),
					gracePeriodSeconds: Math.max(0, gracePeriod),
					timeout: flags.duration('timeout'),
				}
			: undefined,
	};
}

async function applyFiles(invocation: Invocation): Promise<number> {
	const {io, args, flags, path} = invocation;
	if (args.length > 0) {
		throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
	}
	if (noFiles(invocation)) {
		throw new CommandError('must specify one of -f and -k');
	}
	const plan = planOf(invocation);
	checkApplyFlags(flags, plan.dryRun);
	const client = new Client(io);
	const result = await find(client, {
		...fromFiles(invocation),
		selector: flags.string('selector'),
		validation: validationOf(invocation),
		continueOnError: true,
		flatten: true,
	});
	const {infos, errors: unreadable} = await result.collect();
	if (infos.length === 0 && unreadable.length === 0) {
		throw new CommandError('no objects passed to apply');
	}
	const errors: unknown[] = unreadable.length > 1 ? [new Aggregate(unreadable)] : [...unreadable];
	const applied: KubernetesObject[] = [];
	for (const info of infos) {
		try {
			applied.push(await applyOne(client, invocation, info, plan));
		} catch (error) {
			io.signal.throwIfAborted();
			errors.push(error);
		}
	}
	throwAll(errors);
	if (plan.printsObjects) {
		const list = {apiVersion: 'v1', kind: 'List', metadata: {}, items: applied};
		printerFor(invocation, '')(applied.length === 1 ? applied[0]! : (list as unknown as KubernetesObject));
	}
	return 0;
}

async function applyOne(client: Client, invocation: Invocation, info: Info, plan: Plan): Promise<KubernetesObject> {
	const say = (operation: string, object: KubernetesObject) => {
		if (!plan.printsObjects) {
			printerFor(invocation, operation, plan.dryRun)(object);
		}
		return object;
	};
	const generateName = info.object!.metadata.generateName;
	if (info.name === '' && generateName) {
		throw new CommandError(`from ${generateName}: cannot use generate name with apply`);
	}
	if (plan.serverSide) {
		const object = await applyOnServer(client, info, plan);
		warnIfDeleting(client, object);
		return say('serverside-applied', object);
	}
	const modified = withLastApplied(recorded(invocation, info.object!));
	const current = await currentObject(client, info);
	if (!current) {
		const object = withoutNulls(modified);
		return say('created', plan.dryRun === 'client' ? object : await create(client, info, object, plan));
	}
	const live: Info = {...info, object: current};
	if (lastAppliedOf(current) === undefined) {
		client.io.err(
			`Warning: resource ${info.mapping!.resource}/${info.name} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
		);
	}
	const {recreate, ...options} = plan;
	const {patch, object} =
		plan.dryRun === 'client'
			? patchLocally(live, modified, client.io.err)
			: await patchOnServer(client, live, modified, {...options, ...(recreate && {recreate})});
	warnIfDeleting(client, object);
	return say(Object.keys(patch).length === 0 ? 'unchanged' : 'configured', object);
}

/** What is there now, if anything. @throws StatusError, naming the file */
async function currentObject(client: Client, info: Info): Promise<KubernetesObject | undefined> {
	try {
		return await getObject(client, info);
	} catch (error) {
		if (hasReason(error, 'NotFound')) {
			return undefined;
		}
		const {group, version, resource, kind} = info.mapping!;
		const what = `Resource: "${group}/${version}, Resource=${resource}", GroupVersionKind: "${group}/${version}, Kind=${kind}"`;
		const which = `Name: ${JSON.stringify(info.name)}, Namespace: ${JSON.stringify(info.namespace)}`;
		throw addSource(`retrieving current configuration of:\n${what}\n${which}\nfrom server for:`, info.source, error);
	}
}

async function create(client: Client, info: Info, object: KubernetesObject, plan: Plan): Promise<KubernetesObject> {
	const {dryRun, fieldManager, fieldValidation} = plan;
	const options = {dryRun, fieldManager, ...(fieldValidation && {fieldValidation})};
	try {
		return await createObject(client, {mapping: info.mapping!, namespace: info.namespace}, object, options);
	} catch (error) {
		throw addSource('creating', info.source, error);
	}
}

function warnIfDeleting(client: Client, {metadata}: KubernetesObject): void {
	if (metadata.deletionTimestamp !== undefined) {
		client.io.err(`Warning: Detected changes to resource ${metadata.name} which is currently being deleted.\n`);
	}
}

/** A null in a manifest means that the field is not there. */
function withoutNulls<T>(value: T): T {
	if (Array.isArray(value)) {
		return value.map(item => withoutNulls(item as Json)) as T;
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const kept = Object.entries(value).filter(([, inner]) => inner !== null);
	return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)])) as T;
}
