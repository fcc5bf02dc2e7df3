/** An input as it is drawn: its rows, wrapped at the edge, and where the cursor stands in them. */
import {clip, type Line, type Span, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {graphemes, textWidth, visible} from '../text/width.ts';
import type {LineBuffer} from './line-buffer.ts';

export interface InputOptions {
	/** What stands before the first row. */
	readonly prompt: Line;
	/** What stands before each further line of the text (not of a wrapped row). */
	readonly continuation?: Line;
	readonly width: number;
	/** Of more rows than this, those around the cursor are shown, with a mark where there are more. */
	readonly maxRows: number;
	/** How the text may go on, dimly after it. */
	readonly ghost?: string;
	/** Shown dimly while the text is empty. */
	readonly placeholder?: string;
}

export interface InputView {
	readonly rows: readonly Line[];
	readonly cursor: {readonly x: number; readonly y: number};
}

export function inputView(buffer: LineBuffer, options: InputOptions): InputView {
	const {search} = buffer;
	const prompt = search
		? [span(`${search.failed ? 'nothing earlier has' : 'earlier line with'} "${visible(search.query)}" `, theme.quiet)]
		: options.prompt;
	const rows = new Rows(options.width);
	rows.put(prompt);
	let cursor = {x: 0, y: 0};
	let at = 0;
	for (const [index, text] of buffer.text.split('\n').entries()) {
		if (index > 0) {
			rows.breakLine();
			rows.put(options.continuation ?? [span('> ', theme.quiet)]);
		}
		for (const grapheme of graphemes(text)) {
			const shown = visible(grapheme);
			rows.makeRoom(textWidth(shown));
			if (at === buffer.cursor) {
				cursor = rows.place;
			}
			rows.put([shown === grapheme ? span(shown) : span(shown, theme.busy)]);
			at += grapheme.length;
		}
		if (at === buffer.cursor) {
			rows.makeRoom(1);
			cursor = rows.place;
		}
		at += 1;
	}
	if (buffer.text === '' && options.placeholder) {
		rows.put([span(options.placeholder, theme.quiet)]);
	} else if (options.ghost && buffer.cursor === buffer.text.length && !search) {
		rows.put([span(visible(options.ghost), theme.quiet)]);
	}
	return window(rows.done(), cursor, options);
}

function window(rows: readonly Line[], cursor: InputView['cursor'], {maxRows, width}: InputOptions): InputView {
	if (rows.length <= maxRows) {
		return {rows, cursor};
	}
	const top = Math.min(Math.max(0, cursor.y - Math.floor(maxRows / 2)), rows.length - maxRows);
	const shown = rows.slice(top, top + maxRows);
	const y = cursor.y - top;
	const above = top;
	const below = rows.length - top - maxRows;
	if (above > 0 && y > 0) {
		shown[0] = clip([span(`▴ ${above + 1} more lines`, theme.quiet)], width);
	}
	if (below > 0 && y < maxRows - 1) {
		shown[maxRows - 1] = clip([span(`▾ ${below + 1} more lines`, theme.quiet)], width);
	}
	return {rows: shown, cursor: {x: cursor.x, y}};
}

/** Rows of a width, filled span by span. */
class Rows {
	readonly #width: number;
	readonly #rows: Span[][] = [[]];
	#taken = 0;

	constructor(width: number) {
		this.#width = width;
	}

	get place(): {x: number; y: number} {
		return {x: this.#taken, y: this.#rows.length - 1};
	}

	/** Begins a new row where a character of that width does not fit. */
	makeRoom(width: number): void {
		if (this.#taken + width > this.#width) {
			this.breakLine();
		}
	}

	put(content: Line): void {
		for (const {text, style} of content) {
			for (const grapheme of graphemes(text)) {
				const width = textWidth(grapheme);
				this.makeRoom(width);
				const row = this.#rows.at(-1)!;
				const last = row.at(-1);
				if (last && last.style === style) {
					row[row.length - 1] = {...last, text: last.text + grapheme};
				} else {
					row.push(span(grapheme, style));
				}
				this.#taken += width;
			}
		}
	}

	breakLine(): void {
		this.#rows.push([]);
		this.#taken = 0;
	}

	done(): readonly Line[] {
		return this.#rows;
	}
}
