/** Lines up cells that end in tabs, with two blanks between columns (Go's text/tabwriter). */
const padding = 2;

/**
 * A column is a run of neighbouring lines that have a cell there, ended by a tab; each run has its own width. The last
 * cell of a line ends in no tab and belongs to no column.
 */
export function padTabs(text: string): string {
	const lines = text.split('\n').map(line => line.split('\t'));
	const widths: number[][] = lines.map(() => []);
	setWidths(lines, widths, 0, 0, lines.length);
	return lines
		.map((cells, row) =>
			cells
				.map((cell, column) => {
					const width = widths[row]![column];
					return width === undefined ? cell : cell + ' '.repeat(width - lengthOf(cell));
				})
				.join(''),
		)
		.join('\n');
}

function setWidths(lines: string[][], widths: number[][], column: number, start: number, end: number): void {
	for (let first = start; first < end; first++) {
		let last = first;
		let width = 0;
		while (last < end && column < lines[last]!.length - 1) {
			width = Math.max(width, lengthOf(lines[last]![column]!) + padding);
			last++;
		}
		if (last === first) {
			continue;
		}
		for (let row = first; row < last; row++) {
			widths[row]![column] = width;
		}
		setWidths(lines, widths, column + 1, first, last);
		first = last;
	}
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
	return [...text].length;
}
