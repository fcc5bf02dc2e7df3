/**
 * What a line has asked to see counts once the line has shown something, or has ended well: a name with a typing error
 * makes kubectl read a list, too, and shows nothing of it.
 */
import type {Look} from '../checks/look.ts';

export class PendingLooks {
	readonly #looked: (look: Look) => void;
	#waiting: readonly Look[] = [];
	#shown = false;
	#triesOut = false;

	constructor(looked: (look: Look) => void) {
		this.#looked = looked;
	}

	/** A line begins. */
	begin(line: string): void {
		this.#waiting = [];
		this.#shown = false;
		this.#triesOut = /\s--dry-run(?!=none\b)/.test(line);
	}

	add(look: Look): void {
		// What is only tried out has not been applied, although it reads the object just as apply does.
		if (this.#triesOut && look.by === 'apply') {
			return;
		}
		// That a rollout has failed is an answer, too, and comes as an error.
		if (this.#shown || look.by === 'rollout status') {
			this.#looked(look);
		} else {
			this.#waiting = [...this.#waiting, look];
		}
	}

	/** The line has written to its standard output. */
	printed(): void {
		this.#shown = true;
		this.#flush();
	}

	end(exit: number): void {
		if (exit === 0) {
			this.#flush();
		}
		this.#waiting = [];
	}

	#flush(): void {
		const looks = this.#waiting;
		this.#waiting = [];
		for (const look of looks) {
			this.#looked(look);
		}
	}
}
