/** Sets of completion indexes as runs of neighbours: 1, 3, 4, 5 is `1,3-5` (pkg/controller/job/indexed_job_utils.go). */

/** From the first index to the last, both included. */
export interface Interval {
	readonly first: number;
	readonly last: number;
}

/** In order, with a gap between each two. */
export type Intervals = readonly Interval[];

/** Reads what `formatIntervals` writes. Indexes that are not below `completions` are left out, and so is what is no number. */
export function parseIntervals(text: string, completions: number): Intervals {
	const intervals: Interval[] = [];
	for (const part of text === '' ? [] : text.split(',')) {
		const [first, last = first] = part.split('-').map(limit => (/^\d+$/.test(limit) ? Number(limit) : Number.NaN));
		if (first === undefined || last === undefined || Number.isNaN(first + last)) {
			continue;
		}
		if (first >= completions) {
			break;
		}
		intervals.push({first, last: Math.min(last, completions - 1)});
	}
	return merge(intervals, []);
}

/** Two neighbours are written `3,4`, more of them `3-5`. */
export function formatIntervals(intervals: Intervals): string {
	return intervals
		.map(({first, last}) => (first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
		.join(',');
}

/** The intervals with single indexes added, in any order. */
export function withIndexes(intervals: Intervals, indexes: Iterable<number>): Intervals {
	const sorted = [...indexes].sort((a, b) => a - b);
	return merge(
		intervals,
		sorted.map(index => ({first: index, last: index})),
	);
}

/** Example: 0-2 and 3,7 make 0-3,7. */
export function merge(one: Intervals, other: Intervals): Intervals {
	const merged: Interval[] = [];
	for (const interval of [...one, ...other].sort((a, b) => a.first - b.first)) {
		const previous = merged.at(-1);
		if (previous && interval.first <= previous.last + 1) {
			merged[merged.length - 1] = {first: previous.first, last: Math.max(previous.last, interval.last)};
		} else {
			merged.push(interval);
		}
	}
	return merged;
}

/** How many indexes there are. */
export function total(intervals: Intervals): number {
	return intervals.reduce((sum, {first, last}) => sum + last - first + 1, 0);
}

export function has(intervals: Intervals, index: number): boolean {
	return intervals.some(({first, last}) => first <= index && index <= last);
}

/** How many indexes two sets share. Example: 0-4 and 3-9 share 2. */
export function overlap(one: Intervals, other: Intervals): number {
	let shared = 0;
	for (let i = 0, j = 0; i < one.length && j < other.length; ) {
		const [a, b] = [one[i]!, other[j]!];
		shared += Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1);
		if (a.last < b.last) {
			i++;
		} else {
			j++;
		}
	}
	return shared;
}

/** The first indexes below `completions` that are in none of the intervals. Example: 3 beside 1-2,4 are 0,3,5. */
export function firstMissing(intervals: Intervals, count: number, completions: number): number[] {
	const missing: number[] = [];
	let candidate = 0;
	for (const {first, last} of [...intervals, {first: completions, last: completions}]) {
		for (; candidate < Math.min(first, completions) && missing.length < count; candidate++) {
			missing.push(candidate);
		}
		candidate = Math.max(candidate, last + 1);
	}
	return missing;
}
