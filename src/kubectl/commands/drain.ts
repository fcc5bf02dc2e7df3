/** `kubectl drain` (kubectl pkg/cmd/drain/drain.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {parseSelector} from '../../apimachinery/labels.ts';
import type {KubernetesList} from '../../apimachinery/object.ts';
import type {Info} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {selectorFlag} from '../common-flags.ts';
import {setSchedulable} from '../drain/cordon.ts';
import {type Removal, removePods} from '../drain/evict.ts';
import {type DrainRules, judge, type Verdicts} from '../drain/filters.ts';
import {chosenNodes} from '../drain/nodes.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {Aggregate} from '../errors.ts';
import {printName} from '../object-printer.ts';

export const drain: Command = {
	name: 'drain',
	usage: 'drain NODE',
	short: 'Drain node in preparation for maintenance',
	long: 'Cordons a node and takes its Pods away, through evictions that respect disruption budgets, and waits until they are gone. Pods of DaemonSets stay, and must be allowed to with --ignore-daemonsets; Pods that nothing will create again are taken only with --force.',
	examples: [
		['Empty a node, though bare Pods run there', 'kubectl drain worker-1 --force'],
		['Give each Pod 15 minutes to end', 'kubectl drain worker-1 --grace-period=900'],
	],
	flags: [
		{
			name: 'chunk-size',
			type: 'int64',
			default: '500',
			description: 'How many objects one answer of the server holds.',
		},
		{
			name: 'delete-emptydir-data',
			type: 'bool',
			default: 'false',
			description: 'Takes Pods with emptyDir volumes too; their data is lost.',
		},
		{
			name: 'disable-eviction',
			type: 'bool',
			default: 'false',
			description: 'Deletes instead of evicting. This asks no disruption budget.',
		},
		dryRunFlag,
		{name: 'force', type: 'bool', default: 'false', description: 'Takes Pods that no controller will create again.'},
		{
			name: 'grace-period',
			type: 'int',
			default: '-1',
			description: 'How many seconds each Pod has to end; negative is what the Pod says.',
		},
		{name: 'ignore-daemonsets', type: 'bool', default: 'false', description: 'Leaves the Pods of DaemonSets.'},
		{name: 'pod-selector', type: 'string', description: 'Only Pods with these labels.'},
		selectorFlag,
		{
			name: 'skip-wait-for-delete-timeout',
			type: 'int',
			default: '0',
			description: 'Does not wait for Pods that have been going for longer than this many seconds.',
		},
		{
			name: 'timeout',
			type: 'duration',
			default: '0s',
			description: 'How long to wait before giving up; zero is for ever.',
		},
	],
	completes: 'nodes',
	run: drainNodes,
};

interface Plan {
	readonly rules: DrainRules;
	readonly removal: Removal;
	readonly podSelector: string;
}

async function drainNodes(invocation: Invocation): Promise<number> {
	const {io, flags} = invocation;
	const client = new Client(io);
	const podSelector = flags.string('pod-selector');
	if (podSelector !== '') {
		try {
			parseSelector(podSelector);
		} catch {
			throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector');
		}
	}
	const dryRun = dryRunOf(invocation);
	const skipDeletedAfterSeconds = flags.int('skip-wait-for-delete-timeout');
	const plan: Plan = {
		podSelector,
		rules: {
			force: flags.bool('force'),
			ignoreDaemonSets: flags.bool('ignore-daemonsets'),
			deleteEmptyDirData: flags.bool('delete-emptydir-data'),
			skipDeletedAfterSeconds,
		},
		removal: {
			gracePeriodSeconds: flags.int('grace-period'),
			timeout: flags.duration('timeout'),
			disableEviction: flags.bool('disable-eviction'),
			skipDeletedAfterSeconds,
			dryRun,
		},
	};
	const nodes = await chosenNodes(client, invocation);
	await setSchedulable(client, nodes, true, dryRun);
	const failed: {readonly name: string; readonly error: unknown}[] = [];
	for (const node of nodes) {
		try {
			await drainNode(client, node, plan);
			printName(io, node.object!, 'drained', dryRun);
		} catch (error) {
			io.signal.throwIfAborted();
			const why = error instanceof Error ? error.message : String(error);
			io.err(`error: unable to drain node ${JSON.stringify(node.name)} due to error: ${why}, continuing command...\n`);
			failed.push({name: node.name, error});
		}
	}
	if (failed.length > 0) {
		io.err(`There are pending nodes to be drained:\n${failed.map(({name}) => ` ${name}\n`).join('')}`);
		throw new Aggregate(failed.map(({error}) => error));
	}
	return 0;
}

async function drainNode(client: Client, node: Info, plan: Plan): Promise<void> {
	const {io} = client;
	const {dryRun} = plan.removal;
	const found = await podsOn(client, node.name, plan);
	if (found.errors.length > 0) {
		throw new Aggregate(found.errors.map(message => new CommandError(message)));
	}
	if (found.warning !== '') {
		client.warn(found.warning);
	}
	if (dryRun === 'client') {
		for (const {metadata} of found.pods) {
			io.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
		}
		return;
	}
	try {
		await removePods(client, found.pods, plan.removal);
	} catch (error) {
		io.signal.throwIfAborted();
		const left = await podsOn(client, node.name, plan);
		if (left.pods.length > 0) {
			const why = error instanceof Error ? error.message : String(error);
			io.err(`There are pending pods in node ${JSON.stringify(node.name)} when an error occurred: ${why}\n`);
			io.err(left.pods.map(({metadata}) => `pod/${metadata.name}\n`).join(''));
		}
		throw error;
	}
}

async function podsOn(client: Client, node: string, plan: Plan): Promise<Verdicts> {
	const list = await client.get<KubernetesList<Pod>>('/api/v1/pods', {
		fieldSelector: `spec.nodeName=${node}`,
		limit: '500',
		...(plan.podSelector !== '' && {labelSelector: plan.podSelector}),
	});
	return judge(client, list.items, plan.rules);
}
