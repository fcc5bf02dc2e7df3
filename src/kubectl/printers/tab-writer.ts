/** Columns as `kubectl get` aligns them (text/tabwriter with cli-runtime's settings, printers/tabwriter.go). */
const minimumWidth = 6;
const padding = 3;

/**
 * Collects lines of cells and lines them up. Widths are remembered from one flush to the next, so that what a watch
 * prints later stands under what it printed first.
 */
export class TabWriter {
	#lines: string[][] = [];
	#remembered: number[] = [];

	/** The last cell of a line belongs to no column. */
	line(cells: readonly string[]): void {
		this.#lines.push([...cells]);
	}

	/** The lines so far, aligned. */
	flush(): string {
		const lines = this.#lines;
		this.#lines = [];
		const widths: number[][] = lines.map(() => []);
		this.#align(lines, widths, 0, 0, lines.length);
		return lines
			.map((cells, row) => `${cells.map((cell, column) => padTo(cell, widths[row]![column])).join('')}\n`)
			.join('');
	}

	/** Begins anew, for a table of another kind. */
	forgetWidths(): void {
		this.#remembered = [];
	}

	/** A column is a run of neighbouring lines that have a cell there; each run has its own width. */
	#align(lines: readonly string[][], widths: number[][], column: number, from: number, to: number): void {
		let row = from;
		while (row < to) {
			if (column >= lines[row]!.length - 1) {
				row++;
				continue;
			}
			const first = row;
			let width = Math.max(minimumWidth, this.#remembered[column] ?? 0);
			for (; row < to && column < lines[row]!.length - 1; row++) {
				width = Math.max(width, [...lines[row]![column]!].length + padding);
			}
			this.#remembered[column] = width;
			for (let line = first; line < row; line++) widths[line]![column] = width;
			this.#align(lines, widths, column + 1, first, row);
		}
	}
}

function padTo(cell: string, width: number | undefined): string {
	return width === undefined ? cell : cell + ' '.repeat(width - [...cell].length);
}
