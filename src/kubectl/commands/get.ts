/** `kubectl get` (kubectl pkg/cmd/get/get.go). */

import {ageOf} from '../../apimachinery/duration.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {type BuilderOptions, find, type Info, type Result} from '../builder.ts';
import {acceptTable, Client, isList, isTable, type Table} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {
	allNamespacesFlag,
	fieldSelectorFlag,
	filenameFlags,
	noFiles,
	outputFlags,
	selectorFlag,
} from '../common-flags.ts';
import {throwAll, throwTogether, usageError, without} from '../errors.ts';
import {printRaw} from '../get/raw.ts';
import {watch} from '../get/watch.ts';
import {type FormatPrinter, formatOptionsOf, formatPrinter, getFormats} from '../printers/formats.ts';
import {sortByPath} from '../printers/sorting.ts';
import {TabWriter} from '../printers/tab-writer.ts';
import {TablePrinter, tableOf} from '../printers/table.ts';
import type {Mapping} from '../resources.ts';

export const suggestApiResources = 'Use "kubectl api-resources" for a complete list of supported resources.';

export const get: Command = {
	name: 'get',
	usage: `get [(-o|--output=)${['json', 'yaml', 'kyaml', 'name', 'go-template', 'go-template-file', 'template', 'templatefile', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file', 'custom-columns', 'custom-columns-file', 'wide'].join('|')}] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]`,
	short: 'Display one or many resources',
	long: `Lists objects, one line each, with what matters most about them. Without -n or -A it looks in the current namespace.

-o chooses another form: more columns, whole objects as YAML or JSON, or just the fields that you name.

${suggestApiResources}`,
	examples: [
		['All Pods of the current namespace', 'kubectl get pods'],
		['The same with their nodes and addresses', 'kubectl get pods -o wide'],
		['One Deployment, whole', 'kubectl get deployment web -o yaml'],
		['Several kinds at once', 'kubectl get deploy,rs,pods'],
		['Objects by kind and name', 'kubectl get deploy/web pod/one'],
		['Pods with a label, in every namespace', 'kubectl get pods -l app=web -A'],
		['One field of each Pod', `kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'`],
		['Columns of your own', 'kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName'],
		['Watch changes as they come', 'kubectl get pods -w'],
	],
	flags: [
		allNamespacesFlag,
		...outputFlags.map(flag =>
			flag.name === 'output'
				? {...flag, description: `How to print: ${getFormats.join(', ')}. Without it: a table.`}
				: flag,
		),
		...filenameFlags('that names what to get'),
		fieldSelectorFlag,
		selectorFlag,
		{
			name: 'chunk-size',
			type: 'int64',
			default: '500',
			description: 'How many objects one answer of the server holds; 0 is all.',
		},
		{
			name: 'ignore-not-found',
			type: 'bool',
			default: 'false',
			description: 'Is no failure where an object that you name does not exist.',
		},
		{
			name: 'label-columns',
			shorthand: 'L',
			type: 'strings',
			default: '[]',
			description: 'Labels to show as columns of their own, parted by commas.',
		},
		{name: 'no-headers', type: 'bool', default: 'false', description: 'Leaves out the line of headers.'},
		{
			name: 'output-watch-events',
			type: 'bool',
			default: 'false',
			description: 'With --watch: says of each line whether it was added, modified or deleted.',
		},
		{name: 'raw', type: 'string', description: 'A path of the API to ask for as it is.'},
		{name: 'server-print', type: 'bool', default: 'true', description: 'Takes the columns from the server.'},
		{name: 'show-kind', type: 'bool', default: 'false', description: 'Puts the kind before each name.'},
		{name: 'show-labels', type: 'bool', default: 'false', description: 'Shows all labels in a last column.'},
		{name: 'sort-by', type: 'string', description: 'Sorts by this field, such as .metadata.creationTimestamp.'},
		{name: 'subresource', type: 'string', description: 'Gets this subresource of the object, such as status or scale.'},
		{
			name: 'watch',
			shorthand: 'w',
			type: 'bool',
			default: 'false',
			description: 'Shows what there is, and then every change.',
		},
		{name: 'watch-only', type: 'bool', default: 'false', description: 'Shows changes only.'},
	],
	completes: 'resources',
	async run(invocation) {
		const {flags, args, io} = invocation;
		const client = new Client(io);
		if (flags.string('raw') !== '') return printRaw(client, invocation);
		complete(invocation);
		const printer = formatPrinter(
			flags.string('output'),
			getFormats,
			{...formatOptionsOf(flags), noHeaders: flags.bool('no-headers')},
			io,
		);
		const options = builderOptions(invocation, printer === undefined);
		if (flags.bool('watch') || flags.bool('watch-only')) {
			return watch(client, invocation, options, printer, mapping =>
				tablePrinter(invocation, mapping, flags.bool('all-namespaces') && mapping.namespaced, false),
			);
		}
		const found = await find(client, {
			...options,
			args,
			allowEmptySelector: true,
			continueOnError: true,
			latest: true,
			flatten: true,
		});
		return printer ? printObjects(found, invocation, printer) : printTables(found, invocation);
	},
};

/** What is checked before anything is asked of the server. */
function complete({flags, args, io, path}: Invocation): void {
	const sorted = flags.string('sort-by') !== '';
	if (flags.bool('watch')) {
		if (sorted) io.err('warning: --watch requested, --sort-by will be ignored for watch events received\n');
	} else if (flags.bool('watch-only')) {
		if (sorted) io.err('warning: --watch-only requested, --sort-by will be ignored\n');
	} else if (args.length === 0 && noFiles({flags})) {
		io.err(`You must specify the type of resource to get. ${suggestApiResources}\n\n`);
		throw usageError(
			path,
			'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
		);
	}
	const output = flags.string('output');
	if (flags.bool('show-labels') && output !== '' && output !== 'wide') {
		throw new CommandError(`--show-labels option cannot be used with ${output} printer`);
	}
	if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only')) {
		throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only');
	}
}

