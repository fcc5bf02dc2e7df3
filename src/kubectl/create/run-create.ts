/** What the commands share that make an object from flags (kubectl pkg/cmd/create/create.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import {Client} from '../client.ts';
import {CommandError, type Flag, type Invocation} from '../command.ts';
import {fieldManagerFlag, outputFlags, saveConfigFlag, validateFlag, validationOf} from '../common-flags.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {usageError} from '../errors.ts';
import {withLastAppliedStruct} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {noMatch, RestMapper} from '../resources.ts';
import {createObject} from '../writes.ts';

/** The flags of every `kubectl create KIND`. */
export const createFlags: readonly Flag[] = [
	...outputFlags,
	dryRunFlag,
	fieldManagerFlag('kubectl-create'),
	saveConfigFlag,
	validateFlag,
];

/** The one NAME of a call; what follows `--` does not count. @throws CommandError */
export function nameFrom({args, argsBeforeDash, path}: Invocation): string {
	const count = argsBeforeDash === -1 ? args.length : argsBeforeDash;
	if (count !== 1) {
		throw usageError(path, `exactly one NAME is required, got ${count}`);
	}
	return args[0]!;
}

/** `{namespace}` where `-n` was given, as objects made from flags carry it. */
export function namespaceOf({namespace, namespaceGiven}: Invocation): {readonly namespace?: string} {
	return namespaceGiven ? {namespace} : {};
}

/**
 * Sends an object that was made from flags, and says so.
 * @param failure what a refusal is said after, such as `failed to create deployment:`; without it the refusal stands
 *   alone
 */
export async function createFromFlags(
	invocation: Invocation,
	object: KubernetesObject,
	failure?: string,
): Promise<number> {
	const {io, flags, namespace} = invocation;
	const dryRun = dryRunOf(invocation);
	const fieldValidation = validationOf(invocation);
	const print = printerFor(invocation, 'created', dryRun, {keys: 'as-given'});
	const whole = flags.bool('save-config') ? withLastAppliedStruct(object) : object;
	if (dryRun === 'client') {
		print(whole);
		return 0;
	}
	const client = new Client(io);
	const mapping = await (await RestMapper.load(client)).forKind(object.apiVersion, object.kind);
	if (!mapping) {
		throw new CommandError(noMatch(object.apiVersion, object.kind));
	}
	const target = {mapping, namespace: mapping.namespaced ? namespace : ''};
	const options = {dryRun, fieldManager: flags.string('field-manager'), fieldValidation};
	let created: KubernetesObject;
	try {
		created = await createObject(client, target, whole, options);
	} catch (error) {
		if (failure !== undefined && error instanceof StatusError) {
			throw new CommandError(`${failure} ${error.message}`);
		}
		throw error;
	}
	print(created);
	return 0;
}
