/**
 * What `-o` says (cli-runtime genericclioptions/print_flags.go, kubectl pkg/cmd/get/get_flags.go): a printer of whole
 * objects, or nothing where a table is meant.
 */
import {goJson} from '../../apimachinery/json.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {toKyaml} from '../../apimachinery/yaml/kyaml.ts';
import {toYaml} from '../../apimachinery/yaml/write.ts';
import {isList} from '../client.ts';
import {CommandError, type Flags} from '../command.ts';
import {FileError, type KubectlIo} from '../io.ts';
import {objectName} from '../object-printer.ts';
import {columnsFromFile, columnsFromSpec, customColumnsPrinter} from './custom-columns.ts';
import {goTemplatePrinter} from './go-template.ts';
import {jsonPathPrinter} from './jsonpath.ts';

/** Gives the text of an object, or of a list of objects. Printers remember what they printed: headers, separators. */
export type FormatPrinter = (object: KubernetesObject) => string;

const templateFormats = [
	'go-template',
	'go-template-file',
	'jsonpath',
	'jsonpath-as-json',
	'jsonpath-file',
	'template',
	'templatefile',
];
const columnFormats = ['custom-columns', 'custom-columns-file'];

/** The formats of commands that print what they did. */
export const objectFormats: readonly string[] = ['json', 'yaml', 'kyaml', 'name', ...templateFormats];
/** The formats of `get`, which has tables too. */
export const getFormats: readonly string[] = [...objectFormats, ...columnFormats, 'wide'];

export interface FormatOptions {
	readonly allowMissingKeys: boolean;
	readonly showManagedFields: boolean;
	readonly noHeaders?: boolean;
	/** `--template`. */
	readonly template?: string;
	/** Keys as they come, for objects that a command made itself: Go writes those in the order of its structs. */
	readonly keys?: 'sorted' | 'as-given';
}

/** What the output flags say. */
export function formatOptionsOf(flags: Flags): FormatOptions {
	return {
		allowMissingKeys: flags.bool('allow-missing-template-keys'),
		showManagedFields: flags.bool('show-managed-fields'),
		template: flags.string('template'),
	};
}

export function unknownFormat(output: string, formats: readonly string[]): CommandError {
	const allowed = [...formats].sort().join(',');
	return new CommandError(
		`unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${allowed}`,
	);
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
	if (isList(object)) {
		return {...object, items: object.items.map(withoutManagedFields)} as unknown as KubernetesObject;
	}
	if (!object.metadata?.managedFields) return object;
	const {managedFields: _, ...metadata} = object.metadata;
	return {...object, metadata};
}

/** Splits `jsonpath={.x}` into format and template; `--template` holds the template where there is no `=`. */
function split(output: string, template: string): {format: string; template: string} {
	const format = [...templateFormats, ...columnFormats].find(one => output.startsWith(`${one}=`));
	if (template !== '' || format === undefined) return {format: output, template};
	return {format, template: output.slice(format.length + 1)};
}

/**
 * The printer for `output`; undefined for '' and `wide`, which are tables.
 * @throws CommandError for formats that do not exist and templates that cannot be read
 */
export function formatPrinter(
	output: string,
	formats: readonly string[],
	options: FormatOptions,
	io: KubectlIo,
): FormatPrinter | undefined {
	const given = output === '' && options.template ? 'go-template' : output;
	const {format, template} = split(given, options.template ?? '');
	const lower = format.toLowerCase();
	if (formats.includes('wide') && (format === '' || format === 'wide')) return undefined;
	if (lower === 'json' || lower === 'yaml' || lower === 'kyaml') return dataPrinter(lower, options);
	if (lower === 'name') return namePrinter;
	if (!formats.includes(format)) throw unknownFormat(output, formats);
	if (columnFormats.includes(format)) {
		if (template === '') throw new CommandError('custom-columns format specified but no custom columns given');
		const columns =
			format === 'custom-columns'
				? columnsFromSpec(template)
				: columnsFromFile(readTemplate(template, io, 'error reading template '));
		const print = customColumnsPrinter(columns, format === 'custom-columns' && options.noHeaders === true);
		return object => print(isList(object) ? object.items : [object]);
	}
	if (template === '') throw new CommandError('template format specified but no template given');
	const text = /file$/.test(format) ? readTemplate(template, io, 'error reading --template ') : template;
	if (format.startsWith('jsonpath')) {
		const {allowMissingKeys} = options;
		return jsonPathPrinter(text, {allowMissingKeys, asJson: format === 'jsonpath-as-json'});
	}
	return goTemplatePrinter(text, options.allowMissingKeys, piece => io.out(piece));
}

function dataPrinter(
	format: 'json' | 'yaml' | 'kyaml',
	{showManagedFields, keys = 'sorted'}: FormatOptions,
): FormatPrinter {
	let count = 0;
	return object => {
		const shown = showManagedFields ? object : withoutManagedFields(object);
		count++;
		if (format === 'json') return `${goJson(shown, {indent: '    ', keys})}\n`;
		if (format === 'kyaml') return toKyaml(shown);
		return (count > 1 ? '---\n' : '') + toYaml(shown);
	};
}

function namePrinter(object: KubernetesObject): string {
	const {object: watched} = object as {readonly object?: KubernetesObject};
	if (watched !== undefined && object.kind === undefined) return namePrinter(watched);
	return isList(object) ? object.items.map(namePrinter).join('') : `${objectName(object)}\n`;
}

function readTemplate(path: string, io: KubectlIo, prefix: string): string {
	try {
		return io.files.read(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const reason =
			error.code === 'ENOENT'
				? `open ${path}: no such file or directory`
				: `read ${path}: ${error.code === 'EISDIR' ? 'is a directory' : 'permission denied'}`;
		throw new CommandError(`${prefix}${path}, ${reason}`);
	}
}
