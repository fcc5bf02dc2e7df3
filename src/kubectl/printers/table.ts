/** Server-side tables on the screen (cli-runtime pkg/printers/tableprinter.go). */
import {formatLabels} from '../../apimachinery/labels.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Table} from '../client.ts';
import {type GroupKind, groupKindName} from '../resources.ts';
import type {TabWriter} from './tab-writer.ts';

export interface TableOptions {
	readonly noHeaders: boolean;
	readonly wide: boolean;
	readonly showLabels: boolean;
	readonly columnLabels: readonly string[];
	readonly withNamespace: boolean;
	/** Puts `pod/` before names. */
	readonly withKind?: GroupKind | undefined;
}

type ColumnDefinitions = Table['columnDefinitions'];
interface Column {
	readonly header: string;
	cell(row: Table['rows'][number]): string;
}

/** What a terminal would obey is written out (printers/terminal.go). */
export function escapeTerminal(text: string): string {
	return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

/** A cell on one line: what follows a line break is left out. */
function cellText(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value !== 'string') return String(value);
	const lineBreak = value.search(/[\f\n\r]/);
	return escapeTerminal(lineBreak === -1 ? value : `${value.slice(0, lineBreak)}...`);
}

const eventTypes: Readonly<Record<string, string>> = {
	ADDED: 'ADDED   ',
	MODIFIED: 'MODIFIED',
	DELETED: 'DELETED ',
	ERROR: 'ERROR   ',
};

/** Prints tables one after the other; headers only where the columns are others than before. */
export class TablePrinter {
	readonly #options: TableOptions;
	#columns: ColumnDefinitions = [];
	#printedHeaders = false;

	constructor(options: TableOptions) {
		this.#options = options;
	}

	/** @param eventType such as `ADDED`, for `--output-watch-events` */
	print(table: Table, writer: TabWriter, eventType = ''): void {
		const given = table.columnDefinitions ?? [];
		// Later tables of a watch leave their columns out.
		const same = given.length === 0 || JSON.stringify(given) === JSON.stringify(this.#columns);
		const withoutHeaders = this.#options.noHeaders || (this.#printedHeaders && same);
		if (!same) {
			this.#columns = given;
			this.#printedHeaders = false;
		}
		if (table.rows.length === 0) return;
		this.#printedHeaders = true;
		const columns = this.#shownColumns(eventType);
		if (!withoutHeaders) writer.line(columns.map(column => column.header.toUpperCase()));
		for (const row of table.rows) writer.line(columns.map(column => column.cell(row)));
	}

	#shownColumns(eventType: string): Column[] {
		const {wide, withNamespace, withKind, columnLabels, showLabels} = this.#options;
		const columns: Column[] = [];
		if (eventType !== '') columns.push({header: 'Event', cell: () => eventTypes[eventType] ?? eventType});
		if (withNamespace) {
			columns.push({header: 'Namespace', cell: row => row.object?.metadata?.namespace ?? ''});
		}
		const nameColumn = withKind
			? this.#columns.findIndex(column => column.format === 'name' && column.type === 'string')
			: -1;
		this.#columns.forEach((column, index) => {
			if (column.priority !== 0 && !wide) return;
			const prefix = index === nameColumn ? `${groupKindName(withKind!)}/` : '';
			columns.push({header: column.name, cell: row => prefix + cellText(row.cells[index])});
		});
		for (const label of columnLabels) {
			columns.push({
				header: label.slice(label.lastIndexOf('/') + 1),
				cell: row => cellText(row.object?.metadata?.labels?.[label]),
			});
		}
		if (showLabels) {
			columns.push({header: 'Labels', cell: row => cellText(formatLabels(row.object?.metadata?.labels))});
		}
		return columns;
	}
}

/** An object that the server did not print as a table: its name and age. */
export function tableOf(object: KubernetesObject, age: string): Table {
	const column = {type: 'string', description: '', priority: 0};
	return {
		kind: 'Table',
		apiVersion: 'meta.k8s.io/v1',
		metadata: {},
		columnDefinitions: [
			{...column, name: 'Name', format: 'name'},
			{...column, name: 'Age', format: ''},
		],
		rows: [{cells: [object.metadata.name, age], object}],
	};
}
