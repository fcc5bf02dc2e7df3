/** `kubectl taint` (kubectl pkg/cmd/taint/taint.go). */
import type {Node} from '../../api/core-v1/node.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {allFlag, fieldManagerFlag, outputFlags, selectorFlag, validateFlag, validationOf} from '../common-flags.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {throwAll, usageError} from '../errors.ts';
import {printerFor} from '../operation-printer.ts';
import {RestMapper} from '../resources.ts';
import {changeTaints, parseTaints, requireNoConflict, type TaintChanges} from '../taints.ts';
import {patchObject} from '../writes.ts';

export const taint: Command = {
	name: 'taint',
	usage: 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
	short: 'Update the taints on one or more nodes',
	long: 'Sets and takes away the taints of nodes. A taint keeps away every Pod that does not tolerate it: NoSchedule lets none in, PreferNoSchedule avoids it, NoExecute also ends those that run there.',
	examples: [
		['Let in only Pods that tolerate it', 'kubectl taint nodes worker-1 dedicated=db:NoSchedule'],
		['Take it away again', 'kubectl taint nodes worker-1 dedicated:NoSchedule-'],
		['Take away every taint of a key', 'kubectl taint nodes worker-1 dedicated-'],
		['Every node with a label', 'kubectl taint node -l disk=ssd dedicated=db:PreferNoSchedule'],
	],
	flags: [
		{...allFlag, description: 'Every node of the cluster.'},
		...outputFlags,
		dryRunFlag,
		fieldManagerFlag('kubectl-taint'),
		{name: 'overwrite', type: 'bool', default: 'false', description: 'Also changes taints that are there already.'},
		selectorFlag,
		validateFlag,
	],
	completes: 'nodes',
	run: taintNodes,
};

interface Words {
	readonly resources: readonly string[];
	readonly changes: TaintChanges;
}

function readWords({args, path}: Invocation): Words {
	const resources: string[] = [];
	const taints: string[] = [];
	for (const word of args) {
		if (/[=:]/.test(word) || word.endsWith('-')) {
			taints.push(word);
		} else if (taints.length > 0) {
			throw new CommandError(`all resources must be specified before taint changes: ${word}`);
		} else {
			resources.push(word);
		}
	}
	if (resources.length === 0) {
		throw new CommandError('one or more resources must be specified as <resource> <name>');
	}
	if (taints.length === 0) {
		throw new CommandError('at least one taint update is required');
	}
	try {
		return {resources, changes: parseTaints(taints)};
	} catch (error) {
		throw error instanceof CommandError ? usageError(path, error.message) : error;
	}
}

async function taintNodes(invocation: Invocation): Promise<number> {
	const {io, flags, namespace} = invocation;
	const dryRun = dryRunOf(invocation);
	const fieldValidation = validationOf(invocation);
	const {resources, changes} = readWords(invocation);
	const [type = '', ...names] = resources;
	const client = new Client(io);
	const mapping = await (await RestMapper.load(client)).resourceFor(type.toLowerCase());
	if (mapping.kind !== 'Node') {
		throw new CommandError(`invalid resource type ${type.toLowerCase()}, only node types are supported`);
	}
	requireNoConflict(changes);
	const all = flags.bool('all');
	const selector = flags.string('selector');
	if (all && selector !== '') {
		throw new CommandError("setting 'all' parameter with a non empty selector is prohibited");
	}
	if (!all && selector === '' && names.length === 0) {
		throw new CommandError("at least one resource name must be specified since 'all' parameter is not set");
	}
	const result = await find(client, {
		namespace,
		...(all || selector !== '' ? {args: ['nodes'], all, selector} : {names: {type: 'nodes', names}}),
		continueOnError: true,
		flatten: true,
		latest: true,
	});
	await result.visit(async info => {
		const node = info.object as Node;
		const present = node.spec?.taints ?? [];
		const [{taints, operation}, errors] = changeTaints(info.name, present, changes, flags.bool('overwrite'));
		throwAll(errors);
		let changed: KubernetesObject = {...node, spec: {...node.spec, taints}} as Node;
		if (dryRun !== 'client') {
			const patch = {spec: {taints: taints.length === 0 ? null : taints}};
			const fieldManager = flags.string('field-manager');
			const target = {mapping, namespace: '', name: info.name};
			changed = await patchObject(client, target, 'strategic', patch, {dryRun, fieldManager, fieldValidation});
		}
		// Unlike other commands, this one does not say that it was a dry run of its own.
		printerFor(invocation, operation, dryRun === 'server' ? dryRun : 'none')(changed);
	});
	return 0;
}
