/** Breaking lines: by words for prose, at the edge for what a program printed. Nothing is ever dropped but the space at a break. */
import type {Line, Span, Style} from './line.ts';
import {graphemes, textWidth} from './width.ts';

interface Cell {
	readonly text: string;
	readonly style: Style | undefined;
	readonly width: number;
}

export interface WrapOptions {
	/** What each further row begins with, such as the spaces under a list item's text. */
	readonly hang?: Line;
}

/** Breaks between words; a word that is longer than a row is broken at the edge. An empty line gives one empty row. */
export function wrapWords(content: Line, width: number, options: WrapOptions = {}): Line[] {
	return wrap(content, width, options, lastSpaceBefore);
}

/** Breaks at the edge, as a terminal does. */
export function wrapHard(content: Line, width: number, options: WrapOptions = {}): Line[] {
	return wrap(content, width, options, (_cells, _from, edge) => edge);
}

/** How far from the edge a blank may be for the line to be broken there, in columns. */
const nearEdge = 20;

/** Breaks at the edge, but between the columns of a table, or else at a blank, where one is near the edge. */
export function wrapNear(content: Line, width: number, options: WrapOptions = {}): Line[] {
	return wrap(content, width, options, (cells, from, edge) => {
		const isNear = (at: number) => cells.slice(at, edge).reduce((sum, cell) => sum + cell.width, 0) <= nearEdge;
		const gap = lastGapBefore(cells, from, edge);
		const places = [...(gap > from ? [gap] : []), lastSpaceBefore(cells, from, edge)];
		return places.find(isNear) ?? edge;
	});
}

/** The end of the last column of a table up to `edge`: where two blanks or more follow; `from` if there is none. */
function lastGapBefore(cells: readonly Cell[], from: number, edge: number): number {
	let at = edge;
	while (at > from && !(isSpace(cells[at]) && isSpace(cells[at + 1]) && !isSpace(cells[at - 1]))) {
		at--;
	}
	return at;
}

function wrap(
	content: Line,
	width: number,
	{hang = []}: WrapOptions,
	breakAt: (cells: readonly Cell[], from: number, edge: number) => number,
): Line[] {
	const cells = toCells(content);
	const hangWidth = hang.reduce((sum, part) => sum + textWidth(part.text), 0);
	const rows: Line[] = [];
	let from = 0;
	do {
		const room = Math.max(1, rows.length === 0 ? width : width - hangWidth);
		let edge = from;
		let taken = 0;
		while (edge < cells.length && (taken + cells[edge]!.width <= room || edge === from)) {
			taken += cells[edge]!.width;
			edge++;
		}
		const end = edge === cells.length ? edge : breakAt(cells, from, edge);
		const row = toLine(cells, from, end);
		rows.push(rows.length === 0 ? row : [...hang, ...row]);
		from = end;
		// The space at which a line is broken is not carried over to the next row.
		if (end !== edge || isSpace(cells[end])) {
			while (isSpace(cells[from])) {
				from++;
			}
		}
	} while (from < cells.length);
	return rows;
}

/** Where the row that would end at `edge` is broken: after its last word that is whole, or at the edge. */
function lastSpaceBefore(cells: readonly Cell[], from: number, edge: number): number {
	if (isSpace(cells[edge])) {
		return edge;
	}
	let at = edge - 1;
	while (at > from && !isSpace(cells[at])) {
		at--;
	}
	while (at > from && isSpace(cells[at - 1])) {
		at--;
	}
	return at > from && cells.slice(from, at).some(cell => !isSpace(cell)) ? at : edge;
}

function isSpace(cell: Cell | undefined): boolean {
	return cell?.text === ' ';
}

function toCells(content: Line): Cell[] {
	return content.flatMap(({text, style}) => graphemes(text).map(part => ({text: part, style, width: textWidth(part)})));
}

function toLine(cells: readonly Cell[], from: number, end: number): Line {
	const spans: {text: string; style?: Style}[] = [];
	for (let index = from; index < end; index++) {
		const {text, style} = cells[index]!;
		const last = spans.at(-1);
		if (last && last.style === style) {
			last.text += text;
		} else {
			spans.push(style ? {text, style} : {text});
		}
	}
	return spans satisfies Span[];
}
