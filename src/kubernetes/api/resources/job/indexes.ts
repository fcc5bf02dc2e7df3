/** How lists of completion indexes, such as `1,3-5`, are checked (pkg/apis/batch/validation/validation.go). */

interface Interval {
	readonly first: number;
	readonly last: number;
}

/** What is wrong with a list of indexes. */
export class IndexesError extends Error {
	override readonly name = 'IndexesError';
}

/**
 * How many indexes a list names. Example: `1,3-5` has 4.
 * @throws IndexesError where the list is malformed, out of order, or names an index that is not below `completions`
 */
export function countIndexes(text: string, completions: number): number {
	if (text === '') {
		return 0;
	}
	let total = 0;
	let previous: number | undefined;
	for (const part of text.split(',')) {
		const {first, last} = parseInterval(part, completions);
		if (previous !== undefined && previous >= first) {
			throw new IndexesError(`non-increasing order, previous: ${previous}, current: ${first}`);
		}
		total += last - first + 1;
		previous = last;
	}
	return total;
}

/** The first index that both lists name; undefined where there is none. Parts that cannot be read are passed over. */
export function overlapOf(completed: string, failed: string, completions: number): number | undefined {
	const readable = (text: string) => text.split(',').flatMap(part => tryInterval(part, completions));
	for (const {first, last} of readable(completed)) {
		const other = readable(failed).find(interval => first <= interval.last && interval.first <= last);
		if (other) {
			return Math.max(first, other.first);
		}
	}
	return undefined;
}

function tryInterval(text: string, completions: number): Interval[] {
	try {
		return [parseInterval(text, completions)];
	} catch {
		return [];
	}
}

function parseInterval(text: string, completions: number): Interval {
	const limits = text.split('-');
	if (limits.length > 2) {
		const why = "violates the requirement that an index interval can have at most two parts separated by '-'";
		throw new IndexesError(`the fragment ${JSON.stringify(text)} ${why}`);
	}
	const first = parseIndex(limits[0]!, completions);
	if (limits[1] === undefined) {
		return {first, last: first};
	}
	const last = parseIndex(limits[1], completions);
	if (first >= last) {
		throw new IndexesError(`non-increasing order, previous: ${first}, current: ${last}`);
	}
	return {first, last};
}

function parseIndex(text: string, completions: number): number {
	if (!/^[+-]?\d+$/.test(text)) {
		throw new IndexesError(`cannot convert string to integer for index: ${JSON.stringify(text)}`);
	}
	if (Number(text) >= completions) {
		throw new IndexesError(`too large index: ${JSON.stringify(text)}`);
	}
	return Number(text);
}
