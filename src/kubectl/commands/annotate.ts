/** `kubectl annotate` (kubectl pkg/cmd/annotate/annotate.go). */
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {dryRunOf} from '../dry-run.ts';
import {checkMetadataFlags, findForMetadata, listingOf, metadataFlags, sendChange, withMap} from '../metadata-edit.ts';
import {printerFor} from '../operation-printer.ts';
import {changedMap, type PairChanges, parsePairs, resourcesAndPairs} from '../pairs.ts';
import {changeCause} from '../rollout/history.ts';

export const annotate: Command = {
	name: 'annotate',
	usage: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
	short: 'Update the annotations on a resource',
	long: 'Sets, changes and takes away annotations: text of any kind for people and tools, which selects nothing. One that is there already is changed only with --overwrite; KEY- takes it away.',
	examples: [
		['Describe a Pod', "kubectl annotate pods web description='my frontend'"],
		['Change an annotation', "kubectl annotate --overwrite pods web description='my frontend running nginx'"],
		['Say why a Deployment changed', "kubectl annotate deploy web kubernetes.io/change-cause='image to 1.28'"],
		['Take an annotation away', 'kubectl annotate pods web description-'],
	],
	flags: metadataFlags('annotation', 'kubectl-annotate'),
	completes: 'resources',
	run: annotateResources,
};

function requireNoOverwrite(annotations: Readonly<Record<string, string>>, {set}: PairChanges): void {
	// Why something changed may always be said anew.
	const taken = [...set].filter(
		([key, value]) => key !== changeCause && annotations[key] !== undefined && annotations[key] !== value,
	);
	if (taken.length > 0) {
		const found = taken.map(([key]) => `'${key}' already has a value (${annotations[key]})`).join('; ');
		throw new CommandError(`--overwrite is false but found the following declared annotation(s): ${found}`);
	}
}

async function annotateResources(invocation: Invocation): Promise<number> {
	const {io, args, flags} = invocation;
	const dryRun = dryRunOf(invocation);
	const {resources, pairs} = resourcesAndPairs(args, 'annotation');
	const changes = parsePairs(pairs, 'annotation', true);
	checkMetadataFlags(invocation, resources, dryRun, 'rsrc');
	const list = flags.bool('list');
	if (pairs.length === 0 && !list) {
		throw new CommandError('at least one annotation update is required');
	}
	const both = changes.remove.filter(key => changes.set.has(key));
	if (both.length > 0) {
		throw new CommandError(
			`can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
		);
	}
	const client = new Client(io);
	const result = await findForMetadata(client, invocation, resources);
	const resourceVersion = flags.string('resource-version');
	const fieldManager = flags.string('field-manager');
	const print = printerFor(invocation, 'annotated', dryRun);
	await result.visit(async info => {
		const annotations = info.object!.metadata.annotations ?? {};
		if (!flags.bool('overwrite')) {
			requireNoOverwrite(annotations, changes);
		}
		let object = withMap(info.object!, 'annotations', changedMap(annotations, changes), resourceVersion);
		if (dryRun !== 'client' && !flags.bool('local') && !list) {
			object = await sendChange(client, info, object, {dryRun, fieldManager, resourceVersion});
		}
		if (list) {
			io.out(listingOf(info, 'annotation', object.metadata.annotations, result.singleItemImplied));
		} else {
			print(object);
		}
	});
	return 0;
}
