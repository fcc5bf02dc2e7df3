/** What the commands of `kubectl rollout` have in common. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {type BuilderOptions, find, type Result} from '../builder.ts';
import {Client} from '../client.ts';
import {CommandError, type Flag, type Invocation} from '../command.ts';
import {fieldManagerFlag, filenameFlags, fromFiles, noFiles, outputFlags, selectorFlag} from '../common-flags.ts';
import {throwAll} from '../errors.ts';
import {printerFor} from '../operation-printer.ts';
import {patchBetween} from '../pod-spec-edit.ts';
import {groupResource} from '../resources.ts';
import {patchObject} from '../writes.ts';

export const targetFlags: readonly Flag[] = [...filenameFlags('naming the resource'), selectorFlag];
export const changeFlags: readonly Flag[] = [...targetFlags, ...outputFlags, fieldManagerFlag('kubectl-rollout')];

/** @throws CommandError */
export function findRollouts(
	client: Client,
	invocation: Invocation,
	options: Partial<BuilderOptions> = {},
): Promise<Result> {
	if (invocation.args.length === 0 && noFiles(invocation)) {
		throw new CommandError('required resource not specified');
	}
	return find(client, {
		...fromFiles(invocation),
		args: invocation.args,
		allowEmptySelector: true,
		selector: invocation.flags.string('selector'),
		continueOnError: true,
		latest: true,
		flatten: true,
		...options,
	});
}

export interface Change {
	/** What is said after the name, such as `paused`. */
	readonly operation: string;
	/** The object as it is to be. @throws CommandError where that cannot be */
	change(object: KubernetesObject): KubernetesObject;
	/** What is thrown where nothing changes; without it the object is said to be done already. */
	unchanged?(name: string): CommandError;
}

/** Changes one workload after the other with patches; says all failures at the end. */
export async function changeRollouts(invocation: Invocation, {operation, change, unchanged}: Change): Promise<number> {
	const client = new Client(invocation.io);
	const result = await findRollouts(client, invocation);
	const {infos, errors: notFound} = await result.collect();
	const errors: unknown[] = [...notFound];
	if (infos.length === 0 && errors.length === 0) {
		invocation.io.err(`No resources found in ${invocation.namespace} namespace.\n`);
		return 0;
	}
	for (const info of infos) {
		const mapping = info.mapping!;
		let after: KubernetesObject;
		try {
			after = change(info.object!);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			errors.push(new CommandError(`error: ${groupResource(mapping)} ${JSON.stringify(info.name)} ${why}`));
			continue;
		}
		const {type, patch} = patchBetween(info.object!, after);
		if (Object.keys(patch).length === 0) {
			if (unchanged) {
				errors.push(unchanged(info.name));
			} else {
				printerFor(invocation, `already ${operation}`)(info.object!);
			}
			continue;
		}
		try {
			const fieldManager = invocation.flags.string('field-manager');
			const changed = await patchObject(client, {...info, mapping}, type, patch, {fieldManager});
			printerFor(invocation, operation)(changed);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			errors.push(new CommandError(`failed to patch: ${why}`));
		}
	}
	throwAll(errors);
	return 0;
}
