/** `kubectl scale` (kubectl pkg/cmd/scale/scale.go, pkg/scale/scale.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {find, type Info} from '../builder.ts';
import {recordFlag, recordOnServer} from '../change-cause.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {allFlag, filenameFlags, fromFiles, outputFlags, selectorFlag} from '../common-flags.ts';
import {type DryRun, dryRunFlag, dryRunOf} from '../dry-run.ts';
import {throwAll} from '../errors.ts';
import {printerFor} from '../operation-printer.ts';
import {objectPath} from '../resources.ts';
import {sayIfPaused, TimeoutError, within} from '../waiting.ts';
import {patchObject, replaceObject} from '../writes.ts';

export const scale: Command = {
	name: 'scale',
	usage: 'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
	short: 'Set a new size for a deployment, replica set, or replication controller',
	long: 'Says how many Pods a Deployment, ReplicaSet or StatefulSet shall have. --current-replicas does it only where it has as many as that now.',
	examples: [
		['Three Pods', 'kubectl scale --replicas=3 deployment/web'],
		['Three, if there are two now', 'kubectl scale --current-replicas=2 --replicas=3 deployment/web'],
		['Several at once', 'kubectl scale --replicas=5 deploy/web deploy/api'],
	],
	flags: [
		recordFlag,
		{...allFlag, description: 'Everything of the given types in the namespace.'},
		...outputFlags,
		{
			name: 'current-replicas',
			type: 'int',
			default: '-1',
			description: 'Only where this many are wanted now; -1 is any.',
		},
		dryRunFlag,
		...filenameFlags('naming the resource to scale'),
		{name: 'replicas', type: 'int', default: '0', description: 'How many there shall be.', required: true},
		{name: 'resource-version', type: 'string', description: 'Only if this is still its version.'},
		selectorFlag,
		{
			name: 'timeout',
			type: 'duration',
			default: '0s',
			description: 'How long to wait until there are as many; zero does not wait.',
		},
	],
	completes: 'resources',
	run: scaleResources,
};

interface Scale extends KubernetesObject {
	readonly spec?: {readonly replicas?: number};
	readonly status?: {readonly replicas?: number};
}

interface Plan {
	readonly replicas: number;
	/** -1 for any. */
	readonly currentReplicas: number;
	readonly resourceVersion: string;
	readonly dryRun: DryRun;
	/** Milliseconds; 0 does not wait. */
	readonly timeout: number;
}

async function scaleResources(invocation: Invocation): Promise<number> {
	const {io, args, flags} = invocation;
	const plan: Plan = {
		replicas: flags.int('replicas'),
		currentReplicas: flags.int('current-replicas'),
		resourceVersion: flags.string('resource-version'),
		dryRun: dryRunOf(invocation),
		timeout: flags.duration('timeout'),
	};
	const print = printerFor(invocation, 'scaled', plan.dryRun);
	if (plan.replicas < 0) {
		throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
	}
	if (plan.currentReplicas < -1) {
		throw new CommandError('The --current-replicas must specify an integer of -1 or greater');
	}
	const client = new Client(io);
	const result = await find(client, {
		...fromFiles(invocation),
		args,
		allowEmptySelector: flags.bool('all'),
		selector: flags.string('selector'),
		continueOnError: true,
		flatten: true,
	});
	const {infos, errors} = await result.collect();
	if (plan.resourceVersion !== '' && infos.length > 1) {
		throw new CommandError('cannot use --resource-version with multiple resources');
	}
	if (infos.length === 0) {
		throwAll(errors);
		throw new CommandError('no objects passed to scale');
	}
	for (const info of infos) {
		const replicas = plan.dryRun === 'client' ? plan.replicas : await scaleOne(client, info, plan);
		if (plan.dryRun !== 'client') {
			await recordOnServer(client, invocation, info);
		}
		print(withReplicas(info.object!, replicas));
	}
	throwAll(errors);
	return 0;
}

/** @returns how many are wanted now */
async function scaleOne(client: Client, info: Info, plan: Plan): Promise<number> {
	const target = {...info, mapping: info.mapping!};
	const options = {dryRun: plan.dryRun, subresource: 'scale'};
	let scaled: Scale;
	if (plan.currentReplicas === -1 && plan.resourceVersion === '') {
		const patch = {spec: {replicas: plan.replicas}};
		scaled = (await patchObject(client, target, 'merge', patch, options)) as Scale;
	} else {
		scaled = await scaleIfUnchanged(client, info, plan);
	}
	if (plan.timeout !== 0 && plan.dryRun === 'none') {
		await waitForReplicas(client, info, plan);
	}
	return scaled.spec?.replicas ?? 0;
}

/** Someone else may write in between; then it is looked at again. */
async function scaleIfUnchanged(client: Client, info: Info, plan: Plan): Promise<Scale> {
	const path = objectPath(info.mapping!, info.namespace, info.name, 'scale');
	for (;;) {
		const present = await client.get<Scale>(path);
		const now = present.spec?.replicas ?? 0;
		if (plan.currentReplicas !== -1 && now !== plan.currentReplicas) {
			throw new CommandError(`Expected replicas to be ${plan.currentReplicas}, was ${now}`);
		}
		const version = present.metadata.resourceVersion ?? '';
		if (plan.resourceVersion !== '' && version !== plan.resourceVersion) {
			throw new CommandError(`Expected resource version to be ${plan.resourceVersion}, was ${version}`);
		}
		try {
			const body = {...present, spec: {...present.spec, replicas: plan.replicas}};
			const options = {dryRun: plan.dryRun, subresource: 'scale'};
			return (await replaceObject(client, {...info, mapping: info.mapping!}, body, options)) as Scale;
		} catch (error) {
			if (!hasReason(error, 'Conflict')) {
				throw error;
			}
			await client.io.connection.clock.sleep(1000, client.io.signal);
		}
	}
}

async function waitForReplicas(client: Client, info: Info, plan: Plan): Promise<void> {
	const path = objectPath(info.mapping!, info.namespace, info.name, 'scale');
	const {clock} = client.io.connection;
	try {
		await within(client.io, plan.timeout, async signal => {
			for (;;) {
				const {spec, status} = await client.get<Scale>(path);
				const wanted = spec?.replicas ?? 0;
				// Someone wanted another number meanwhile: there is nothing left to wait for.
				if (wanted !== plan.replicas || (status?.replicas ?? 0) === wanted) {
					return;
				}
				sayIfPaused(client.io);
				await clock.sleep(1000, signal);
			}
		});
	} catch (error) {
		throw error instanceof TimeoutError
			? new CommandError(`timed out waiting for ${JSON.stringify(info.name)} to be synced`)
			: error;
	}
}

/** The object as it is printed; what `replicas` means elsewhere than in built-in kinds is not known. */
function withReplicas(object: KubernetesObject, replicas: number): KubernetesObject {
	if (object.apiVersion.includes('/') && !object.apiVersion.startsWith('apps/')) {
		return object;
	}
	const {spec} = object as Scale;
	return {...object, spec: {...spec, replicas}} as KubernetesObject;
}
