/** Taking Pods away and waiting until they are gone (kubectl pkg/drain/drain.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {formatGoDuration} from '../../apimachinery/duration.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import type {DryRun} from '../dry-run.ts';
import {Aggregate} from '../errors.ts';
import {printName} from '../object-printer.ts';
import {sayIfPaused, TimeoutError, within} from '../waiting.ts';
import {isLongGone} from './filters.ts';

export interface Removal {
	/** Negative: the Pod's own grace period. */
	readonly gracePeriodSeconds: number;
	/** Milliseconds; 0 waits for ever. */
	readonly timeout: number;
	/** Deletes instead of evicting, which asks no disruption budget. */
	readonly disableEviction: boolean;
	readonly skipDeletedAfterSeconds: number;
	readonly dryRun: DryRun;
}

const retryDelay = 5000;
const pollInterval = 1000;

function podPath({metadata}: Pod): string {
	return `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** @throws CommandError or an Aggregate, after every Pod has been tried */
export async function removePods(client: Client, pods: readonly Pod[], removal: Removal): Promise<void> {
	if (pods.length === 0) {
		return;
	}
	const limit = removal.timeout === 0 ? undefined : removal.timeout;
	if (removal.disableEviction) {
		for (const pod of pods) {
			await deletePod(client, pod, removal);
		}
		await within(client.io, limit, signal => waitUntilGone(client, pods, removal, false, signal));
		return;
	}
	const errors: unknown[] = [];
	const started = client.io.connection.clock.now();
	await Promise.all(
		inGoroutineOrder(pods).map(pod =>
			evictUntilGone(client, pod, removal, limit === undefined ? undefined : started + limit).catch(error => {
				client.io.signal.throwIfAborted();
				errors.push(error);
			}),
		),
	);
	if (errors.length > 0) {
		throw new Aggregate(errors);
	}
}

/** Upstream starts a goroutine for each Pod, and Go runs the one that was started last first. */
function inGoroutineOrder(pods: readonly Pod[]): Pod[] {
	return [...pods.slice(-1), ...pods.slice(0, -1)];
}

function deleteOptions({gracePeriodSeconds, dryRun}: Removal) {
	return {
		...(gracePeriodSeconds >= 0 && {gracePeriodSeconds}),
		...(dryRun === 'server' && {dryRun: ['All']}),
	};
}

async function deletePod(client: Client, pod: Pod, removal: Removal): Promise<void> {
	const body = {kind: 'DeleteOptions', apiVersion: 'v1', ...deleteOptions(removal)};
	await client.request('DELETE', podPath(pod), {body}).catch(error => {
		if (!hasReason(error, 'NotFound')) {
			throw error;
		}
	});
}

/** @param deadline milliseconds since 1970 */
async function evictUntilGone(client: Client, pod: Pod, removal: Removal, deadline: number | undefined): Promise<void> {
	const {io} = client;
	const {name, namespace} = pod.metadata;
	const {clock} = io.connection;
	const server = removal.dryRun === 'server';
	let present = pod;
	for (;;) {
		io.out(`evicting pod ${namespace}/${name}${server ? ' (server dry run)' : ''}\n`);
		if (deadline !== undefined && clock.now() >= deadline) {
			const limit = formatGoDuration(removal.timeout);
			throw new CommandError(
				`error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: global timeout reached: ${limit}`,
			);
		}
		try {
			await client.request('POST', `${podPath(present)}/eviction`, {
				body: {
					kind: 'Eviction',
					apiVersion: 'policy/v1',
					metadata: {name, namespace},
					deleteOptions: deleteOptions(removal),
				},
			});
			break;
		} catch (error) {
			const what = `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
			if (hasReason(error, 'NotFound')) {
				return;
			}
			if (!hasReason(error, 'TooManyRequests')) {
				throw new CommandError(`${what}: ${messageOf(error)}`);
			}
			io.err(`${what} (will retry after ${formatGoDuration(retryDelay)}): ${messageOf(error)}\n`);
			sayIfPaused(io);
			await clock.sleep(retryDelay, io.signal);
		}
		present = await client.get<Pod>(podPath(present)).catch(() => present);
	}
	if (server) {
		return;
	}
	const left = deadline === undefined ? undefined : Math.max(0, deadline - clock.now());
	try {
		await within(io, left, signal => waitUntilGone(client, [present], removal, true, signal));
	} catch (error) {
		io.signal.throwIfAborted();
		const why = error instanceof TimeoutError ? 'context deadline exceeded' : messageOf(error);
		throw new CommandError(
			`error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${why}`,
		);
	}
}

/** Looks every second, as upstream does. */
async function waitUntilGone(
	client: Client,
	pods: readonly Pod[],
	removal: Removal,
	evicted: boolean,
	signal: AbortSignal,
): Promise<void> {
	const {io} = client;
	const {clock} = io.connection;
	let pending = pods;
	for (;;) {
		const still: Pod[] = [];
		for (const pod of pending) {
			const now = await client.get<Pod>(podPath(pod)).catch(error => {
				if (hasReason(error, 'NotFound')) {
					return undefined;
				}
				printName(io, asPod(pod), evicted ? 'eviction failed' : 'deletion failed', removal.dryRun);
				throw error;
			});
			signal.throwIfAborted();
			if (!now || now.metadata.uid !== pod.metadata.uid) {
				printName(io, asPod(pod), evicted ? 'evicted' : 'deleted', removal.dryRun);
			} else if (isLongGone(now, removal.skipDeletedAfterSeconds, clock.now())) {
				const than = `older than ${removal.skipDeletedAfterSeconds} seconds`;
				io.out(`pod ${JSON.stringify(pod.metadata.name)} has DeletionTimestamp ${than}, skipping\n`);
			} else {
				still.push(pod);
			}
		}
		pending = still;
		if (pending.length === 0) {
			return;
		}
		sayIfPaused(io);
		await clock.sleep(pollInterval, signal);
	}
}

/** Items of a list do not say their kind. */
function asPod(pod: Pod): KubernetesObject {
	return {...pod, apiVersion: 'v1', kind: 'Pod'};
}
