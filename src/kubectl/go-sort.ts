/**
 * Go's sort.Sort: a pattern-defeating quicksort (Go src/sort, pdqsort; Peters, arXiv 2106.05123). It is not stable, and
 * which of two equal things comes first can be seen in what kubectl prints: events of the same second, Pods with as many
 * restarts. So each choice that it makes is made here as well, in the same order.
 */

/** Up to so many things are sorted by insertion. */
const longestInsertion = 12;
/** From so many on the pivot is a median of medians, and parts that are nearly in order are mended. */
const long = 50;
/** How many pairs are mended until a part does not count as nearly in order. */
const mostMended = 5;
/** The swaps of a pivot's choice in a part that is in the opposite order. */
const swapsOfDescent = 12;

/** A sorted copy. @param less whether one thing must come before another */
export function goSorted<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
	const sorted = [...items];
	if (sorted.length > 1) {
		const bits = 32 - Math.clz32(sorted.length);
		new GoSort(sorted, less).sort(0, sorted.length, bits);
	}
	return sorted;
}

class GoSort<T> {
	readonly #items: T[];
	readonly #order: (a: T, b: T) => boolean;

	constructor(items: T[], order: (a: T, b: T) => boolean) {
		this.#items = items;
		this.#order = order;
	}

	/** @param choices how many bad pivots are borne with before it becomes a heapsort */
	sort(from: number, to: number, choices: number): void {
		let [a, b, limit] = [from, to, choices];
		let balanced = true;
		let partitioned = true;
		for (;;) {
			const length = b - a;
			if (length <= longestInsertion || limit === 0) {
				if (length <= longestInsertion) this.#insert(a, b);
				else this.#heap(a, b);
				return;
			}
			if (!balanced) {
				this.#shuffle(a, b);
				limit--;
			}
			const chosen = this.#choosePivot(a, b);
			let {pivot} = chosen;
			let inOrder = chosen.swaps === 0;
			if (chosen.swaps === swapsOfDescent) {
				this.#reverse(a, b);
				pivot = b - 1 - (pivot - a);
				inOrder = true;
			}
			if (balanced && partitioned && inOrder && this.#mend(a, b)) return;
			// Many equal things: those that equal the pivot are done.
			if (a > 0 && !this.#less(a - 1, pivot)) {
				a = this.#partitionEqual(a, b, pivot);
				continue;
			}
			const parts = this.#partition(a, b, pivot);
			partitioned = parts.already;
			const [left, right] = [parts.at - a, b - parts.at];
			const least = Math.floor(length / 8);
			if (left < right) {
				balanced = left >= least;
				this.sort(a, parts.at, limit);
				a = parts.at + 1;
			} else {
				balanced = right >= least;
				this.sort(parts.at + 1, b, limit);
				b = parts.at;
			}
		}
	}

	#less(i: number, j: number): boolean {
		return this.#order(this.#items[i]!, this.#items[j]!);
	}

	#swap(i: number, j: number): void {
		const kept = this.#items[i]!;
		this.#items[i] = this.#items[j]!;
		this.#items[j] = kept;
	}

	#insert(a: number, b: number): void {
		for (let i = a + 1; i < b; i++) {
			for (let j = i; j > a && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
		}
	}

	#heap(a: number, b: number): void {
		const length = b - a;
		for (let i = Math.floor((length - 1) / 2); i >= 0; i--) this.#sift(i, length, a);
		for (let i = length - 1; i >= 0; i--) {
			this.#swap(a, a + i);
			this.#sift(0, i, a);
		}
	}

	#sift(from: number, to: number, first: number): void {
		let root = from;
		for (;;) {
			let child = 2 * root + 1;
			if (child >= to) return;
			if (child + 1 < to && this.#less(first + child, first + child + 1)) child++;
			if (!this.#less(first + root, first + child)) return;
			this.#swap(first + root, first + child);
			root = child;
		}
	}

	/** Moves three things about, so that what made the last pivot bad does not do so again. */
	#shuffle(a: number, b: number): void {
		const length = b - a;
		if (length < 8) return;
		let random = BigInt(length);
		const mask = (1n << BigInt(32 - Math.clz32(length))) - 1n;
		const first = a + Math.floor(length / 4) * 2 - 1;
		for (let i = 0; i < 3; i++) {
			random ^= BigInt.asUintN(64, random << 13n);
			random ^= random >> 7n;
			random ^= BigInt.asUintN(64, random << 17n);
			const other = Number(random & mask);
			this.#swap(first + i, a + (other >= length ? other - length : other));
		}
	}

	/** Where the pivot is, and how many pairs of those looked at were in the opposite order. */
	#choosePivot(a: number, b: number): {readonly pivot: number; readonly swaps: number} {
		const length = b - a;
		let swaps = 0;
		const median = (...places: [number, number, number]): number => {
			for (const [i, j] of [
				[0, 1],
				[1, 2],
				[0, 1],
			] as const) {
				if (this.#less(places[j]!, places[i]!)) {
					swaps++;
					[places[i], places[j]] = [places[j]!, places[i]!];
				}
			}
			return places[1];
		};
		const quarter = Math.floor(length / 4);
		let places: [number, number, number] = [a + quarter, a + quarter * 2, a + quarter * 3];
		if (length >= long) {
			const [i, j, k] = places;
			places = [median(i - 1, i, i + 1), median(j - 1, j, j + 1), median(k - 1, k, k + 1)];
		}
		const pivot = length >= 8 ? median(...places) : places[1];
		return {pivot, swaps};
	}

	#reverse(a: number, b: number): void {
		for (let i = a, j = b - 1; i < j; i++, j--) this.#swap(i, j);
	}

	/** Puts right what is nearly in order; gives false where it is not. */
	#mend(a: number, b: number): boolean {
		let i = a + 1;
		for (let pairs = 0; pairs < mostMended; pairs++) {
			while (i < b && !this.#less(i, i - 1)) i++;
			if (i === b) return true;
			if (b - a < long) return false;
			this.#swap(i, i - 1);
			if (i - a >= 2) {
				for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
			}
			if (b - i >= 2) {
				for (let j = i + 1; j < b && this.#less(j, j - 1); j++) this.#swap(j, j - 1);
			}
		}
		return false;
	}

	/** What is less than the pivot goes before it, the rest after it. */
	#partition(a: number, b: number, pivot: number): {readonly at: number; readonly already: boolean} {
		this.#swap(a, pivot);
		let [i, j] = [a + 1, b - 1];
		let already = true;
		for (;;) {
			while (i <= j && this.#less(i, a)) i++;
			while (i <= j && !this.#less(j, a)) j--;
			if (i > j) break;
			already = false;
			this.#swap(i++, j--);
		}
		this.#swap(j, a);
		return {at: j, already};
	}

	/** What equals the pivot goes first; nothing is less than it. Gives where the greater begins. */
	#partitionEqual(a: number, b: number, pivot: number): number {
		this.#swap(a, pivot);
		let [i, j] = [a + 1, b - 1];
		for (;;) {
			while (i <= j && !this.#less(a, i)) i++;
			while (i <= j && this.#less(a, j)) j--;
			if (i > j) return i;
			this.#swap(i++, j--);
		}
	}
}
