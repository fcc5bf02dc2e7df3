/** `kubectl apply view-last-applied`, `set-last-applied` and `edit-last-applied` (kubectl pkg/cmd/apply). */

import {goJson} from '../../apimachinery/json.ts';
import type {Json, KubernetesObject} from '../../apimachinery/object.ts';
import {toYaml} from '../../apimachinery/yaml/write.ts';
import {find, getObject} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {allFlag, fieldManagerFlag, filenameFlags, fromFiles, outputFlags, selectorFlag} from '../common-flags.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {EditSession} from '../edit/session.ts';
import {configurationOf, lastAppliedAnnotation, lastAppliedOf} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {patchObject} from '../writes.ts';

export const viewLastApplied: Command = {
	name: 'view-last-applied',
	usage: 'view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
	short: 'View the latest last-applied-configuration annotations of a resource/object',
	long: 'Prints what was applied last, as apply keeps it in the annotation.',
	examples: [['Of a Deployment', 'kubectl apply view-last-applied deployment/web']],
	flags: [
		allFlag,
		...filenameFlags('naming the resource'),
		{name: 'output', shorthand: 'o', type: 'string', default: 'yaml', description: 'yaml or json.'},
		selectorFlag,
	],
	completes: 'resources',
	async run(invocation: Invocation) {
		const {io, args, flags, path} = invocation;
		const output = flags.string('output');
		if (output !== 'json' && output !== 'yaml') {
			throw new CommandError(
				`Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json\nSee '${path} -h' for help and examples`,
			);
		}
		const client = new Client(io);
		const result = await find(client, {
			...fromFiles(invocation),
			args,
			allowEmptySelector: flags.bool('all'),
			selector: flags.string('selector'),
			latest: true,
			flatten: true,
		});
		for (const info of await result.infos()) {
			const text = lastAppliedOf(info.object!);
			if (text === undefined) {
				// kubectl makes an error of it that it then loses.
				continue;
			}
			const value = JSON.parse(text) as Json;
			io.out(output === 'json' ? `${goJson(value, {indent: '  '})}\n` : toYaml(value as never));
		}
		return 0;
	},
};

export const setLastApplied: Command = {
	name: 'set-last-applied',
	usage: 'set-last-applied -f FILENAME',
	short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
	long: 'Puts what a file says into the annotation that apply compares with, without changing anything else.',
	examples: [['Of what a file names', 'kubectl apply set-last-applied -f web.yaml']],
	flags: [
		...outputFlags,
		{
			name: 'create-annotation',
			type: 'bool',
			default: 'false',
			description: 'Also where there is no such annotation yet.',
		},
		dryRunFlag,
		...filenameFlags('that holds the configuration'),
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {io, flags} = invocation;
		const dryRun = dryRunOf(invocation);
		const client = new Client(io);
		const print = printerFor(invocation, 'configured', dryRun);
		const result = await find(client, {...fromFiles(invocation), flatten: true});
		for (const info of await result.infos()) {
			const live = await getObject(client, info);
			const before = lastAppliedOf(live);
			if (before === undefined && !flags.bool('create-annotation')) {
				throw new CommandError(
					`no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
				);
			}
			const text = configurationOf(info.object!);
			if (before === text) {
				io.out(`set-last-applied ${info.name}: no changes required.\n`);
				continue;
			}
			let object: KubernetesObject = live;
			if (dryRun !== 'client') {
				const patch = {metadata: {annotations: {[lastAppliedAnnotation]: text}}};
				object = await patchObject(client, {...info, mapping: info.mapping!}, 'merge', patch, {dryRun});
			}
			print(object);
		}
		return 0;
	},
};

export const editLastApplied: Command = {
	name: 'edit-last-applied',
	usage: 'edit-last-applied (RESOURCE/NAME | -f FILENAME)',
	short: 'Edit latest last-applied-configuration annotations of a resource/object',
	long: 'Opens the annotation that apply compares with in an editor.',
	examples: [['Of a Deployment', 'kubectl apply edit-last-applied deployment/web']],
	flags: [
		...outputFlags,
		fieldManagerFlag('kubectl-client-side-apply'),
		...filenameFlags('naming the resource to edit'),
	],
	completes: 'resources',
	run: invocation => new EditSession(invocation, 'last-applied').run(),
};
