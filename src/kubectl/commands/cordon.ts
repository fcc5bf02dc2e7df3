/** `kubectl cordon` and `kubectl uncordon` (kubectl pkg/cmd/drain/drain.go). */
import {Client} from '../client.ts';
import type {Command, Invocation} from '../command.ts';
import {selectorFlag} from '../common-flags.ts';
import {setSchedulable} from '../drain/cordon.ts';
import {chosenNodes} from '../drain/nodes.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';

function command(name: string, unschedulable: boolean, short: string, long: string): Command {
	return {
		name,
		usage: `${name} NODE`,
		short,
		long,
		examples: [
			[
				`${unschedulable ? 'Keep' : 'Let'} new Pods ${unschedulable ? 'away from' : 'onto'} a node`,
				`kubectl ${name} worker-1`,
			],
		],
		flags: [dryRunFlag, selectorFlag],
		completes: 'nodes',
		async run(invocation: Invocation) {
			const client = new Client(invocation.io);
			const dryRun = dryRunOf(invocation);
			const nodes = await chosenNodes(client, invocation);
			await setSchedulable(client, nodes, unschedulable, dryRun);
			return 0;
		},
	};
}

export const cordon = command(
	'cordon',
	true,
	'Mark node as unschedulable',
	'Marks a node so that no new Pods are put on it. The Pods that run there stay.',
);

export const uncordon = command(
	'uncordon',
	false,
	'Mark node as schedulable',
	'Takes the mark away again: new Pods may be put on the node.',
);
