/** `kubectl edit` (kubectl pkg/cmd/edit/edit.go). */

import {missingResource} from '../builder.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {
	fieldManagerFlag,
	filenameFlags,
	noFiles,
	outputFlags,
	saveConfigFlag,
	validateFlag,
	validationOf,
} from '../common-flags.ts';
import {EditSession} from '../edit/session.ts';

export const edit: Command = {
	name: 'edit',
	usage: 'edit (RESOURCE/NAME | -f FILENAME)',
	short: 'Edit a resource on the server',
	long: 'Opens objects in an editor and sends what was changed. Where that is refused, the editor opens again with the reason above.',
	examples: [
		['A Service', 'kubectl edit svc/web'],
		['As JSON', 'kubectl edit deploy/web -o json'],
	],
	flags: [
		...outputFlags,
		fieldManagerFlag('kubectl-edit'),
		...filenameFlags('naming the resource to edit'),
		{name: 'output-patch', type: 'bool', default: 'false', description: 'Prints the patch that is sent.'},
		saveConfigFlag,
		{
			name: 'windows-line-endings',
			type: 'bool',
			default: 'false',
			description: 'Lines end as on Windows; here they end as everywhere else.',
		},
		{name: 'subresource', type: 'string', description: 'The part of the object to edit, such as status.'},
		validateFlag,
	],
	completes: 'resources',
	run(invocation: Invocation) {
		if (invocation.args.length === 0 && noFiles(invocation)) {
			throw new CommandError(missingResource);
		}
		const fieldValidation = validationOf(invocation);
		const subresource = invocation.flags.string('subresource');
		return new EditSession(invocation, 'live', {fieldValidation, ...(subresource !== '' && {subresource})}).run();
	},
};
