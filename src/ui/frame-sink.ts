/** What Ink takes for standard output: every write is a whole frame. */
import {Writable} from 'node:stream';
import type {Size} from './layout.ts';

export class FrameSink extends Writable {
	readonly isTTY = true;
	readonly #size: () => Size;
	readonly #onFrame: (frame: string) => void;

	constructor(size: () => Size, onFrame: (frame: string) => void) {
		super({decodeStrings: false});
		this.#size = size;
		this.#onFrame = onFrame;
	}

	get columns(): number {
		return this.#size().columns;
	}

	/** One more than there are, so that Ink never thinks that a frame is too high. */
	get rows(): number {
		return this.#size().rows + 1;
	}

	override _write(chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
		this.#onFrame(String(chunk));
		done();
	}
}
