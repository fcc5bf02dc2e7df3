/** What the commands of `kubectl set` have in common (kubectl pkg/cmd/set/helper.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find, type Info} from '../builder.ts';
import {recorded} from '../change-cause.ts';
import type {Client} from '../client.ts';
import {CommandError, type Flag, type Invocation} from '../command.ts';
import {
	allFlag,
	fieldManagerFlag,
	filenameFlags,
	fromFiles,
	localFlag,
	outputFlags,
	selectorFlag,
} from '../common-flags.ts';
import {type DryRun, dryRunFlag} from '../dry-run.ts';
import {throwAll} from '../errors.ts';
import {printerFor} from '../operation-printer.ts';
import {patchBetween} from '../pod-spec-edit.ts';
import {patchObject} from '../writes.ts';

export const setFlags: readonly Flag[] = [
	allFlag,
	...outputFlags,
	dryRunFlag,
	fieldManagerFlag('kubectl-set'),
	...filenameFlags('naming the resource to change'),
	localFlag,
	selectorFlag,
];

export function requireServer({flags}: Invocation, dryRun: DryRun): void {
	if (flags.bool('local') && dryRun === 'server') {
		throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
	}
}

/** The objects to change. @throws CommandError */
export async function findToSet(
	client: Client,
	invocation: Invocation,
	resources: readonly string[],
): Promise<readonly Info[]> {
	const {flags} = invocation;
	const local = flags.bool('local');
	if (local && resources.length > 0) {
		throw new CommandError(
			"error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
		);
	}
	const result = await find(client, {
		...fromFiles(invocation),
		local,
		continueOnError: true,
		flatten: true,
		latest: !local,
		...(!local && {
			args: resources,
			allowEmptySelector: flags.bool('all'),
			selector: flags.string('selector'),
		}),
	});
	return result.infos();
}

export interface SetPlan {
	readonly dryRun: DryRun;
	/** Such as `image updated`. */
	readonly operation: string;
	/** What a refusal is said after, such as `failed to patch image update to pod template:`. */
	readonly failure: string;
	/** What went wrong before any object was changed. */
	readonly errors?: unknown[];
	/** The object as it is to be; undefined where there is nothing to do with it. @throws CommandError */
	change(object: KubernetesObject): KubernetesObject | undefined;
	/** Whether an object that did not change is sent and said all the same. */
	readonly sendsUnchanged?: boolean;
}

/** Changes one object after the other; says all failures at the end. */
export async function runSet(
	client: Client,
	invocation: Invocation,
	infos: readonly Info[],
	plan: SetPlan,
): Promise<void> {
	const {flags} = invocation;
	const errors = plan.errors ?? [];
	const print = printerFor(invocation, plan.operation, plan.dryRun);
	const changes: {readonly info: Info; readonly after: KubernetesObject}[] = [];
	for (const info of infos) {
		try {
			const after = plan.change(info.object!);
			if (after) {
				changes.push({info, after: recorded(invocation, after)});
			}
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			errors.push(new CommandError(`error: ${info.mapping?.resource}/${info.name} ${why}\n`));
		}
	}
	for (const {info, after} of changes) {
		const {type, patch} = patchBetween(info.object!, after);
		if (Object.keys(patch).length === 0 && !plan.sendsUnchanged) {
			continue;
		}
		if (flags.bool('local') || plan.dryRun === 'client') {
			print(after);
			continue;
		}
		try {
			const options = {dryRun: plan.dryRun, fieldManager: flags.string('field-manager')};
			print(await patchObject(client, {...info, mapping: info.mapping!}, type, patch, options));
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			errors.push(new CommandError(`${plan.failure} ${why}`));
		}
	}
	throwAll(errors);
}