function builderOptions({flags, namespace, namespaceGiven}: Invocation, asTable: boolean): BuilderOptions {
	const sorted = flags.string('sort-by') !== '';
	const allNamespaces = flags.bool('all-namespaces');
	return {
		namespace,
		allNamespaces,
		enforceNamespace: namespaceGiven && !allNamespaces,
		filenames: flags.strings('filename'),
		kustomize: flags.string('kustomize'),
		recursive: flags.bool('recursive'),
		selector: flags.string('selector'),
		fieldSelector: flags.string('field-selector'),
		subresource: flags.string('subresource'),
		chunkSize: sorted ? 0 : flags.int('chunk-size'),
		...(asTable &&
			flags.bool('server-print') && {accept: acceptTable, ...(sorted && {query: {includeObject: 'Object'}})}),
	};
}

function tablePrinter(
	{flags}: Invocation,
	mapping: Mapping | undefined,
	withNamespace: boolean,
	withKind: boolean,
): TablePrinter {
	return new TablePrinter({
		noHeaders: flags.bool('no-headers'),
		wide: flags.string('output') === 'wide',
		showLabels: flags.bool('show-labels'),
		columnLabels: flags.strings('label-columns'),
		withNamespace,
		withKind: withKind || flags.bool('show-kind') ? mapping : undefined,
	});
}

/** What one info holds, as a table. */
export function asTable(object: KubernetesObject, now: number): Table {
	return isTable(object) ? object : tableOf(object, ageOf(object.metadata.creationTimestamp, now));
}

async function printTables(found: Result, invocation: Invocation): Promise<number> {
	const {io, flags, namespace} = invocation;
	const {infos: all, errors} = await found.collect();
	const ignoreNotFound = flags.bool('ignore-not-found');
	const failures = ignoreNotFound ? without(errors, error => hasReason(error, 'NotFound')) : errors;
	const now = io.connection.clock.now();
	let tables = all.map(info => ({info, table: asTable(info.object!, now)}));
	const sortBy = flags.string('sort-by');
	// Of several answers it is the answers that kubectl puts in order, and not what is in them.
	if (sortBy !== '' && tables.length > 1) tables = sortByPath(tables, sortBy, ({info}) => info.object);
	else if (sortBy !== '') tables = tables.map(({info, table}) => ({info, table: sortedRows(table, sortBy)}));

	const allNamespaces = flags.bool('all-namespaces');
	const withKind = severalKinds(all);
	const writer = new TabWriter();
	let printer: TablePrinter | undefined;
	let last: Mapping | undefined;
	let wrote = false;
	let separate = false;
	// Once a table had the column of namespaces, those after it have it too.
	let withNamespace = false;
	const flush = () => {
		const text = writer.flush();
		if (text === '') return;
		io.out(separate ? `\n${text}` : text);
		separate = false;
		wrote = true;
	};
	for (const {info, table} of tables) {
		const {mapping} = info;
		if (!printer || mapping !== last) {
			flush();
			writer.forgetWidths();
			if (last && !flags.bool('no-headers') && wrote) separate = true;
			withNamespace ||= allNamespaces && mapping?.namespaced !== false;
			printer = tablePrinter(invocation, mapping, withNamespace, withKind);
			last = mapping;
		}
		printer.print(table, writer);
	}
	flush();
	if (!wrote && !ignoreNotFound && failures.length === 0) {
		const inNamespace = !allNamespaces && all.every(info => info.mapping?.namespaced !== false);
		io.err(inNamespace ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n');
	}
	throwTogether(failures);
	return 0;
}

/** Rows that cannot be put in order are not printed, and nothing is said of it (SortingPrinter's error is lost). */
function sortedRows(table: Table, path: string): Table {
	if (table.rows.length <= 1) return table;
	try {
		return {...table, rows: sortByPath(table.rows, path, row => row.object)};
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		return {...table, columnDefinitions: [], rows: []};
	}
}

/** Whether names need their kind to tell them apart. */
function severalKinds(infos: readonly Info[]): boolean {
	return new Set(infos.map(info => info.mapping && `${info.mapping.group}/${info.mapping.kind}`)).size > 1;
}

/** Whole objects: one alone, or all in one list. */
async function printObjects(found: Result, {io, flags}: Invocation, printer: FormatPrinter): Promise<number> {
	const ignoreNotFound = flags.bool('ignore-not-found');
	const {infos, errors} = await found.collect();
	const failures = ignoreNotFound ? without(errors, error => hasReason(error, 'NotFound')) : errors;
	if (failures.length > 0 && found.singleItemImplied) throwAll(failures);
	if (infos.length === 0 && ignoreNotFound) {
		throwTogether(failures);
		return 0;
	}
	const sortBy = flags.string('sort-by');
	let objects = infos.map(info => info.object!);
	const single = found.singleItemImplied && objects.length === 1 ? objects[0] : undefined;
	if (single && !isList(single)) {
		io.out(printer(single));
	} else {
		if (single && isList(single)) objects = [...single.items];
		if (sortBy !== '' && objects.length > 0) objects = sortByPath(objects, sortBy, object => object);
		io.out(printer(listOf(objects)));
	}
	throwTogether(failures);
	return 0;
}

/** The list that kubectl itself puts objects into. */
export function listOf(items: readonly KubernetesObject[]): KubernetesObject {
	return {apiVersion: 'v1', items, kind: 'List', metadata: {resourceVersion: ''}} as unknown as KubernetesObject;
}
