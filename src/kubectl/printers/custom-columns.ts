/** `-o custom-columns=HEADER:PATH,…` (kubectl pkg/cmd/get/customcolumn.go). */
import {CommandError} from '../command.ts';
import {findResults, goText} from '../jsonpath/evaluate.ts';
import {JsonPathError, type ListNode} from '../jsonpath/nodes.ts';
import {parseJsonPath, relaxedJsonPath} from '../jsonpath/parse.ts';
import {TabWriter} from './tab-writer.ts';
import {escapeTerminal} from './table.ts';

interface CustomColumn {
	readonly header: string;
	readonly path: string;
}

/** Says a path's failure as the end of the command. */
function attempt<T>(step: () => T): T {
	try {
		return step();
	} catch (error) {
		throw error instanceof JsonPathError ? new CommandError(error.message) : error;
	}
}

/** `NAME:.metadata.name,IMAGE:…` */
export function columnsFromSpec(spec: string): CustomColumn[] {
	if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given');
	return spec.split(',').map(part => {
		const colon = part.indexOf(':');
		if (colon === -1) {
			throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
		}
		return {header: part.slice(0, colon), path: attempt(() => relaxedJsonPath(part.slice(colon + 1)))};
	});
}

/** Two lines: the headers, and the paths below them. */
export function columnsFromFile(text: string): CustomColumn[] {
	const form = 'Expected format is one line of space separated headers, one line of space separated column specs.';
	const lines = text.split('\n');
	if (text === '') throw new CommandError(`invalid template, missing header line. ${form}`);
	if (lines[1] === undefined || (lines[1] === '' && lines.length === 2)) {
		throw new CommandError(`invalid template, missing spec line. ${form}`);
	}
	const [headers = [], paths = []] = lines.slice(0, 2).map(line => line.split(/\s+/).filter(word => word !== ''));
	if (headers.length !== paths.length) {
		throw new CommandError(
			`number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
		);
	}
	return headers.map((header, index) => ({header, path: attempt(() => relaxedJsonPath(paths[index]!))}));
}

/** The headers stand above the first object that is printed. */
export function customColumnsPrinter(
	columns: readonly CustomColumn[],
	noHeaders: boolean,
): (objects: readonly unknown[]) => string {
	const writer = new TabWriter();
	let printedHeaders = noHeaders;
	let templates: readonly ListNode[] | undefined;
	return objects =>
		attempt(() => {
			if (!printedHeaders) writer.line(columns.map(column => column.header));
			printedHeaders = true;
			templates ??= columns.map(column => parseJsonPath(column.path));
			for (const object of objects) {
				writer.line(
					templates.map(template => {
						const results = findResults(template, object);
						const texts = results.flat().map(value => escapeTerminal(goText(value)));
						return (results[0]?.length ? texts : ['<none>', ...texts]).join(',');
					}),
				);
			}
			return writer.flush();
		});
}
