/** What a fair teacher would say of an answer. */

export interface Grade {
	readonly verdict: 'right' | 'partial' | 'wrong';
	/** The ideas that the answer holds, by name. */
	readonly there: readonly string[];
	/** The ideas that it lacks, by name. */
	readonly missing: readonly string[];
	/** Replies to what in it is not so. */
	readonly wrong: readonly string[];
}
