/** Writes what has changed, soon but not at every change: the first change waits for `delay`, those after it ride along. */
export class Saver {
	readonly #write: () => Promise<void>;
	readonly #delay: number;
	readonly #failed: (error: unknown) => void;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> = Promise.resolve();

	constructor(write: () => Promise<void>, delay: number, failed: (error: unknown) => void) {
		this.#write = write;
		this.#delay = delay;
		this.#failed = failed;
	}

	/** Something has changed. */
	touch(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.#writing = this.#writing.then(() => this.#write()).catch(error => this.#failed(error));
		}, this.#delay);
	}

	/** Writes what is still to be written, and waits for it. */
	async flush(): Promise<void> {
		if (this.#timer !== undefined) {
			clearTimeout(this.#timer);
			this.#timer = undefined;
			this.#writing = this.#writing.then(() => this.#write()).catch(error => this.#failed(error));
		}
		await this.#writing;
	}
}
