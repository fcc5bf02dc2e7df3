/** `kubectl set selector` (kubectl pkg/cmd/set/set_selector.go). */
import type {Service} from '../../api/core-v1/service.ts';
import {parseToLabelSelector, SelectorError} from '../../apimachinery/labels.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {
	allFlag,
	allNamespacesFlag,
	fieldManagerFlag,
	filenameFlags,
	fromFiles,
	localFlag,
	outputFlags,
} from '../common-flags.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {printerFor} from '../operation-printer.ts';
import {patchBetween} from '../pod-spec-edit.ts';
import {patchObject} from '../writes.ts';

export const setSelector: Command = {
	name: 'selector',
	usage: 'selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
	short: 'Set the selector on a resource',
	long: 'Says which Pods a Service sends to, by their labels. The new selector replaces the old one whole.',
	examples: [['Send to the Pods of another version', 'kubectl set selector service web app=web,track=canary']],
	flags: [
		allFlag,
		allNamespacesFlag,
		...outputFlags,
		dryRunFlag,
		fieldManagerFlag('kubectl-set'),
		...filenameFlags('naming the resource to change'),
		localFlag,
		{
			name: 'resource-version',
			type: 'string',
			description: 'Changes the one resource only if this is still its version.',
		},
	],
	completes: 'resources',
	async run(invocation: Invocation) {
		const {io, args, flags} = invocation;
		const dryRun = dryRunOf(invocation);
		const expression = args.at(-1);
		if (expression === undefined) {
			throw new CommandError('one selector is required');
		}
		let selector: ReturnType<typeof parseToLabelSelector>;
		try {
			selector = parseToLabelSelector(expression);
		} catch (error) {
			throw error instanceof SelectorError ? new CommandError(error.message) : error;
		}
		const client = new Client(io);
		const local = flags.bool('local');
		const result = await find(client, {
			...fromFiles(invocation),
			local,
			flatten: true,
			continueOnError: true,
			latest: !local,
			...(!local && {
				args: args.slice(0, -1),
				allowEmptySelector: flags.bool('all'),
				allNamespaces: flags.bool('all-namespaces'),
			}),
		});
		const print = printerFor(invocation, 'selector updated', dryRun);
		const resourceVersion = flags.string('resource-version');
		await result.visit(async info => {
			const changed = withSelector(info.object!, selector);
			if (local || dryRun === 'client') {
				print(changed);
				return;
			}
			const {type, patch} = patchBetween(info.object!, changed);
			const body = resourceVersion === '' ? patch : {...patch, metadata: {resourceVersion}};
			const options = {dryRun, fieldManager: flags.string('field-manager')};
			print(await patchObject(client, {...info, mapping: info.mapping!}, type, body, options));
		});
		return 0;
	},
};

function withSelector(object: KubernetesObject, selector: ReturnType<typeof parseToLabelSelector>): KubernetesObject {
	if (object.kind !== 'Service') {
		throw new CommandError('setting a selector is only supported for Services');
	}
	const expressions = selector.matchExpressions ?? [];
	if (expressions.length > 0) {
		const shown = expressions.map(({key, operator, values}) => `{${key} ${operator} [${(values ?? []).join(' ')}]}`);
		throw new CommandError(`match expression [${shown.join(' ')}] not supported on this object`);
	}
	const service = object as Service;
	return {...service, spec: {...service.spec, selector: selector.matchLabels ?? {}}} as Service;
}
