/** `kubectl set serviceaccount` (kubectl pkg/cmd/set/set_serviceaccount.go). */
import {recordFlag} from '../change-cause.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {dryRunOf} from '../dry-run.ts';
import {updatePodSpec} from '../pod-spec-edit.ts';
import {findToSet, requireServer, runSet, setFlags} from './run-set.ts';

export const setServiceAccount: Command = {
	name: 'serviceaccount',
	aliases: ['sa'],
	usage: 'serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
	short: 'Update the service account of a resource',
	long: 'Says as which service account the Pods of a resource run.',
	examples: [['The Pods of a Deployment', 'kubectl set serviceaccount deployment web builder']],
	flags: [...setFlags, recordFlag],
	completes: 'resources',
	async run(invocation: Invocation) {
		const {io, args} = invocation;
		const dryRun = dryRunOf(invocation);
		requireServer(invocation, dryRun);
		const serviceAccountName = args.at(-1);
		if (serviceAccountName === undefined) {
			throw new CommandError('serviceaccount is required');
		}
		const client = new Client(io);
		const infos = await findToSet(client, invocation, args.slice(0, -1));
		await runSet(client, invocation, infos, {
			dryRun,
			operation: 'serviceaccount updated',
			failure: 'failed to patch ServiceAccountName',
			sendsUnchanged: true,
			change: object => updatePodSpec(object, spec => ({...spec, serviceAccountName})),
		});
		return 0;
	},
};
