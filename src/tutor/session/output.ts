/** The scrollback of the prompt. */
import type {OutputEntry} from '../host.ts';

/** How many entries, and how much text, are kept. */
const entriesKept = 1000;
const textKept = 400_000;

export class Output {
	#entries: readonly OutputEntry[] = [];
	#nextId = 1;
	readonly #changed: () => void;

	constructor(changed: () => void) {
		this.#changed = changed;
	}

	get entries(): readonly OutputEntry[] {
		return this.#entries;
	}

	/** Adds text; text of the same kind as the entry before it goes on in that entry. */
	write(kind: OutputEntry['kind'], text: string, prompt?: string): void {
		if (text === '') {
			return;
		}
		const last = this.#entries.at(-1);
		const goesOn = last?.kind === kind && (kind === 'stdout' || kind === 'stderr');
		const entry = goesOn
			? {...last, text: last.text + text}
			: {id: this.#nextId++, kind, text, ...(prompt !== undefined && {prompt})};
		this.#entries = [...(goesOn ? this.#entries.slice(0, -1) : this.#entries), entry].slice(-entriesKept);
		while (this.#entries.length > 1 && this.#entries.reduce((sum, {text: t}) => sum + t.length, 0) > textKept) {
			this.#entries = this.#entries.slice(1);
		}
		this.#changed();
	}

	/** The id that the next entry will have: a place to come back to. */
	get mark(): number {
		return this.#nextId;
	}

	/** Takes away everything from a mark on, or everything. */
	clear(mark = 0): void {
		this.#entries = this.#entries.filter(entry => entry.id < mark);
		this.#changed();
	}
}
