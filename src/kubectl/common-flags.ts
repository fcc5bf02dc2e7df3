/** Flags that many commands share, and what they say (kubectl pkg/cmd/util/helpers.go, cli-runtime genericclioptions). */
import type {BuilderOptions} from './builder.ts';
import {CommandError, type Flag, type Invocation} from './command.ts';
import type {ValidationDirective} from './manifests.ts';

/** @param what such as `containing the resource to delete` */
export function filenameFlags(what: string): readonly Flag[] {
	return [
		{
			name: 'filename',
			shorthand: 'f',
			type: 'strings',
			default: '[]',
			description: `The file or folder ${what}; - reads standard input.`,
		},
		{name: 'kustomize', shorthand: 'k', type: 'string', description: 'A folder with a kustomization.'},
		{
			name: 'recursive',
			shorthand: 'R',
			type: 'bool',
			default: 'false',
			description: 'Also takes the files in the folders within the folder of -f.',
		},
	];
}

export const selectorFlag: Flag = {
	name: 'selector',
	shorthand: 'l',
	type: 'string',
	description: 'Only what has these labels: =, ==, !=, in, notin, and bare names, parted by commas.',
};

export const fieldSelectorFlag: Flag = {
	name: 'field-selector',
	type: 'string',
	description: 'Only what has these fields, such as status.phase=Running.',
};

/** @param timeout the default, as Go writes durations */
export function podRunningTimeoutFlag(timeout: string): Flag {
	return {
		name: 'pod-running-timeout',
		type: 'duration',
		default: timeout,
		description: 'How long to wait until there is a Pod.',
	};
}

/** @param what is printed and nothing beside it, such as `the command` */
export function quietFlag(what: string): Flag {
	return {
		name: 'quiet',
		shorthand: 'q',
		type: 'bool',
		default: 'false',
		description: `Prints only what ${what} prints.`,
	};
}

export const allFlag: Flag = {
	name: 'all',
	type: 'bool',
	default: 'false',
	description: 'Everything of the given types in the namespace.',
};

export const allNamespacesFlag: Flag = {
	name: 'all-namespaces',
	shorthand: 'A',
	type: 'bool',
	default: 'false',
	description: 'In every namespace.',
};

export const localFlag: Flag = {
	name: 'local',
	type: 'bool',
	default: 'false',
	description: 'Works on the file alone and asks the server nothing.',
};

export const outputFlags: readonly Flag[] = [
	{
		name: 'allow-missing-template-keys',
		type: 'bool',
		default: 'true',
		description: 'Does not mind a field or key that a template names and that is not there.',
	},
	{
		name: 'output',
		shorthand: 'o',
		type: 'string',
		description:
			'How to print: json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, ' +
			'jsonpath-as-json or jsonpath-file.',
	},
	{
		name: 'show-managed-fields',
		type: 'bool',
		default: 'false',
		description: 'Keeps managedFields when printing JSON or YAML.',
	},
	{name: 'template', type: 'string', description: 'The template of -o go-template, or the file that holds it.'},
];

export const saveConfigFlag: Flag = {
	name: 'save-config',
	type: 'bool',
	default: 'false',
	description: 'Keeps the configuration in the annotation that kubectl apply compares with.',
};

export const validateFlag: Flag = {
	name: 'validate',
	type: 'string',
	default: 'strict',
	valueWhenBare: 'strict',
	description:
		'What unknown and doubled fields do: strict (or true) refuses, warn warns, ignore (or false) drops them.',
};

/** @param name the manager that the command has without it */
export function fieldManagerFlag(name: string): Flag {
	return {
		name: 'field-manager',
		type: 'string',
		default: name,
		description: 'Who is said to own the fields that change.',
	};
}

/** @throws CommandError */
export function validationOf({flags}: Pick<Invocation, 'flags'>): ValidationDirective {
	const value = flags.string('validate');
	switch (value.toLowerCase()) {
		case 'true':
		case 'strict':
			return 'Strict';
		case 'warn':
			return 'Warn';
		case 'false':
		case 'ignore':
			return 'Ignore';
		default:
			throw new CommandError(
				`invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
			);
	}
}

/** What `-f`, `-k`, `-R` and the namespace say to the builder. */
export function fromFiles({flags, namespace, namespaceGiven}: Invocation): BuilderOptions {
	return {
		namespace,
		enforceNamespace: namespaceGiven,
		filenames: flags.strings('filename'),
		kustomize: flags.string('kustomize'),
		recursive: flags.bool('recursive'),
	};
}

/** Whether neither `-f` nor `-k` is there. */
export function noFiles({flags}: Pick<Invocation, 'flags'>): boolean {
	return flags.strings('filename').length === 0 && flags.string('kustomize') === '';
}
