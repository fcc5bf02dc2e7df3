/** The text that is in the editor, if any: a file of the workspace, or an object that `kubectl edit` brought. */
import type {Editing} from '../host.ts';

export interface EditRequest {
	readonly name: string;
	readonly text: string;
	/** Where it is on disk. */
	readonly path?: string;
	/** Writes what is saved; throws where it cannot. */
	save?(text: string): void;
	/** What an editor of the learner's own has left on disk; undefined where nothing was changed. */
	changedOnDisk?(): string | undefined;
}

export class EditorDesk {
	readonly #changed: () => void;
	#nextId = 1;
	#open:
		| {
				readonly shown: Editing;
				readonly request: EditRequest;
				readonly saved?: string;
				readonly done: (text?: string) => void;
		  }
		| undefined;

	constructor(changed: () => void) {
		this.#changed = changed;
	}

	/** What the screen shows. */
	get shown(): Editing | undefined {
		return this.#open?.shown;
	}

	/** Opens a text; resolves with what was saved, or undefined when it was left unsaved. */
	edit(request: EditRequest): Promise<string | undefined> {
		this.#open?.done();
		return new Promise(done => {
			const {name, text, path} = request;
			this.#open = {shown: {id: this.#nextId++, name, text, ...(path !== undefined && {path})}, request, done};
			this.#changed();
		});
	}

	save(text: string): void {
		if (!this.#open) {
			return;
		}
		try {
			this.#open.request.save?.(text);
			const {problem: _, ...shown} = this.#open.shown;
			this.#open = {...this.#open, shown, saved: text};
		} catch (error) {
			const problem = `Not saved: ${(error as Error).message}`;
			this.#open = {...this.#open, shown: {...this.#open.shown, problem}};
		}
		this.#changed();
	}

	/** The editor was left. */
	close(): void {
		const open = this.#open;
		if (open) {
			this.#open = undefined;
			open.done(open.saved ?? open.request.changedOnDisk?.());
			this.#changed();
		}
	}
}
