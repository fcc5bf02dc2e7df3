/** `kubectl rollout undo` (kubectl pkg/cmd/rollout/rollout_undo.go). */
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {outputFlags} from '../common-flags.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {printerFor} from '../operation-printer.ts';
import {hasHistory} from './history.ts';
import {rollBack} from './rollback.ts';
import {findRollouts, targetFlags} from './run-rollout.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

export const undo: Command = {
	name: 'undo',
	usage: 'undo (TYPE NAME | TYPE/NAME) [flags]',
	short: 'Undo a previous rollout',
	long: 'Goes back to an earlier revision of a workload, the one before the present one where none is named.',
	examples: [
		['Back to the revision before', 'kubectl rollout undo deployment/web'],
		['Back to a certain revision', 'kubectl rollout undo deployment/web --to-revision=3'],
		['Only show what that would be', 'kubectl rollout undo --dry-run=client deployment/web'],
	],
	flags: [
		...targetFlags,
		...outputFlags,
		dryRunFlag,
		{name: 'to-revision', type: 'int64', default: '0', description: 'The revision to go back to; 0 is the one before.'},
	],
	completes: 'resources',
	async run(invocation: Invocation) {
		const {io, flags} = invocation;
		const dryRun = dryRunOf(invocation);
		const client = new Client(io);
		const result = await findRollouts(client, invocation);
		await result.visit(async info => {
			const mapping = info.mapping!;
			if (info.object?.metadata.annotations?.[lastApplied] !== undefined) {
				io.err(
					`Warning: resource ${mapping.resource}/${info.name} was previously managed with 'kubectl apply'. Rolling back will not update the ${lastApplied} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n`,
				);
			}
			if (!hasHistory(mapping.group, mapping.kind)) {
				throw new CommandError(
					`no rollbacker has been implemented for "${mapping.kind}${mapping.group && `.${mapping.group}`}"`,
				);
			}
			const done = await rollBack(client, {...info, mapping}, flags.int64('to-revision'), dryRun);
			printerFor(invocation, done, dryRun)(info.object!);
		});
		return 0;
	},
};
