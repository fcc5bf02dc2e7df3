/** `kubectl rollout status` (kubectl pkg/cmd/rollout/rollout_status.go). */
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {collectionPath} from '../resources.ts';
import {untilObject} from '../waiting.ts';
import {findRollouts, targetFlags} from './run-rollout.ts';
import {statusViewerFor} from './status.ts';

export const status: Command = {
	name: 'status',
	usage: 'status (TYPE NAME | TYPE/NAME) [flags]',
	short: 'Show the status of the rollout',
	long: 'Says how far the newest rollout is, and waits until it is done.',
	examples: [['Wait for a Deployment', 'kubectl rollout status deployment/web']],
	flags: [
		...targetFlags,
		{name: 'revision', type: 'int64', default: '0', description: 'The revision that must be running; 0 is the newest.'},
		{name: 'timeout', type: 'duration', default: '0s', description: 'How long to wait; zero is for ever.'},
		{name: 'watch', shorthand: 'w', type: 'bool', default: 'true', description: 'Waits until it is done.'},
	],
	completes: 'resources',
	run: showStatus,
};

async function showStatus(invocation: Invocation): Promise<number> {
	const {io, flags, namespace} = invocation;
	const client = new Client(io);
	const revision = flags.int64('revision');
	const finding = findRollouts(client, invocation);
	if (revision < 0) {
		throw new CommandError(`revision must be a positive integer: ${revision}`);
	}
	const result = await finding;
	const timeout = flags.duration('timeout');
	let found = false;
	await result.visit(async info => {
		found = true;
		const {group, kind} = info.mapping!;
		const view = statusViewerFor(group, kind);
		if (!view) {
			const groupKind = group === '' ? kind : `${kind}.${group}`;
			throw new CommandError(`no status viewer has been implemented for ${groupKind}`);
		}
		await untilObject(client, {
			collection: collectionPath(info.mapping!, info.namespace),
			name: info.name,
			timeout: timeout === 0 ? undefined : timeout,
			onEvent(event) {
				if (event.type === 'DELETED') {
					throw new CommandError('object has been deleted');
				}
				const {message, done} = view(event.object, revision);
				io.out(message);
				return done || !flags.bool('watch');
			},
		});
	});
	if (!found) {
		io.err(`No resources found in ${namespace} namespace.\n`);
	}
	return 0;
}
