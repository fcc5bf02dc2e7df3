/** `kubectl rollout history` (kubectl pkg/cmd/rollout/rollout_history.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {outputFlags} from '../common-flags.ts';
import {podTemplateText} from '../describe/pod-template.ts';
import {padTabs} from '../describe/tab-writer.ts';
import {printName} from '../object-printer.ts';
import {printerFor} from '../operation-printer.ts';
import {currentWorkload, hasHistory, type Revision, revisionsOf} from './history.ts';
import {findRollouts, targetFlags} from './run-rollout.ts';

export const history: Command = {
	name: 'history',
	usage: 'history (TYPE NAME | TYPE/NAME) [flags]',
	short: 'View rollout history',
	long: 'Lists the revisions of a workload, with what is said of why each came about; --revision shows one of them.',
	examples: [
		['The revisions of a Deployment', 'kubectl rollout history deployment/web'],
		['One revision', 'kubectl rollout history deployment/web --revision=3'],
	],
	flags: [
		...targetFlags,
		...outputFlags,
		{name: 'revision', type: 'int64', default: '0', description: 'The revision to show.'},
	],
	completes: 'resources',
	run: showHistory,
};

async function showHistory(invocation: Invocation): Promise<number> {
	const {io, flags} = invocation;
	const client = new Client(io);
	const number = flags.int64('revision');
	const finding = findRollouts(client, invocation);
	if (number < 0) {
		throw new CommandError(`revision must be a positive integer: ${number}`);
	}
	const result = await finding;
	const wholeObjects = flags.string('output') !== '' || flags.string('template') !== '';
	const print = printerFor(invocation, '');
	await result.visit(async info => {
		const {group, kind} = info.mapping!;
		if (!hasHistory(group, kind)) {
			throw new CommandError(`no history viewer has been implemented for "${kind}${group && `.${group}`}"`);
		}
		const workload = await currentWorkload(client, {...info, mapping: info.mapping!});
		const revisions = await revisionsOf(client, workload);
		const wanted = number > 0 ? revisions.filter(revision => revision.number === number) : revisions;
		if (wholeObjects) {
			requireFound(wanted, number);
			for (const revision of wanted) {
				print(workload.kind === 'Deployment' ? kept(revision) : withTemplate(workload, revision));
			}
			return;
		}
		const text = revisions.length === 0 ? 'No rollout history found.' : historyText(wanted, number);
		printName(io, info.object!, `${number > 0 ? `with revision #${number}` : ''}\n${text}`);
	});
	return 0;
}

function requireFound(revisions: readonly Revision[], number: bigint): void {
	if (revisions.length === 0 && number > 0) {
		throw new CommandError('unable to find the specified revision');
	}
}

function historyText(revisions: readonly Revision[], number: bigint): string {
	requireFound(revisions, number);
	if (number > 0) {
		return podTemplateText(revisions[0]!.template);
	}
	const lines = revisions.map(revision => `${revision.number}\t${revision.changeCause || '<none>'}\n`);
	return padTabs(`REVISION\tCHANGE-CAUSE\n${lines.join('')}`);
}

function kept({keeper}: Revision): KubernetesObject {
	return {...keeper, apiVersion: 'apps/v1', kind: 'ReplicaSet'} as KubernetesObject;
}

function withTemplate(workload: KubernetesObject, {template}: Revision): KubernetesObject {
	const {spec} = workload as KubernetesObject & {readonly spec: object};
	return {...workload, spec: {...spec, template}} as KubernetesObject;
}
