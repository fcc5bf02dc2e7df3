/** `kubectl wait` (kubectl pkg/cmd/wait/wait.go). */
import {hasReason, notFound} from '../../apimachinery/status.ts';
import {find, type Info, type Result} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {
	allFlag,
	allNamespacesFlag,
	fieldSelectorFlag,
	filenameFlags,
	fromFiles,
	localFlag,
	outputFlags,
	selectorFlag,
} from '../common-flags.ts';
import {waitUntilGone} from '../deletion.ts';
import {Aggregate, throwAll, without} from '../errors.ts';
import {printerFor} from '../operation-printer.ts';
import {collectionPath, objectPath} from '../resources.ts';
import {type Check, readConditions} from '../wait/conditions.ts';
import {oneWeek, sayIfPaused, TimeoutError, timedOut, untilObject} from '../waiting.ts';

export const wait: Command = {
	name: 'wait',
	usage:
		"wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
	short: 'Wait for a specific condition on one or many resources',
	long: 'Waits until objects are there, are gone, have a condition, or have a value at a path. Without success in time it ends with an error.',
	examples: [
		['Until a Pod is ready', 'kubectl wait --for=condition=Ready pod/web'],
		['Until a condition is false', 'kubectl wait --for=condition=Ready=false pod/web'],
		['Until a field has a value', "kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web"],
		['Until a Pod is gone, a minute at most', 'kubectl wait --for=delete pod/web --timeout=60s'],
	],
	flags: [
		allFlag,
		allNamespacesFlag,
		...outputFlags,
		fieldSelectorFlag,
		...filenameFlags('naming the resource'),
		{
			name: 'for',
			type: 'stringArray',
			default: '[]',
			description:
				"What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath='{PATH}'[=VALUE]. Several are waited for one after the other, create first.",
		},
		localFlag,
		selectorFlag,
		{
			name: 'timeout',
			type: 'duration',
			default: '30s',
			description: 'How long to wait; zero looks once, negative is a week.',
		},
	],
	completes: 'resources',
	run: waitForObjects,
};

async function waitForObjects(invocation: Invocation): Promise<number> {
	const {io, flags} = invocation;
	const conditions = readConditions(flags.strings('for'));
	const print = printerFor(invocation, 'condition met');
	const given = flags.duration('timeout');
	const timeout = given < 0 ? oneWeek : given;
	const client = new Client(io);
	const {clock} = io.connection;
	const end = clock.now() + timeout;
	const search = () => finder(client, invocation);
	if (conditions.includes('create')) {
		await waitUntilThere(client, search, end, timeout);
	}
	const forDelete = conditions.includes('delete');
	const result = await search();
	let found = 0;
	const {infos, errors} = await result.collect();
	const visiting = async (info: Info) => {
		for (const condition of conditions) {
			// Nothing left is not the same as a timeout of 0, which has it look once.
			const left = timeout === 0 ? 0 : end - clock.now() || -1;
			if (condition === 'delete') {
				await untilGone(client, info, left);
				print(info.object!);
			} else if (condition === 'create') {
				print(info.object!);
			} else {
				print(await untilMet(client, info, left, condition));
			}
		}
	};
	const failures: unknown[] = [];
	for (const info of infos) {
		found++;
		try {
			await visiting(info);
		} catch (error) {
			io.signal.throwIfAborted();
			failures.push(error);
		}
	}
	throwAll([...failures, ...(forDelete ? without(errors, error => hasReason(error, 'NotFound')) : errors)]);
	if (found === 0 && !forDelete) {
		throw new CommandError('no matching resources found');
	}
	return 0;
}

function finder(client: Client, invocation: Invocation): Promise<Result> {
	const {args, flags} = invocation;
	return find(client, {
		...fromFiles(invocation),
		args,
		allowEmptySelector: flags.bool('all'),
		allNamespaces: flags.bool('all-namespaces'),
		selector: flags.string('selector'),
		fieldSelector: flags.string('field-selector'),
		local: flags.bool('local'),
		latest: true,
		continueOnError: true,
		flatten: true,
	});
}

/** Looks twice a second until there is something. */
async function waitUntilThere(
	client: Client,
	search: () => Promise<Result>,
	end: number,
	timeout: number,
): Promise<void> {
	const {io} = client;
	const {clock} = io.connection;
	for (;;) {
		const {infos, errors} = await (await search()).collect();
		const real = without(errors, error => hasReason(error, 'NotFound'));
		if (real.length > 0) {
			throw real.length === 1 ? real[0] : new Aggregate(real);
		}
		if (infos.length > 0) {
			return;
		}
		if (timeout > 0 && clock.now() >= end) {
			throw new TimeoutError();
		}
		sayIfPaused(io);
		const pause = timeout > 0 ? Math.min(500, end - clock.now()) : 500;
		await clock.sleep(pause, io.signal);
	}
}

async function untilGone(client: Client, info: Info, timeout: number): Promise<void> {
	if (timeout === 0) {
		const there = await client.get(objectPath(info.mapping!, info.namespace, info.name)).catch(error => {
			if (hasReason(error, 'NotFound')) {
				return undefined;
			}
			throw error;
		});
		if (there) {
			throw new CommandError(`condition not met for ${info.mapping!.resource}/${info.name}`);
		}
		return;
	}
	if (timeout < 0) {
		throw timeoutOn(info);
	}
	await waitUntilGone(client, info, {timeout});
}

async function untilMet(client: Client, info: Info, timeout: number, check: Check) {
	const mapping = info.mapping!;
	if (timeout === 0) {
		const object = await client.get(objectPath(mapping, info.namespace, info.name));
		if (!check(object)) {
			throw new CommandError(`condition not met for ${mapping.resource}/${info.name}`);
		}
		return object;
	}
	if (timeout < 0) {
		throw timeoutOn(info);
	}
	try {
		const met = await untilObject(client, {
			collection: collectionPath(mapping, info.namespace),
			name: info.name,
			timeout,
			atFirst(object) {
				if (!object) {
					throw notFound({group: mapping.group, resource: mapping.resource}, info.name);
				}
				return false;
			},
			onEvent: event => event.type !== 'DELETED' && check(event.object),
		});
		return met!;
	} catch (error) {
		throw error instanceof TimeoutError ? timeoutOn(info) : error;
	}
}

function timeoutOn({mapping, name}: Info): TimeoutError {
	return new TimeoutError(`${timedOut} on ${mapping!.resource}/${name}`);
}
