/** Deleting what was found, and waiting until it is gone (kubectl pkg/cmd/delete/delete.go DeleteResult). */
import {hasReason, StatusError} from '../apimachinery/status.ts';
import type {Info, Result} from './builder.ts';
import type {Client} from './client.ts';
import {CommandError, type Flag, type Flags} from './command.ts';
import {type DryRun, dryRunSuffix} from './dry-run.ts';
import {Aggregate, addSource, throwAll, without} from './errors.ts';
import {collectionPath, groupKindName, objectPath} from './resources.ts';
import {oneWeek, TimeoutError, untilObject} from './waiting.ts';
import {type DeleteOptions, deleteObject} from './writes.ts';

export const cascadeFlag: Flag = {
	name: 'cascade',
	type: 'string',
	default: 'background',
	valueWhenBare: 'background',
	description:
		'What becomes of the objects that it owns, such as the Pods of a ReplicaSet: background deletes them after it, ' +
		'foreground before it, orphan leaves them.',
};

const propagation: Readonly<Record<string, NonNullable<DeleteOptions['propagationPolicy']>>> = {
	background: 'Background',
	true: 'Background',
	foreground: 'Foreground',
	orphan: 'Orphan',
	false: 'Orphan',
};

/** Truth values stand for what they meant before there were three ways (cmd/util/helpers.go GetCascadingStrategy). */
const formerWords: Readonly<Record<string, string>> = {true: 'background', false: 'orphan'};

/** @throws CommandError */
export function cascadeOf(flags: Flags, say: (line: string) => void): Pick<DeleteOptions, 'propagationPolicy'> {
	const value = flags.string('cascade');
	const instead = formerWords[value];
	if (instead) {
		say(`warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`);
	}
	const propagationPolicy = propagation[value];
	if (!propagationPolicy) {
		throw new CommandError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
	}
	return {propagationPolicy};
}

export interface Deletion extends Pick<DeleteOptions, 'propagationPolicy'> {
	readonly dryRun: DryRun;
	/** Seconds; negative is what the object says. */
	readonly gracePeriod: number;
	readonly ignoreNotFound: boolean;
	readonly warnOfClusterScope?: boolean;
	/** Prints `pod/web` alone. */
	readonly namesOnly?: boolean;
	/** Prints nothing of each. */
	readonly quiet?: boolean;
	readonly wait: boolean;
	/** Milliseconds; 0 waits as long as it takes. */
	readonly timeout: number;
}

interface Deleted {
	readonly info: Info;
	readonly uid: string | undefined;
}

export class DeletionRun {
	readonly #client: Client;
	readonly #deletion: Deletion;
	#warned = false;

	constructor(client: Client, deletion: Deletion) {
		this.#client = client;
		this.#deletion = deletion;
	}

	/** @throws what went wrong with any of them */
	async run(result: Result): Promise<void> {
		const {ignoreNotFound, wait, dryRun} = this.#deletion;
		const deleted: Deleted[] = [];
		const ignores = (error: unknown) => ignoreNotFound && hasReason(error, 'NotFound');
		let found = 0;
		let failures: unknown[] = [];
		try {
			await result.visit(async info => {
				found++;
				deleted.push(await this.#deleteOne(info));
			});
		} catch (error) {
			failures = error instanceof Aggregate ? [...error.errors] : [error];
		}
		const left = without(failures, ignores);
		if (failures.length > 1 && left.length > 0) throw new Aggregate(left);
		throwAll(left);
		if (found === 0) {
			this.#client.io.out('No resources found\n');
			return;
		}
		if (wait && dryRun === 'none') {
			await this.#waitForAll(deleted);
		}
	}

	async #deleteOne(info: Info): Promise<Deleted> {
		const {dryRun, gracePeriod, propagationPolicy, warnOfClusterScope} = this.#deletion;
		const mapping = info.mapping!;
		if (warnOfClusterScope && !mapping.namespaced && !this.#warned) {
			this.#warned = true;
			this.#client.warn('deleting cluster-scoped resources, not scoped to the provided namespace');
		}
		if (dryRun === 'client') {
			this.#print(info);
			return {info, uid: undefined};
		}
		const options: DeleteOptions = {
			...(gracePeriod >= 0 && {gracePeriodSeconds: gracePeriod}),
			...(propagationPolicy && {propagationPolicy}),
		};
		let answer: unknown;
		try {
			answer = await deleteObject(this.#client, {...info, mapping}, options, dryRun);
		} catch (error) {
			throw addSource('deleting', info.source, error);
		}
		this.#print(info);
		return {info, uid: uidOf(answer)};
	}

	#print({mapping, name, namespace}: Info): void {
		const {dryRun, gracePeriod, namesOnly, quiet} = this.#deletion;
		if (quiet) {
			return;
		}
		const kind = groupKindName(mapping!);
		if (namesOnly) {
			this.#client.io.out(`${kind}/${name}\n`);
			return;
		}
		const verb = gracePeriod === 0 ? 'force deleted' : 'deleted';
		const where = mapping!.namespaced ? ` from ${namespace} namespace` : '';
		this.#client.io.out(`${kind} "${name}" ${verb}${where}${dryRunSuffix(dryRun)}\n`);
	}

	async #waitForAll(deleted: readonly Deleted[]): Promise<void> {
		const {clock} = this.#client.io.connection;
		const end = clock.now() + (this.#deletion.timeout || oneWeek);
		for (const one of deleted) {
			try {
				await waitUntilGone(this.#client, one.info, {uid: one.uid, timeout: end - clock.now()});
			} catch (error) {
				// Who may delete but not look does not wait.
				if (!hasReason(error, 'Forbidden') && !hasReason(error, 'MethodNotAllowed')) {
					throw error;
				}
				return;
			}
		}
	}
}

/** A deletion is answered with a Status that names the uid, or with the object that is going. */
function uidOf(answer: unknown): string | undefined {
	const {kind, details, metadata} = answer as {
		readonly kind?: string;
		readonly details?: {readonly uid?: string};
		readonly metadata?: {readonly uid?: string};
	};
	return kind === 'Status' ? details?.uid : metadata?.uid;
}

/**
 * Waits until an object is gone, or another one has its name.
 * @throws CommandError `timed out waiting for the condition on pods/web`
 */
export async function waitUntilGone(
	client: Client,
	{mapping, namespace, name}: Info,
	{uid, timeout}: {readonly uid?: string | undefined; readonly timeout: number},
): Promise<void> {
	const isOther = (object: {readonly metadata: {readonly uid?: string}}) =>
		uid !== undefined && object.metadata.uid !== uid;
	try {
		const object = await client.get(objectPath(mapping!, namespace, name));
		if (isOther(object)) {
			return;
		}
	} catch (error) {
		if (error instanceof StatusError && error.reason === 'NotFound') {
			return;
		}
		throw error;
	}
	try {
		await untilObject(client, {
			collection: collectionPath(mapping!, namespace),
			name,
			timeout,
			atFirst: object => object === undefined || isOther(object),
			onEvent: event => event.type === 'DELETED',
		});
	} catch (error) {
		if (error instanceof TimeoutError) {
			throw new TimeoutError(`${error.message} on ${mapping!.resource}/${name}`);
		}
		throw error;
	}
}
