/**
 * Puts frames on the terminal, writing only the rows that changed.
 *
 * Ink's own two writers do not serve here: the plain one erases and rewrites every row of every frame, and the
 * incremental one of Ink 6.8 draws a frame that ends with a line break one row too low. So Ink gives whole frames
 * (`debug` mode), and this writes the difference. It addresses rows absolutely, never touches the last one, and never
 * clears the screen or the scrollback.
 */
import {frameHeight, type Size} from './layout.ts';
import type {Cursor} from './models/extras.ts';
import {textWidth} from './text/width.ts';

/** Milliseconds between two paintings: at most 20 a second. */
const interval = 50;

const beginUpdate = '\x1b[?2026h';
const endUpdate = '\x1b[?2026l';
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';

export class Painter {
	readonly #write: (text: string) => void;
	readonly #size: () => Size;
	#painted: readonly string[] | undefined;
	#paintedSize: Size | undefined;
	#paintedCursor: Cursor | undefined;
	#frame = '';
	#cursor: Cursor | undefined;
	#paintedAt = Number.NEGATIVE_INFINITY;
	#timer: NodeJS.Timeout | undefined;
	#paused = false;

	constructor(write: (text: string) => void, size: () => Size) {
		this.#write = write;
		this.#size = size;
	}

	/** Takes a frame, to be painted as soon as it may be. Of several in that time the last one counts. */
	frame(frame: string): void {
		this.#frame = frame;
		this.#schedule();
	}

	/** Where the cursor stands in the frame; undefined hides it. */
	cursor(cursor: Cursor | undefined): void {
		this.#cursor = cursor;
		this.#schedule();
	}

	/** Paints every row anew: something else wrote to the terminal. */
	repaint(): void {
		this.#painted = undefined;
		this.#schedule();
	}

	/** Paints nothing until `resume`. */
	pause(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#paused = true;
	}

	resume(): void {
		this.#paused = false;
		this.repaint();
	}

	#schedule(): void {
		if (this.#paused || this.#timer) {
			return;
		}
		const wait = Math.max(0, this.#paintedAt + interval - performance.now());
		this.#timer = setTimeout(() => this.#paint(), wait);
	}

	#paint(): void {
		this.#timer = undefined;
		this.#paintedAt = performance.now();
		const size = this.#size();
		const height = frameHeight(size);
		const rows = this.#frame.split('\n').slice(0, height);
		const same = this.#paintedSize?.columns === size.columns && this.#paintedSize.rows === size.rows;
		const known = same ? this.#painted : undefined;
		let changes = '';
		// Rows that were never painted by us, the last one among them, are emptied once.
		const last = known ? Math.max(rows.length, known.length) : size.rows;
		for (let row = 0; row < last; row++) {
			const text = rows[row] ?? '';
			if (!known || text !== (known[row] ?? '')) {
				// Erasing to the end of a row that is full would take its last character.
				const erase = columnsOf(text) < size.columns ? '\x1b[K' : '';
				changes += `\x1b[${row + 1};1H${text}\x1b[0m${erase}`;
			}
		}
		this.#painted = rows;
		this.#paintedSize = size;
		const cursor = this.#cursor && this.#cursor.y < height ? this.#cursor : undefined;
		const moved = cursor?.x !== this.#paintedCursor?.x || cursor?.y !== this.#paintedCursor?.y;
		if (changes === '' && !moved && known) {
			return;
		}
		this.#paintedCursor = cursor;
		const place = cursor ? `\x1b[${cursor.y + 1};${cursor.x + 1}H${showCursor}` : '';
		this.#write(`${beginUpdate}${hideCursor}${changes}${place}${endUpdate}`);
	}
}

function columnsOf(text: string): number {
	return textWidth(text.replace(/\x1b\[[0-9;]*m/g, ''));
}
