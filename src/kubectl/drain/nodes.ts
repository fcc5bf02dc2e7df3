import type {Info} from '../builder.ts';
import {find} from '../builder.ts';
import type {Client} from '../client.ts';
import type {Invocation} from '../command.ts';
import {usageError} from '../errors.ts';

/** The nodes that a call of cordon, uncordon or drain is about. @throws CommandError */
export async function chosenNodes(
	client: Client,
	{args, flags, namespace, command, path}: Invocation,
): Promise<readonly Info[]> {
	const selector = flags.string('selector');
	if (args.length === 0 && !flags.has('selector')) {
		throw usageError(path, `USAGE: ${command.usage} [flags]`);
	}
	if (args.length > 0 && selector !== '') {
		throw usageError(path, 'error: cannot specify both a node name and a --selector option');
	}
	const found = await find(client, {
		namespace,
		...(selector === '' ? {names: {type: 'nodes', names: args}} : {args: ['nodes'], selector}),
		singleResourceType: true,
		flatten: true,
		allowEmptySelector: true,
	});
	return found.infos();
}
