/** `kubectl set resources` (kubectl pkg/cmd/set/set_resources.go). */
import type {Container} from '../../api/core-v1/container.ts';
import {canonicalQuantity, QuantityError} from '../../apimachinery/quantity.ts';
import {recordFlag} from '../change-cause.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {dryRunOf} from '../dry-run.ts';
import {nameFits, updateContainers, updatePodSpec} from '../pod-spec-edit.ts';
import {findToSet, requireServer, runSet, setFlags} from './run-set.ts';

type Amounts = Readonly<Record<string, string>>;

export const setResources: Command = {
	name: 'resources',
	usage: 'resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
	short: 'Update resource requests/limits on objects with pod templates',
	long: 'Says how much CPU and memory containers ask for, which decides on which nodes they fit, and how much they may use at most.',
	examples: [
		[
			'What a container may use at most',
			'kubectl set resources deployment web -c=nginx --limits=cpu=200m,memory=512Mi',
		],
		['What all containers ask for', 'kubectl set resources deployment web --requests=cpu=100m,memory=256Mi'],
	],
	flags: [
		...setFlags,
		recordFlag,
		{
			name: 'containers',
			shorthand: 'c',
			type: 'string',
			default: '*',
			description: 'The containers to change; * stands for any letters.',
		},
		{name: 'limits', type: 'string', description: 'Such as cpu=100m,memory=256Mi.'},
		{name: 'requests', type: 'string', description: 'Such as cpu=100m,memory=256Mi.'},
	],
	completes: 'resources',
	async run(invocation: Invocation) {
		const {io, args, flags} = invocation;
		const dryRun = dryRunOf(invocation);
		const client = new Client(io);
		const infos = await findToSet(client, invocation, args);
		requireServer(invocation, dryRun);
		if (flags.bool('all') && flags.string('selector') !== '') {
			throw new CommandError('cannot set --all and --selector at the same time');
		}
		if (flags.string('limits') === '' && flags.string('requests') === '') {
			throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)');
		}
		const limits = parseAmounts(flags.string('limits'));
		const requests = parseAmounts(flags.string('requests'));
		const pattern = flags.string('containers');
		const errors: unknown[] = [];
		await runSet(client, invocation, infos, {
			dryRun,
			operation: 'resource requirements updated',
			failure: 'failed to patch resources update to pod template',
			errors,
			change(object) {
				let found = false;
				const changed = updatePodSpec(object, spec =>
					updateContainers(spec, container => {
						if (!nameFits(pattern, container.name)) {
							return container;
						}
						found = true;
						return withAmounts(container, limits, requests);
					}),
				);
				if (!found) {
					errors.push(new CommandError(`error: unable to find container named ${pattern}`));
				}
				return found ? changed : undefined;
			},
		});
		return 0;
	},
};

/** Reads `cpu=100m,memory=256Mi`. @throws CommandError */
export function parseAmounts(text: string): Amounts {
	const amounts: Record<string, string> = {};
	for (const part of text === '' ? [] : text.split(',')) {
		const [name = '', value, ...more] = part.split('=');
		if (value === undefined || more.length > 0) {
			throw new CommandError(`Invalid argument syntax ${part}, expected <resource>=<value>`);
		}
		try {
			amounts[name] = canonicalQuantity(value);
		} catch (error) {
			throw error instanceof QuantityError ? new CommandError(error.message) : error;
		}
	}
	return amounts;
}

function withAmounts(container: Container, limits: Amounts, requests: Amounts): Container {
	const merged = {
		...container.resources,
		...(Object.keys(limits).length > 0 && {limits: {...container.resources?.limits, ...limits}}),
		...(Object.keys(requests).length > 0 && {requests: {...container.resources?.requests, ...requests}}),
	};
	return {...container, resources: merged};
}
