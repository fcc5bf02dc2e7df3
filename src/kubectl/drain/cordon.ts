/** Keeping new Pods away from nodes, and letting them in again (kubectl pkg/drain/cordon.go). */
import type {Node} from '../../api/core-v1/node.ts';
import type {Info} from '../builder.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import type {DryRun} from '../dry-run.ts';
import {printName} from '../object-printer.ts';
import {patchObject} from '../writes.ts';

/** Says of each node whether it changed; what goes wrong with one is said and does not stop the others. */
export async function setSchedulable(
	client: Client,
	nodes: readonly Info[],
	unschedulable: boolean,
	dryRun: DryRun,
): Promise<void> {
	const verb = unschedulable ? 'cordon' : 'uncordon';
	for (const {mapping, name, namespace, object} of nodes) {
		if (mapping?.kind !== 'Node') {
			const {group = '', version = '', resource = ''} = mapping ?? {};
			throw new CommandError(`expected resource of type node, got "${group}/${version}, Resource=${resource}"`);
		}
		const {spec} = object as Node;
		if ((spec?.unschedulable ?? false) === unschedulable) {
			printName(client.io, object!, `already ${verb}ed`, dryRun);
			continue;
		}
		try {
			if (dryRun !== 'client') {
				const patch = {spec: {unschedulable: unschedulable ? true : null}};
				await patchObject(client, {mapping, namespace, name}, 'strategic', patch, {dryRun});
			}
			printName(client.io, object!, `${verb}ed`, dryRun);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			client.io.err(`error: unable to ${verb} node ${JSON.stringify(name)}: ${why}\n`);
		}
	}
}
