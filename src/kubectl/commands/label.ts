/** `kubectl label` (kubectl pkg/cmd/label/label.go). */
import {isLabelValue} from '../../apimachinery/formats.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {dryRunOf} from '../dry-run.ts';
import {throwAll} from '../errors.ts';
import {checkMetadataFlags, findForMetadata, listingOf, metadataFlags, sendChange, withMap} from '../metadata-edit.ts';
import {printerFor} from '../operation-printer.ts';
import {changedMap, type PairChanges, resourcesAndPairs} from '../pairs.ts';

type Labels = Readonly<Record<string, string>>;

export const label: Command = {
	name: 'label',
	usage: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
	short: 'Update the labels on a resource',
	long: 'Sets, changes and takes away labels. A label that is there already is changed only with --overwrite; KEY- takes it away.',
	examples: [
		['Give a Pod a label', 'kubectl label pods web tier=front'],
		['Change a label', 'kubectl label --overwrite pods web tier=back'],
		['Every Pod of the namespace', 'kubectl label pods --all tier=front'],
		['Take a label away', 'kubectl label pods web tier-'],
	],
	flags: metadataFlags('label', 'kubectl-label'),
	completes: 'resources',
	run: labelResources,
};

function parseLabels(pairs: readonly string[]): PairChanges {
	const set = new Map<string, string>();
	const remove: string[] = [];
	for (const pair of pairs) {
		const [key = '', value, ...more] = pair.split('=');
		if (value !== undefined) {
			if (more.length > 0) {
				throw new CommandError(`invalid label spec: ${pair}`);
			}
			const problems = isLabelValue(value);
			if (problems.length > 0) {
				throw new CommandError(`invalid label value: ${JSON.stringify(pair)}: ${problems.join(';')}`);
			}
			set.set(key, value);
		} else if (pair.endsWith('-')) {
			remove.push(pair.slice(0, -1));
		} else {
			throw new CommandError(`unknown label spec: ${pair}`);
		}
	}
	if (remove.some(key => set.has(key))) {
		throw new CommandError('can not both modify and remove a label in the same command');
	}
	return {set, remove};
}

function requireNoOverwrite(labels: Labels, {set}: PairChanges): void {
	const taken = [...set].filter(([key, value]) => labels[key] !== undefined && labels[key] !== value);
	throwAll(
		taken.map(([key]) => new CommandError(`'${key}' already has a value (${labels[key]}), and --overwrite is false`)),
	);
}

function operationOf(labels: Labels, {set, remove}: PairChanges): string {
	const adds = [...set].some(([key, value]) => labels[key] !== value);
	const removes = remove.some(key => labels[key] !== undefined);
	if (adds && removes) {
		return 'modified';
	}
	return adds ? 'labeled' : removes ? 'unlabeled' : 'not labeled';
}

async function labelResources(invocation: Invocation): Promise<number> {
	const {io, args, flags} = invocation;
	const dryRun = dryRunOf(invocation);
	const {resources, pairs} = resourcesAndPairs(args, 'label');
	const changes = parseLabels(pairs);
	checkMetadataFlags(invocation, resources, dryRun, 'pod');
	const list = flags.bool('list');
	if (pairs.length === 0 && !list) {
		throw new CommandError('at least one label update is required');
	}
	const client = new Client(io);
	const result = await findForMetadata(client, invocation, resources);
	const sends = dryRun !== 'client' && !flags.bool('local') && !list;
	const resourceVersion = flags.string('resource-version');
	await result.visit(async info => {
		const object = info.object!;
		const labels = object.metadata.labels ?? {};
		if (sends) {
			for (const key of changes.remove.filter(gone => labels[gone] === undefined)) {
				io.out(`label ${JSON.stringify(key)} not found.\n`);
			}
		}
		if (!flags.bool('overwrite')) {
			requireNoOverwrite(labels, changes);
		}
		const changed = withMap(object, 'labels', changedMap(labels, changes), resourceVersion);
		const operation = operationOf(labels, changes);
		if (sends && operation !== 'not labeled') {
			await sendChange(client, info, changed, {dryRun, fieldManager: flags.string('field-manager'), resourceVersion});
		}
		if (list) {
			io.out(listingOf(info, 'label', changed.metadata.labels, result.singleItemImplied));
		} else {
			printerFor(invocation, operation, dryRun)(changed);
		}
	});
	return 0;
}
