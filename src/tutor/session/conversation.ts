/** What is said between a command that asks, such as a shell in a container, and whoever types. */
import type {Output} from './output.ts';

export class Conversation {
	readonly #output: Output;
	readonly #changed: () => void;
	#asked: {readonly question: string; readonly resolve: (text: string | undefined) => void} | undefined;
	/** Lines that were typed before they were asked for. */
	readonly #ahead: string[] = [];
	#begun = false;

	constructor(output: Output, changed: () => void) {
		this.#output = output;
		this.#changed = changed;
	}

	/** Whether the command that runs has asked before: what is typed is then meant for it. */
	get begun(): boolean {
		return this.#begun;
	}

	get question(): string | undefined {
		return this.#asked?.question;
	}

	/** Gives the next line; undefined where there is none to come. */
	ask(question: string): Promise<string | undefined> {
		this.#begun = true;
		return new Promise(resolve => {
			this.#asked = {question, resolve};
			const line = this.#ahead.shift();
			if (line !== undefined) {
				this.#answer(line);
			}
			this.#changed();
		});
	}

	/** The lines of a text answer this question and those that follow; undefined declines it. */
	reply(text: string | undefined): void {
		if (text === undefined) {
			this.#answer(undefined);
		} else {
			this.#ahead.push(...text.split('\n'));
			if (this.#asked) {
				this.#answer(this.#ahead.shift());
			}
		}
		this.#changed();
	}

	/** The command has ended, or is to end. */
	end(): void {
		this.#asked?.resolve(undefined);
		this.#asked = undefined;
		this.#ahead.length = 0;
		this.#begun = false;
	}

	#answer(line: string | undefined): void {
		const asked = this.#asked;
		this.#asked = undefined;
		if (asked) {
			this.#output.write('stdout', `${asked.question}${line ?? ''}\n`);
			asked.resolve(line);
		}
	}
}
